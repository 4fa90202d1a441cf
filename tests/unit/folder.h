/* tests/unit/folder.h - the files of a folder of ../shared/data, one after the
 * other; where it is absent the test is to be shown as skipped. */
#ifndef UNIT_FOLDER_H
#define UNIT_FOLDER_H
#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "tests/unit/unit.h"

typedef void folder_fn(const char *name, const char *bytes, size_t len);

static inline bool folder_read(struct buf *out, const char *path)
{
	FILE *file = fopen(path, "rb");
	char bytes[65536];
	size_t len;

	buf_clear(out);
	if (!file)
		return false;
	while ((len = fread(bytes, 1, sizeof(bytes), file)) > 0)
		buf_put(out, bytes, len);
	fclose(file);
	return out->len > 0;
}

/* Returns how many there were; each begins a row of its own.  None: a row that
 * says so. */
static inline size_t folder_each(const char *folder, folder_fn *each)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	struct buf bytes = BUF_INIT;
	char title[256];
	size_t count = 0;

	while (dir && (entry = readdir(dir)) != NULL) {
		char path[1024];

		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		if (entry->d_name[0] == '.' || !folder_read(&bytes, path))
			continue;
		unit_begin(entry->d_name);
		each(entry->d_name, bytes.data, bytes.len);
		count++;
	}
	if (dir)
		closedir(dir);
	if (!count) {
		snprintf(title, sizeof(title), "real files # SKIP no %s", folder);
		unit_begin(title);
	}
	buf_release(&bytes);
	return count;
}

#endif
