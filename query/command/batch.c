#include "query/command/batch.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "base/mem.h"
#include "base/utf8.h"

struct batch {
	FILE *file;
	char *name;
	char *line;
	size_t capacity, number;
};

enum status batch_open(batch **out, const char *path, struct error *err)
{
	bool is_stdin = !strcmp(path, "-");
	FILE *file = is_stdin ? stdin : fopen(path, "r");

	*out = NULL;
	if (!file)
		return error_set(err, STATUS_IO, "%s: %s", path,
				 strerror(errno));
	*out = mem_alloc(sizeof(**out));
	(*out)->file = file;
	(*out)->name = mem_string(is_stdin ? "standard input" : path);
	return STATUS_OK;
}

void batch_close(batch *from)
{
	if (!from)
		return;
	if (from->file != stdin)
		fclose(from->file);
	free(from->line);
	free(from->name);
	free(from);
}

/* The next line that is not empty, without its end.  -1: there is none. */
static ssize_t read_line(batch *from)
{
	ssize_t len;

	do {
		len = getline(&from->line, &from->capacity, from->file);
		if (len < 0)
			return -1;
		from->number++;
		while (len && (from->line[len - 1] == '\n' ||
			       from->line[len - 1] == '\r'))
			from->line[--len] = '\0';
	} while (!len);
	return len;
}

static enum status complain(const batch *from, const char *why,
			    struct error *err)
{
	return error_set(err, STATUS_BAD_INPUT, "%s:%zu: %s", from->name,
			 from->number, why);
}

enum status batch_next(batch *from, struct batch_line *out, struct error *err)
{
	ssize_t len = read_line(from);
	char *line = from->line, *tab;

	if (len < 0)
		return ferror(from->file)
			? error_set(err, STATUS_IO, "%s: %s", from->name,
				    strerror(errno)) : STATUS_DONE;
	if (from->number == 1 && !strncmp(line, "\xEF\xBB\xBF", 3)) {
		line += 3;	/* a byte order mark */
		len -= 3;
	}
	if (strlen(line) != (size_t)len)
		return complain(from, "a NUL byte in the line", err);
	if (!utf8_is_valid(line, (size_t)len))
		return complain(from, "not valid UTF-8", err);
	tab = strchr(line, '\t');
	if (!tab || tab == line)
		return complain(from, tab ? "no id before the tab"
					   : "no tab between id and query", err);
	*tab = '\0';
	*out = (struct batch_line){ line, tab + 1, from->number };
	return STATUS_OK;
}
