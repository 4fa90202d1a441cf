#include "indexer/upkeep/check_passage.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "index/stored.h"
#include "indexer/write/shard_rows.h"
#include "schema/schema.h"
#include "schema/term.h"
#include "text/fold.h"
#include "text/terms.h"

static int keep_term(void *context, const void *term, size_t len, uint32_t wdf)
{
	struct checking *checking = context;

	(void)wdf;
	buf_put_sized(&checking->terms, term, len);
	mem_reserve(&checking->term_at, &checking->term_capacity,
		    checking->term_count + 1, sizeof(*checking->term_at));
	mem_reserve(&checking->term_len, &checking->len_capacity,
		    checking->term_count + 1, sizeof(*checking->term_len));
	checking->term_count++;
	return 0;
}

/* The terms of the passage, to be looked up. */
static bool read_terms(struct checking *checking, uint32_t id,
		       const xc_document *document)
{
	struct bytes from;
	struct xc_error xerr;

	buf_clear(&checking->terms);
	checking->term_count = 0;
	if (xc_document_each_term(document, keep_term, checking, &xerr)) {
		check_found(checking, "passage %u: terms: %s", id,
			    xerr.message);
		return false;
	}
	from = bytes_of(checking->terms.data, checking->terms.len);
	for (size_t i = 0; i < checking->term_count; i++)
		checking->term_at[i] = bytes_sized(&from,
						   &checking->term_len[i]);
	return true;
}

static int compare_bytes(const char *a, size_t a_len, const char *b,
			 size_t b_len)
{
	int order = memcmp(a, b, a_len < b_len ? a_len : b_len);

	return order ? order : (a_len > b_len) - (a_len < b_len);
}

static bool has_term(const struct checking *checking, const char *term,
		     size_t len)
{
	size_t low = 0, high = checking->term_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = compare_bytes(checking->term_at[middle],
					  checking->term_len[middle], term,
					  len);

		if (!order)
			return true;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

static size_t count_prefix(const struct checking *checking, const char *prefix)
{
	const size_t len = strlen(prefix);
	size_t count = 0;

	for (size_t i = 0; i < checking->term_count; i++)
		count += checking->term_len[i] > len &&
			 !memcmp(checking->term_at[i], prefix, len);
	return count;
}

struct bigrams {
	const struct checking *checking;
	size_t missing;
};

static enum status look_up(void *context, const struct term *term)
{
	struct bigrams *bigrams = context;

	struct buf spelled = BUF_INIT;

	term_encode(&spelled, term->bytes, term->len);
	bigrams->missing += !has_term(bigrams->checking, spelled.data,
				      spelled.len);
	buf_release(&spelled);
	return STATUS_OK;
}

static void check_text(struct checking *checking, uint32_t id,
		       const struct record_passage *passage)
{
	struct text *text = &checking->text;
	struct bigrams bigrams = { checking, 0 };
	const uint16_t *units = NULL;
	size_t count = 0, at = 0;
	bool continues = false, same;

	text_clear(text);
	text_put_utf8(text, passage->text, passage->text_len, 0);
	fold_cps(text->cp, text->cp, text->count);
	terms_each_bigram(text->cp, text->count, look_up, &bigrams);
	if (bigrams.missing)
		check_found(checking, "passage %u: %zu pairs of characters of "
			    "its text are no terms of it", id,
			    bigrams.missing);
	if (!checking->folded)
		return;
	units = folded_at(checking->folded, id, &count, &continues);
	same = units && continues == passage->continues;
	for (size_t i = 0; same && i < text->count; i++) {
		uint32_t cp = text->cp[i];

		if (cp >= 0x10000) {
			same = at < count && units[at++] == 0xD7C0 + (cp >> 10);
			cp = 0xDC00 | (cp & 0x3FF);
		}
		same = same && at < count && units[at++] == cp;
	}
	if (!same || at != count)
		check_found(checking, "passage %u: its folded text is not that "
			    "of its text", id);
}

/* Distinct terms that the passage's labels make. */
struct label_terms {
	struct buf *at;
	size_t count, capacity;
};

static void add_label_term(struct label_terms *terms, const char *prefix,
			   const char *id)
{
	struct buf term = BUF_INIT;

	schema_key(&term, prefix, id, strlen(id));
	for (size_t i = 0; i < terms->count; i++)
		if (!strcmp(terms->at[i].data, term.data)) {
			buf_release(&term);
			return;
		}
	mem_reserve(&terms->at, &terms->capacity, terms->count + 1,
		    sizeof(*terms->at));
	terms->at[terms->count++] = term;
}

static void add_label(struct checking *checking, struct label_terms *terms,
		      const struct record_label *label)
{
	const label_names *names = checking->config->names;
	const char *prefix = label->inherited ? PREFIX_INHERITED :
			     schema_label_prefix(label->kind);
	int number = label_names_find(names, label->kind, label->id);

	if (number < 0)
		check_found(checking, "a passage has the unknown %s %s",
			    label_kind_name(label->kind), label->id);
	while (number >= 0) {
		const struct label_name *name =
			label_names_at(names, (size_t)number);

		add_label_term(terms, prefix, name->id);
		number = name->parent;
	}
}

static void check_label_terms(struct checking *checking, uint32_t id,
			      const struct record_passage *passage)
{
	struct label_terms terms = { NULL, 0, 0 };
	size_t stored = count_prefix(checking, PREFIX_INHERITED), found = 0;

	for (int kind = 0; kind < LABEL_KINDS; kind++)
		stored += count_prefix(checking, schema_label_prefix(
			(enum label_kind)kind));
	for (size_t i = 0; i < passage->label_count; i++)
		add_label(checking, &terms, &passage->labels[i]);
	for (size_t i = 0; i < terms.count; i++) {
		found += has_term(checking, terms.at[i].data, terms.at[i].len);
		buf_release(&terms.at[i]);
	}
	if (found != terms.count || found != stored)
		check_found(checking, "passage %u: its labels make %zu terms, "
			    "it has %zu of them and %zu of labels in all", id,
			    terms.count, found, stored);
	free(terms.at);
}

static int compare_ids(const void *a, const void *b)
{
	const struct record_label *const *one = a, *const *two = b;

	return strcmp((*one)->id, (*two)->id);
}

static void check_slot(struct checking *checking, uint32_t id,
		       const xc_document *document,
		       const struct record_passage *passage,
		       enum label_kind kind)
{
	const struct record_label **sorted =
		mem_array(passage->label_count, sizeof(void *));
	struct buf slot = BUF_INIT;
	const void *value = NULL;
	size_t count = 0, len = 0;

	for (size_t i = 0; i < passage->label_count; i++)
		if (passage->labels[i].kind == kind)
			sorted[count++] = &passage->labels[i];
	qsort(sorted, count, sizeof(*sorted), compare_ids);
	for (size_t i = 0; i < count; i++)
		buf_put_format(&slot, "%s%s", i ? " " : "", sorted[i]->id);
	if (xc_document_value(document, schema_label_slot(kind), &value, &len,
			      NULL) || len != slot.len ||
	    (len && memcmp(value, slot.data, len)))
		check_found(checking, "passage %u: its %ss differ from those "
			    "it is counted under", id, label_kind_name(kind));
	buf_release(&slot);
	free(sorted);
}

static void check_key(struct checking *checking, uint32_t id,
		      const xc_document *document, const char *name)
{
	struct buf term = BUF_INIT;
	unsigned char key[8];
	const void *value = NULL;
	size_t len = 0;

	schema_key(&term, PREFIX_DOCUMENT, name, strlen(name));
	schema_document_key(key, name, strlen(name));
	if (!has_term(checking, term.data, term.len) ||
	    xc_document_value(document, SLOT_DOCUMENT, &value, &len, NULL) ||
	    len != sizeof(key) || memcmp(value, key, sizeof(key)))
		check_found(checking, "passage %u: is not marked as one of %s",
			    id, name);
	buf_release(&term);
}

static void end_document(struct checking *checking)
{
	if (!checking->has_row)
		return;
	if (checking->next != checking->row.passage_count)
		check_found(checking, "%s: %u of its %u passages are there",
			    checking->row.id, checking->next,
			    checking->row.passage_count);
	record_document_release(&checking->row);
	checking->has_row = false;
}

static void begin_document(struct checking *checking, uint32_t id,
			   const char *name)
{
	struct error why = { STATUS_OK, "its document has no row" };

	end_document(checking);
	checking->next = 0;
	if (shard_document_row(checking->database, name, &checking->row,
			       &checking->has_row, &why) ||
	    !checking->has_row)
		check_found(checking, "passage %u: %s: %s", id, name, why.text);
	else if (checking->row.first_id != id)
		check_found(checking, "passage %u: begins %s, whose row says "
			    "%u", id, name, checking->row.first_id);
}

static void check_order(struct checking *checking, uint32_t id,
			const struct record_passage *passage)
{
	const bool goes_on = checking->has_row &&
		!strcmp(checking->row.id, passage->document);

	if (!goes_on)
		begin_document(checking, id, passage->document);
	if (passage->number != checking->next)
		check_found(checking, "passage %u: is number %zu of %s where "
			    "%u should be", id, passage->number,
			    passage->document, checking->next);
	checking->next++;
}

/* One without data is the empty one of schema.h; it may be there once. */
static void check_empty(struct checking *checking, uint32_t id)
{
	char *row = NULL;
	size_t len;

	if (checking->seen_empty++ ||
	    shard_row(checking->database, "", META_EMPTY, strlen(META_EMPTY),
		      &row, &len, NULL) || !row)
		check_found(checking, "passage %u: has no record", id);
	free(row);
}

void check_passage(struct checking *checking, uint32_t id,
		   const xc_document *document)
{
	struct record_passage passage;
	struct error why;
	bool found;

	if (stored_passage(&passage, &found, checking->database, id, 1,
			   &why)) {
		check_found(checking, "passage %u: %s", id, why.text);
		return;
	}
	if (!passage.document) {
		check_empty(checking, id);
		return;
	}
	checking->passages++;
	check_order(checking, id, &passage);
	if (read_terms(checking, id, document)) {
		check_key(checking, id, document, passage.document);
		check_text(checking, id, &passage);
		if (checking->config->names)
			check_label_terms(checking, id, &passage);
	}
	for (int kind = 0; kind < LABEL_KINDS; kind++)
		check_slot(checking, id, document, &passage,
			   (enum label_kind)kind);
	record_passage_release(&passage);
}

void check_passage_end(struct checking *checking)
{
	end_document(checking);
}

void check_release(struct checking *checking)
{
	text_release(&checking->text);
	buf_release(&checking->terms);
	free(checking->term_at);
	free(checking->term_len);
}
