#include <string.h>

#include "base/mem.h"
#include "indexer/read/pipeline_parts.h"
#include "text/stretch.h"

/* The passages that are there are labelled, and go. */
static enum status give(pipeline *pipeline, struct error *err)
{
	struct pipeline_result *result = &pipeline->result;
	const struct pipeline_windows *windows = pipeline->windows;
	enum status status;

	if (!result->count)
		return STATUS_OK;
	pipeline_label(pipeline, pipeline->of);
	if (!result->first)
		pipeline_describe(pipeline, pipeline->of);
	status = windows->each(windows->context, result, err);
	result->first += result->count;
	pipeline->gathered = 0;
	pipeline_clear_passages(pipeline);
	return status;
}

enum status pipeline_window_passage(pipeline *pipeline,
				    const struct passage *passage,
				    bool *is_wanted, struct error *err)
{
	size_t count = pipeline->result.count;
	enum status status = STATUS_OK;

	*is_wanted = pipeline->windows->each;
	if (!*is_wanted) {
		pipeline->result.first++;
		return STATUS_OK;
	}
	if (count && label_part_ends(pipeline->gathered, passage->paragraph ==
				     pipeline->paragraphs[count - 1]))
		status = give(pipeline, err);
	pipeline->gathered += passage->text->count;
	return status;
}

void pipeline_windows_begin(pipeline *pipeline, const struct raw_document *raw,
			    const struct pipeline_windows *windows)
{
	pipeline_begin(pipeline, raw);
	pipeline->windows = windows;
	pipeline->of = raw;
	pipeline->gathered = 0;
}

/* The characters before at were taken. */
static void drop(struct text *text, size_t at)
{
	text->count -= at;
	memmove(text->cp, text->cp + at, text->count * sizeof(*text->cp));
	memmove(text->src, text->src + at, text->count * sizeof(*text->src));
}

static enum status take_stretch(pipeline *pipeline,
				const struct raw_document *raw,
				const struct raw_block *block, size_t *at,
				struct error *err)
{
	const struct pipeline_windows *windows = pipeline->windows;
	struct buf cleaned = BUF_INIT;
	bool in_line;
	enum status status;

	pipeline_clean_stretch(pipeline, raw, block, at, &in_line);
	if (!windows->clean)
		return pipeline_cut_stretch(pipeline, raw, block, in_line, err);
	pipeline_put_cleaned(pipeline, in_line, &cleaned);
	status = windows->clean(windows->context, &cleaned, err);
	buf_release(&cleaned);
	return status;
}

enum status pipeline_windows_next(pipeline *pipeline, struct raw_document *raw,
				  uint64_t reach, bool is_last,
				  struct error *err)
{
	struct text *text = &raw->text;
	const struct raw_block block = { BLOCK_TEXT, 0, CLEAN_LINES, 0,
					 text->count };
	size_t least = is_last ? 1 : STRETCH_AHEAD, at = 0;
	enum status status = STATUS_OK;

	pipeline->reach = reach;
	while (!status && block.end - at >= least)
		status = take_stretch(pipeline, raw, &block, &at, err);
	if (at)
		drop(text, at);
	return status;
}

enum status pipeline_windows_end(pipeline *pipeline, struct raw_document *raw,
				 size_t *count, struct error *err)
{
	enum status status = pipeline_windows_next(pipeline, raw,
						   pipeline->reach, true, err);

	if (!status)
		status = pipeline_end(pipeline, err);
	if (!status)
		status = give(pipeline, err);
	*count = pipeline->result.first;
	return status;
}
