/* indexer/read/passage_terms.h - stages 5 and 6: a passage's record becomes a
 * document of the database, with everything that schema/schema.h lists. */
#ifndef INDEXER_READ_PASSAGE_TERMS_H
#define INDEXER_READ_PASSAGE_TERMS_H
#include "base/status.h"
#include "labels/names.h"
#include "schema/record.h"
#include "text/terms.h"
#include "xapian-c/xc_document.h"

/* Makes the documents of one source document after another. */
typedef struct passage_terms passage_terms;

/* names and lexicon (may be NULL) are borrowed.  STATUS_INTERNAL: ICU lacks
 * its dictionary. */
enum status passage_terms_new(passage_terms **out, const label_names *names,
			      const lexicon *words, struct error *err);
void passage_terms_free(passage_terms *terms);

/* Take up a document: its title, names and date serve all its passages, and the
 * first has their number.  The record is borrowed until the next one. */
enum status passage_terms_begin(passage_terms *terms,
				const struct record_document *document,
				struct error *err);

/* Fill out (cleared first) from passages[i].  They are all of the document's, or
 * some: from one whose number is a multiple of RECORD_GROUP on, and all that
 * come before the end of its group or the end of its paragraph, PASSAGE_OVERLAP
 * characters of it at most.  *folded is its folded text, borrowed until the next
 * call. */
enum status passage_terms_fill(passage_terms *terms, xc_document *out,
			       const struct record_passage *passages,
			       size_t count, size_t i,
			       const struct text **folded,
			       struct error *err);

#endif
