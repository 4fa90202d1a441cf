#include "indexer/show.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "index/layout.h"
#include "index/reader.h"
#include "indexer/pipeline.h"
#include "read/reader.h"
#include "indexer/resources.h"
#include "unpack/stream.h"
#include "indexer/walk.h"
#include "text/fold.h"
#include "text/terms.h"

struct showing {
	enum show_stage stage;
	const struct run_options *options;
	struct resources resources;
	pipeline *pipeline;
	segmenter *segmenter;
	struct raw_document raw;
	struct decode_prior prior;
	bool failed;
};

static void put_span(const char *text, size_t len, struct text_span span)
{
	size_t begin = utf8_offset(text, len, span.begin);
	size_t end = utf8_offset(text, len, span.end);

	fwrite(text + begin, 1, end - begin, stdout);
}

static void put_label(const struct showing *showing,
		      const struct record_passage *passage,
		      const struct record_label *label)
{
	int index = taxonomy_find(showing->resources.taxonomy, label->kind,
				  label->id);

	printf("  %s %s %s", label_kind_name(label->kind), label->id,
	       index < 0 ? "" : taxonomy_label(showing->resources.taxonomy,
			label->kind, (size_t)index)->name);
	if (label->inherited)
		printf(" (inherited from the document)");
	if (label->given)
		printf(" (given by the source)");
	for (size_t i = 0; i < label->evidence_count; i++) {
		printf("%s", i ? " | " : ": ");
		put_span(passage->text, passage->text_len, label->evidence[i]);
	}
	putchar('\n');
}

static enum status put_term(void *context, const struct term *term)
{
	(void)context;
	printf(" %.*s%s", (int)term->len, term->bytes,
	       term->kind == TERM_BIGRAM ? "" :
	       term->kind == TERM_WORD ? "+" : "*");
	return STATUS_OK;
}

static void put_terms(struct showing *showing,
		      const struct record_passage *passage)
{
	struct text text = TEXT_INIT;

	text_put_utf8(&text, passage->text, passage->text_len, 0);
	fold_cps(text.cp, text.cp, text.count);
	terms_each(showing->segmenter, text.cp, text.count, put_term, NULL);
	putchar('\n');
	text_release(&text);
}

static void put_passage(struct showing *showing,
			const struct record_passage *passage)
{
	printf("#%zu", passage->number);
	for (size_t i = 0; i < passage->heading_count; i++)
		printf(" > %s", passage->headings[i]);
	printf("\n");
	if (showing->stage == SHOW_TERMS) {
		put_terms(showing, passage);
		return;
	}
	printf("%s\n", passage->text);
	for (size_t i = 0; showing->stage == SHOW_LABELS &&
			   i < passage->label_count; i++)
		put_label(showing, passage, &passage->labels[i]);
}

static void put_document(struct showing *showing, const char *name,
			 const struct pipeline_result *result)
{
	const struct record_document *document = &result->document;

	printf("== %s\n", name);
	printf("title: %s\ndate: %s\norigin: %s\nencoding: %s\n",
	       document->title, document->date, document->origin,
	       document->encoding);
	for (size_t i = 0; i < result->count; i++)
		put_passage(showing, &result->passages[i]);
}

static enum status show_raw(struct showing *showing, const char *name,
			    struct error *err)
{
	const struct pipeline_result *result;
	struct buf text = BUF_INIT;
	enum status status;

	if (showing->stage == SHOW_TEXT) {
		pipeline_clean(showing->pipeline, &showing->raw, &text);
		fwrite(text.data, 1, text.len, stdout);
		buf_release(&text);
		return STATUS_OK;
	}
	status = pipeline_run(showing->pipeline, &showing->raw, &result, err);
	if (!status)
		put_document(showing, showing->raw.id ? showing->raw.id : name,
			     result);
	return status;
}

static enum status show_lines(struct showing *showing, const char *name,
			      stream *source, struct error *err)
{
	const char *line;
	size_t len;
	uint64_t offset;
	bool too_long;
	enum status status;

	while (!(status = stream_line(source, &line, &len, &offset, &too_long,
				      err))) {
		struct reader_input input = { .bytes = line, .len = len };

		if (strspn(line, " \t\r") >= len)
			continue;
		raw_clear(&showing->raw);
		status = reader_json_line(&showing->raw, &input, err);
		if (!status)
			status = show_raw(showing, name, err);
		if (status)
			return status;
	}
	return status == STATUS_DONE ? STATUS_OK : status;
}

static enum status show_whole(struct showing *showing, const char *name,
			      stream *source, enum content content,
			      struct error *err)
{
	struct buf bytes = BUF_INIT;
	enum status status = stream_all(source, &bytes, err);
	struct reader_input input = {
		.bytes = bytes.data, .len = bytes.len,
		.forced = showing->options->encoding, .prior = &showing->prior,
	};

	raw_clear(&showing->raw);
	if (!status)
		status = reader_of(content)(&showing->raw, &input, err);
	if (!status)
		status = show_raw(showing, name, err);
	buf_release(&bytes);
	return status;
}

static enum status show_file(void *context, const struct walk_file *file,
			     struct error *err)
{
	struct showing *showing = context;
	stream *source;
	const char *head;
	size_t len;
	enum content content;
	enum status status = stream_open(&source, file->path, err);

	if (!status)
		status = stream_peek(source, &head, &len, err);
	if (!status) {
		content = content_of(file->path, head, len);
		status = content == CONTENT_JSON_LINES ?
			 show_lines(showing, file->name, source, err) :
			 show_whole(showing, file->name, source, content, err);
	}
	stream_close(source);
	if (status) {
		fprintf(stderr, "bagui-index: %s: %s\n", file->path, err->text);
		showing->failed = true;
	}
	return STATUS_OK;
}

static void show_skip(void *context, const char *path, const char *reason,
		      bool missing)
{
	struct showing *showing = context;

	fprintf(stderr, "bagui-index: %s: %s\n", path, reason);
	showing->failed = showing->failed || missing;
}

enum status show(enum show_stage stage, const struct run_options *options,
		 bool *failed, struct error *err)
{
	struct showing showing = { .stage = stage, .options = options };
	struct layout layout;
	bool has_index = !layout_read(&layout, options->index, NULL);
	enum status status = resources_load(&showing.resources,
					    options->index,
					    has_index ? &layout : NULL,
					    options->taxonomy,
					    options->lexicons,
					    options->lexicon_count, err);

	raw_init(&showing.raw);
	if (!status)
		status = pipeline_new(&showing.pipeline,
				      showing.resources.taxonomy, err);
	if (!status)
		status = segmenter_new(&showing.segmenter,
				       showing.resources.words, err);
	for (size_t i = 0; !status && i < options->source_count; i++)
		status = walk(options->sources[i], show_file, show_skip,
			      &showing, err);
	*failed = showing.failed;
	segmenter_free(showing.segmenter);
	pipeline_free(showing.pipeline);
	raw_release(&showing.raw);
	resources_release(&showing.resources);
	return status;
}

enum status show_stats(const char *index, struct error *err)
{
	index_reader *reader;
	struct xc_database_info info;
	enum status status = index_open(&reader, &index, 1, err);

	if (status)
		return status;
	if (xc_database_info(index_database(reader), &info, NULL))
		status = error_set(err, STATUS_CORRUPT, "%s: unreadable",
				   index);
	else
		printf("%s: %u passages in %zu shards, %zu labels, "
		       "%zu words\n", index, info.documents,
		       index_shard_count(reader),
		       label_names_count(index_names(reader)),
		       index_lexicon(reader) ?
		       lexicon_count(index_lexicon(reader)) : 0);
	index_close(reader);
	return status;
}
