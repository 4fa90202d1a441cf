#include "unpack/packed.h"

#include <stdlib.h>

#include "base/mem.h"

/* A stream that learns from its first bytes what it is. */
struct any {
	stream *inner;
	bool is_chosen, is_packed;
};

static enum status any_more(void *self, struct buf *out, struct error *err)
{
	struct any *any = self;
	const char *head;
	size_t len;
	enum status status;

	if (!any->is_chosen) {
		enum packing packing;

		status = stream_ahead(any->inner, PACKING_HEAD, &head, &len, err);
		if (status && !len)
			return status;
		packing = packing_of(head, len);
		any->inner = packed_open(any->inner, packing);
		any->is_packed = packing != PACKING_NONE;
		any->is_chosen = true;
	}
	status = stream_ahead(any->inner, 1, &head, &len, err);
	if (status || !len)
		return status ? status : STATUS_DONE;
	buf_put(out, head, len);
	stream_consume(any->inner, len);
	return STATUS_OK;
}

static void any_close(void *self)
{
	struct any *any = self;

	stream_close(any->inner);
	free(any);
}

static bool any_is_packed(const void *self)
{
	return ((const struct any *)self)->is_packed;
}

static uint64_t any_file_bytes(const void *self)
{
	return stream_file_bytes(((const struct any *)self)->inner);
}

stream *packed_open_any(stream *below)
{
	static const struct stream_source source = {
		.more = any_more, .close = any_close,
		.is_packed = any_is_packed, .file_bytes = any_file_bytes,
	};
	struct any *any = mem_alloc(sizeof(*any));

	any->inner = below;
	return stream_over(&source, any);
}
