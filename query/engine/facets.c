#include "query/engine/facets.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "schema/schema.h"

enum { YEAR_LEN = 4, SAME_NAME_MOST = 64 };

void tally_init(struct tally *tally, const label_names *names,
		const struct request *request)
{
	memset(tally, 0, sizeof(*tally));
	tally->names = names;
	tally->request = request;
	if (request->group == GROUP_DOCUMENT)
		tally->label_counts = mem_array(label_names_count(names) + 1,
						sizeof(uint64_t));
}

static void release_expansions(struct tally *tally)
{
	for (int kind = 0; kind < LABEL_KINDS; kind++) {
		for (size_t i = 0; i < tally->expansion_count[kind]; i++)
			free(tally->expansions[kind][i].labels);
		free(tally->expansions[kind]);
	}
}

void tally_release(struct tally *tally)
{
	for (int kind = 0; kind < FACET_KINDS; kind++) {
		table_release(&tally->values[kind]);
		key_counts_release(&tally->seen[kind]);
	}
	key_counts_release(&tally->documents);
	key_counts_release(&tally->seen_labels);
	release_expansions(tally);
	free(tally->label_counts);
}

bool tally_has_facets(const struct request *request)
{
	for (int kind = 0; kind < FACET_KINDS; kind++)
		if (request->facets[kind])
			return true;
	return false;
}

bool tally_is_needed(const struct request *request)
{
	return request->group == GROUP_DOCUMENT || tally_has_facets(request);
}

uint32_t tally_slot(enum facet_kind kind)
{
	switch (kind) {
	case FACET_TOPIC: return schema_label_slot(LABEL_TOPIC);
	case FACET_REGION: return schema_label_slot(LABEL_REGION);
	case FACET_PLATFORM: return schema_label_slot(LABEL_PLATFORM);
	case FACET_YEAR: return SLOT_DATE_FIRST;
	case FACET_PUBLISHER: return SLOT_PUBLISHER;
	case FACET_KINDS: break;
	}
	return SLOT_PUBLISHER;
}

static size_t date_len(const struct tally *tally, size_t len)
{
	size_t most = tally->request->months ? TALLY_MONTH_LEN
						: YEAR_LEN;

	return len < most ? len : most;
}

static void count_value(struct tally *tally, enum facet_kind kind,
			const void *value, size_t len, uint64_t document)
{
	const bool by_document = tally->request->group == GROUP_DOCUMENT;
	size_t number;

	if (kind == FACET_YEAR)
		len = date_len(tally, len);
	number = table_number(&tally->values[kind], value, len);
	if (!by_document ||
	    key_counts_add(&tally->seen[kind],
			   key_mix(document, number)) == 1)
		tally->values[kind].at[number].count++;
}

/* In value, ids are joined by blanks. */
void tally_each_label(const label_names *names, enum label_kind kind,
		      const char *value, tally_label_fn *each, void *context)
{
	char id[256];

	while (*value) {
		size_t len = strcspn(value, " ");
		int number = -1;

		if (len && len < sizeof(id)) {
			memcpy(id, value, len);
			id[len] = '\0';
			number = label_names_find(names, kind, id);
		}
		for (; number >= 0;
		     number = label_names_at(names, (size_t)number)->parent)
			each(context, (size_t)number);
		value += len + strspn(value + len, " ");
	}
}

void tally_label(struct tally *tally, size_t label, uint64_t count)
{
	if (!tally->label_counts)
		tally->label_counts = mem_array(
			label_names_count(tally->names) + 1,
			sizeof(*tally->label_counts));
	tally->label_counts[label] += count;
}

static void add_label(void *context, size_t number)
{
	struct expansion *expansion = context;

	mem_reserve(&expansion->labels, &expansion->capacity,
		    expansion->count + 1, sizeof(*expansion->labels));
	expansion->labels[expansion->count++] = number;
}

/* The labels of combination number, split once.  Combinations are numbered in
 * the order in which they are met. */
static const struct expansion *expansion_of(struct tally *tally,
					    enum facet_kind kind,
					    size_t number)
{
	size_t *count = &tally->expansion_count[kind];

	for (; *count <= number; ++*count) {
		mem_reserve(&tally->expansions[kind],
			    &tally->expansion_capacity[kind], *count + 1,
			    sizeof(struct expansion));
		tally->expansions[kind][*count] =
			(struct expansion){ NULL, 0, 0 };
		tally_each_label(tally->names, (enum label_kind)kind,
				 tally->values[kind].at[*count].text, add_label,
				 &tally->expansions[kind][*count]);
	}
	return &tally->expansions[kind][number];
}

/* Passages of one document may carry different labels, so that each label is
 * counted by itself. */
static void count_labels(struct tally *tally, enum facet_kind kind,
			 const void *value, size_t len, uint64_t document)
{
	const struct expansion *expansion;
	size_t number;

	if (!len)
		return;
	number = table_number(&tally->values[kind], value, len);
	if (key_counts_add(&tally->seen[kind],
			   key_mix(document, number)) > 1)
		return;
	expansion = expansion_of(tally, kind, number);
	for (size_t i = 0; i < expansion->count; i++)
		if (key_counts_add(&tally->seen_labels,
				   key_mix(document,
					   expansion->labels[i])) == 1)
			tally->label_counts[expansion->labels[i]]++;
}

uint64_t tally_passage(struct tally *tally, const void *document, size_t len)
{
	const uint64_t key = key_of_value(document, len);

	tally->passages++;
	if (tally->request->group == GROUP_DOCUMENT)
		key_counts_add(&tally->documents, key);
	return key;
}

void tally_value(struct tally *tally, enum facet_kind kind, const void *value,
		 size_t len, uint64_t document)
{
	if (tally->request->group == GROUP_DOCUMENT &&
	    kind < (enum facet_kind)LABEL_KINDS)
		count_labels(tally, kind, value, len, document);
	else
		count_value(tally, kind, value, len, document);
}

void tally_counted(struct tally *tally, enum facet_kind kind,
		   const void *value, size_t len, uint64_t count)
{
	size_t number;

	if (kind == FACET_YEAR)
		len = date_len(tally, len);
	number = table_number(&tally->values[kind], value, len);
	tally->values[kind].at[number].count += count;
}

/* A date of which only the year is known begins in January. */
void tally_month(struct tally *tally, const void *first, size_t first_len,
		 const void *last, size_t last_len, uint64_t document)
{
	size_t len = first_len;

	if (len >= TALLY_MONTH_LEN)
		len = last_len >= TALLY_MONTH_LEN &&
		      !memcmp(first, last, TALLY_MONTH_LEN) ? TALLY_MONTH_LEN
							    : YEAR_LEN;
	tally_value(tally, FACET_YEAR, first, len, document);
}

static void count_month(struct tally *tally, xc_match *match, uint64_t document)
{
	char first[TALLY_MONTH_LEN];
	const void *value;
	size_t first_len, len;

	if (xc_match_value(match, SLOT_DATE_FIRST, &value, &first_len))
		return;
	if (first_len > sizeof(first))
		first_len = sizeof(first);
	memcpy(first, value, first_len);
	if (xc_match_value(match, SLOT_DATE_LAST, &value, &len))
		len = 0;
	tally_month(tally, first, first_len, value, len, document);
}

int tally_match(void *context, xc_match *match)
{
	struct tally *tally = context;
	uint64_t document = 0;
	const void *value = "";
	size_t len = 0;

	if (tally->request->group == GROUP_DOCUMENT &&
	    xc_match_value(match, SLOT_DOCUMENT, &value, &len))
		len = 0;
	document = tally_passage(tally, value, len);
	for (int i = 0; i < FACET_KINDS; i++) {
		enum facet_kind kind = (enum facet_kind)i;

		if (!tally->request->facets[kind])
			continue;
		if (kind == FACET_YEAR && tally->request->months)
			count_month(tally, match, document);
		else if (!xc_match_value(match, tally_slot(kind), &value, &len))
			tally_value(tally, kind, value, len, document);
	}
	return 0;
}

static struct answer_facet *add_facet(struct answer_facets *facets,
				      const char *id, const char *name,
				      uint64_t count)
{
	struct answer_facet *facet;
	size_t capacity = facets->count;

	mem_reserve(&facets->at, &capacity, facets->count + 1,
		    sizeof(*facets->at));
	facet = &facets->at[facets->count++];
	*facet = (struct answer_facet){ id, name, -1, count, NULL };
	return facet;
}

static int by_count(const void *a, const void *b)
{
	const struct answer_facet *left = a, *right = b;

	if (left->count != right->count)
		return left->count < right->count ? 1 : -1;
	return strcmp(left->id, right->id);
}

static const char *keep_string(struct answer *answer, const char *text)
{
	mem_reserve(&answer->strings, &answer->string_capacity,
		    answer->string_count + 1, sizeof(*answer->strings));
	answer->strings[answer->string_count] = mem_string(text);
	return answer->strings[answer->string_count++];
}

static void make_plain(struct answer *answer, const struct table *table,
		       enum facet_kind kind)
{
	struct answer_facets *facets = &answer->facets[kind];

	for (size_t i = 0; i < table->count; i++) {
		const char *text = table->at[i].text;

		if (!*text && kind == FACET_PUBLISHER)
			continue;
		text = keep_string(answer, *text ? text : "undated");
		add_facet(facets, text, text, table->at[i].count);
	}
}

/* Sums of one kind, by label number. */
struct sums {
	uint64_t *counts;
	uint64_t *last;		/* the combination that was added last */
	uint64_t combination, count;
};

static void add_sum(void *context, size_t number)
{
	struct sums *sums = context;

	if (sums->last[number] == sums->combination)
		return;
	sums->last[number] = sums->combination;
	sums->counts[number] += sums->count;
}

/* The counts of one kind by label number, which the caller frees. */
static uint64_t *label_counts(const struct tally *tally, enum facet_kind kind)
{
	const struct table *table = &tally->values[kind];
	size_t count = label_names_count(tally->names);
	struct sums sums = { mem_array(count + 1, sizeof(uint64_t)),
			     mem_array(count + 1, sizeof(uint64_t)), 0, 0 };

	if (tally->label_counts)
		memcpy(sums.counts, tally->label_counts,
		       count * sizeof(uint64_t));
	for (size_t i = 0; !tally->label_counts && i < table->count; i++) {
		sums.combination = i + 1;
		sums.count = table->at[i].count;
		tally_each_label(tally->names, (enum label_kind)kind,
				 table->at[i].text, add_sum, &sums);
	}
	free(sums.last);
	return sums.counts;
}

/* Does a list that opens the labels numbered top (none: the whole tree, or the
 * first level of the regions) show this label? */
static bool is_shown(const label_names *names, enum facet_kind kind,
		     size_t number, const int *top, size_t top_count)
{
	const int parent = label_names_at(names, number)->parent;

	for (size_t i = 0; i < top_count; i++)
		if (parent == top[i] || (int)number == top[i])
			return true;
	return !top_count && (kind != FACET_REGION || parent < 0);
}

static enum status open_level(int top[SAME_NAME_MOST], size_t *count,
			      const struct tally *tally, enum facet_kind kind,
			      struct error *err)
{
	const char *typed = tally->request->facet_of[kind];

	*count = 0;
	if (!typed)
		return STATUS_OK;
	*count = label_names_resolve(tally->names, (enum label_kind)kind,
				     typed, top, SAME_NAME_MOST);
	if (*count > SAME_NAME_MOST)
		*count = SAME_NAME_MOST;
	if (*count)
		return STATUS_OK;
	return error_set(err, STATUS_USAGE, "facets: unknown %s \"%s\"",
			 facet_kind_name(kind), typed);
}

static enum status make_labels(struct answer *answer, struct tally *tally,
			       enum facet_kind kind, struct error *err)
{
	const label_names *names = tally->names;
	int top[SAME_NAME_MOST];
	size_t top_count;
	enum status status = open_level(top, &top_count, tally, kind, err);
	uint64_t *counts;

	if (status)
		return status;
	counts = label_counts(tally, kind);
	for (size_t i = 0; i < label_names_count(names); i++) {
		const struct label_name *label = label_names_at(names, i);

		if (label->kind != (enum label_kind)kind ||
		    (!counts[i] && !tally->request->zeros) ||
		    !is_shown(names, kind, i, top, top_count))
			continue;
		add_facet(&answer->facets[kind], label->id, label->name,
			  counts[i])->label = label;
	}
	free(counts);
	return STATUS_OK;
}

/* Where in the list does the parent of each label stand? */
static void link_parents(const label_names *names,
			 struct answer_facets *facets)
{
	size_t count = label_names_count(names);
	int *places = mem_array(count + 1, sizeof(*places));

	for (size_t i = 0; i < facets->count; i++) {
		const struct label_name *label = facets->at[i].label;
		int number = label_names_find(names, label->kind, label->id);

		if (number >= 0)
			places[number] = (int)i + 1;
	}
	for (size_t i = 0; i < facets->count; i++) {
		int parent = facets->at[i].label->parent;

		facets->at[i].parent = parent < 0 ? -1 : places[parent] - 1;
	}
	free(places);
}

enum status facets_make(struct answer *answer, struct tally *tally,
			struct error *err)
{
	enum status status = STATUS_OK;

	for (int i = 0; !status && i < FACET_KINDS; i++) {
		enum facet_kind kind = (enum facet_kind)i;
		struct answer_facets *facets = &answer->facets[kind];

		if (!tally->request->facets[kind])
			continue;
		facets->asked = true;
		if (i < LABEL_KINDS)
			status = make_labels(answer, tally, kind, err);
		else
			make_plain(answer, &tally->values[kind], kind);
		if (facets->count)
			qsort(facets->at, facets->count, sizeof(*facets->at),
			      by_count);
		if (!status && i < LABEL_KINDS)
			link_parents(tally->names, facets);
	}
	return status;
}
