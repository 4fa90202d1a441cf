#include "query/search/similar.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "query/search/likeness.h"
#include "query/search/show.h"
#include "query/search/telling.h"

/* How many of the best passages are looked at for reprints, how often anew when
 * some were found, and how much of a document tells what it is about. */
enum { CANDIDATES = 50, ROUNDS = 4, PASSAGES_MOST = 200 };

struct model {
	struct answer passages;
	struct likeness likeness;	/* of all of them together */
	bool is_document;		/* not one passage of it */
	struct buf query;
};

static void add_all(struct likeness *likeness, const struct answer *answer)
{
	for (size_t i = 0; i < answer->hit_count; i++)
		likeness_add(likeness, answer->hits[i].passage.text,
			     answer->hits[i].passage.text_len);
	likeness_settle(likeness);
}

static enum status find_words(void *context, struct engine *engine,
			      struct error *err)
{
	struct model *model = context;
	const struct answer *answer = &model->passages;
	const char **texts = mem_array(answer->hit_count + 1, sizeof(*texts));
	size_t count = 0;
	enum status status;

	buf_clear(&model->query);
	for (; count < answer->hit_count && count < PASSAGES_MOST; count++)
		texts[count] = answer->hits[count].passage.text;
	status = telling_words(&model->query, engine, texts, count, err);
	free(texts);
	return status;
}

static bool is_reprint(const struct model *model, searcher *engine,
		       const struct answer_hit *hit)
{
	struct likeness other = { NULL, 0, 0 };
	struct answer whole;
	double alike;

	answer_init(&whole);
	if (!model->is_document)
		likeness_add(&other, hit->passage.text, hit->passage.text_len);
	else if (!search_document(&whole, engine, hit->passage.document, NULL,
				  NULL))
		add_all(&other, &whole);
	likeness_settle(&other);
	alike = likeness_of(&model->likeness, &other);
	answer_release(&whole);
	likeness_release(&other);
	return alike >= LIKENESS_REPRINT;
}

static bool is_listed(const struct request_list *list, const char *id)
{
	for (size_t i = 0; i < list->count; i++)
		if (!strcmp(list->at[i], id))
			return true;
	return false;
}

/* Exclude the reprints among the best answers; *added: there were any. */
static enum status exclude_reprints(struct request *request, bool *added,
				    const struct model *model,
				    searcher *engine, struct error *err)
{
	struct request look = *request;
	struct answer answer;
	enum status status;

	*added = false;
	look.offset = 0;
	look.limit = CANDIDATES;
	look.sort = SORT_RELEVANCE;
	look.group = GROUP_PASSAGE;
	look.explain = false;
	memset(look.facets, 0, sizeof(look.facets));
	answer_init(&answer);
	status = search_run(&answer, engine, &look, err);
	for (size_t i = 0; !status && i < answer.hit_count; i++) {
		const struct answer_hit *hit = &answer.hits[i];
		const char *document = hit->passage.document;

		if (is_listed(&request->excluded, document) ||
		    !is_reprint(model, engine, hit))
			continue;
		request_add(&request->excluded, document);
		*added = true;
	}
	answer_release(&answer);
	return status;
}

static enum status load_model(struct model *model, searcher *engine,
			      const char *id, struct error *err)
{
	enum status status = show_find(&model->passages, engine, id, NULL, err);
	const struct answer_hit *first = model->passages.hits;

	if (status)
		return status;
	model->is_document = model->passages.hit_count &&
			     !strcmp(first->passage.document, id);
	add_all(&model->likeness, &model->passages);
	status = search_task(engine, NULL, find_words, model, err);
	if (!status && !model->query.len)
		status = error_set(err, STATUS_USAGE, "similar: %.300s has no "
				   "word that tells it from others", id);
	return status;
}

/* All steps share the request's time. */
static enum status spend(struct request *request, double *since,
			 struct error *err)
{
	const double now = clock_ms();
	const unsigned spent = (unsigned)(now - *since);

	if (!request->timeout_ms)
		return STATUS_OK;
	if (spent >= request->timeout_ms)
		return error_set(err, STATUS_TIMEOUT,
				 "searching: the time limit has passed");
	request->timeout_ms -= spent;
	*since += spent;
	return STATUS_OK;
}

enum status similar_request(struct request *request, searcher *engine,
			    const char *id, struct error *err)
{
	struct model model = { .query = BUF_INIT };
	double since = clock_ms();
	bool added = true;
	enum status status;

	answer_init(&model.passages);
	status = load_model(&model, engine, id, err);
	if (!status) {
		request_add(&request->excluded,
			    model.passages.hits[0].passage.document);
		request->match = MATCH_ANY;
		status = request_set(request, "q", model.query.data, err);
	}
	for (int i = 0; !status && added && i < ROUNDS; i++) {
		status = spend(request, &since, err);
		if (!status)
			status = exclude_reprints(request, &added, &model,
						  engine, err);
	}
	if (!status)
		status = spend(request, &since, err);
	answer_release(&model.passages);
	likeness_release(&model.likeness);
	buf_release(&model.query);
	return status;
}
