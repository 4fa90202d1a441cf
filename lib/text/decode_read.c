#include "text/decode_read.h"

#include "text/decode_step.h"

#define CHUNK 4096	/* bytes between two checks of the room in out */

static bool is_noncharacter(uint32_t cp)
{
	return (cp & 0xFFFE) == 0xFFFE || (cp >= 0xFDD0 && cp <= 0xFDEF);
}

static bool may_be_han(uint32_t cp)
{
	return cp >= 0x2E80 && (cp <= 0xF848 || cp >= 0xF900);
}

/* Icon fonts use the same private characters in Unicode pages as converters
 * did.  An icon stands alone in its markup; a converted character is part of
 * a word, or of a list of such characters.  Below the rows that only HKSCS
 * uses, icons are so common that Han must stand on both sides. */
static bool is_in_text(const struct text *out, uint32_t cp, uint32_t next)
{
	enum { HKSCS_ROWS = 0xF266 };
	uint32_t last = out->count ? out->cp[out->count - 1] : 0;

	if (next == DECODE_BAD)
		next = 0;
	if (cp < HKSCS_ROWS && !encoding_is_gb_private(cp))
		return may_be_han(last) && may_be_han(next);
	return last >= 0x80 || next >= 0x80;
}

/* The characters that the loop does not store as they are.  next is the one
 * after cp, 0 at the end. */
static void put_special(struct text *out, struct decode_counts *counts,
			uint32_t cp, uint32_t src, uint32_t src_end,
			uint32_t next)
{
	uint32_t standard[2];
	size_t count;

	if (cp == DECODE_BAD) {
		counts->replaced++;
		text_put(out, UTF8_REPLACEMENT, src, src_end);
		return;
	}
	if (cp == 0 || cp == 0xFEFF || is_noncharacter(cp)) {
		counts->nuls += cp == 0;
		counts->noncharacters += is_noncharacter(cp);
		return;
	}
	count = is_in_text(out, cp, next) ? encoding_fold_private(standard, cp) : 0;
	if (!count)
		text_put(out, cp, src, src_end);
	for (size_t i = 0; i < count; i++)
		text_put(out, standard[i], src + (uint32_t)i, src_end);
}

DECODE_INLINE uint32_t peek(enum encoding as, const struct encoding_table *table,
			    const unsigned char *at, const unsigned char *limit)
{
	return at < limit ? decode_step(as, table, &at, limit) : 0;
}

/* Read from *at until end; the room for it is there.  Steps over the end of a
 * chunk are fine: limit is where the bytes really end. */
DECODE_INLINE bool read_as(struct text *out, struct decode_counts *counts,
			   enum encoding as, const struct encoding_table *table,
			   const unsigned char *bytes, const unsigned char **from,
			   const unsigned char *end, const unsigned char *limit,
			   bool stop_at_bad)
{
	const unsigned char *at = *from;
	uint32_t *cps = out->cp, *srcs = out->src;
	size_t count = out->count, wide = 0;

	while (at < end) {
		uint32_t src = (uint32_t)(at - bytes);
		uint32_t cp = decode_step(as, table, &at, limit);

		wide += cp >= 0x80;
		if (cp - 1 < 0xD7FF) {
			cps[count] = cp;
			srcs[count++] = src;
			continue;
		}
		if (cp == DECODE_BAD && stop_at_bad)
			return false;
		out->count = count;
		put_special(out, counts, cp, src, (uint32_t)(at - bytes),
			    peek(as, table, at, limit));
		count = out->count;
	}
	out->count = count;
	out->src_end = (uint32_t)(at - bytes);
	counts->wide += wide;
	*from = at;
	return true;
}

/* One copy of the loop for each encoding, chosen once a chunk. */
static bool read_chunk(struct text *out, struct decode_counts *counts,
		       enum encoding as, const struct encoding_table *table,
		       const unsigned char *bytes, const unsigned char **at,
		       const unsigned char *end, const unsigned char *limit,
		       bool stop_at_bad)
{
	switch (as) {
	case ENCODING_UTF8:
		return read_as(out, counts, ENCODING_UTF8, NULL, bytes, at, end,
			       limit, stop_at_bad);
	case ENCODING_GB18030:
		return read_as(out, counts, ENCODING_GB18030, table, bytes, at,
			       end, limit, stop_at_bad);
	case ENCODING_BIG5:
		return read_as(out, counts, ENCODING_BIG5, table, bytes, at,
			       end, limit, stop_at_bad);
	case ENCODING_UTF16LE:
		return read_as(out, counts, ENCODING_UTF16LE, NULL, bytes, at,
			       end, limit, stop_at_bad);
	case ENCODING_UTF16BE:
		return read_as(out, counts, ENCODING_UTF16BE, NULL, bytes, at,
			       end, limit, stop_at_bad);
	case ENCODING_UNKNOWN:
	case ENCODING_COUNT:
		break;
	}
	return false;
}

bool decode_read_some(struct text *out, struct decode_counts *counts,
		      enum encoding as, const unsigned char *bytes, size_t *from,
		      size_t until, size_t end, bool stop_at_bad)
{
	bool is_legacy = as == ENCODING_GB18030 || as == ENCODING_BIG5;
	const struct encoding_table *table = is_legacy ? encoding_table() : NULL;
	const unsigned char *at = bytes + *from, *limit = bytes + end;
	bool is_good = true;

	while (is_good && at < bytes + until) {
		size_t left = (size_t)(bytes + until - at);
		const unsigned char *stop = at + (left < CHUNK ? left : CHUNK);

		text_reserve(out, CHUNK + 1);	/* the last may become two */
		is_good = read_chunk(out, counts, as, table, bytes, &at, stop,
				     limit, stop_at_bad);
	}
	*from = (size_t)(at - bytes);
	return is_good;
}

bool decode_read(struct text *out, struct decode_counts *counts,
		 enum encoding as, const unsigned char *bytes, size_t begin,
		 size_t end, bool stop_at_bad)
{
	return decode_read_some(out, counts, as, bytes, &begin, end, end,
				stop_at_bad);
}
