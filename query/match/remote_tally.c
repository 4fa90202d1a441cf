/* Facets without a spy of our own (query/match/remote.h). */
#include "query/match/remote.h"

#include <string.h>

#include "index/error.h"
#include "query/engine/facets.h"
#include "query/match/match.h"
#include "schema/schema.h"

void remote_tally_release(struct remote_tally *counters)
{
	for (int i = 0; i < FACET_KINDS; i++)
		xc_value_counts_free(counters->counts[i]);
	xc_value_counts_free(counters->documents);
	memset(counters, 0, sizeof(*counters));
}

enum xc_status remote_tally_begin(struct remote_tally *out, xc_search *search,
				  const struct request *request,
				  struct xc_error *err)
{
	enum xc_status status = XC_OK;

	memset(out, 0, sizeof(*out));
	if (request->group == GROUP_DOCUMENT)
		return xc_search_count_values(search, SLOT_DOCUMENT,
					      &out->documents, err);
	for (int i = 0; !status && i < FACET_KINDS; i++)
		if (request->facets[i])
			status = xc_search_count_values(search,
				tally_slot((enum facet_kind)i),
				&out->counts[i], err);
	return status;
}

struct counting {
	struct tally *tally;
	enum facet_kind kind;
	uint64_t sum;
};

static int add_count(void *context, const void *value, size_t len,
		     uint32_t count)
{
	struct counting *counting = context;

	tally_counted(counting->tally, counting->kind, value, len, count);
	counting->sum += count;
	return 0;
}

static int add_document(void *context, const void *value, size_t len,
			uint32_t count)
{
	for (uint32_t i = 0; i < count; i++)
		tally_passage(context, value, len);
	return 0;
}

/* Every match with its document and one value, for a facet by document. */
static enum status add_pairs(struct tally *tally, enum facet_kind kind,
			     const xc_hits *hits, struct error *err)
{
	struct xc_hits_info info;
	struct xc_error xerr;
	struct xc_hit hit;
	char value[1024];
	size_t len;

	xc_hits_info(hits, &info);
	for (uint32_t i = 0; i < info.count; i++) {
		if (xc_hits_at(hits, i, &hit, &xerr) ||
		    xc_hits_value(hits, i, value, sizeof(value), &len, &xerr))
			return index_error(err, "counting", &xerr);
		tally_value(tally, kind, value,
			    len < sizeof(value) ? len : sizeof(value),
			    key_of_value(hit.key, hit.key_len));
	}
	return STATUS_OK;
}

static enum status count_pairs(struct tally *tally, enum facet_kind kind,
			       const struct engine *engine,
			       const xc_query *query, struct error *err)
{
	struct xc_error xerr;
	xc_search *search = NULL;
	xc_hits *hits = NULL;
	unsigned left;
	enum status status = engine_time_left(&left, engine, err);

	if (status)
		return status;
	if (xc_search_new(&search, index_database(engine->index), &xerr) ||
	    xc_search_query(search, query, &xerr) ||
	    xc_search_unweighted(search, &xerr) ||
	    xc_search_sort(search, XC_SORT_VALUE, tally_slot(kind), false,
			   &xerr) ||
	    xc_search_collapse(search, SLOT_DOCUMENT, MATCH_EXACT, &xerr) ||
	    xc_search_run(&hits, search, 0, MATCH_EXACT, 0, &xerr))
		status = index_error(err, "counting", &xerr);
	else
		status = add_pairs(tally, kind, hits, err);
	xc_hits_free(hits);
	xc_search_free(search);
	return status;
}

static enum status end_documents(struct remote_tally *counters,
				 struct tally *tally,
				 const struct engine *engine,
				 const xc_query *query,
				 const struct request *request,
				 struct error *err)
{
	struct xc_error xerr;
	enum status status = STATUS_OK;

	if (xc_value_counts_each(counters->documents, add_document, tally,
				 &xerr))
		return index_error(err, "counting", &xerr);
	for (int i = 0; !status && i < FACET_KINDS; i++)
		if (request->facets[i])
			status = count_pairs(tally, (enum facet_kind)i, engine,
					     query, err);
	if (tally->passages > MATCH_EXACT && engine->answer)
		answer_warn(engine->answer, "over remote shards, facets count "
			    "the documents of %d passages of %llu",
			    MATCH_EXACT, (unsigned long long)tally->passages);
	return status;
}

enum status remote_tally_end(struct remote_tally *counters,
			     struct tally *tally, const struct engine *engine,
			     const xc_query *query,
			     const struct request *request, uint64_t passages,
			     struct error *err)
{
	if (request->group == GROUP_DOCUMENT)
		return end_documents(counters, tally, engine, query, request,
				     err);
	tally->passages += passages;
	for (int i = 0; i < FACET_KINDS; i++) {
		struct counting counting = { tally, (enum facet_kind)i, 0 };
		struct xc_error xerr;

		if (!counters->counts[i])
			continue;
		if (xc_value_counts_each(counters->counts[i], add_count,
					 &counting, &xerr))
			return index_error(err, "counting", &xerr);
		/* What has no value is not counted. */
		if (passages > counting.sum)
			tally_counted(tally, counting.kind, "", 0,
				      passages - counting.sum);
	}
	return STATUS_OK;
}
