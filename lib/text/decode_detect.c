#include "text/decode_detect.h"

#include <string.h>

#include "text/decode_ascii.h"

#define SAMPLE_BYTES 32768u
#define UTF16_MEAN_MAX 26	/* half bits a character; Chinese has some 19 */
#define WESTERN_MARGIN 16
#define PRIOR_BITS_MAX 10

/* The part of bytes to look at: from the line of the first byte outside ASCII
 * on, at an even place for the sake of UTF-16. */
static const unsigned char *sample_begin(const unsigned char *bytes, size_t len)
{
	const unsigned char *end = bytes + len;
	const unsigned char *wide = decode_skip_ascii(bytes, end);
	const unsigned char *line;

	if (wide == end)
		return bytes;
	line = memrchr(bytes, '\n', (size_t)(wide - bytes));
	line = line ? line + 1 : bytes;
	if (wide - line > SAMPLE_BYTES / 2)
		line = wide - SAMPLE_BYTES / 2;
	return line - ((line - bytes) & 1);
}

static int bits(uint64_t value)
{
	int count = 0;

	while (value >>= 1)
		count++;
	return count;
}

/* What speaks for an encoding before its characters are looked at: half bits. */
static int head_start(const struct decode_hints *hints, enum encoding encoding,
		      bool is_valid)
{
	int start = 0, rare;
	uint64_t total = 0;

	if (encoding == ENCODING_UTF8)
		start = is_valid ? 12 : 0;
	else if (encoding == ENCODING_UTF16LE || encoding == ENCODING_UTF16BE)
		start = -16;
	if (hints->claimed == encoding)
		start += hints->trust;
	if (!hints->prior)
		return start;
	for (int i = 0; i < ENCODING_COUNT; i++)
		total += hints->prior->files[i];
	rare = bits(total + 1) - bits((uint64_t)hints->prior->files[encoding] + 1);
	return start - 2 * (rare < PRIOR_BITS_MAX ? rare : PRIOR_BITS_MAX);
}

static bool is_wide_encoding(enum encoding encoding)
{
	return encoding == ENCODING_UTF16LE || encoding == ENCODING_UTF16BE;
}

/* Random units of 16 bits are almost all valid: without a mark, only text that
 * is plainly Chinese, or plainly ASCII, is taken for UTF-16. */
static bool is_plain(const struct decode_score *score)
{
	return !score->bad &&
	       score->wide_cost <= (int64_t)score->wide * UTF16_MEAN_MAX;
}

enum encoding decode_detect(const struct decode_hints *hints,
			    const unsigned char *bytes, size_t len)
{
	const unsigned char *begin = sample_begin(bytes, len), *end = bytes + len;
	enum encoding best = ENCODING_UTF8;
	int64_t best_cost = INT64_MAX;
	struct decode_score western = { 0 };

	if (end - begin > SAMPLE_BYTES)
		end = begin + SAMPLE_BYTES;
	for (enum encoding as = ENCODING_UTF8; as < ENCODING_COUNT; as++) {
		struct decode_score score = { 0 };

		if (is_wide_encoding(as) && (!hints->may_be_utf16 || len % 2))
			continue;
		decode_score(&score, as, begin, end);
		if (is_wide_encoding(as) && !is_plain(&score))
			continue;
		score.cost -= head_start(hints, as, !score.bad);
		if (score.cost < best_cost) {
			best_cost = score.cost;
			best = as;
		}
	}
	if (hints->claimed != ENCODING_UNKNOWN)
		return best;
	decode_score_western(&western, begin, end);
	return western.cost + WESTERN_MARGIN < best_cost ? ENCODING_UNKNOWN : best;
}
