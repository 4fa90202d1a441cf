#include "query/search/show.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/options.h"

/* The number behind the last '#', and where that stands; NULL: none. */
static const char *passage_number(size_t *out, const char *id)
{
	const char *sign = strrchr(id, '#');
	int64_t number;

	if (!sign || sign[1] < '0' || sign[1] > '9' ||
	    option_number(&number, sign + 1, 0, INT_MAX, NULL) != STATUS_OK)
		return NULL;
	*out = (size_t)number;
	return sign;
}

/* Keep the hit of that passage alone; false when there is none. */
static bool keep_one(struct answer *answer, size_t number)
{
	size_t kept = 0;

	for (size_t i = 0; i < answer->hit_count; i++) {
		if (answer->hits[i].passage.number == number && !kept)
			answer->hits[kept++] = answer->hits[i];
		else
			answer_hit_release(&answer->hits[i]);
	}
	answer->hit_count = kept;
	answer->total = kept;
	return kept;
}

enum status show_find(struct answer *out, searcher *engine, const char *id,
		      const struct request *request, struct error *err)
{
	const struct request *marks = request && *request->query ? request : NULL;
	enum status status = search_document(out, engine, id, marks, err);
	const char *sign;
	char *document;
	size_t number;

	if (status != STATUS_NOT_FOUND)
		return status;
	sign = passage_number(&number, id);
	if (!sign)
		return error_set(err, status, "%.300s: no such passage or "
				 "document", id);
	document = mem_string_len(id, (size_t)(sign - id));
	answer_release(out);
	answer_init(out);
	status = search_document(out, engine, document, marks, err);
	free(document);
	if (status == STATUS_OK)
		status = keep_one(out, number) ? STATUS_OK : STATUS_NOT_FOUND;
	return status == STATUS_NOT_FOUND
		? error_set(err, status, "%.300s: no such passage", id) : status;
}
