#include "indexer/read/passage_terms.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "indexer/read/term_bag.h"
#include "schema/record_group.h"
#include "schema/reprint.h"
#include "schema/schema.h"
#include "schema/term.h"
#include "text/fold.h"
#include "text/passage.h"

/* A folded text as it is spelled in terms, character i from begins[i] on. */
struct spelling {
	struct buf bytes;
	uint32_t *begins;
	size_t capacity;
};

struct passage_terms {
	const label_names *names;
	segmenter *segmenter;
	const struct record_document *document;
	struct term_bag body, title;
	struct text folded, next;
	struct spelling spelling;	/* of the one whose terms are made */
	struct buf term;	/* a prefixed term under construction */
	struct buf record;	/* what is stored of the passage */
	struct buf slots[LABEL_KINDS];
};

enum status passage_terms_new(passage_terms **out, const label_names *names,
			      const lexicon *words, struct error *err)
{
	passage_terms *terms = mem_alloc(sizeof(*terms));
	enum status status = segmenter_new(&terms->segmenter, words, err);

	*out = NULL;
	terms->names = names;
	if (status)
		passage_terms_free(terms);
	else
		*out = terms;
	return status;
}

void passage_terms_free(passage_terms *terms)
{
	if (!terms)
		return;
	segmenter_free(terms->segmenter);
	term_bag_release(&terms->body);
	term_bag_release(&terms->title);
	text_release(&terms->folded);
	text_release(&terms->next);
	buf_release(&terms->spelling.bytes);
	free(terms->spelling.begins);
	buf_release(&terms->term);
	buf_release(&terms->record);
	for (size_t i = 0; i < LABEL_KINDS; i++)
		buf_release(&terms->slots[i]);
	free(terms);
}

static void spell(struct spelling *spelling, const struct text *text)
{
	mem_reserve(&spelling->begins, &spelling->capacity, text->count + 1,
		    sizeof(*spelling->begins));
	buf_clear(&spelling->bytes);
	term_encode_characters(&spelling->bytes, spelling->begins, text->cp,
			       text->count);
}

/* Where the terms of a text go. */
struct counting {
	const struct spelling *spelling;
	struct term_bag *bag;
	uint32_t each;		/* what one occurrence counts */
};

static enum status count_term(void *context, const struct term *term)
{
	const struct counting *counting = context;
	const uint32_t *begins = counting->spelling->begins;
	uint32_t begin = begins[term->begin];

	term_bag_add(counting->bag, counting->spelling->bytes.data + begin,
		     begins[term->end] - begin, counting->each);
	return STATUS_OK;
}

static void fold_into(struct text *out, const char *utf8, size_t len)
{
	text_clear(out);
	text_put_utf8(out, utf8, len, 0);
	fold_cps(out->cp, out->cp, out->count);
}

/* Count the terms of terms->folded into bag. */
static enum status count_folded(passage_terms *terms, struct term_bag *bag)
{
	struct counting counting = { &terms->spelling, bag, 1 };

	term_bag_clear(bag);
	spell(&terms->spelling, &terms->folded);
	return terms_each(terms->segmenter, terms->folded.cp,
			  terms->folded.count, count_term, &counting);
}

enum status passage_terms_begin(passage_terms *terms,
				const struct record_document *document,
				struct error *err)
{
	enum status status;

	terms->document = document;
	fold_into(&terms->folded, document->title, strlen(document->title));
	status = count_folded(terms, &terms->title);
	return status ? error_set(err, status, "segmenting a title") : status;
}

/* The bigrams of what follows a cut inside a paragraph, so that a string that
 * begins before the cut is a candidate here; they carry no weight. */
static void note_overlap(passage_terms *terms,
			 const struct record_passage *passages, size_t count,
			 size_t i)
{
	struct text *next = &terms->next;
	struct counting counting = { &terms->spelling, &terms->body, 0 };
	size_t own = terms->folded.count;

	text_clear(next);
	if (own)
		text_put_span(next, &terms->folded, own - 1, own);
	for (; i + 1 < count && passages[i].continues &&
	       next->count <= PASSAGE_OVERLAP; i++)
		text_put_utf8(next, passages[i + 1].text,
			      passages[i + 1].text_len, 0);
	if (next->count > PASSAGE_OVERLAP + 1)
		next->count = PASSAGE_OVERLAP + 1;
	fold_cps(next->cp, next->cp, next->count);
	spell(&terms->spelling, next);
	terms_each_bigram(next->cp, next->count, count_term, &counting);
}

static void add_bag(xc_document *out, const struct term_bag *bag,
		    const char *prefix, struct buf *term)
{
	size_t prefix_len = strlen(prefix);

	for (size_t i = 0; i < bag->count; i++) {
		const struct term_count *count = &bag->terms[i];
		const char *bytes = bag->bytes.data + count->at;

		if (!prefix_len) {
			xc_document_add_term(out, bytes, count->len,
					     count->wdf);
			continue;
		}
		buf_clear(term);
		buf_put(term, prefix, prefix_len);
		buf_put(term, bytes, count->len);
		xc_document_add_term(out, term->data, term->len, count->wdf);
	}
}

static void add_name(xc_document *out, const char *prefix, const char *name,
		     struct buf *term)
{
	if (!name || !*name)
		return;
	buf_clear(term);
	schema_key(term, prefix, name, strlen(name));
	xc_document_add_term(out, term->data, term->len, 0);
}

static void add_folded_name(xc_document *out, const char *prefix,
			    const char *name, struct buf *term)
{
	char *folded = name && *name ? fold_utf8(name) : NULL;

	add_name(out, prefix, folded, term);
	free(folded);
}

/* The label and all its ancestors. */
static void add_tree(passage_terms *terms, xc_document *out,
		     const char *prefix, enum label_kind kind, const char *id)
{
	int number = label_names_find(terms->names, kind, id);

	if (number < 0)
		add_name(out, prefix, id, &terms->term);
	while (number >= 0) {
		const struct label_name *name =
			label_names_at(terms->names, (size_t)number);

		add_name(out, prefix, name->id, &terms->term);
		number = name->parent;
	}
}

/* The top of a label's tree, as a number; -1 for a label without names. */
static int root_of(const label_names *names, enum label_kind kind,
		   const char *id)
{
	int number = label_names_find(names, kind, id), parent = number;

	while (parent >= 0) {
		number = parent;
		parent = label_names_at(names, (size_t)number)->parent;
	}
	return number;
}

/* How much of the passage speaks of the tree that it speaks of most: pieces of
 * evidence, at most 255. */
static unsigned strength_of(const passage_terms *terms,
			    const struct record_passage *passage,
			    enum label_kind kind)
{
	size_t most = 0;

	for (size_t i = 0; i < passage->label_count; i++) {
		int root = root_of(terms->names, kind, passage->labels[i].id);
		size_t sum = 0;

		for (size_t j = 0; j < passage->label_count; j++) {
			const struct record_label *label = &passage->labels[j];

			if (label->kind == kind && label->evidence_count &&
			    root_of(terms->names, kind, label->id) == root)
				sum += label->evidence_count;
		}
		if (passage->labels[i].kind == kind && sum > most)
			most = sum;
	}
	return most < 255 ? (unsigned)most : 255;
}

static void add_order(passage_terms *terms, xc_document *out,
		      const struct record_passage *passage,
		      enum label_kind kind)
{
	char first[9], last[9];
	unsigned char order[9];

	if (!schema_date_range(first, last, terms->document->date))
		memset(first, '0', 8);
	memcpy(order, first, 8);
	order[8] = (unsigned char)strength_of(terms, passage, kind);
	xc_document_set_value(out, schema_order_slot(kind), order,
			      sizeof(order));
}

static int compare_labels(const void *a, const void *b)
{
	const struct record_label *const *one = a, *const *two = b;

	return strcmp((*one)->id, (*two)->id);
}

/* The slot of a kind: its direct ids, sorted, so that equal sets are equal
 * bytes. */
static void add_slot(passage_terms *terms, xc_document *out,
		     const struct record_passage *passage, enum label_kind kind)
{
	const struct record_label **sorted =
		mem_array(passage->label_count, sizeof(void *));
	struct buf *slot = &terms->slots[kind];
	size_t count = 0;

	for (size_t i = 0; i < passage->label_count; i++)
		if (passage->labels[i].kind == kind)
			sorted[count++] = &passage->labels[i];
	qsort(sorted, count, sizeof(*sorted), compare_labels);
	buf_clear(slot);
	for (size_t i = 0; i < count; i++) {
		if (i)
			buf_put_byte(slot, ' ');
		buf_put_string(slot, sorted[i]->id);
	}
	if (count) {
		xc_document_set_value(out, schema_label_slot(kind), slot->data,
				      slot->len);
		if (kind != LABEL_REGION)
			add_order(terms, out, passage, kind);
	}
	free(sorted);
}

static void add_labels(passage_terms *terms, xc_document *out,
		       const struct record_passage *passage)
{
	for (size_t i = 0; i < passage->label_count; i++) {
		const struct record_label *label = &passage->labels[i];

		add_tree(terms, out, label->inherited ? PREFIX_INHERITED :
			 schema_label_prefix(label->kind), label->kind,
			 label->id);
	}
	for (int kind = 0; kind < LABEL_KINDS; kind++)
		add_slot(terms, out, passage, (enum label_kind)kind);
}

static void add_document_fields(passage_terms *terms, xc_document *out)
{
	const struct record_document *document = terms->document;
	unsigned char key[8];
	char first[9], last[9], number[24];
	size_t publisher = strlen(document->publisher);

	add_name(out, PREFIX_DOCUMENT, document->id, &terms->term);
	snprintf(number, sizeof(number), "%llu",
		 (unsigned long long)document->source);
	add_name(out, PREFIX_SOURCE, number, &terms->term);
	add_folded_name(out, PREFIX_PUBLISHER, document->publisher,
			&terms->term);
	add_folded_name(out, PREFIX_AUTHOR, document->author, &terms->term);
	if (*document->origin)
		add_tree(terms, out, PREFIX_ORIGIN, LABEL_REGION,
			 document->origin);
	schema_document_key(key, document->id, strlen(document->id));
	xc_document_set_value(out, SLOT_DOCUMENT, key, sizeof(key));
	if (schema_date_range(first, last, document->date)) {
		xc_document_set_value(out, SLOT_DATE_FIRST, first, 8);
		xc_document_set_value(out, SLOT_DATE_LAST, last, 8);
	}
	while (publisher > SCHEMA_PUBLISHER_MOST ||
	       (publisher && (document->publisher[publisher] & 0xC0) == 0x80))
		publisher--;
	if (publisher)
		xc_document_set_value(out, SLOT_PUBLISHER, document->publisher,
				      publisher);
}

static void add_title(passage_terms *terms, xc_document *out)
{
	char number[24];
	int len = snprintf(number, sizeof(number), "%u",
			   terms->document->passage_count);

	add_bag(out, &terms->title, PREFIX_TITLE, &terms->term);
	xc_document_set_value(out, SLOT_PASSAGES, number, (size_t)len);
}

/* What the passage's own text, which terms->folded ends with, has in common with
 * its reprints. */
static void add_reprint(passage_terms *terms, xc_document *out, size_t body)
{
	const struct text *folded = &terms->folded;
	const size_t begin = body < folded->count ? body : folded->count;
	unsigned char key[REPRINT_KEY];

	if (reprint_key(key, folded->cp + begin, folded->count - begin))
		xc_document_set_value(out, SLOT_REPRINT, key, sizeof(key));
}

enum status passage_terms_fill(passage_terms *terms, xc_document *out,
			       const struct record_passage *passages,
			       size_t count, size_t i,
			       const struct text **folded,
			       struct error *err)
{
	const struct record_passage *passage = &passages[i];
	enum status status;

	xc_document_clear(out);
	fold_into(&terms->folded, passage->text, passage->text_len);
	status = count_folded(terms, &terms->body);
	if (status)
		return error_set(err, status, "segmenting a passage");
	if (passage->continues)
		note_overlap(terms, passages, count, i);
	add_bag(out, &terms->body, "", &terms->term);
	if (!passage->number)
		add_title(terms, out);
	add_labels(terms, out, passage);
	add_document_fields(terms, out);
	add_reprint(terms, out, passage->body);
	buf_clear(&terms->record);
	record_group_encode(&terms->record, passages, count, i);
	xc_document_set_data(out, terms->record.data, terms->record.len);
	*folded = &terms->folded;
	return STATUS_OK;
}
