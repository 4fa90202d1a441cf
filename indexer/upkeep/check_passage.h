/* indexer/upkeep/check_passage.h - --check of one stored passage after another, in the
 * order of their ids. */
#ifndef INDEXER_UPKEEP_CHECK_PASSAGE_H
#define INDEXER_UPKEEP_CHECK_PASSAGE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include "base/buf.h"
#include "index/folded.h"
#include "indexer/upkeep/check_shard.h"
#include "schema/record.h"
#include "text/text.h"
#include "xapian-c/xc_database.h"

struct checking {
	const struct check_config *config;
	size_t number;		/* of the shard */
	FILE *out;
	size_t findings;
	char said[200];		/* the last line of Xapian's check */
	xc_database *database;
	folded_text *folded;	/* NULL: cannot be read */
	uint32_t last_id;
	/* The document at hand: how many passages were seen of how many. */
	struct record_document row;
	bool has_row;
	uint32_t next, seen_empty;
	uint64_t seen, passages, documents, rows_passages;
	struct text text;
	struct buf terms;	/* of the passage at hand, each sized */
	const char **term_at;	/* sorted, as Xapian has them */
	size_t *term_len;
	size_t term_count, term_capacity, len_capacity;
};

/* Print a finding. */
void check_found(struct checking *checking, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void check_passage(struct checking *checking, uint32_t id,
		   const xc_document *document);
/* After the last one. */
void check_passage_end(struct checking *checking);
void check_release(struct checking *checking);

#endif
