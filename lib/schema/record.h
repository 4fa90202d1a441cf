/* schema/record.h - the stored form of a passage and of a document.
 *
 * The same records travel from the readers to the shard writers, are stored in
 * the index, and come back to be shown.
 * Units:  spans are code points of text, half-open; bytes are offsets into the
 *         source file or member as it came.
 * Owner:  a decoded record owns its strings: record_*_release().  A record
 *         built by hand for encoding borrows whatever it points to.
 * Errors: decoding malformed bytes is STATUS_CORRUPT, never a crash. */
#ifndef SCHEMA_RECORD_H
#define SCHEMA_RECORD_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/buf.h"
#include "base/status.h"
#include "labels/taxonomy.h"
#include "text/clean.h"
#include "text/text.h"

struct record_label {
	enum label_kind kind;
	char *id;
	bool inherited, given;
	struct text_span *evidence;
	size_t evidence_count;
};

struct record_passage {
	char *document;		/* the document's id */
	size_t number;		/* n of "document#n" */
	char *text;		/* UTF-8, as displayed, headings first */
	size_t text_len;
	size_t body;		/* character of text at which its own text begins */
	bool continues;		/* the next passage goes on in this paragraph */
	char **headings;
	size_t heading_count;
	struct record_label *labels;
	size_t label_count;
	struct repair *repairs;
	size_t repair_count;
	uint64_t bytes_begin, bytes_end;
};

/* What a URL's page said at an earlier time; its text is a row of the shard
 * (META_VERSION in schema/schema.h). */
struct record_version {
	uint64_t number;	/* of its text */
	char *first, *last;	/* captures that found it so, as dates of WARC */
	char *path, *member;	/* where the first of them lies, as displayed */
	char *seen_in;		/* absolute path of the source of the last one */
	unsigned char hash[16];
};

struct record_document {
	char *id, *title, *date, *publisher, *author, *url;	/* "" unknown */
	char *origin;		/* region id, "" unknown */
	char *path;		/* of the source file, as it is displayed */
	char *member;		/* inside it, "" none */
	char *encoding;
	char **also;		/* ids of other places with equal bytes */
	size_t also_count;
	/* What the source said of itself, in its words: labels made anew from
	 * the stored text hold it as the first ones did. */
	char *given_date, *given_region;	/* "" when it said nothing */
	char **given_topics, **given_platforms;	/* decoded: NULL at the end */
	size_t given_topic_count, given_platform_count;
	/* Of a page that was captured under its URL: when it was first and last
	 * found as it is, "" for other documents; the source of the last
	 * capture; and what it said otherwise, earlier or later. */
	char *first_seen, *last_seen, *seen_in;
	struct record_version *versions;
	size_t version_count;
	uint64_t source;	/* number of its ledger row */
	uint64_t run;		/* the run that wrote it */
	unsigned char hash[16];	/* of its source bytes and what labels it */
	uint32_t first_id;	/* Xapian's id of passage 0 in its shard */
	uint32_t passage_count;
};

/* What of a source was not indexed, and why. */
struct record_refused {
	char *member;		/* "" the source itself */
	char *status, *reason;	/* rejected, quarantined, ... */
	uint64_t bytes;
};

enum { RECORD_REFUSED_MOST = 1000 };	/* rows that a source keeps */

/* One row of the ledger: a source file as it was when it was read. */
struct record_source {
	char *path;		/* absolute */
	char *name;		/* what its documents' ids begin with */
	uint64_t number;
	uint64_t size;
	int64_t mtime_ns;
	unsigned char hash[16];
	uint64_t documents, run;
	char *status;		/* indexed, repaired, skipped, rejected, ... */
	char *reason;
	char *version;		/* of the program that read it */
	struct record_refused *refused;
	size_t refused_count;	/* at most RECORD_REFUSED_MOST */
	uint64_t refused_more;	/* that are not in the list */
};

void record_passage_encode(struct buf *out, const struct record_passage *from);
enum status record_passage_decode(struct record_passage *out,
				  const void *bytes, size_t len,
				  struct error *err);
void record_passage_release(struct record_passage *passage);
/* Append what names the passage to people: "document#n". */
void record_put_id(struct buf *out, const struct record_passage *passage);
/* Take its labels from a decoded record. */
void record_passage_drop_labels(struct record_passage *passage);

void record_document_encode(struct buf *out,
			    const struct record_document *from);
enum status record_document_decode(struct record_document *out,
				   const void *bytes, size_t len,
				   struct error *err);
void record_document_release(struct record_document *document);

void record_source_encode(struct buf *out, const struct record_source *from);
enum status record_source_decode(struct record_source *out, const void *bytes,
				 size_t len, struct error *err);
void record_source_release(struct record_source *source);
/* The list of what was refused, emptied. */
void record_source_forget_refused(struct record_source *source);

#endif
