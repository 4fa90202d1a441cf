#include "unpack/stream_source.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

struct file {
	int fd;
	uint64_t bytes, *total;
	off_t at;		/* of the next byte; -1: not a file */
};

static void file_close(void *self)
{
	struct file *file = self;

	close(file->fd);
	free(file);
}

static bool file_size(const void *self, uint64_t *out)
{
	struct stat status;

	if (fstat(((const struct file *)self)->fd, &status) ||
	    !S_ISREG(status.st_mode))
		return false;
	*out = (uint64_t)status.st_size;
	return true;
}

static enum status read_some(struct file *file, char *to, size_t len,
			     size_t *got, struct error *err)
{
	ssize_t result;

	do
		result = read(file->fd, to, len);
	while (result < 0 && errno == EINTR);
	if (result < 0)
		return error_set(err, STATUS_IO, "%s", strerror(errno));
	*got = (size_t)result;
	file->bytes += *got;
	if (file->total)
		*file->total = file->bytes;
	return STATUS_OK;
}

/* Another stream may read the same open file. */
static enum status seek(struct file *file, struct error *err)
{
	if (file->at < 0 || lseek(file->fd, file->at, SEEK_SET) >= 0)
		return STATUS_OK;
	return error_set(err, STATUS_IO, "%s", strerror(errno));
}

static enum status file_more(void *self, struct buf *out, struct error *err)
{
	struct file *file = self;
	enum status status = seek(file, err);
	size_t got = 0;

	buf_reserve(out, STREAM_WINDOW);
	if (!status)
		status = read_some(file, out->data + out->len, STREAM_WINDOW,
				   &got, err);
	out->len += got;
	file->at += file->at < 0 ? 0 : (off_t)got;
	return status || got ? status : STATUS_DONE;
}

/* By lseek() and read(): a sandbox needs to allow no more than these. */
static enum status file_read_at(void *self, uint64_t offset, void *to,
				size_t len, struct error *err)
{
	struct file *file = self;
	size_t done = 0, got = 0;

	if (lseek(file->fd, (off_t)offset, SEEK_SET) < 0)
		return error_set(err, STATUS_IO, "%s", strerror(errno));
	for (; done < len; done += got) {
		enum status status = read_some(file, (char *)to + done,
					       len - done, &got, err);

		if (status || !got)
			return status ? status : STATUS_DONE;
	}
	return STATUS_OK;
}

static bool place_is_offset(const void *self, uint64_t offset, uint64_t *out)
{
	(void)self;
	*out = offset;
	return true;
}

static uint64_t file_bytes(const void *self)
{
	return ((const struct file *)self)->bytes;
}

stream *stream_of_fd(int fd, uint64_t *total)
{
	static const struct stream_source source = {
		.more = file_more, .close = file_close,
		.place = place_is_offset, .size = file_size,
		.read_at = file_read_at, .file_bytes = file_bytes,
	};
	struct file *file = mem_alloc(sizeof(*file));

	file->fd = fd;
	file->total = total;
	file->at = lseek(fd, 0, SEEK_CUR);
	return stream_over(&source, file);
}
