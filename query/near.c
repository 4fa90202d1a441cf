#include "query/near.h"

#include <string.h>

#include "text/fold.h"
#include "text/text.h"

size_t needle_find(const struct needle *needle, const uint32_t *text,
		   size_t count, size_t from)
{
	for (size_t at = from; at + needle->count <= count; at++)
		if (text[at] == needle->cp[0] &&
		    !memcmp(text + at, needle->cp,
			    needle->count * sizeof(*text)))
			return at;
	return count;
}

/* Does after stand behind before, at most distance characters on?  The nearest
 * one behind each place of before decides. */
static bool follows(const uint32_t *text, size_t count,
		    const struct needle *before, const struct needle *after,
		    size_t distance)
{
	for (size_t at = needle_find(before, text, count, 0); at < count;
	     at = needle_find(before, text, count, at + 1)) {
		size_t end = at + before->count;
		size_t next = needle_find(after, text, count, end);

		if (next < count && next - end <= distance)
			return true;
	}
	return false;
}

bool near_in_text(const uint32_t *folded, size_t count,
		  const struct needle *a, const struct needle *b,
		  size_t distance)
{
	return follows(folded, count, a, b, distance) ||
	       follows(folded, count, b, a, distance);
}

enum status near_holds(bool *out, const struct engine *engine,
		       const struct demand *demand, size_t shard, uint32_t id,
		       struct error *err)
{
	size_t shards = index_shard_count(engine->index);
	struct record_passage passage;
	struct text text = TEXT_INIT;
	enum status status = index_passage(engine->index,
		(uint32_t)((id - 1) * shards + shard + 1), &passage, err);

	*out = false;
	if (status)
		return status;
	text_put_utf8(&text, passage.text, passage.text_len, 0);
	fold_cps(text.cp, text.cp, text.count);
	*out = true;
	for (size_t i = 0; *out && i < demand->near_count; i++)
		*out = near_in_text(text.cp, text.count,
				    &demand->needles[demand->nears[i].a],
				    &demand->needles[demand->nears[i].b],
				    demand->nears[i].distance);
	text_release(&text);
	record_passage_release(&passage);
	return STATUS_OK;
}
