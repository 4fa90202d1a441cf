#include "indexer/upkeep/sizes.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"

static uint64_t *place_of(struct sizes *sizes, const char *name)
{
	if (!strcmp(name, "postlist.glass"))
		return &sizes->postings;
	if (!strcmp(name, "termlist.glass"))
		return &sizes->termlists;
	if (!strcmp(name, "docdata.glass"))
		return &sizes->records;
	if (!strncmp(name, "folded-", 7))
		return &sizes->folded;
	return &sizes->other;
}

void sizes_take(struct sizes *out, const char *directory)
{
	DIR *folder = opendir(directory);
	struct dirent *item;

	while (folder && (item = readdir(folder))) {
		struct buf path = BUF_INIT;
		struct stat about;

		buf_put_format(&path, "%s/%s", directory, item->d_name);
		if (item->d_name[0] == '.' || lstat(path.data, &about))
			about.st_mode = 0;
		if (S_ISDIR(about.st_mode))
			sizes_take(out, path.data);
		else if (S_ISREG(about.st_mode))
			*place_of(out, item->d_name) +=
				(uint64_t)about.st_size;
		buf_release(&path);
	}
	if (folder)
		closedir(folder);
}

static void print_row(const char *what, uint64_t before, uint64_t after)
{
	printf("%-10s %10.1f MB -> %10.1f MB\n", what, (double)before / 1e6,
	       (double)after / 1e6);
}

static uint64_t sum(const struct sizes *sizes)
{
	return sizes->postings + sizes->termlists + sizes->records +
	       sizes->folded + sizes->other;
}

void sizes_print(const struct sizes *before, const struct sizes *after)
{
	print_row("postings", before->postings, after->postings);
	print_row("termlists", before->termlists, after->termlists);
	print_row("records", before->records, after->records);
	print_row("folded", before->folded, after->folded);
	print_row("other", before->other, after->other);
	print_row("all", sum(before), sum(after));
}
