/* read/raw.h - a document as a reader found it: metadata, and blocks of text
 * that are decoded but not yet cleaned.
 *
 * Owner: all memory is the document's; raw_release(), or raw_clear() to fill it
 * again.  Strings are UTF-8, or NULL when the source has none. */
#ifndef READ_RAW_H
#define READ_RAW_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "text/clean.h"
#include "text/decode.h"
#include "text/passage.h"
#include "text/text.h"

struct raw_block {
	enum block_kind kind;
	int level;			/* of a heading, from 1 */
	enum clean_layout layout;
	size_t begin, end;		/* characters of the document's text */
};

struct raw_list {
	char **at;			/* count strings, then NULL */
	size_t count, capacity;
};

struct raw_document {
	char *id;			/* its own, or NULL */
	char *title, *date, *publisher, *author, *url, *region;
	struct raw_list topics, platforms;
	bool title_in_text;		/* a heading-like first line is the title */
	bool title_apart;		/* the title is the document's own words,
					 * and stands in none of its blocks */
	struct decode_report decoded;
	struct text text;		/* src counts from base */
	uint64_t base;			/* in the source file or member */
	uint64_t whole;			/* bytes of a source whose parts are packed:
					 * each character comes from all of it, and
					 * src says nothing; 0: src says where */
	uint64_t part_begin, part_end;	/* bytes of the source that it is, where
					 * a reader_each_fn is given it */
	struct raw_block *blocks;
	size_t count, capacity;
};

void raw_init(struct raw_document *raw);
void raw_clear(struct raw_document *raw);
void raw_release(struct raw_document *raw);

/* Set a field to a copy without white space at its edges; an empty value, and
 * a second one (the first holds), change nothing. */
void raw_set(char **field, const char *value, size_t len);
void raw_list_add(struct raw_list *list, const char *value, size_t len);

/* What was appended to raw->text since begin becomes a block; nothing when that
 * is nothing. */
void raw_end_block(struct raw_document *raw, size_t begin,
		   enum block_kind kind, int level, enum clean_layout layout);

#endif
