#include <string.h>

#include "unpack/message.h"
#include "unpack/packed.h"

/* The number at the head of a chunk, and where its data begin.  0: no head. */
static size_t chunk_head(const char *at, size_t len, size_t *size)
{
	size_t digits = 0, count = 0;

	*size = 0;
	while (count < len && at[count] == ' ')
		count++;
	for (; count < len && digits < 9; count++, digits++) {
		const char *digit = strchr("0123456789abcdef", at[count] | 0x20);

		if (!at[count] || !digit || (at[count] | 0x20) != *digit)
			break;
		*size = *size * 16 + (size_t)(digit - "0123456789abcdef");
	}
	if (!digits)
		return 0;
	/* Extensions and spaces may follow, up to the end of the line. */
	while (count < len && at[count] != '\n' &&
	       (at[count] == ';' || at[count] == ' ' || at[count] == '\r' ||
		memchr(at, ';', count)))
		count++;
	return count < len && at[count] == '\n' ? count + 1 : 0;
}

/* Chunks put together.  What has no chunk's head where one should be is no
 * chunk any more: the rest is taken as it is. */
static void join_chunks(struct buf *out, bool *is_cut, const char *at,
			size_t len)
{
	size_t head, size;

	while (len) {
		head = chunk_head(at, len, &size);
		if (!head) {
			buf_put(out, at, len);
			return;
		}
		at += head;
		len -= head;
		if (!size)
			return;
		if (size > len) {
			*is_cut = true;
			size = len;
		}
		buf_put(out, at, size);
		at += size;
		len -= size;
		if (len && *at == '\r') {
			at++;
			len--;
		}
		if (len && *at == '\n') {
			at++;
			len--;
		}
	}
	*is_cut = true;		/* the last chunk is an empty one */
}

/* How a coding is undone, if these bytes can have it. */
static enum packing packing_of_coding(const char *name, size_t name_len,
				      const char *text, size_t len)
{
	static const struct { const char *name; enum packing packing; } known[] = {
		{ "gzip", PACKING_GZIP }, { "x-gzip", PACKING_GZIP },
		{ "deflate", PACKING_ZLIB }, { "br", PACKING_BROTLI },
		{ "zstd", PACKING_ZSTD },
	};
	enum packing packing = PACKING_NONE;

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (strlen(known[i].name) == name_len &&
		    !memcmp(known[i].name, name, name_len))
			packing = known[i].packing;
	if (packing == PACKING_GZIP || packing == PACKING_ZSTD ||
	    (packing && packing_of(text, len)))
		packing = packing_of(text, len);
	return packing;
}

/* Undo one coding of *body in place.  Bytes that cannot be what their head
 * calls them stay as they are. */
static void undo(struct buf *body, bool *is_cut, const char *name, size_t len)
{
	enum packing packing = packing_of_coding(name, len, body->data,
						 body->len);
	struct buf bytes = BUF_INIT, plain = BUF_INIT;
	enum status status;
	stream *unpacked;

	if (packing == PACKING_NONE)
		return;
	if (packing == PACKING_ZLIB || packing == PACKING_BROTLI)
		buf_put(&bytes, body->data, body->len);
	else {
		bytes = *body;
		buf_init(body);
	}
	unpacked = packed_open(stream_of_bytes(&bytes), packing);
	status = stream_all(unpacked, &plain, NULL);
	stream_close(unpacked);
	if (status && !plain.len && body->len) {
		buf_release(&plain);
		return;
	}
	*is_cut = *is_cut || status;
	buf_release(body);
	*body = plain;
}

bool message_decode(struct buf *out, bool *is_cut, const struct message *message,
		    const char *text, size_t len)
{
	const char *codings = message->codings.data, *end;

	*is_cut = false;
	if (!message->codings.len || !len)
		return false;
	if (message->is_chunked)
		join_chunks(out, is_cut, text, len);
	else
		buf_put(out, text, len);
	/* The last coding that was applied is the first to go. */
	for (end = codings + message->codings.len; end > codings && out->len; ) {
		const char *at = end;
		size_t skip;

		while (at > codings && at[-1] != ',')
			at--;
		skip = strspn(at, " \t");
		undo(out, is_cut, at + skip,
		     at + skip < end ? strcspn(at + skip, " \t,;") : 0);
		end = at > codings ? at - 1 : codings;
	}
	return true;
}
