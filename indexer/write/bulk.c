#include "indexer/write/bulk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "index/error.h"
#include "index/layout.h"
#include "indexer/write/shard.h"

static char *part_path(const char *path, size_t number)
{
	struct buf part = BUF_INIT;

	buf_put_format(&part, "%s.part-%zu", path, number);
	return buf_detach(&part);
}

static bool is_there(const char *path)
{
	return !access(path, F_OK);
}

static bool make_durable(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool done = fd >= 0 && !fsync(fd);

	if (fd >= 0)
		close(fd);
	return done;
}

enum status bulk_sync(const char *path, struct error *err)
{
	DIR *folder = opendir(path);
	struct dirent *item;
	enum status status = STATUS_OK;

	if (!folder)
		return error_set(err, STATUS_IO, "%s: %s", path,
				 strerror(errno));
	while (!status && (item = readdir(folder))) {
		struct buf name = BUF_INIT;

		buf_put_format(&name, "%s/%s", path, item->d_name);
		if (item->d_name[0] != '.' && !make_durable(name.data))
			status = error_set(err, STATUS_IO, "%s: %s", name.data,
					   strerror(errno));
		buf_release(&name);
	}
	closedir(folder);
	return status;
}

static enum status remove_parts(const char *path, struct error *err)
{
	enum status status = STATUS_OK;
	bool found = true;

	for (size_t i = 0; !status && found; i++) {
		char *part = part_path(path, i);

		found = is_there(part);
		status = layout_remove(part, err);
		free(part);
	}
	return status;
}

/* Compact the parts into PATH.new, make that durable, and only then give it the
 * shard's name. */
static enum status merge(const char *path, char *const *parts, size_t count,
			 struct error *err)
{
	struct buf made = BUF_INIT;
	struct xc_error xerr;
	char *parent;
	enum status status;

	buf_put_format(&made, "%s.new", path);
	status = layout_remove(made.data, err);
	if (!status && xc_compact(made.data, (const char *const *)parts, count,
				  true, &xerr))
		status = index_error(err, made.data, &xerr);
	if (!status)
		status = bulk_sync(made.data, err);
	if (!status && rename(made.data, path))
		status = error_set(err, STATUS_IO, "%s: %s", path,
				   strerror(errno));
	parent = mem_string_len(path, (size_t)(strrchr(path, '/') - path));
	if (!status)
		status = layout_sync(parent, err);
	free(parent);
	buf_release(&made);
	return status ? status : remove_parts(path, err);
}

static enum status merge_parts(const char *path, size_t count,
			       struct error *err)
{
	char **parts = mem_array(count, sizeof(*parts));
	enum status status;

	for (size_t i = 0; i < count; i++)
		parts[i] = part_path(path, i);
	status = merge(path, parts, count, err);
	for (size_t i = 0; i < count; i++)
		free(parts[i]);
	free(parts);
	return status;
}

static size_t count_parts(const char *path)
{
	size_t count = 0;
	bool found = true;

	while (found) {
		char *part = part_path(path, count);

		found = is_there(part);
		count += found;
		free(part);
	}
	return count;
}

/* The last part may have been begun only: without its version file nothing was
 * ever committed to it. */
static enum status drop_unborn(const char *path, size_t *parts,
			       struct error *err)
{
	char *last = part_path(path, *parts - 1);
	char *version = layout_path(last, "iamglass");
	enum status status = STATUS_OK;

	if (!is_there(version)) {
		status = layout_remove(last, err);
		*parts -= !status;
	}
	free(version);
	free(last);
	return status;
}

enum status bulk_begin(struct bulk *bulk, const char *path, struct error *err)
{
	size_t left = count_parts(path);
	enum status status;

	if (is_there(path))
		return left ? remove_parts(path, err) : STATUS_OK;
	if (left && (status = drop_unborn(path, &left, err)))
		return status;
	if (left)
		return merge_parts(path, left, err);
	bulk->path = mem_string(path);
	return STATUS_OK;
}

enum status bulk_next(struct bulk *bulk, xc_database **out, struct error *err)
{
	char *part = part_path(bulk->path, bulk->parts);
	struct xc_error xerr;
	enum status status = STATUS_OK;

	shard_set_flush(BULK_FLUSH);
	if (xc_database_open_blocks(out, part, XC_CREATE, SHARD_BLOCK_BYTES,
				    &xerr))
		status = index_error(err, part, &xerr);
	else
		bulk->parts++;
	bulk->passages = 0;
	free(part);
	return status;
}

enum status bulk_end(struct bulk *bulk, struct error *err)
{
	enum status status = merge_parts(bulk->path, bulk->parts, err);

	bulk_release(bulk);
	return status;
}

void bulk_release(struct bulk *bulk)
{
	free(bulk->path);
	bulk->path = NULL;
}
