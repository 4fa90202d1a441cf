/* indexer/read/pipeline_parts.h - what the files of the pipeline share: pipeline.c
 * runs a document that is there as a whole, pipeline_windows.c one that comes in
 * windows, and pipeline_label.c labels what they have cut. */
#ifndef INDEXER_READ_PIPELINE_PARTS_H
#define INDEXER_READ_PIPELINE_PARTS_H
#include "indexer/read/pipeline.h"
#include "text/passage.h"

/* No larger than they must be: there are as many as the document has. */
struct characters {
	uint32_t *cp;
	size_t count, capacity;
};

struct pipeline {
	const taxonomy *taxonomy;
	labeller *labeller;
	passage_cutter *cutter;
	struct text raw, cleaned;	/* of the stretch at hand */
	struct repairs repairs;
	struct pipeline_result result;
	size_t capacity;
	struct characters *texts;	/* of each passage, for the labeller */
	size_t text_capacity;
	size_t *paragraphs;
	size_t paragraph_capacity;
	struct label_input *inputs;
	size_t input_capacity;
	uint64_t base, whole;		/* of the raw document */
	bool begun;			/* the cutter has begun with it */
	/* Of a document that comes in windows, else NULL and 0. */
	const struct pipeline_windows *windows;
	const struct raw_document *of;	/* it */
	uint64_t reach;			/* of the source so far */
	size_t gathered;		/* characters of passages in the result */
};

/* Forget the document at hand; its passages alone. */
void pipeline_clear(pipeline *pipeline);
void pipeline_clear_passages(pipeline *pipeline);

void pipeline_begin(pipeline *pipeline, const struct raw_document *raw);
/* Clean the next stretch of a block, from *at on; *in_line says whether the
 * block goes on in the middle of a line. */
void pipeline_clean_stretch(pipeline *pipeline, const struct raw_document *raw,
			    const struct raw_block *block, size_t *at,
			    bool *in_line);
/* What was cleaned, for --show=text. */
void pipeline_put_cleaned(const pipeline *pipeline, bool in_line,
			  struct buf *out);
/* Cut what was cleaned into passages. */
enum status pipeline_cut_stretch(pipeline *pipeline,
				 const struct raw_document *raw,
				 const struct raw_block *block, bool in_line,
				 struct error *err);
enum status pipeline_end(pipeline *pipeline, struct error *err);

/* Label the passages of the result; the first ones tell the date and origin. */
void pipeline_label(pipeline *pipeline, const struct raw_document *raw);
/* Put into the document's record what came with the source. */
void pipeline_describe(pipeline *pipeline, const struct raw_document *raw);

/* The cutter gives a passage: is it to be put into the result?  When a part is
 * full without it, that goes first. */
enum status pipeline_window_passage(pipeline *pipeline,
				    const struct passage *passage,
				    bool *is_wanted, struct error *err);

#endif
