#include "unpack/stream_source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "unpack/packed.h"

enum { PEEK = 4096 };

struct stream {
	const struct stream_source *source;
	void *self;
	struct buf held;	/* delivered by the source, consumed up to at */
	size_t at;
	uint64_t offset;	/* of held.data[at] */
	enum status end;	/* not STATUS_OK: why nothing more comes */
	struct error why;
};

stream *stream_over(const struct stream_source *source, void *self)
{
	stream *made = mem_alloc(sizeof(*made));

	made->source = source;
	made->self = self;
	return made;
}

void stream_close(stream *stream)
{
	if (!stream)
		return;
	if (stream->source->close)
		stream->source->close(stream->self);
	buf_release(&stream->held);
	free(stream);
}

static bool place_is_offset(const void *self, uint64_t offset, uint64_t *out)
{
	(void)self;
	*out = offset;
	return true;
}

static enum status nothing_more(void *self, struct buf *out, struct error *err)
{
	(void)self, (void)out, (void)err;
	return STATUS_DONE;
}

stream *stream_of_bytes(struct buf *bytes)
{
	static const struct stream_source source = {
		.more = nothing_more, .place = place_is_offset,
	};
	stream *made = stream_over(&source, NULL);

	made->held = *bytes;
	buf_init(bytes);
	return made;
}

enum status stream_open_fd(stream **out, int fd, struct error *err)
{
	(void)err;
	*out = packed_open_any(stream_of_fd(fd, NULL));
	return STATUS_OK;
}

enum status stream_open(stream **out, const char *path, struct error *err)
{
	int fd = path ? open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY) :
			dup(STDIN_FILENO);

	*out = NULL;
	if (fd < 0)
		return error_set(err, errno == ENOENT ? STATUS_NOT_FOUND :
				 STATUS_IO, "%s", strerror(errno));
	return stream_open_fd(out, fd, err);
}

static size_t held(const stream *stream)
{
	return stream->held.len - stream->at;
}

/* Forget what was consumed, once that is worth a move of memory. */
static void settle(stream *stream)
{
	if (!stream->at || (held(stream) && stream->at < STREAM_WINDOW &&
			    stream->at < held(stream)))
		return;
	memmove(stream->held.data, stream->held.data + stream->at,
		held(stream));
	stream->held.len -= stream->at;
	stream->at = 0;
}

/* More bytes behind those that are held, or the end. */
static void deliver(stream *stream)
{
	struct error why = { STATUS_OK, "" };

	settle(stream);
	stream->end = stream->source->more(stream->self, &stream->held, &why);
	if (stream->end)
		stream->why = why;
}

/* Why nothing more comes, which is no failure at the end of the bytes. */
static enum status ending(const stream *stream, struct error *err)
{
	if (stream->end == STATUS_OK || stream->end == STATUS_DONE)
		return STATUS_OK;
	return error_set(err, stream->end, "%s", stream->why.text);
}

enum status stream_ahead(stream *stream, size_t len, const char **head,
			 size_t *have, struct error *err)
{
	while (held(stream) < len && !stream->end)
		deliver(stream);
	*have = held(stream);
	*head = stream->held.data ? stream->held.data + stream->at : "";
	return *have < len ? ending(stream, err) : STATUS_OK;
}

void stream_consume(stream *stream, size_t len)
{
	stream->at += len;
	stream->offset += len;
}

enum status stream_skip(stream *stream, uint64_t len, struct error *err)
{
	enum status status;
	const char *head;
	size_t have;

	while (len) {
		status = stream_ahead(stream, 1, &head, &have, err);
		if (status)
			return status;
		if (!have)
			return STATUS_DONE;
		if (have > len)
			have = (size_t)len;
		stream_consume(stream, have);
		len -= have;
	}
	return STATUS_OK;
}

uint64_t stream_offset(const stream *stream)
{
	return stream->offset;
}

enum status stream_resync(stream *stream, struct error *err)
{
	enum status status;

	if (!stream->source->resync)
		return STATUS_DONE;
	status = stream->source->resync(stream->self, err);
	if (!status)
		stream->end = STATUS_OK;
	return status;
}

bool stream_size(const stream *stream, uint64_t *out)
{
	return stream->source->size && stream->source->size(stream->self, out);
}

enum status stream_read_at(stream *stream, uint64_t offset, void *to,
			   size_t len, struct error *err)
{
	return stream->source->read_at(stream->self, offset, to, len, err);
}

bool stream_place(const stream *stream, uint64_t offset, uint64_t *out)
{
	return stream->source->place &&
	       stream->source->place(stream->self, offset, out);
}

enum status stream_peek(stream *stream, const char **head, size_t *len,
			struct error *err)
{
	enum status status = stream_ahead(stream, PEEK, head, len, err);

	if (*len > PEEK)
		*len = PEEK;
	return *len ? STATUS_OK : status;
}

enum status stream_all(stream *stream, struct buf *out, struct error *err)
{
	enum status status;

	while (!stream->end && held(stream) <= STREAM_FILE_MOST)
		deliver(stream);
	status = ending(stream, err);
	if (!status && held(stream) > STREAM_FILE_MOST)
		status = error_set(err, STATUS_BAD_INPUT,
				   "too-large: over %d MiB",
				   STREAM_FILE_MOST >> 20);
	stream->offset += held(stream);
	if (out->len) {
		buf_put(out, stream->held.data + stream->at, held(stream));
		buf_clear(&stream->held);
	} else {
		struct buf empty = *out;

		/* Handed over, not copied: a file is in memory once. */
		if (stream->at)
			memmove(stream->held.data,
				stream->held.data + stream->at, held(stream));
		stream->held.len -= stream->at;
		buf_put(&stream->held, "", 0);
		*out = stream->held;
		stream->held = empty;
	}
	stream->at = 0;
	return status;
}

/* Bytes up to the next line end after from, or SIZE_MAX. */
static size_t line_length(const stream *stream, size_t from)
{
	const char *begin, *end;

	if (held(stream) <= from)
		return SIZE_MAX;
	begin = stream->held.data + stream->at;
	end = memchr(begin + from, '\n', held(stream) - from);
	return end ? (size_t)(end - begin) : SIZE_MAX;
}

enum status stream_line(stream *stream, const char **line, size_t *len,
			uint64_t *offset, bool *too_long, struct error *err)
{
	size_t seen = 0, length;

	*too_long = false;
	*offset = stream->offset;
	while ((length = line_length(stream, seen)) == SIZE_MAX && !stream->end) {
		seen = held(stream);
		if (seen > STREAM_LINE_MOST) {
			*too_long = true;
			stream_consume(stream, seen);
			seen = 0;
		}
		deliver(stream);
	}
	if (length == SIZE_MAX) {
		if (stream->end != STATUS_DONE)
			return ending(stream, err);
		length = held(stream);
		if (!length && !*too_long)
			return STATUS_DONE;
	}
	*line = stream->held.data ? stream->held.data + stream->at : "";
	stream_consume(stream, length < held(stream) ? length + 1 : length);
	*len = *too_long ? 0 : length;
	if (*len && (*line)[*len - 1] == '\r')
		--*len;
	return STATUS_OK;
}

bool stream_is_compressed(const stream *stream)
{
	return stream->source->is_packed &&
	       stream->source->is_packed(stream->self);
}

uint64_t stream_file_bytes(const stream *stream)
{
	return stream->source->file_bytes ?
	       stream->source->file_bytes(stream->self) : 0;
}
