#include "indexer/read/pipeline.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/trace.h"
#include "indexer/read/pipeline_parts.h"
#include "text/heading.h"
#include "text/stretch.h"

enum { KEPT_TEXTS = 4096 };	/* of passages, whose memory serves again */

static enum status add_passage(void *context, const struct passage *passage,
			       struct error *err);

enum status pipeline_new(pipeline **out, const taxonomy *taxonomy,
			 struct error *err)
{
	pipeline *made = mem_alloc(sizeof(*made));
	enum status status;

	*out = NULL;
	made->taxonomy = taxonomy;
	status = labeller_new(&made->labeller, taxonomy, err);
	if (status) {
		free(made);
		return status;
	}
	made->cutter = passage_cutter_new(add_passage, made);
	*out = made;
	return STATUS_OK;
}

static void characters_release(struct characters *characters)
{
	free(characters->cp);
	*characters = (struct characters){ NULL, 0, 0 };
}

static void characters_set(struct characters *characters,
			   const struct text *text)
{
	if (characters->capacity < text->count) {
		characters_release(characters);
		characters->cp = mem_array(text->count, sizeof(uint32_t));
		characters->capacity = text->count;
	}
	if (text->count)
		memcpy(characters->cp, text->cp,
		       text->count * sizeof(uint32_t));
	characters->count = text->count;
}

void pipeline_clear_passages(pipeline *pipeline)
{
	struct pipeline_result *result = &pipeline->result;

	for (size_t i = 0; i < result->count; i++)
		record_passage_release(&result->passages[i]);
	for (size_t i = KEPT_TEXTS; i < result->count; i++)
		characters_release(&pipeline->texts[i]);
	result->count = 0;
}

void pipeline_clear(pipeline *pipeline)
{
	struct pipeline_result *result = &pipeline->result;

	pipeline_clear_passages(pipeline);
	record_document_release(&result->document);
	result->repairs = result->suspects = 0;
	pipeline->base = pipeline->whole = pipeline->reach = 0;
	pipeline->windows = NULL;
}

void pipeline_free(pipeline *pipeline)
{
	if (!pipeline)
		return;
	pipeline_clear(pipeline);
	for (size_t i = 0; i < pipeline->text_capacity; i++)
		characters_release(&pipeline->texts[i]);
	free(pipeline->texts);
	free(pipeline->paragraphs);
	free(pipeline->inputs);
	free(pipeline->result.passages);
	text_release(&pipeline->raw);
	text_release(&pipeline->cleaned);
	repairs_release(&pipeline->repairs);
	passage_cutter_free(pipeline->cutter);
	labeller_free(pipeline->labeller);
	free(pipeline);
}

/* Room for passage number count; texts in new room are empty ones. */
static void make_room(pipeline *pipeline, size_t count)
{
	size_t before = pipeline->text_capacity;

	mem_reserve(&pipeline->result.passages, &pipeline->capacity, count + 1,
		    sizeof(*pipeline->result.passages));
	mem_reserve(&pipeline->paragraphs, &pipeline->paragraph_capacity,
		    count + 1, sizeof(*pipeline->paragraphs));
	mem_reserve(&pipeline->texts, &pipeline->text_capacity, count + 1,
		    sizeof(*pipeline->texts));
	memset(pipeline->texts + before, 0, (pipeline->text_capacity - before) *
					    sizeof(*pipeline->texts));
}

static char *utf8_of(const struct text *text, size_t begin, size_t end,
		     size_t *len)
{
	struct buf bytes = BUF_INIT;

	text_to_utf8(&bytes, text, begin, end);
	if (len)
		*len = bytes.len;
	return buf_detach(&bytes);
}

static void copy_headings(struct record_passage *to,
			  const struct passage *passage)
{
	to->heading_count = passage->heading_count;
	to->headings = mem_array(to->heading_count, sizeof(*to->headings));
	for (size_t i = 0; i < to->heading_count; i++)
		to->headings[i] = mem_string(passage->headings[i]);
}

static void copy_repairs(pipeline *pipeline, struct record_passage *to,
			 const struct passage *passage)
{
	to->repair_count = passage->repair_count;
	to->repairs = mem_array(to->repair_count, sizeof(*to->repairs));
	for (size_t i = 0; i < to->repair_count; i++) {
		to->repairs[i] = passage->repairs[i];
		if (to->repairs[i].kind == REPAIR_SUSPECT)
			pipeline->result.suspects++;
		else
			pipeline->result.repairs++;
	}
}

/* The bytes of its own text in the source; the whole of it where that is all
 * that can be said. */
static void put_place(const pipeline *pipeline, struct record_passage *to,
		      const struct passage *passage)
{
	const struct text *text = passage->text;

	to->bytes_begin = pipeline->base +
			  (passage->body < text->count ?
			   text->src[passage->body] : text->src_end);
	to->bytes_end = pipeline->base + text->src_end;
	if (pipeline->reach) {
		to->bytes_begin = text_src_whole((uint32_t)to->bytes_begin,
						 pipeline->reach);
		to->bytes_end = text_src_whole((uint32_t)to->bytes_end,
					       pipeline->reach);
	}
	if (pipeline->whole) {
		to->bytes_begin = 0;
		to->bytes_end = pipeline->whole;
	}
}

static enum status add_passage(void *context, const struct passage *passage,
			       struct error *err)
{
	pipeline *pipeline = context;
	size_t number;
	const struct text *text = passage->text;
	struct record_passage *to;
	bool is_wanted = true;
	enum status status = pipeline->windows ?
		pipeline_window_passage(pipeline, passage, &is_wanted, err) :
		STATUS_OK;

	if (status || !is_wanted)
		return status;
	number = pipeline->result.count;
	make_room(pipeline, number);
	pipeline->paragraphs[number] = passage->paragraph;
	characters_set(&pipeline->texts[number], text);
	to = &pipeline->result.passages[number];
	memset(to, 0, sizeof(*to));
	to->number = pipeline->result.first + number;
	to->text = utf8_of(text, 0, text->count, &to->text_len);
	to->body = passage->body;
	to->continues = passage->continues;
	put_place(pipeline, to, passage);
	copy_headings(to, passage);
	copy_repairs(pipeline, to, passage);
	pipeline->result.count++;
	return STATUS_OK;
}

void pipeline_clean_stretch(pipeline *pipeline, const struct raw_document *raw,
			    const struct raw_block *block, size_t *at,
			    bool *in_line)
{
	size_t end = stretch_end(&raw->text, *at, block->end, in_line);

	text_clear(&pipeline->raw);
	text_put_span(&pipeline->raw, &raw->text, *at, end);
	repairs_clear(&pipeline->repairs);
	clean(&pipeline->cleaned, &pipeline->repairs, &pipeline->raw,
	      block->layout);
	*at = end;
}

/* A title that came as metadata goes through the same repairs as the text. */
static char *clean_title(pipeline *pipeline, const char *title)
{
	text_clear(&pipeline->raw);
	text_put_utf8(&pipeline->raw, title, strlen(title), 0);
	repairs_clear(&pipeline->repairs);
	clean(&pipeline->cleaned, &pipeline->repairs, &pipeline->raw,
	      CLEAN_FLOW);
	return utf8_of(&pipeline->cleaned, 0, pipeline->cleaned.count, NULL);
}

/* The first line of a plain text is its title when it looks like a heading. */
static char *title_of_text(const struct text *cleaned)
{
	size_t end = 0;

	while (end < cleaned->count && cleaned->cp[end] != '\n')
		end++;
	if (end == cleaned->count || !heading_has_form(cleaned->cp, end) ||
	    heading_is_note(cleaned->cp, end))
		return mem_string("");
	return utf8_of(cleaned, 0, end, NULL);
}

/* A title that no block repeats begins the text of the first passage. */
static enum status cut_title(pipeline *pipeline,
			     const struct raw_document *raw, struct error *err)
{
	const char *title = pipeline->result.document.title;
	const struct repairs none = { NULL, 0, 0 };

	if (!raw->title_apart || !title || !*title)
		return STATUS_OK;
	text_clear(&pipeline->raw);
	text_put_utf8(&pipeline->raw, title, strlen(title), 0);
	return passage_block(pipeline->cutter, BLOCK_TITLE, 0, &pipeline->raw,
			     &none, err);
}

static enum status begin_passages(pipeline *pipeline,
				  const struct raw_document *raw,
				  struct error *err)
{
	struct record_document *document = &pipeline->result.document;

	pipeline->begun = true;
	if (!document->title && raw->title_in_text)
		document->title = title_of_text(&pipeline->cleaned);
	passage_begin(pipeline->cutter, document->title);
	return cut_title(pipeline, raw, err);
}

enum status pipeline_cut_stretch(pipeline *pipeline,
				 const struct raw_document *raw,
				 const struct raw_block *block, bool in_line,
				 struct error *err)
{
	enum status status = pipeline->begun ? STATUS_OK :
			     begin_passages(pipeline, raw, err);

	if (in_line)
		passage_break_line(pipeline->cutter);
	return status ? status :
	       passage_block(pipeline->cutter, block->kind, block->level,
			     &pipeline->cleaned, &pipeline->repairs, err);
}

static enum status cut_block(pipeline *pipeline, const struct raw_document *raw,
			     const struct raw_block *block, struct error *err)
{
	enum status status = STATUS_OK;
	bool in_line;

	for (size_t at = block->begin; !status && at < block->end;) {
		pipeline_clean_stretch(pipeline, raw, block, &at, &in_line);
		status = pipeline_cut_stretch(pipeline, raw, block, in_line,
					      err);
	}
	return status;
}

void pipeline_begin(pipeline *pipeline, const struct raw_document *raw)
{
	struct record_document *document = &pipeline->result.document;

	pipeline_clear(pipeline);
	pipeline->result.first = 0;
	pipeline->begun = false;
	pipeline->base = raw->base;
	pipeline->whole = raw->whole;
	document->title = raw->title ? clean_title(pipeline, raw->title) : NULL;
}

enum status pipeline_end(pipeline *pipeline, struct error *err)
{
	struct record_document *document = &pipeline->result.document;

	if (!document->title)
		document->title = mem_string("");
	return pipeline->begun ? passage_end(pipeline->cutter, err) :
				 STATUS_OK;
}

static char *or_empty(const char *text)
{
	return mem_string(text ? text : "");
}

static char **copy_strings(const struct raw_list *from, size_t *count)
{
	char **copy = mem_array(from->count + 1, sizeof(*copy));

	for (*count = 0; *count < from->count; ++*count)
		copy[*count] = mem_string(from->at[*count]);
	return copy;
}

/* What came with the source is kept in its words, for labelling anew. */
static void keep_given(struct record_document *document,
		       const struct raw_document *raw)
{
	document->given_date = or_empty(raw->date);
	document->given_region = or_empty(raw->region);
	document->given_topics = copy_strings(&raw->topics,
					      &document->given_topic_count);
	document->given_platforms =
		copy_strings(&raw->platforms, &document->given_platform_count);
}

void pipeline_describe(pipeline *pipeline, const struct raw_document *raw)
{
	struct record_document *document = &pipeline->result.document;

	document->publisher = or_empty(raw->publisher);
	document->author = or_empty(raw->author);
	document->url = or_empty(raw->url);
	keep_given(document, raw);
	document->encoding = mem_string(encoding_name(raw->decoded.encoding));
}

enum status pipeline_run(pipeline *pipeline, const struct raw_document *raw,
			 const struct pipeline_result **out, struct error *err)
{
	struct trace trace = trace_begin();
	struct record_document *document = &pipeline->result.document;
	enum status status = STATUS_OK;

	*out = NULL;
	pipeline_begin(pipeline, raw);
	for (size_t i = 0; !status && i < raw->count; i++)
		status = cut_block(pipeline, raw, &raw->blocks[i], err);
	if (!status)
		status = pipeline_end(pipeline, err);
	if (status)
		return status;
	pipeline_label(pipeline, raw);
	pipeline_describe(pipeline, raw);
	document->passage_count = (uint32_t)pipeline->result.count;
	*out = &pipeline->result;
	trace_end(&trace, "pipeline", document->title, "passages=%zu repairs=%zu",
		  pipeline->result.count, pipeline->result.repairs);
	return STATUS_OK;
}

void pipeline_put_cleaned(const pipeline *pipeline, bool in_line,
			  struct buf *out)
{
	text_to_utf8(out, &pipeline->cleaned, 0, pipeline->cleaned.count);
	if (!in_line)
		buf_put_byte(out, '\n');
}

enum status pipeline_clean(pipeline *pipeline, const struct raw_document *raw,
			   struct buf *out)
{
	for (size_t i = 0; i < raw->count; i++) {
		const struct raw_block *block = &raw->blocks[i];
		bool in_line;

		for (size_t at = block->begin; at < block->end;) {
			pipeline_clean_stretch(pipeline, raw, block, &at,
					       &in_line);
			pipeline_put_cleaned(pipeline, in_line, out);
		}
	}
	return STATUS_OK;
}
