#include "labels/label.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "labels/work.h"
#include "text/fold.h"

/* Pieces of a paragraph that share their labels.  What is longer (some 40,000
 * characters) is a text without line ends, whose parts are about many things. */
enum { UNIT_PIECES_MOST = 64 };

struct labeller {
	struct work work;
	rule_state *rules;
	struct label_result result;
	size_t list_capacity;
};

void label_list_release(struct label_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->at[i].evidence);
	free(list->at);
	*list = (struct label_list){ NULL, 0, 0 };
}

static void clear_list(struct label_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->at[i].evidence);
	list->count = 0;
}

struct label *label_list_put(struct label_list *list, enum label_kind kind,
			     int index)
{
	size_t at = 0;

	while (at < list->count && (list->at[at].kind < kind ||
				    (list->at[at].kind == kind &&
				     list->at[at].index < index)))
		at++;
	if (at < list->count && list->at[at].kind == kind &&
	    list->at[at].index == index)
		return &list->at[at];
	mem_reserve(&list->at, &list->capacity, list->count + 1,
		    sizeof(*list->at));
	memmove(list->at + at + 1, list->at + at,
		(list->count - at) * sizeof(*list->at));
	list->count++;
	list->at[at] = (struct label){ .kind = kind, .index = index };
	return &list->at[at];
}

/* Evidence is kept in order, without spans that lie inside others. */
void label_add_evidence(struct label *label, size_t begin, size_t end)
{
	struct text_span *grown;
	size_t kept = 0, at = 0;

	for (size_t i = 0; i < label->evidence_count; i++)
		if (label->evidence[i].begin <= begin &&
		    label->evidence[i].end >= end)
			return;
	grown = mem_array(label->evidence_count + 1, sizeof(*grown));
	for (size_t i = 0; i < label->evidence_count; i++) {
		struct text_span one = label->evidence[i];

		if (one.begin >= begin && one.end <= end)
			continue;
		grown[kept++] = one;
		at += one.begin < begin;
	}
	memmove(grown + at + 1, grown + at, (kept - at) * sizeof(*grown));
	grown[at] = (struct text_span){ begin, end };
	free(label->evidence);
	label->evidence = grown;
	label->evidence_count = kept + 1;
}

uint32_t work_char(const struct work *work, size_t text, size_t position)
{
	const struct work_text *in = &work->texts[text];

	return position < in->end - in->begin ?
	       work->folded[in->begin + position] : 0;
}

bool work_begins(const struct work *work, size_t text, size_t position,
		 const char *word)
{
	const char *end = word + strlen(word);

	while (word < end)
		if (work_char(work, text, position++) != utf8_next(&word, end))
			return false;
	return true;
}

size_t work_any(const struct work *work, size_t text, size_t position,
		enum context_set set)
{
	const struct work_text *in = &work->texts[text];

	return context_at(work->context, work->folded + in->begin,
			  in->end - in->begin, position, set);
}

enum status labeller_new(labeller **out, const taxonomy *all,
			 struct error *err)
{
	struct labeller *made = mem_alloc(sizeof(*made));
	size_t regions = taxonomy_count(all, LABEL_REGION);

	(void)err;
	made->work.taxonomy = all;
	made->work.regions = taxonomy_tree(all, LABEL_REGION);
	made->work.matcher = matcher_new(all);
	made->work.seen = mem_array(regions, sizeof(*made->work.seen));
	made->work.touched = mem_array(regions, sizeof(*made->work.touched));
	made->work.context = context_new();
	made->rules = rule_state_new(all);
	*out = made;
	return STATUS_OK;
}

void labeller_free(labeller *it)
{
	struct work *work;

	if (!it)
		return;
	work = &it->work;
	for (size_t i = 0; i < it->list_capacity; i++)
		label_list_release(&it->result.passages[i]);
	free(it->result.passages);
	rule_state_free(it->rules);
	matcher_free(work->matcher);
	context_free(work->context);
	free(work->seen);
	free(work->touched);
	free(work->folded);
	free(work->texts);
	free(work->mentions);
	free(work->names.at);
	free(work->cues.at);
	free(it);
}

static void begin_document(struct labeller *it,
			   const struct label_document *document)
{
	struct work *work = &it->work;
	struct label_result *result = &it->result;

	for (size_t i = 0; i < work->touched_count; i++) {
		struct region_seen *seen = &work->seen[work->touched[i]];

		if (document->goes_on)	/* units are counted anew */
			seen->unit_plus_one = 0;
		else
			memset(seen, 0, sizeof(*seen));
	}
	if (!document->goes_on) {
		work->touched_count = 0;
		work->origin = -1;
	}
	work->folded_count = work->text_count = work->mention_count = 0;
	work->names.count = work->cues.count = 0;
	work->document = document;
	for (size_t i = 0; i < result->count; i++)
		clear_list(&result->passages[i]);
	if (document->count > it->list_capacity) {
		size_t had = it->list_capacity;

		mem_reserve(&result->passages, &it->list_capacity,
			    document->count, sizeof(*result->passages));
		memset(result->passages + had, 0, (it->list_capacity -
			had) * sizeof(*result->passages));
	}
	result->count = document->count;
}

/* Make a text of count characters at the end of folded, not scanned yet. */
static struct work_text *add_text(struct work *work, size_t count)
{
	struct work_text *text;

	mem_reserve(&work->folded, &work->folded_capacity,
		    work->folded_count + count, sizeof(*work->folded));
	mem_reserve(&work->texts, &work->text_capacity, work->text_count + 1,
		    sizeof(*work->texts));
	text = &work->texts[work->text_count++];
	*text = (struct work_text){
		.begin = work->folded_count, .end = work->folded_count + count
	};
	work->folded_count += count;
	return text;
}

static void scan(struct work *work, struct work_text *text)
{
	size_t number = (size_t)(text - work->texts);

	work->names.count = 0;
	text->mention_begin = work->mention_count;
	text->cue_begin = work->cues.count;
	matcher_scan(work->matcher, work->folded + text->begin, 0,
		     text->end - text->begin, &work->names, &work->cues);
	mem_reserve(&work->mentions, &work->mention_capacity,
		    work->mention_count + work->names.count,
		    sizeof(*work->mentions));
	for (size_t i = 0; i < work->names.count; i++) {
		const struct hit *hit = &work->names.at[i];

		work->mentions[work->mention_count++] = (struct mention){
			.text = (uint32_t)number, .begin = hit->begin,
			.end = hit->end, .surface = hit->surface,
			.sentence = hit->sentence, .region = -1
		};
	}
	document_numbers_find(work, number);
	text->mention_end = work->mention_count;
	text->cue_end = work->cues.count;
}

static void add_string(struct work *work, const char *string)
{
	size_t len = string ? strlen(string) : 0;
	const char *at = string, *end = string + len;
	struct work_text *text = add_text(work, len);
	uint32_t *to = work->folded + text->begin;

	while (len && at < end)
		*to++ = fold_cp(utf8_next(&at, end));
	text->end = (size_t)(to - work->folded);
	work->folded_count = text->end;
	text->unit = SIZE_MAX - 1;
	scan(work, text);
}

static bool same_headings(const struct label_input *a,
			  const struct label_input *b)
{
	if (a->heading_count != b->heading_count)
		return false;
	for (size_t i = 0; i < a->heading_count; i++)
		if (a->headings[i] != b->headings[i] &&
		    strcmp(a->headings[i], b->headings[i]))
			return false;
	return true;
}

/* The cues of the headings above a passage, found once for all that follow. */
static void scan_headings(struct work *work, const struct label_input *input,
			  const struct label_input *before,
			  const struct work_text *last,
			  size_t *begin, size_t *end)
{
	if (before && same_headings(input, before)) {
		*begin = last->heading_begin;
		*end = last->heading_end;
		return;
	}
	*begin = work->cues.count;
	for (size_t i = 0; i < input->heading_count; i++) {
		size_t mentions = work->mention_count;

		add_string(work, input->headings[i]);
		work->mention_count = mentions;
		work->text_count--;
	}
	*end = work->cues.count;
}

/* A line end is white space to the fold, but lines matter here. */
static void fold_keeping_lines(uint32_t *out, const uint32_t *cp, size_t count)
{
	fold_cps(out, cp, count);
	for (size_t i = 0; i < count; i++)
		if (cp[i] == '\n')
			out[i] = '\n';
}

static void add_texts(struct work *work)
{
	const struct label_document *document = work->document;
	size_t unit = 0, pieces = 0, begin, end;

	add_string(work, document->title);
	add_string(work, document->publisher);
	for (size_t i = 0; i < document->count; i++) {
		const struct label_input *input = &document->passages[i];
		struct work_text *text;

		scan_headings(work, input, i ? input - 1 : NULL,
			      &work->texts[work->text_count - 1], &begin, &end);
		text = add_text(work, input->count);
		text->heading_begin = begin;
		text->heading_end = end;
		fold_keeping_lines(work->folded + text->begin, input->cp,
				   input->count);
		text->body = input->body;
		if (i && (input->paragraph != input[-1].paragraph ||
			  pieces == UNIT_PIECES_MOST)) {
			unit++;
			pieces = 0;
		}
		pieces++;
		text->unit = unit;
		scan(work, text);
	}
}

/* The labels of a unit's own names: every piece gets all, each its evidence. */
static bool label_regions(struct work *work, size_t first, size_t last,
			  struct label_list *lists)
{
	bool any = false;

	for (size_t t = first; t < last; t++) {
		for (size_t i = work->texts[t].mention_begin;
		     i < work->texts[t].mention_end; i++) {
			const struct mention *mention = &work->mentions[i];

			if (mention->state != MENTION_REGION ||
			    mention->is_context)
				continue;
			any = true;
			for (size_t to = first; to < last; to++)
				label_list_put(&lists[to - first], LABEL_REGION,
					       mention->region);
			label_add_evidence(label_list_put(&lists[t - first],
							  LABEL_REGION,
							  mention->region),
					   mention->begin, mention->end);
		}
	}
	return any;
}

static int find_label(const struct work *work, enum label_kind kind,
		      const char *given)
{
	const struct tree *tree = taxonomy_tree(work->taxonomy, kind);
	int found = taxonomy_find(work->taxonomy, kind, given);

	for (size_t i = 0; i < tree->count && found < 0; i++) {
		const struct taxonomy_label *label = &tree->labels[i];

		if (!strcmp(label->name, given) ||
		    (label->traditional && !strcmp(label->traditional, given)))
			found = (int)i;
		for (size_t a = 0; a < label->alias_count && found < 0; a++)
			if (!strcmp(label->aliases[a], given))
				found = (int)i;
	}
	return found;
}

static void put_given(struct labeller *it, enum label_kind kind,
		      const char *const *given)
{
	for (; given && *given; given++) {
		int index = find_label(&it->work, kind, *given);

		for (size_t i = 0; index >= 0 && i < it->result.count; i++)
			label_list_put(&it->result.passages[i], kind,
				       index)->given = true;
	}
}

static void label_units(struct labeller *it)
{
	struct work *work = &it->work;
	struct label_list *lists = it->result.passages;
	size_t last;

	for (size_t first = TEXT_PASSAGES; first < work->text_count;
	     first = last) {
		struct label_list *at = lists + (first - TEXT_PASSAGES);

		for (last = first + 1; last < work->text_count; last++)
			if (work->texts[last].unit != work->texts[first].unit)
				break;
		rules_apply(it->rules, work, first, last, at);
		if (label_regions(work, first, last, at) || work->origin < 0)
			continue;
		for (size_t t = first; t < last; t++)
			label_list_put(&at[t - first], LABEL_REGION,
				       work->origin)->inherited = true;
	}
}

bool label_part_ends(size_t characters, bool in_paragraph)
{
	return characters >= (size_t)LABEL_PART * (in_paragraph ? 2 : 1);
}

/* Names that need to know where the document came from, and where that is. */
static void find_origin(struct work *work, const struct label_document *document)
{
	bool is_known = document->goes_on;

	if (!is_known)
		work->origin = origin_given(work, document->given_region);
	if (!is_known && work->origin < 0)
		work->origin = origin_find(work);
	region_settle_rest(work);
	if (!is_known && work->origin < 0)	/* more names are settled now */
		work->origin = origin_find(work);
	region_settle_own(work);
}

void labeller_run(labeller *it, const struct label_document *document,
		  const struct label_result **out)
{
	struct work *work = &it->work;

	begin_document(it, document);
	add_texts(work);
	region_settle_sure(work);
	find_origin(work, document);
	label_units(it);
	put_given(it, LABEL_TOPIC, document->given_topics);
	put_given(it, LABEL_PLATFORM, document->given_platforms);
	if (!document->goes_on)
		date_find(it->result.date, work);
	it->result.origin = work->origin;
	*out = &it->result;
}
