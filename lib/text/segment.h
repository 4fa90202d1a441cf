/* text/segment.h - ICU's Chinese words, as spans of code points.
 *
 * What the rest of the segmenter builds on; use text/terms.h instead.
 * ICU sees one UTF-16 unit a character, so that its offsets are ours: for a
 * character beyond the BMP stands one of its kind (letter, digit, mark, rare
 * Han).  Text of any length, without a break or without a space, takes linear
 * time: ICU is given windows of WINDOW characters that overlap a little, each
 * begun at a word's edge that the one before found. */
#ifndef TEXT_SEGMENT_H
#define TEXT_SEGMENT_H
#include <stddef.h>
#include <stdint.h>
#include "base/status.h"
#include "text/text.h"

typedef struct segment_breaker segment_breaker;

/* STATUS_INTERNAL: ICU has no rules or no Chinese dictionary. */
enum status segment_new(segment_breaker **out, struct error *err);
void segment_free(segment_breaker *breaker);

/* The words of a folded text in order: runs of letters, digits or Han as ICU
 * cuts them, single characters included, nothing else.  Borrowed until the
 * next call.  STATUS_INTERNAL: ICU failed. */
enum status segment_words(segment_breaker *breaker, const uint32_t *folded,
			  size_t count, const struct text_span **out,
			  size_t *span_count);

#endif
