/* The text of --help and --version. */
#include "base/options.h"

#include <string.h>

#include "base/utf8.h"

enum { HELP_WIDTH = 80, HELP_INDENT = 26 };

static bool is_wide(uint32_t cp)
{
	return (cp >= 0x1100 && cp <= 0x115F) || (cp >= 0x2E80 && cp <= 0xA4CF) ||
	       (cp >= 0xAC00 && cp <= 0xD7A3) || (cp >= 0xF900 && cp <= 0xFAFF) ||
	       (cp >= 0xFE30 && cp <= 0xFE6F) || (cp >= 0xFF00 && cp <= 0xFF60) ||
	       (cp >= 0xFFE0 && cp <= 0xFFE6) || (cp >= 0x20000 && cp <= 0x3FFFF);
}

static bool ends_line(uint32_t cp)	/* may not stand at a line's beginning */
{
	return cp == 0x3001 || cp == 0x3002 || cp == 0xFF0C || cp == 0xFF1B ||
	       cp == 0xFF1A || cp == 0xFF09 || cp == 0x300B || cp == 0x201D;
}

static size_t columns(const char *text, size_t len)
{
	const char *at = text, *end = text + len;
	size_t width = 0;

	while (at < end)
		width += is_wide(utf8_next(&at, end)) ? 2 : 1;
	return width;
}

/* The length of the piece of text that a line must keep together: up to the
 * next space, or one wide character with the punctuation behind it. */
static size_t piece(const char *text)
{
	const char *at = text, *end = text + strlen(text);

	while (at < end && *at != ' ') {
		const char *before = at;
		uint32_t cp = utf8_next(&at, end);

		if (!is_wide(cp))
			continue;
		if (before > text && !ends_line(cp))
			return (size_t)(before - text);
		while (at < end) {
			before = at;
			if (!ends_line(utf8_next(&at, end)))
				return (size_t)(before - text);
		}
	}
	return (size_t)(at - text);
}

/* Print text from column on, its further lines begun at indent. */
static void put_wrapped(FILE *file, const char *text, size_t column,
			size_t indent)
{
	bool begins = true;

	while (*text) {
		size_t spaces = strspn(text, " "), len = piece(text + spaces);
		size_t width = columns(text + spaces, len);

		text += spaces;
		if (begins)
			spaces = 0;
		if (!begins && column + spaces + width >= HELP_WIDTH) {
			fprintf(file, "\n%*s", (int)indent, "");
			column = indent;
			spaces = 0;
		}
		fprintf(file, "%*s%.*s", (int)spaces, "", (int)len, text);
		column += spaces + width;
		text += len;
		begins = false;
	}
	fputc('\n', file);
}

static void put_option(FILE *file, const struct program_spec *program,
		       const struct option_spec *option)
{
	char left[128];
	size_t width;

	snprintf(left, sizeof(left), "  %c%c%s --%s%s%s",
		 option->letter ? '-' : ' ',
		 option->letter ? option->letter : ' ',
		 option->letter ? "," : " ", option->name,
		 option->argument && !option_is_optional(option) ? "=" : "",
		 option->argument ? option->argument : "");
	width = columns(left, strlen(left));
	fputs(left, file);
	if (width + 2 > HELP_INDENT)
		fprintf(file, "\n%*s", HELP_INDENT, "");
	else
		fprintf(file, "%*s", (int)(HELP_INDENT - width), "");
	put_wrapped(file, options_text(program, option->help), HELP_INDENT,
		    HELP_INDENT);
}

static void put_rows(FILE *file, const struct program_spec *program,
		     const char *title, const struct program_row *rows)
{
	if (!rows)
		return;
	fprintf(file, "\n%s:\n", options_text(program, title));
	for (; rows->term; rows++) {
		size_t width = 2 + columns(rows->term, strlen(rows->term));
		size_t indent = 18;

		fprintf(file, "  %s", rows->term);
		if (width + 2 > indent)
			fprintf(file, "\n%*s", (int)indent, "");
		else
			fprintf(file, "%*s", (int)(indent - width), "");
		put_wrapped(file, options_text(program, rows->text), indent,
			    indent);
	}
}

static void put_examples(FILE *file, const struct program_spec *program)
{
	const struct program_row *row = program->examples;

	if (!row)
		return;
	fprintf(file, "\n%s:\n", options_text(program, "Examples"));
	for (; row->term; row++) {
		fprintf(file, "  %s\n      ", row->term);
		put_wrapped(file, options_text(program, row->text), 6, 6);
	}
}

void options_help(FILE *file, const struct program_spec *program)
{
	const struct option_spec *option;
	const char *usage = options_text(program, "Usage");

	for (size_t i = 0; program->synopsis[i]; i++) {
		size_t indent = columns(usage, strlen(usage)) + 2 +
				strlen(program->name) + 1;

		fprintf(file, i ? "%*s%s " : "%*s%s: ",
			i ? (int)(indent - strlen(program->name) - 1) : 0, "",
			i ? program->name : usage);
		if (!i)
			fprintf(file, "%s ", program->name);
		put_wrapped(file, program->synopsis[i], indent, indent);
	}
	for (size_t i = 0; program->description && program->description[i]; i++) {
		fputc('\n', file);
		put_wrapped(file, options_text(program, program->description[i]),
			    0, 0);
	}
	for (size_t i = 0; (option = options_at(program, i)); i++) {
		if (!option->help)
			continue;
		if (option->group)
			fprintf(file, "\n%s:\n",
				options_text(program, option->group));
		else if (!i)
			fprintf(file, "\n%s:\n", options_text(program, "Options"));
		put_option(file, program, option);
	}
	put_rows(file, program, "Environment", program->environment);
	put_rows(file, program, "Exit status", program->exits);
	put_examples(file, program);
}

void options_version(FILE *file, const struct program_spec *program)
{
	fprintf(file, "%s %s\n", program->name,
		program->version ? program->version : "unknown");
	if (program->put_libraries)
		program->put_libraries(file);
}
