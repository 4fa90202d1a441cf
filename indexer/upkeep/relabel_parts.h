/* indexer/upkeep/relabel_parts.h - what the files of relabel_shard.h share: relabel_shard.c
 * writes the documents, relabel_rows.c the rows. */
#ifndef INDEXER_UPKEEP_RELABEL_PARTS_H
#define INDEXER_UPKEEP_RELABEL_PARTS_H
#include "base/buf.h"
#include "index/folded.h"
#include "indexer/read/passage_terms.h"
#include "indexer/upkeep/relabel_shard.h"
#include "labels/label.h"
#include "schema/record.h"
#include "text/text.h"
#include "xapian-c/xc_database.h"

enum { RELABEL_BATCH = 3000 };	/* passages between commits */

/* A document as it is stored, and some of its passages: it is read, labelled and
 * written part by part (LABEL_PART). */
struct relabel_stored {
	struct record_document record;
	struct record_passage *passages;
	size_t count, capacity;
	size_t labelled;	/* of them; the others are of the part at hand */
	uint32_t read;		/* passages of the document so far */
	struct text *texts;	/* of the part at hand */
	struct label_input *inputs;
	size_t text_capacity, input_capacity;
};

struct relabel_work {
	const struct generation *generation;
	size_t number;
	xc_database *from, *to;
	folded_writer *folded;
	passage_terms *terms;
	labeller *labeller;	/* NULL: labels stay */
	xc_document *document;
	struct relabel_stored stored;
	struct buf record;
	size_t pending;
	bool has_gaps;		/* a salvage left something out */
	struct relabel_counts *counts;
	const struct relabel_salvage *salvage;	/* NULL: damage is an error */
};

/* Say which shard it was. */
enum status relabel_failed(const struct relabel_work *work,
			   const struct xc_error *xerr, struct error *err);
/* Damage, which a salvage passes over. */
enum status relabel_or_pass(struct relabel_work *work, enum status status);
void relabel_clear(struct relabel_stored *stored);
/* Write the document at hand, whose first passage has that id, its row included. */
enum status relabel_write(struct relabel_work *work, uint32_t id,
			  struct error *err);
enum status relabel_commit(struct relabel_work *work, struct error *err);
/* Write the rows that do not go with a document's passages. */
enum status relabel_rows(struct relabel_work *work, struct error *err);

#endif
