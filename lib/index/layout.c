#include "index/layout.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "schema/schema.h"
#include "text/terms.h"

static const char magic[] = "bagui index\n";

char *layout_path(const char *directory, const char *format, ...)
{
	struct buf path = BUF_INIT;
	char name[64];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(name, sizeof(name), format, arguments);
	va_end(arguments);
	buf_put_format(&path, "%s/%s", directory, name);
	return buf_detach(&path);
}

static char *with_generation(const struct layout *layout, struct buf *path)
{
	if (layout->generation)
		buf_put_format(path, ".%u", layout->generation);
	return buf_detach(path);
}

char *layout_shard(const struct layout *layout, const char *directory,
		   size_t number)
{
	struct buf path = BUF_INIT;

	buf_put_format(&path, "%s/shard-%zu", directory, number);
	return with_generation(layout, &path);
}

char *layout_folded(const struct layout *layout, const char *directory,
		    size_t number)
{
	struct buf path = BUF_INIT;

	buf_put_format(&path, "%s/folded-%zu", directory, number);
	return with_generation(layout, &path);
}

char *layout_file(const struct layout *layout, const char *directory,
		  const char *name)
{
	struct buf path = BUF_INIT;

	buf_put_format(&path, "%s/%s", directory, name);
	return with_generation(layout, &path);
}

static enum status failed(struct error *err, const char *path)
{
	bool absent = errno == ENOENT || errno == ENOTDIR;

	return error_set(err, absent ? STATUS_NOT_FOUND : STATUS_IO, "%s: %s",
			 path, strerror(errno));
}

enum status layout_load(char **out, size_t *len, const char *path,
			struct error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct buf bytes = BUF_INIT;
	ssize_t got = 0;

	*out = NULL;
	*len = 0;
	if (fd < 0)
		return failed(err, path);
	do {
		buf_reserve(&bytes, 65536);
		got = read(fd, bytes.data + bytes.len, 65536);
		if (got > 0)
			bytes.len += (size_t)got;
	} while (got > 0 || (got < 0 && errno == EINTR));
	if (got < 0) {
		enum status status = failed(err, path);

		close(fd);
		buf_release(&bytes);
		return status;
	}
	close(fd);
	*len = bytes.len;
	*out = buf_detach(&bytes);
	(*out)[*len] = '\0';
	return STATUS_OK;
}

static bool write_all(int fd, const char *bytes, size_t len)
{
	while (len) {
		ssize_t done = write(fd, bytes, len);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return false;
		bytes += done;
		len -= (size_t)done;
	}
	return true;
}

enum status layout_save(const char *path, const void *bytes, size_t len,
			struct error *err)
{
	struct buf temporary = BUF_INIT;
	enum status status = STATUS_OK;
	int fd;

	buf_put_format(&temporary, "%s.tmp", path);
	fd = open(temporary.data, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
		  0666);
	if (fd < 0 || !write_all(fd, bytes, len) || fsync(fd))
		status = failed(err, temporary.data);
	if (fd >= 0 && close(fd) && !status)
		status = failed(err, temporary.data);
	if (!status && rename(temporary.data, path))
		status = failed(err, path);
	if (status && fd >= 0)
		unlink(temporary.data);
	buf_release(&temporary);
	return status;
}

static bool key_value(const char *text, const char *key, long *value)
{
	const char *at = strstr(text, key);

	return at && sscanf(at + strlen(key), " %ld", value) == 1;
}

static enum status parse(struct layout *out, const char *directory,
			 const char *text, struct error *err)
{
	long schema = 0, terms = 0, shards = 0, generation = 0;

	if (strncmp(text, magic, sizeof(magic) - 1) ||
	    !key_value(text, "\nschema", &schema) ||
	    !key_value(text, "\nterms", &terms) ||
	    !key_value(text, "\nshards", &shards) || shards < 1 ||
	    shards > 4096)
		return error_set(err, STATUS_CORRUPT,
				 "%s: the index's description is damaged",
				 directory);
	if (key_value(text, "\ngeneration", &generation) &&
	    (generation < 0 || generation > INT_MAX))
		generation = 0;
	*out = (struct layout){ (int)schema, (int)terms, (size_t)shards,
				(unsigned)generation };
	return STATUS_OK;
}

static enum status expect_version(const struct layout *layout,
				  const char *directory, struct error *err)
{
	if (layout->schema == SCHEMA_VERSION && layout->terms == TERMS_VERSION)
		return STATUS_OK;
	return error_set(err, STATUS_VERSION,
			 "%s: made by another version (schema %d, terms %d; "
			 "this program knows %d, %d): run bagui-index --upgrade",
			 directory, layout->schema, layout->terms,
			 SCHEMA_VERSION, TERMS_VERSION);
}

enum status layout_read(struct layout *out, const char *directory,
			struct error *err)
{
	enum status status = layout_read_any(out, directory, err);

	return status ? status : expect_version(out, directory, err);
}

enum status layout_read_any(struct layout *out, const char *directory,
			    struct error *err)
{
	char *path = layout_path(directory, "bagui"), *text;
	struct stat about;
	size_t len;
	enum status status = layout_load(&text, &len, path, err);

	free(path);
	if (status == STATUS_NOT_FOUND) {
		if (!stat(directory, &about))
			return error_set(err, STATUS_CORRUPT,
					 "%s: not a Bagui index", directory);
		return error_set(err, STATUS_NOT_FOUND, "%s: no index here",
				 directory);
	}
	if (status)
		return status;
	status = parse(out, directory, text, err);
	free(text);
	return status;
}

static enum status save_description(const struct layout *layout,
				    const char *directory, struct error *err)
{
	char *path = layout_path(directory, "bagui");
	struct buf text = BUF_INIT;
	enum status status;

	buf_put_format(&text, "%sschema %d\nterms %d\nshards %zu\n"
		       "generation %u\n", magic, layout->schema,
		       layout->terms, layout->shards, layout->generation);
	status = layout_save(path, text.data, text.len, err);
	buf_release(&text);
	free(path);
	return status;
}

/* One shard alone, under a name that stays. */
static enum status save_served(const struct layout *layout,
			       const char *directory, size_t shard,
			       struct error *err)
{
	char *path = layout_path(directory, "serve-%zu", shard);
	char *name = layout_shard(layout, "", shard);
	struct buf text = BUF_INIT;
	enum status status;

	buf_put_format(&text, "auto %s\n", name + 1);
	status = layout_save(path, text.data, text.len, err);
	buf_release(&text);
	free(name);
	free(path);
	return status;
}

enum status layout_save_stub(const struct layout *layout,
			     const char *directory, struct error *err)
{
	char *path = layout_path(directory, "XAPIANDB");
	struct buf text = BUF_INIT;
	enum status status;

	for (size_t shard = 0; shard < layout->shards; shard++) {
		char *name = layout_shard(layout, "", shard);

		buf_put_format(&text, "auto %s\n", name + 1);
		free(name);
	}
	status = layout_save(path, text.data, text.len, err);
	for (size_t shard = 0; !status && shard < layout->shards; shard++)
		status = save_served(layout, directory, shard, err);
	buf_release(&text);
	free(path);
	return status;
}

enum status layout_create(const struct layout *layout, const char *directory,
			  struct error *err)
{
	enum status status;

	if (mkdir(directory, 0777)) {
		if (errno != EEXIST)
			return failed(err, directory);
		if (!layout_remove_unborn(directory) || mkdir(directory, 0777))
			return error_set(err, STATUS_EXISTS,
				"%s: there, and not a Bagui index", directory);
	}
	status = save_description(layout, directory, err);
	if (!status)
		status = layout_save_stub(layout, directory, err);
	return status;
}

enum status layout_switch(const struct layout *layout, const char *directory,
			  struct error *err)
{
	int before = layout_description(directory);
	enum status status = layout_sync(directory, err);

	if (!status)
		status = save_description(layout, directory, err);
	if (!status)
		status = layout_sync(directory, err);
	if (!status)
		status = layout_save_stub(layout, directory, err);
	if (status)
		layout_let_go(before);
	else
		layout_wait(before);
	return status;
}
