#include "unpack/packed.h"

#include <stdlib.h>
#include <string.h>
#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include "base/mem.h"
#include "unpack/marks.h"

struct packed {
	stream *below;
	enum packing packing;
	bool is_lent, is_open, mid_member, any_member;
	uint64_t in, out;	/* taken and given so far */
	struct marks marks;	/* where members begin */
	z_stream zlib;
	ZSTD_DCtx *zstd;
	BrotliDecoderState *brotli;
};

enum packing packing_of(const char *head, size_t len)
{
	static const struct { const char *magic; size_t len; enum packing is; }
	kinds[] = {
		{ "\x1F\x8B\x08", 3, PACKING_GZIP },
		{ "\x28\xB5\x2F\xFD", 4, PACKING_ZSTD },
		{ "\xFD" "7zXZ\0", 6, PACKING_XZ },
	};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (len >= kinds[i].len &&
		    !memcmp(head, kinds[i].magic, kinds[i].len))
			return kinds[i].is;
	if (len >= 4 && (head[0] & 0xF0) == 0x50 &&
	    !memcmp(head + 1, "\x2A\x4D\x18", 3))
		return PACKING_ZSTD;	/* a skippable frame */
	if (len >= PACKING_HEAD && !memcmp(head, "BZh", 3) &&
	    (!memcmp(head + 4, "1AY&SY", 6) ||
	     !memcmp(head + 4, "\x17\x72\x45\x38\x50\x90", 6)))
		return PACKING_BZIP2;
	return PACKING_NONE;
}

enum status packed_check(uint64_t in, uint64_t out, struct error *err)
{
	if (out <= PACKED_FREE || (out / PACKED_RATIO_MOST <= in &&
	    (out >> 30 < PACKED_GIB_MOST || out / PACKED_RATIO_LONG <= in)))
		return STATUS_OK;
	return error_set(err, STATUS_BAD_INPUT,
			 "bomb: %llu MiB from %llu bytes",
			 (unsigned long long)(out >> 20),
			 (unsigned long long)in);
}

/* A .warc.zst carries its dictionary in a first skippable frame of this kind,
 * as it is or compressed itself. */
static enum status take_dictionary(struct packed *packed, struct error *err)
{
	enum { HEAD = 8, MOST = 16 << 20 };
	const unsigned char *at;
	const char *head;
	size_t have, len, size;
	struct buf plain = BUF_INIT;
	enum status status = stream_ahead(packed->below, HEAD, &head, &have, err);

	if (status || have < HEAD || memcmp(head, "\x5D\x2A\x4D\x18", 4))
		return status;
	at = (const unsigned char *)head + 4;
	len = (size_t)at[0] | (size_t)at[1] << 8 | (size_t)at[2] << 16 |
	      (size_t)at[3] << 24;
	if (len > MOST)
		return STATUS_OK;
	status = stream_ahead(packed->below, HEAD + len, &head, &have, err);
	if (status || have < HEAD + len)
		return status;
	if (packing_of(head + HEAD, len) != PACKING_ZSTD) {
		ZSTD_DCtx_loadDictionary(packed->zstd, head + HEAD, len);
		return STATUS_OK;
	}
	buf_reserve(&plain, MOST);
	size = ZSTD_decompress(plain.data, MOST, head + HEAD, len);
	if (!ZSTD_isError(size))
		ZSTD_DCtx_loadDictionary(packed->zstd, plain.data, size);
	buf_release(&plain);
	return STATUS_OK;
}

static enum status open_codec(struct packed *packed, struct error *err)
{
	int bits = packed->packing == PACKING_GZIP ? 15 + 16 :
		   packed->packing == PACKING_ZLIB ? 15 : -15;
	const char *head;
	size_t have;

	packed->is_open = true;
	switch (packed->packing) {
	case PACKING_ZSTD:
		packed->zstd = ZSTD_createDCtx();
		return take_dictionary(packed, err);
	case PACKING_BROTLI:
		packed->brotli = BrotliDecoderCreateInstance(NULL, NULL, NULL);
		return STATUS_OK;
	case PACKING_ZLIB:	/* many servers leave its head out */
		if (!stream_ahead(packed->below, 2, &head, &have, err) &&
		    have >= 2 && ((head[0] & 0x0F) != 8 ||
		     ((unsigned char)head[0] * 256 + (unsigned char)head[1]) % 31))
			bits = -15;
		break;
	case PACKING_GZIP:
	case PACKING_DEFLATE:
	case PACKING_BZIP2:
	case PACKING_XZ:
	case PACKING_NONE:
		break;
	}
	if (inflateInit2(&packed->zlib, bits) != Z_OK)
		return error_set(err, STATUS_NO_MEMORY, "zlib");
	return STATUS_OK;
}

static enum status damaged(struct error *err, const char *what)
{
	return error_set(err, STATUS_BAD_INPUT, "checksum: damaged %s data",
			 what);
}

/* What lies behind the last member: zeros that fill a block, or damage. */
static enum status after_members(struct packed *packed, const char *in,
				 size_t len, size_t *used, struct error *err)
{
	for (*used = 0; *used < len && !in[*used]; )
		++*used;
	return *used && packed->any_member ? STATUS_OK : damaged(err, "gzip");
}

static enum status step_zlib(struct packed *packed, const char *in, size_t len,
			     size_t *used, struct buf *out, struct error *err)
{
	z_stream *z = &packed->zlib;
	int result;

	if (packed->packing == PACKING_GZIP && !packed->mid_member &&
	    (unsigned char)*in != 0x1F)
		return after_members(packed, in, len, used, err);
	z->next_in = (Bytef *)(uintptr_t)in;
	z->avail_in = (uInt)len;
	z->next_out = (Bytef *)out->data + out->len;
	z->avail_out = STREAM_WINDOW;
	packed->mid_member = true;
	result = inflate(z, Z_NO_FLUSH);
	*used = len - z->avail_in;
	out->len += STREAM_WINDOW - z->avail_out;
	if (result == Z_STREAM_END) {
		packed->mid_member = false;
		packed->any_member = true;
		if (packed->packing != PACKING_GZIP)
			return STATUS_DONE;
		inflateReset(z);
		return STATUS_OK;
	}
	return result == Z_OK || result == Z_BUF_ERROR ? STATUS_OK :
	       damaged(err, "gzip");
}

static enum status step_zstd(struct packed *packed, const char *in, size_t len,
			     size_t *used, struct buf *out, struct error *err)
{
	ZSTD_inBuffer from = { in, len, 0 };
	ZSTD_outBuffer to = { out->data + out->len, STREAM_WINDOW, 0 };
	size_t result = ZSTD_decompressStream(packed->zstd, &to, &from);

	*used = from.pos;
	out->len += to.pos;
	packed->mid_member = result != 0;
	return ZSTD_isError(result) ? damaged(err, "zstd") : STATUS_OK;
}

static enum status step_brotli(struct packed *packed, const char *in,
			       size_t len, size_t *used, struct buf *out,
			       struct error *err)
{
	const uint8_t *from = (const uint8_t *)in;
	uint8_t *to = (uint8_t *)out->data + out->len;
	size_t left = len, room = STREAM_WINDOW;
	BrotliDecoderResult result =
		BrotliDecoderDecompressStream(packed->brotli, &left, &from,
					      &room, &to, NULL);

	*used = len - left;
	out->len += STREAM_WINDOW - room;
	packed->mid_member = result != BROTLI_DECODER_RESULT_SUCCESS;
	if (result == BROTLI_DECODER_RESULT_ERROR)
		return damaged(err, "brotli");
	return packed->mid_member ? STATUS_OK : STATUS_DONE;
}

static enum status step(struct packed *packed, const char *in, size_t len,
			size_t *used, struct buf *out, struct error *err)
{
	switch (packed->packing) {
	case PACKING_ZSTD:
		return step_zstd(packed, in, len, used, out, err);
	case PACKING_BROTLI:
		return step_brotli(packed, in, len, used, out, err);
	case PACKING_GZIP:
	case PACKING_ZLIB:
	case PACKING_DEFLATE:
		return step_zlib(packed, in, len, used, out, err);
	case PACKING_BZIP2:
	case PACKING_XZ:
	case PACKING_NONE:
		break;
	}
	return STATUS_DONE;
}

/* All of below was taken. */
static enum status run_dry(const struct packed *packed, struct error *err)
{
	return packed->mid_member ?
	       error_set(err, STATUS_BAD_INPUT, "truncated") : STATUS_DONE;
}

static enum status packed_more(void *self, struct buf *out, struct error *err)
{
	struct packed *packed = self;
	size_t have, used = 0, before = out->len;
	const char *in;
	enum status status = stream_ahead(packed->below, 1, &in, &have, err);

	if (!status && !packed->is_open) {
		status = open_codec(packed, err);
		if (!status)
			status = stream_ahead(packed->below, 1, &in, &have, err);
	}
	if (status)
		return status;
	if (!have)
		return run_dry(packed, err);
	if (!packed->in)
		marks_put(&packed->marks, packed->out,
			  stream_offset(packed->below));
	buf_reserve(out, STREAM_WINDOW);
	status = step(packed, in, have, &used, out, err);
	stream_consume(packed->below, used);
	packed->in += used;
	packed->out += out->len - before;
	if (!packed->mid_member)
		marks_put(&packed->marks, packed->out,
			  stream_offset(packed->below));
	return status ? status : packed_check(packed->in, packed->out, err);
}

/* Could a gzip member or a zstd frame begin here? */
static bool may_begin(enum packing packing, const char *in)
{
	const unsigned char *at = (const unsigned char *)in;

	if (packing == PACKING_ZSTD)
		return !memcmp(in, "\x28\xB5\x2F\xFD", 4);
	return !memcmp(in, "\x1F\x8B\x08", 3) && !(at[3] & 0xE0) &&
	       (at[8] == 0 || at[8] == 2 || at[8] == 4) &&
	       (at[9] <= 13 || at[9] == 255);
}

static enum status packed_resync(void *self, struct error *err)
{
	enum { HEAD = 10 };
	struct packed *packed = self;
	const char *in;
	size_t have, at = 1;
	enum status status;

	if (!packed->is_open || (packed->packing != PACKING_GZIP &&
				 packed->packing != PACKING_ZSTD))
		return STATUS_DONE;
	for (;;) {
		status = stream_ahead(packed->below, HEAD + 1, &in, &have, err);
		if (status || have < HEAD + 1)
			return status ? status : STATUS_DONE;
		while (at + HEAD <= have && !may_begin(packed->packing, in + at))
			at++;
		stream_consume(packed->below, at);
		packed->in += at;
		if (at + HEAD <= have)
			break;
		at = 0;
	}
	packed->mid_member = false;
	marks_put(&packed->marks, packed->out, stream_offset(packed->below));
	if (packed->packing == PACKING_GZIP)
		inflateReset(&packed->zlib);
	else
		ZSTD_DCtx_reset(packed->zstd, ZSTD_reset_session_only);
	return STATUS_OK;
}

static void packed_close(void *self)
{
	struct packed *packed = self;

	if (packed->is_open && !packed->zstd && !packed->brotli)
		inflateEnd(&packed->zlib);
	ZSTD_freeDCtx(packed->zstd);
	BrotliDecoderDestroyInstance(packed->brotli);
	if (!packed->is_lent)
		stream_close(packed->below);
	marks_release(&packed->marks);
	free(packed);
}

static bool packed_place(const void *self, uint64_t offset, uint64_t *out)
{
	const struct packed *packed = self;

	return marks_find(&packed->marks, offset, out);
}

static bool is_packed(const void *self)
{
	(void)self;
	return true;
}

static uint64_t packed_file_bytes(const void *self)
{
	return stream_file_bytes(((const struct packed *)self)->below);
}

static stream *open_over(stream *below, enum packing packing, bool is_lent)
{
	static const struct stream_source source = {
		.more = packed_more, .close = packed_close,
		.resync = packed_resync, .place = packed_place,
		.is_packed = is_packed, .file_bytes = packed_file_bytes,
	};
	struct packed *packed = mem_alloc(sizeof(*packed));

	packed->below = below;
	packed->packing = packing;
	packed->is_lent = is_lent;
	return stream_over(&source, packed);
}

stream *packed_open(stream *below, enum packing packing)
{
	if (packing == PACKING_NONE)
		return below;
	if (packing == PACKING_BZIP2 || packing == PACKING_XZ)
		return filtered_open(below);
	return open_over(below, packing, false);
}

stream *packed_open_lent(stream *below, enum packing packing)
{
	return open_over(below, packing, true);
}
