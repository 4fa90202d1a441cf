/* text/decode_windows.h - stage 1 for a text of any size, which comes window by
 * window: as decode() (text/decode.h), but with bounded memory.
 *
 * The encoding is found in the first window that has anything but ASCII in it,
 * and a change of encoding is found as decode() does.  A character is never cut
 * by the end of a window.
 * Units:  src counts bytes of the whole text modulo 2^32; text_src_whole() gives
 *         the offset itself. */
#ifndef TEXT_DECODE_WINDOWS_H
#define TEXT_DECODE_WINDOWS_H
#include "text/decode.h"
#include "text/decode_detect.h"
#include "text/decode_read.h"

/* As many bytes as a window must have, unless it is the last: what the encoding
 * is found in. */
enum { DECODE_WINDOW_LEAST = 1 << 17 };

struct decode_windows {
	const char *label;	/* as decode()'s, borrowed */
	enum encoding forced;
	const struct decode_prior *prior;
	size_t step;		/* bytes to take of a window at most; 0: all */

	enum encoding encoding;	/* ENCODING_UNKNOWN: nothing but ASCII so far */
	struct decode_ways ways;
	uint64_t taken;		/* bytes so far */
	uint64_t characters;	/* so far */
	struct decode_counts counts;
	uint64_t wide[ENCODING_COUNT];	/* characters read in each of them */
	struct decode_report report;	/* of what was read last, then of all */
};

void decode_windows_begin(struct decode_windows *windows, const char *label,
			  enum encoding forced,
			  const struct decode_prior *prior);

/* Append characters of bytes, which begin where the ones taken so far end, to
 * out; *used of them were taken, at least one if there is one.
 * STATUS_BAD_INPUT: as decode(). */
enum status decode_windows_next(struct decode_windows *windows,
				struct text *out, const void *bytes,
				size_t len, bool is_last, size_t *used,
				struct error *err);

/* All windows were taken: *report says what the text was.  STATUS_BAD_INPUT:
 * too much of it was bad. */
enum status decode_windows_end(struct decode_windows *windows,
			       struct decode_report *report,
			       struct error *err);

#endif
