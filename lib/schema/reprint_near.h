/* schema/reprint_near.h - is a passage another one with little changes?
 *
 * Two passages are near when most of their letters stand in both in the same
 * order, in runs, and what differs is only
 *   - at the beginning or the end: a date, or who says it ("新华社南宁3月4日电",
 *     "责任编辑：…");
 *   - anywhere: clauses or sentences that one has more, always the same one.
 * So another number, another name or another word makes another passage,
 * however much boilerplate both share.  Looks at letters and digits alone.
 * Units:  folded UTF-16, as index/folded.h keeps it. */
#ifndef SCHEMA_REPRINT_NEAR_H
#define SCHEMA_REPRINT_NEAR_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A passage made ready for being compared with many.  Zeroed is empty, and near
 * to nothing. */
struct reprint_sketch {
	uint16_t *letters;
	bool *begins;		/* does a clause begin with this letter? */
	size_t count;
	uint64_t bits[32];	/* one for each run of five letters, hashed */
	size_t set;		/* how many are */
};

void reprint_sketch_make(struct reprint_sketch *out, const uint16_t *folded,
			 size_t count);
void reprint_sketch_release(struct reprint_sketch *sketch);
bool reprint_is_near(const struct reprint_sketch *a,
		     const struct reprint_sketch *b);

#endif
