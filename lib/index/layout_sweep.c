/* What of an index directory belongs to which generation, and its removal. */
#include "index/layout.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const bases[] = {
	"shard-", "folded-", "labels", "lexicon", "taxonomy", NULL
};

/* Behind the base that name begins with, its number included; or NULL. */
static const char *after_base(const char *name)
{
	for (size_t i = 0; bases[i]; i++) {
		size_t len = strlen(bases[i]);

		if (strncmp(name, bases[i], len))
			continue;
		if (bases[i][len - 1] == '-')
			len += strspn(name + len, "0123456789");
		return name + len;
	}
	return NULL;
}

/* What a shard is made of (indexer/write/bulk.h) is of its generation, too. */
static bool is_suffix(const char *rest)
{
	const char *part = ".part-";

	if (!strncmp(rest, part, strlen(part))) {
		rest += strlen(part);
		return *rest && !rest[strspn(rest, "0123456789")];
	}
	return !*rest || !strcmp(rest, ".at") || !strcmp(rest, ".new");
}

/* The generation that a name belongs to; -1 when it belongs to none. */
static long generation_of(const char *name)
{
	const char *rest = after_base(name);
	char *end;
	long generation = 0;

	if (!rest)
		return -1;
	if (rest[0] == '.' && rest[1] >= '1' && rest[1] <= '9') {
		generation = strtol(rest + 1, &end, 10);
		rest = end;
	}
	return is_suffix(rest) ? generation : -1;
}

static enum status failed(struct error *err, const char *path)
{
	return error_set(err, STATUS_IO, "%s: %s", path, strerror(errno));
}

enum status layout_remove(const char *path, struct error *err)
{
	DIR *folder;
	struct dirent *item;
	enum status status = STATUS_OK;

	if (!unlink(path) || errno == ENOENT)
		return STATUS_OK;
	folder = opendir(path);
	if (!folder)
		return failed(err, path);
	while (!status && (item = readdir(folder))) {
		struct buf inner = BUF_INIT;

		if (strcmp(item->d_name, ".") && strcmp(item->d_name, "..")) {
			buf_put_format(&inner, "%s/%s", path, item->d_name);
			if (unlink(inner.data))
				status = failed(err, inner.data);
		}
		buf_release(&inner);
	}
	closedir(folder);
	if (!status && rmdir(path))
		status = failed(err, path);
	return status;
}

enum status layout_sweep(const struct layout *layout, const char *directory,
			 struct error *err)
{
	DIR *folder = opendir(directory);
	struct dirent *item;
	enum status status = STATUS_OK;

	if (!folder)
		return failed(err, directory);
	while (!status && (item = readdir(folder))) {
		long generation = generation_of(item->d_name);
		struct buf path = BUF_INIT;

		if (generation >= 0 && generation != (long)layout->generation) {
			buf_put_format(&path, "%s/%s", directory, item->d_name);
			status = layout_remove(path.data, err);
		}
		buf_release(&path);
	}
	closedir(folder);
	return status;
}

enum status layout_sync(const char *directory, struct error *err)
{
	int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	enum status status = STATUS_OK;

	/* Some file systems cannot sync a folder, and then need not. */
	if (fd < 0 || (fsync(fd) && errno != EINVAL && errno != EBADF))
		status = failed(err, directory);
	if (fd >= 0)
		close(fd);
	return status;
}

bool layout_remove_unborn(const char *directory)
{
	DIR *folder = opendir(directory);
	struct dirent *item;
	bool is_other = !folder;
	char *path;

	while (!is_other && (item = readdir(folder)))
		is_other = strcmp(item->d_name, ".") &&
			   strcmp(item->d_name, "..") &&
			   strcmp(item->d_name, "bagui.tmp");
	if (folder)
		closedir(folder);
	if (is_other)
		return false;
	path = layout_path(directory, "bagui.tmp");
	unlink(path);
	free(path);
	return !rmdir(directory);
}
