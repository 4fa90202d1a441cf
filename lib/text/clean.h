/* text/clean.h - stage 2: what the scraper, the typesetter and the converter
 * left in the text is repaired, and every repair is noted.
 *
 * The result is what readers are shown: repaired, not folded.  Each character
 * keeps its source byte.  Cleaning a cleaned text changes nothing. */
#ifndef TEXT_CLEAN_H
#define TEXT_CLEAN_H
#include <stddef.h>
#include "text/text.h"

enum repair_kind {
	REPAIR_PINYIN,		/* 服務(wù) -> 服務: a reading of that character */
	REPAIR_INVISIBLE,	/* zero width, soft hyphen, bidi, tag characters */
	REPAIR_CONTROL,		/* C0, C1, NUL, noncharacters */
	REPAIR_LINE,		/* a hard line end inside a paragraph */
	REPAIR_SPACING,		/* 关　于　印　发 -> 关于印发 */
	REPAIR_PRIVATE,		/* private-use character -> the standard one */
	REPAIR_MOJIBAKE,	/* UTF-8 read as GBK, and back */
	REPAIR_SUSPECT		/* looks garbled; left as it is */
};

/* The name used in JSON: "pinyin", "invisible", ... */
const char *repair_name(enum repair_kind kind);

/* One repair.  [begin, end) are characters of the cleaned text next to which
 * (removals: begin == end) or in which it happened. */
struct repair {
	enum repair_kind kind;
	size_t begin, end;
};

struct repairs {
	struct repair *at;
	size_t count, capacity;
};

void repairs_release(struct repairs *repairs);
void repairs_clear(struct repairs *repairs);
void repairs_put(struct repairs *repairs, const struct repair *repair);

enum clean_layout {
	CLEAN_LINES,	/* a line end separates paragraphs unless it is a wrap */
	CLEAN_FLOW	/* a line end is white space (HTML, XML) */
};

/* Clean raw into out (cleared first).  Paragraphs are separated by one '\n';
 * there is no white space at their edges, single spaces inside, and no empty
 * paragraph.  Appends to repairs, ordered by where they begin. */
void clean(struct text *out, struct repairs *repairs, const struct text *raw,
	   enum clean_layout layout);

#endif
