#include "unpack/section.h"

#include <stdlib.h>

#include "base/mem.h"

struct section {
	stream *from;
	const char *memory;
	uint64_t offset, left;
};

static enum status truncated(struct error *err)
{
	return error_set(err, STATUS_BAD_INPUT, "truncated");
}

static size_t step_of(const struct section *section)
{
	return section->left < STREAM_WINDOW ? (size_t)section->left :
	       STREAM_WINDOW;
}

static enum status next_more(void *self, struct buf *out, struct error *err)
{
	struct section *section = self;
	enum status status;
	const char *head;
	size_t have;

	if (!section->left)
		return STATUS_DONE;
	status = stream_ahead(section->from, 1, &head, &have, err);
	if (status)
		return status;
	if (!have)
		return truncated(err);
	if (have > step_of(section))
		have = step_of(section);
	buf_put(out, head, have);
	stream_consume(section->from, have);
	section->left -= have;
	return STATUS_OK;
}

static enum status at_more(void *self, struct buf *out, struct error *err)
{
	struct section *section = self;
	size_t len = step_of(section);
	enum status status = STATUS_OK;

	if (!len)
		return STATUS_DONE;
	if (section->memory) {
		buf_put(out, section->memory + section->offset, len);
	} else {
		buf_reserve(out, len);
		status = stream_read_at(section->from, section->offset,
					out->data + out->len, len, err);
		if (status)
			return status == STATUS_DONE ? truncated(err) : status;
		out->len += len;
	}
	section->offset += len;
	section->left -= len;
	return STATUS_OK;
}

static stream *make(const struct stream_source *source, struct section section)
{
	struct section *made = mem_alloc(sizeof(*made));

	*made = section;
	return stream_over(source, made);
}

stream *section_next(stream *from, uint64_t len)
{
	static const struct stream_source source = {
		.more = next_more, .close = free,
	};

	return make(&source, (struct section){ .from = from, .left = len });
}

stream *section_at(stream *from, const char *memory, uint64_t offset,
		   uint64_t len)
{
	static const struct stream_source source = {
		.more = at_more, .close = free,
	};

	return make(&source, (struct section){ from, memory, offset, len });
}
