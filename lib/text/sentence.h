/* text/sentence.h - where a paragraph that is too long for one passage is cut. */
#ifndef TEXT_SENTENCE_H
#define TEXT_SENTENCE_H
#include <stddef.h>
#include <stdint.h>

/* The end of the piece of cp[0, count) that begins at begin.  Called again from
 * that end until it is count, it cuts into pieces of PASSAGE_LEAST to
 * PASSAGE_MOST characters (one piece where there are no more than that), of
 * about equal size, each ending with a sentence where that is possible, else
 * at a semicolon, else at a comma, else anywhere. */
size_t sentence_cut(const uint32_t *cp, size_t count, size_t begin);

#endif
