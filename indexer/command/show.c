#include "indexer/command/show.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "index/layout.h"
#include "index/reader.h"
#include "indexer/run/messages.h"
#include "indexer/read/pipeline.h"
#include "indexer/write/resources.h"
#include "indexer/run/walk.h"
#include "indexer/read/windows.h"
#include "read/reader.h"
#include "text/fold.h"
#include "text/terms.h"
#include "unpack/unpack.h"

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

/* A document, or a part of one. */
static void put_document(struct showing *showing, const char *name,
			 const struct pipeline_result *result)
{
	const struct record_document *document = &result->document;

	if (!result->first)
		printf("== %s\ntitle: %s\ndate: %s\norigin: %s\n"
		       "encoding: %s\n", name, document->title,
		       document->date, document->origin, document->encoding);
	for (size_t i = 0; i < result->count; i++)
		put_passage(showing, &result->passages[i]);
}

static enum status show_raw(struct showing *showing,
			    const struct raw_document *raw, const char *name,
			    struct error *err)
{
	const struct pipeline_result *result;
	struct buf text = BUF_INIT;
	enum status status;

	if (showing->stage == SHOW_TEXT) {
		pipeline_clean(showing->pipeline, raw, &text);
		fwrite(text.data, 1, text.len, stdout);
		buf_release(&text);
		return STATUS_OK;
	}
	status = pipeline_run(showing->pipeline, raw, &result, err);
	if (!status)
		put_document(showing, raw->id ? raw->id : name, result);
	return status;
}

/* A line of JSON Lines or TSV.  STATUS_DONE: the columns of a TSV file. */
static enum status read_line(struct showing *showing, enum content content,
			     struct tsv_columns *columns,
			     const struct reader_input *input,
			     struct error *err)
{
	enum status status;

	if (content == CONTENT_JSON_LINES)
		return reader_json_line(&showing->raw, input, err);
	if (columns->count)
		return reader_tsv_line(&showing->raw, input, err);
	status = tsv_columns_read(columns, input->bytes, input->len, err);
	return status ? status : STATUS_DONE;
}

static enum status show_lines(struct showing *showing, const char *name,
			      stream *source, enum content content,
			      struct error *err)
{
	struct tsv_columns columns = { .count = 0 };
	const char *line;
	size_t len;
	uint64_t offset;
	bool too_long;
	enum status status;

	while (!(status = stream_line(source, &line, &len, &offset, &too_long,
				      err))) {
		struct reader_input input = { .bytes = line, .len = len,
			.forced = showing->options->encoding,
			.prior = &showing->prior, .columns = &columns };

		if (strspn(line, " \t\r") >= len)
			continue;
		raw_clear(&showing->raw);
		status = read_line(showing, content, &columns, &input, err);
		if (!status)
			status = show_raw(showing, &showing->raw, name, err);
		if (status && status != STATUS_DONE)
			return status;
	}
	return status == STATUS_DONE ? STATUS_OK : status;
}

/* The documents of a file of several, such as a feed. */
struct parts {
	struct showing *showing;
	const char *name;
	uint64_t count;
};

static enum status show_part(void *context, struct raw_document *raw,
			     struct error *err)
{
	struct parts *parts = context;
	struct buf name = BUF_INIT;
	enum status status;

	buf_put_format(&name, "%s!%llu", parts->name,
		       (unsigned long long)++parts->count);
	status = show_raw(parts->showing, raw, name.data, err);
	buf_release(&name);
	return status;
}

/* What a feed says besides its entries. */
static enum status show_rest(struct parts *parts, struct error *err)
{
	struct buf name = BUF_INIT;
	enum status status;

	buf_put_format(&name, "%s!0", parts->name);
	status = show_raw(parts->showing, &parts->showing->raw, name.data, err);
	buf_release(&name);
	return status;
}

static enum status show_whole(struct showing *showing, const char *name,
			      const struct unpack_member *member,
			      enum content content, struct error *err)
{
	struct parts parts = { .showing = showing, .name = name };
	struct buf bytes = BUF_INIT;
	enum status status = stream_all(member->stream, &bytes, err);
	struct reader_input input = {
		.bytes = bytes.data, .len = bytes.len,
		.forced = showing->options->encoding, .prior = &showing->prior,
		.type = member->type, .charset = member->charset,
		.map = showing->options->xml_map, .context = &parts,
		.each = show_part,
	};

	raw_clear(&showing->raw);
	if (!status)
		status = reader_of(content)(&showing->raw, &input, err);
	if (!status && !parts.count)
		status = show_raw(showing, &showing->raw, name, err);
	else if (!status && showing->raw.count)
		status = show_rest(&parts, err);
	buf_release(&bytes);
	return status;
}

/* A text that is too large to be in memory. */
struct large {
	struct showing *showing;
	const char *name;
};

static enum status show_large_part(void *context,
				   const struct pipeline_result *part,
				   struct error *err)
{
	const struct large *large = context;

	(void)err;
	put_document(large->showing, large->name, part);
	return STATUS_OK;
}

static enum status show_cleaned(void *context, const struct buf *text,
				struct error *err)
{
	(void)context;
	(void)err;
	fwrite(text->data, 1, text->len, stdout);
	return STATUS_OK;
}

static enum status show_large(struct showing *showing, const char *name,
			      const struct unpack_member *member,
			      struct error *err)
{
	struct large large = { showing, name };
	const bool is_text = showing->stage == SHOW_TEXT;
	const struct pipeline_windows passages = {
		.each = is_text ? NULL : show_large_part,
		.clean = is_text ? show_cleaned : NULL,
		.context = &large,
	};
	const struct windows_source source = {
		.stream = member->stream, .charset = member->charset,
		.forced = showing->options->encoding, .prior = &showing->prior,
	};
	size_t count;

	return windows_read(showing->pipeline, &showing->raw, &source,
			    &passages, NULL, &count, err);
}

static enum status show_lines_or_whole(struct showing *showing,
				       const char *name,
				       const struct unpack_member *member,
				       enum content content, struct error *err)
{
	if (content == CONTENT_JSON_LINES || content == CONTENT_TSV)
		return show_lines(showing, name, member->stream, content, err);
	if (!member->url && windows_are_for(content, member->stream))
		return show_large(showing, name, member, err);
	return show_whole(showing, name, member, content, err);
}

static enum status show_member(struct showing *showing, const char *file,
			       const struct unpack_member *member,
			       struct error *err)
{
	struct buf name = BUF_INIT;
	const char *head;
	size_t len;
	enum content content;
	enum status status;

	if (member->state != UNPACK_READABLE)
		return error_set(err, STATUS_BAD_INPUT, "%s", member->reason ?
				 member->reason : "not read");
	buf_put_string(&name, file);
	if (*member->name)
		buf_put_format(&name, "!/%s", member->name);
	status = stream_peek(member->stream, &head, &len, err);
	if (!status) {
		content = content_declared(member->type, *member->name ?
					   member->name : file, head, len);
		status = show_lines_or_whole(showing, name.data, member,
					     content, err);
	}
	buf_release(&name);
	return status;
}

static void tell(struct showing *showing, const char *path,
		 const char *member, const struct error *err)
{
	char line[1024], where[1024];

	snprintf(where, sizeof(where), "%s%s%s: %s", path, *member ? "!/" : "",
		 member, err->text);
	utf8_copy_line(line, sizeof(line), where);
	complain("%s", line);
	showing->failed = true;
}

static enum status show_file(void *context, const struct walk_file *file,
			     struct error *err)
{
	struct showing *showing = context;
	struct unpack_member member;
	struct error why;
	unpack *source = NULL;
	int fd = open(file->path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	enum status status = fd < 0 ?
		error_set(err, STATUS_IO, "%s", strerror(errno)) :
		unpack_open(&source, fd, file->name, err);

	while (!status && !(status = unpack_next(source, &member, err)))
		if (show_member(showing, file->name, &member, &why))
			tell(showing, file->path, member.name, &why);
	if (status != STATUS_DONE)
		tell(showing, file->path, "", err);
	unpack_close(source);
	return STATUS_OK;
}

static void show_skip(void *context, const char *path, const char *reason,
		      bool missing)
{
	struct showing *showing = context;

	complain("%s: %s", path, reason);
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
		say("%s: %u passages in %zu shards, %zu labels, %zu words",
		    index, info.documents, index_shard_count(reader),
		    label_names_count(index_names(reader)),
		    index_lexicon(reader) ?
		    lexicon_count(index_lexicon(reader)) : 0);
	index_close(reader);
	return status;
}
