/* How many passages or documents a plan matches. */
#include "query/match/match.h"

#include "query/match/match_remote.h"
#include "schema/schema.h"

struct count {
	const struct plan *plan;
	struct key_counts documents;
	uint64_t passages;
};

static int count_match(void *context, xc_match *match)
{
	struct count *count = context;
	const void *value;
	uint64_t key;
	size_t len;

	if (xc_match_value(match, SLOT_DOCUMENT, &value, &len))
		return 0;
	key = key_of_value(value, len);
	if (count->plan->has_documents &&
	    !key_set_has(&count->plan->documents, key))
		return 0;
	count->passages++;
	key_counts_add(&count->documents, key);
	return 0;
}

enum status match_count(uint64_t *out, struct engine *engine,
			const struct builder *builder, const struct plan *plan,
			const struct request *request, struct error *err)
{
	struct count count = { .plan = plan };
	enum status status = STATUS_OK;
	bool is_known = false;

	*out = 0;
	if (plan->query && index_has_remote(engine->index))
		return match_remote_count(out, engine, plan, request, err);
	if (plan->query && request->group != GROUP_DOCUMENT &&
	    !plan->has_documents)
		status = count_query(out, &is_known, engine, builder,
				     plan->query, err);
	if (status || is_known)
		return status;
	if (plan->query)
		status = engine_each(engine, index_database(engine->index),
				     plan->query, count_match, &count, err);
	if (!status)
		*out = request->group == GROUP_DOCUMENT ?
			count.documents.count : count.passages;
	key_counts_release(&count.documents);
	return status;
}
