#include "unpack/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include "base/mem.h"

enum { WINDOW = 1 << 18, PEEK = 4096 };

enum packing { PACKING_UNKNOWN, PACKING_NONE, PACKING_GZIP, PACKING_ZSTD };

struct stream {
	const char *name;
	int fd;
	bool file_ended, ended, mid_member;
	enum packing packing;
	unsigned char *in;	/* WINDOW bytes as they come from the file */
	size_t in_at, in_len;
	struct buf out;		/* delivered bytes not consumed yet */
	size_t out_at;
	uint64_t offset;	/* of out.data[out_at] */
	uint64_t file_bytes;
	z_stream zlib;
	ZSTD_DStream *zstd;
};

enum status stream_open(stream **out, const char *path, struct error *err)
{
	int fd = path ? open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY) :
			dup(STDIN_FILENO);
	stream *made;

	*out = NULL;
	if (fd < 0)
		return error_set(err, errno == ENOENT ? STATUS_NOT_FOUND :
				 STATUS_IO, "%s", strerror(errno));
	made = mem_alloc(sizeof(*made));
	made->fd = fd;
	made->in = mem_array(WINDOW, 1);
	*out = made;
	return STATUS_OK;
}

void stream_close(stream *stream)
{
	if (!stream)
		return;
	if (stream->packing == PACKING_GZIP)
		inflateEnd(&stream->zlib);
	ZSTD_freeDStream(stream->zstd);
	close(stream->fd);
	buf_release(&stream->out);
	free(stream->in);
	free(stream);
}

static enum status refill(stream *stream, struct error *err)
{
	ssize_t got;

	if (stream->in_at < stream->in_len || stream->file_ended)
		return STATUS_OK;
	do
		got = read(stream->fd, stream->in, WINDOW);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		return error_set(err, STATUS_IO, "%s", strerror(errno));
	stream->file_ended = got == 0;
	stream->in_at = 0;
	stream->in_len = (size_t)got;
	stream->file_bytes += (uint64_t)got;
	return STATUS_OK;
}

static enum status choose(stream *stream, struct error *err)
{
	static const unsigned char gzip[] = { 0x1F, 0x8B, 8 };
	static const unsigned char zstd[] = { 0x28, 0xB5, 0x2F, 0xFD };
	const unsigned char *head = stream->in;
	enum status status = refill(stream, err);

	if (status)
		return status;
	stream->packing = PACKING_NONE;
	if (stream->in_len >= 4 && !memcmp(head, zstd, 4)) {
		stream->packing = PACKING_ZSTD;
		stream->zstd = ZSTD_createDStream();
	} else if (stream->in_len >= 3 && !memcmp(head, gzip, 3)) {
		stream->packing = PACKING_GZIP;
		if (inflateInit2(&stream->zlib, 15 + 16) != Z_OK)
			return error_set(err, STATUS_NO_MEMORY, "zlib");
	}
	return STATUS_OK;
}

static enum status cut_short(stream *stream, struct error *err)
{
	stream->ended = true;
	if (stream->mid_member)
		return error_set(err, STATUS_BAD_INPUT, "truncated");
	return STATUS_OK;
}

static enum status inflate_some(stream *stream, struct error *err)
{
	z_stream *z = &stream->zlib;
	int result;

	if (stream->file_ended)
		return cut_short(stream, err);
	buf_reserve(&stream->out, WINDOW);
	z->next_in = stream->in + stream->in_at;
	z->avail_in = (uInt)(stream->in_len - stream->in_at);
	z->next_out = (Bytef *)stream->out.data + stream->out.len;
	z->avail_out = WINDOW;
	stream->mid_member = true;
	result = inflate(z, Z_NO_FLUSH);
	stream->in_at = stream->in_len - z->avail_in;
	stream->out.len += WINDOW - z->avail_out;
	if (result == Z_STREAM_END) {
		stream->mid_member = false;
		inflateReset(z);
		return STATUS_OK;
	}
	if (result == Z_OK || result == Z_BUF_ERROR)
		return STATUS_OK;
	return error_set(err, STATUS_BAD_INPUT, "checksum: damaged gzip data");
}

static enum status unzstd_some(stream *stream, struct error *err)
{
	ZSTD_inBuffer in = { stream->in, stream->in_len, stream->in_at };
	ZSTD_outBuffer out;
	size_t result;

	if (stream->file_ended)
		return cut_short(stream, err);
	buf_reserve(&stream->out, WINDOW);
	out = (ZSTD_outBuffer){ stream->out.data + stream->out.len, WINDOW, 0 };
	result = ZSTD_decompressStream(stream->zstd, &out, &in);
	stream->in_at = in.pos;
	stream->out.len += out.pos;
	stream->mid_member = result != 0;
	if (ZSTD_isError(result))
		return error_set(err, STATUS_BAD_INPUT,
				 "checksum: damaged zstd data");
	return STATUS_OK;
}

/* Deliver some more bytes behind those that are there, or set ended. */
static enum status deliver(stream *stream, struct error *err)
{
	enum status status = stream->packing == PACKING_UNKNOWN ?
			     choose(stream, err) : refill(stream, err);

	if (status)
		return status;
	switch (stream->packing) {
	case PACKING_GZIP: return inflate_some(stream, err);
	case PACKING_ZSTD: return unzstd_some(stream, err);
	case PACKING_UNKNOWN:
	case PACKING_NONE: break;
	}
	stream->ended = stream->file_ended;
	buf_put(&stream->out, stream->in + stream->in_at,
		stream->in_len - stream->in_at);
	stream->in_at = stream->in_len;
	return STATUS_OK;
}

/* Forget what was consumed, once that is worth a move of memory. */
static void consume(stream *stream, size_t len)
{
	stream->out_at += len;
	stream->offset += len;
	if (!stream->out_at ||
	    (stream->out_at < stream->out.len && stream->out_at < WINDOW))
		return;
	memmove(stream->out.data, stream->out.data + stream->out_at,
		stream->out.len - stream->out_at);
	stream->out.len -= stream->out_at;
	stream->out_at = 0;
}

enum status stream_peek(stream *stream, const char **head, size_t *len,
			struct error *err)
{
	enum status status = STATUS_OK;

	while (!status && !stream->ended &&
	       stream->out.len - stream->out_at < PEEK)
		status = deliver(stream, err);
	*len = stream->out.len - stream->out_at;
	if (*len > PEEK)
		*len = PEEK;
	*head = stream->out.data ? stream->out.data + stream->out_at : "";
	return status;
}

enum status stream_all(stream *stream, struct buf *out, struct error *err)
{
	enum status status = STATUS_OK;

	while (!status && !stream->ended &&
	       stream->out.len - stream->out_at <= STREAM_FILE_MOST)
		status = deliver(stream, err);
	if (!status && stream->out.len - stream->out_at > STREAM_FILE_MOST)
		status = error_set(err, STATUS_BAD_INPUT,
				   "too-large: over %d MiB",
				   STREAM_FILE_MOST >> 20);
	buf_put(out, stream->out.data + stream->out_at,
		stream->out.len - stream->out_at);
	consume(stream, stream->out.len - stream->out_at);
	return status;
}

/* Bytes up to the next line end after from, or SIZE_MAX. */
static size_t line_length(const stream *stream, size_t from)
{
	const char *begin = stream->out.data + stream->out_at;
	size_t have = stream->out.len - stream->out_at;
	const char *end = have > from ? memchr(begin + from, '\n', have - from) :
					NULL;

	return end ? (size_t)(end - begin) : SIZE_MAX;
}

enum status stream_line(stream *stream, const char **line, size_t *len,
			uint64_t *offset, bool *too_long, struct error *err)
{
	size_t seen = 0, length;
	enum status status = STATUS_OK;

	*too_long = false;
	consume(stream, 0);
	*offset = stream->offset;
	while ((length = stream->out.data ? line_length(stream, seen) :
					    SIZE_MAX) == SIZE_MAX &&
	       !stream->ended && !status) {
		seen = stream->out.len - stream->out_at;
		if (seen > STREAM_LINE_MOST) {
			*too_long = true;
			consume(stream, seen);
			seen = 0;
		}
		status = deliver(stream, err);
	}
	if (status)
		return status;
	if (length == SIZE_MAX) {
		length = stream->out.len - stream->out_at;
		if (!length && !*too_long)
			return STATUS_DONE;
		*line = stream->out.data + stream->out_at;
		stream->out_at += length;
		stream->offset += length;
	} else {
		*line = stream->out.data + stream->out_at;
		stream->out_at += length + 1;
		stream->offset += length + 1;
	}
	*len = *too_long ? 0 : length;
	if (*len && (*line)[*len - 1] == '\r')
		--*len;
	return STATUS_OK;
}

bool stream_is_compressed(const stream *stream)
{
	return stream->packing == PACKING_GZIP ||
	       stream->packing == PACKING_ZSTD;
}

uint64_t stream_file_bytes(const stream *stream)
{
	return stream->file_bytes;
}
