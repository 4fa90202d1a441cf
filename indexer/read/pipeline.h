/* indexer/read/pipeline.h - stages 2 to 4 for one document: a raw document becomes
 * the records that are stored, in the order of the data flow.
 *
 *	clean -> passages -> labels -> records
 * Terms (stage 5) are made where the index is written, from the same records.
 * One pipeline serves any number of documents and reuses its memory. */
#ifndef INDEXER_READ_PIPELINE_H
#define INDEXER_READ_PIPELINE_H
#include <stddef.h>
#include "base/status.h"
#include "read/raw.h"
#include "labels/label.h"
#include "schema/record.h"

typedef struct pipeline pipeline;

/* The taxonomy is borrowed.  STATUS_INTERNAL: its rules cannot be compiled. */
enum status pipeline_new(pipeline **out, const taxonomy *taxonomy,
			 struct error *err);
void pipeline_free(pipeline *pipeline);

/* The records of one document.  What the caller knows of the source (id, path,
 * member, hash, source, run) is filled in by the caller. */
struct pipeline_result {
	struct record_document document;
	struct record_passage *passages;
	size_t first;		/* number of the first of them */
	size_t count;
	size_t repairs, suspects;	/* in the whole document */
};

/* *out is the pipeline's until its next call.  A document without text has no
 * passages, and that is STATUS_OK. */
enum status pipeline_run(pipeline *pipeline, const struct raw_document *raw,
			 const struct pipeline_result **out, struct error *err);

/* A plain text of any size: its characters come window by window, and its
 * passages go as soon as what labels them is known.  They are the same whatever
 * the windows are: a text is cleaned in stretches and labelled in parts
 * (text/stretch.h, labels/label.h), and these don't depend on them. */
struct pipeline_windows {
	/* Some passages that follow those before, borrowed; its document is
	 * whole but for passage_count.  Not STATUS_OK ends the text. */
	enum status (*each)(void *context, const struct pipeline_result *part,
			    struct error *err);
	/* Or these: the cleaned text, for --show=text. */
	enum status (*clean)(void *context, const struct buf *text,
			     struct error *err);
	void *context;		/* each and clean NULL: passages are counted */
};

/* raw: what is known of the text, without its characters.  windows is borrowed
 * until the end. */
void pipeline_windows_begin(pipeline *pipeline, const struct raw_document *raw,
			    const struct pipeline_windows *windows);
/* Take what can be taken from the front of raw->text, to which the next window
 * was appended; reach: how far of the source its bytes reach. */
enum status pipeline_windows_next(pipeline *pipeline, struct raw_document *raw,
				  uint64_t reach, bool is_last,
				  struct error *err);
/* *count of the passages that there were. */
enum status pipeline_windows_end(pipeline *pipeline, struct raw_document *raw,
				 size_t *count, struct error *err);

/* Give a passage copies of the labels in from, instead of none. */
void pipeline_put_labels(struct record_passage *to, const taxonomy *taxonomy,
			 const struct label_list *from);

/* The cleaned text alone, for --show=text. */
enum status pipeline_clean(pipeline *pipeline, const struct raw_document *raw,
			   struct buf *out);

#endif
