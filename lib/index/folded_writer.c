#include "index/folded.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"

enum { WRITE_AT = 1 << 18 };	/* bytes gathered before a write */

struct file {
	char *path;
	int fd;
	struct buf pending;
};

struct folded_writer {
	struct file text, ends;
	uint32_t last;		/* id appended last */
	uint64_t units;		/* where the next text begins */
};

static enum status failed(struct error *err, const char *path)
{
	return error_set(err, STATUS_IO, "%s: %s", path, strerror(errno));
}

static enum status flush(struct file *file, struct error *err)
{
	size_t done = 0;

	while (done < file->pending.len) {
		ssize_t wrote = write(file->fd, file->pending.data + done,
				      file->pending.len - done);

		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0)
			return failed(err, file->path);
		done += (size_t)wrote;
	}
	buf_clear(&file->pending);
	return STATUS_OK;
}

static enum status file_open(struct file *file, const char *path,
			     const char *suffix, struct error *err)
{
	struct buf name = BUF_INIT;

	buf_put_format(&name, "%s%s", path, suffix);
	file->path = buf_detach(&name);
	file->fd = open(file->path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	return file->fd < 0 ? failed(err, file->path) : STATUS_OK;
}

/* Cut the file to what is committed and go to its end. */
static enum status cut(struct file *file, uint64_t bytes, struct error *err)
{
	struct stat about;

	if (fstat(file->fd, &about))
		return failed(err, file->path);
	if ((uint64_t)about.st_size < bytes)
		return error_set(err, STATUS_CORRUPT,
				 "%s: shorter than the database says",
				 file->path);
	if (ftruncate(file->fd, (off_t)bytes) ||
	    lseek(file->fd, 0, SEEK_END) < 0)
		return failed(err, file->path);
	return STATUS_OK;
}

static enum status resume(folded_writer *writer, uint32_t last,
			  struct error *err)
{
	uint64_t entry = 0;
	enum status status = cut(&writer->ends, last * sizeof(entry), err);

	if (status)
		return status;
	if (last && pread(writer->ends.fd, &entry, sizeof(entry),
			  (off_t)((last - 1) * sizeof(entry))) !=
			    (ssize_t)sizeof(entry))
		return failed(err, writer->ends.path);
	writer->last = last;
	writer->units = entry >> 1;
	return cut(&writer->text, writer->units * sizeof(uint16_t), err);
}

enum status folded_writer_open(folded_writer **out, const char *path,
			       uint32_t last, struct error *err)
{
	folded_writer *writer = mem_alloc(sizeof(*writer));
	enum status status;

	*out = NULL;
	writer->text.fd = writer->ends.fd = -1;
	status = file_open(&writer->text, path, "", err);
	if (!status)
		status = file_open(&writer->ends, path, ".at", err);
	if (!status)
		status = resume(writer, last, err);
	if (status)
		folded_writer_close(writer, NULL);
	else
		*out = writer;
	return status;
}

static void put_unit(struct buf *out, uint32_t unit)
{
	uint16_t bytes = (uint16_t)unit;

	buf_put(out, &bytes, sizeof(bytes));
}

static void put_text(folded_writer *writer, const uint32_t *folded,
		     size_t count)
{
	struct buf *out = &writer->text.pending;
	size_t before = out->len;

	buf_reserve(out, count * 2);
	for (size_t i = 0; i < count; i++) {
		if (folded[i] < 0x10000) {
			put_unit(out, folded[i]);
			continue;
		}
		put_unit(out, 0xD7C0 + (folded[i] >> 10));
		put_unit(out, 0xDC00 | (folded[i] & 0x3FF));
	}
	writer->units += (out->len - before) / sizeof(uint16_t);
}

static void put_end(folded_writer *writer, bool continues)
{
	uint64_t entry = writer->units << 1 | continues;

	buf_put(&writer->ends.pending, &entry, sizeof(entry));
	writer->last++;
}

static enum status reach(folded_writer *writer, uint32_t id, struct error *err)
{
	if (id <= writer->last)
		return error_set(err, STATUS_INTERNAL,
				 "%s: id %u comes after %u", writer->text.path,
				 id, writer->last);
	while (writer->last + 1 < id)
		put_end(writer, false);
	return STATUS_OK;
}

static enum status flush_full(folded_writer *writer, struct error *err)
{
	enum status status = STATUS_OK;

	if (writer->text.pending.len >= WRITE_AT)
		status = flush(&writer->text, err);
	if (!status && writer->ends.pending.len >= WRITE_AT)
		status = flush(&writer->ends, err);
	return status;
}

enum status folded_append(folded_writer *writer, uint32_t id,
			  const uint32_t *folded, size_t count, bool continues,
			  struct error *err)
{
	enum status status = reach(writer, id, err);

	if (status)
		return status;
	put_text(writer, folded, count);
	put_end(writer, continues);
	return flush_full(writer, err);
}

enum status folded_append_units(folded_writer *writer, uint32_t id,
				const uint16_t *units, size_t count,
				bool continues, struct error *err)
{
	enum status status = reach(writer, id, err);

	if (status)
		return status;
	buf_put(&writer->text.pending, units, count * sizeof(*units));
	writer->units += count;
	put_end(writer, continues);
	return flush_full(writer, err);
}

static enum status sync_file(struct file *file, struct error *err)
{
	enum status status = flush(file, err);

	if (!status && fdatasync(file->fd))
		status = failed(err, file->path);
	return status;
}

enum status folded_sync(folded_writer *writer, struct error *err)
{
	enum status status = sync_file(&writer->text, err);

	return status ? status : sync_file(&writer->ends, err);
}

static void file_close(struct file *file)
{
	if (file->fd >= 0)
		close(file->fd);
	free(file->path);
	buf_release(&file->pending);
}

enum status folded_writer_close(folded_writer *writer, struct error *err)
{
	enum status status = STATUS_OK;

	if (!writer)
		return STATUS_OK;
	if (err)
		status = folded_sync(writer, err);
	file_close(&writer->text);
	file_close(&writer->ends);
	free(writer);
	return status;
}
