#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

#include "indexer/read/reader_parts.h"

/* Stages 2 to 4, and off it goes.  STATUS_DONE: there is no text. */
static enum status make_document(struct work *work,
				 const struct raw_document *raw,
				 struct sending *sending, const char *remark,
				 struct error *err)
{
	const struct pipeline_result *result;
	char repair[ERROR_TEXT_BYTES];
	enum status status = pipeline_run(work->pipeline, raw, &result, err);

	if (!status && !result->count)
		return error_set(err, STATUS_DONE, "no-text");
	if (status)
		return status;
	work_describe_repair(repair, sizeof(repair), &raw->decoded, remark);
	sending->repair = repair;
	work_send_document(work, &raw->decoded, sending, result);
	return STATUS_OK;
}

/* To be kept beside the index. */
static void send_original(struct work *work, const unsigned char hash[16],
			  const void *bytes, size_t size)
{
	size_t room = ZSTD_compressBound(size), len;

	if (!work->job.keeps_originals)
		return;
	buf_clear(&work->frame);
	buf_put(&work->frame, hash, 16);
	buf_reserve(&work->frame, room);
	len = ZSTD_compress(work->frame.data + work->frame.len, room, bytes,
			    size, WORK_ORIGINAL_LEVEL);
	if (ZSTD_isError(len))
		return;
	work->frame.len += len;
	work_send(work, JOB_ORIGINAL);
	work_trim(&work->frame);
}

/* A capture that ends too soon is what there is of the page. */
static bool is_worth_reading(const struct work *work, const struct error *why)
{
	return work->member.url && work->bytes.len &&
	       why->status == STATUS_BAD_INPUT &&
	       !strncmp(why->text, "truncated", strlen("truncated"));
}

static bool needs_filter(enum content content)
{
	return content == CONTENT_PDF || content == CONTENT_DOC;
}

/* A program makes text of the bytes.  STATUS_DONE: it did not, which the
 * supervisor has told. */
static enum status filter(struct work *work, enum content content)
{
	work->raw.whole = work->bytes.len;
	buf_clear(&work->frame);
	buf_put_uint(&work->frame, content == CONTENT_PDF ? JOB_FILTER_PDF :
							    JOB_FILTER_DOC);
	buf_put(&work->frame, work->bytes.data, work->bytes.len);
	work_trim(&work->bytes);
	if (work_ask(work, JOB_FILTER) != JOB_TEXT)
		return STATUS_DONE;
	buf_put(&work->bytes, work->answer.data, work->answer.len);
	work_trim(&work->answer);
	return STATUS_OK;
}

/* The documents of a file of several, such as a feed. */
struct parts {
	struct work *work;
	uint64_t count;
};

/* Of what was read, and of what the file says of all its documents: when that
 * changes, each of them does. */
static void hash_part(unsigned char out[16], const struct work *work,
		      const struct raw_document *raw)
{
	const char *fields[] = { raw->publisher, raw->author, raw->region };
	struct buf bytes = BUF_INIT;

	buf_put(&bytes, work->bytes.data + raw->part_begin,
		(size_t)(raw->part_end - raw->part_begin));
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		buf_put_format(&bytes, "\n%s", fields[i] ? fields[i] : "");
	work_hash(out, bytes.data, bytes.len);
	buf_release(&bytes);
}

/* Did a reader that died get past this record of the member at hand? */
static bool is_done(const struct work *work, uint64_t number)
{
	return work->next == work->job.skip_members &&
	       number <= work->job.skip_lines;
}

/* Entries are counted; those of a feed that is captured again and again are known
 * by what they are.  False: this one came before. */
static bool name_part(struct work *work, const struct sending *sending)
{
	work_name(work, work->member.url ? 0 : sending->line);
	if (!work->member.url)
		return true;
	buf_put_byte(&work->id, '!');
	for (int i = 0; i < 8; i++)
		buf_put_format(&work->id, "%02x", sending->hash[i]);
	return seen_add(&work->names, XXH3_64bits(work->id.data, work->id.len));
}

static enum status take_part(void *context, struct raw_document *raw,
			     struct error *err)
{
	struct parts *parts = context;
	struct work *work = parts->work;
	struct error why = { STATUS_OK, "" };
	struct sending sending = {
		.line = ++parts->count,
		.bytes = raw->part_end - raw->part_begin,
	};

	(void)err;
	work_begin_record(work, sending.line, false);
	work->state->bytes = sending.bytes;
	if (is_done(work, sending.line))
		return STATUS_OK;
	hash_part(sending.hash, work, raw);
	if (!name_part(work, &sending))
		error_set(&why, STATUS_DONE, "captured before");
	sending.id = work->id.data;
	if (work->member.url)
		raw_set(&raw->url, work->member.url,
			strlen(work->member.url));
	if (why.status || make_document(work, raw, &sending, NULL, &why))
		work_refuse(work, sending.line, sending.bytes, &why);
	return STATUS_OK;
}

/* What a feed of so many bytes says besides its entries is a document too. */
static void take_rest(struct parts *parts, uint64_t bytes,
		      const unsigned char hash[16])
{
	struct work *work = parts->work;
	struct error why = { STATUS_OK, "" };
	struct sending sending = { .line = ++parts->count, .bytes = bytes };

	if (!work->raw.count || is_done(work, sending.line))
		return;
	work_begin_record(work, sending.line, false);
	memcpy(sending.hash, hash, sizeof(sending.hash));
	work_name(work, 0);
	buf_put_string(&work->id, "!0");
	sending.id = work->id.data;
	if (make_document(work, &work->raw, &sending, NULL, &why))
		work_refuse(work, sending.line, sending.bytes, &why);
}

/* STATUS_DONE, and nothing in why: it was several documents, which are sent. */
static enum status read_whole(struct work *work, enum content content,
			      const unsigned char hash[16], struct error *why)
{
	struct parts parts = { .work = work };
	struct reader_input input = {
		.bytes = work->bytes.data, .len = work->bytes.len,
		.forced = work->job.forced, .prior = &work->prior,
		.type = work->member.type, .charset = work->member.charset,
		.map = work->map, .each = take_part, .context = &parts,
	};
	enum status status;

	raw_clear(&work->raw);
	if (work->member.url)
		raw_set(&work->raw.url, work->member.url,
			strlen(work->member.url));
	if (needs_filter(content)) {
		status = filter(work, content);
		if (status)
			return status;
		input = (struct reader_input){ .bytes = work->bytes.data,
			.len = work->bytes.len, .forced = ENCODING_UTF8 };
		content = CONTENT_PLAIN;
	}
	status = reader_of(content)(&work->raw, &input, why);
	work_trim(&work->bytes);
	if (!status && !work->raw.decoded.ascii)
		work->prior.files[work->raw.decoded.encoding]++;
	if (status || !parts.count)
		return status;
	take_rest(&parts, input.len, hash);
	return STATUS_DONE;
}

enum status work_whole(struct work *work, enum content content,
		       struct error *err)
{
	struct error why = { STATUS_OK, "" };
	struct sending sending = { .line = 0 };
	const char *remark = work->member.reason;
	enum status status;

	if (work_is_large(work, content))
		return work_windows(work, err);
	buf_clear(&work->bytes);
	status = stream_all(work->member.stream, &work->bytes, &why);
	sending.bytes = work->bytes.len;
	work->state->bytes = work->bytes.len;
	if (status && is_worth_reading(work, &why)) {
		remark = "truncated";
		status = STATUS_OK;
	}
	if (!status && !work->bytes.len)
		status = error_set(&why, STATUS_DONE, "empty");
	if (!status) {
		work_hash(sending.hash, work->bytes.data, work->bytes.len);
		/* A reader that died among its documents has asked. */
		if (is_done(work, 1))
			work_name(work, 0);
		else if (!work_may_read(work, sending.hash, work->bytes.len))
			return STATUS_OK;
		sending.id = work->id.data;
		send_original(work, sending.hash, work->bytes.data,
			      work->bytes.len);
		status = read_whole(work, content, sending.hash, &why);
	}
	if (!status)
		status = make_document(work, &work->raw, &sending,
				       remark, &why);
	if (status && why.status)
		work_refuse(work, 0, sending.bytes, &why);
	work_trim(&work->frame);
	work_trim_raw(&work->raw);
	return STATUS_OK;
}

struct lines {
	enum content content;
	struct tsv_columns columns;
	bool has_header;
};

static enum status read_line(struct work *work, struct lines *lines,
			     const struct reader_input *input,
			     struct error *why)
{
	if (lines->content == CONTENT_JSON_LINES)
		return reader_json_line(&work->raw, input, why);
	return reader_tsv_line(&work->raw, input, why);
}

static void take_line(struct work *work, struct lines *lines, uint64_t number,
		      const struct reader_input *input, uint64_t offset)
{
	struct error why = { STATUS_OK, "" };
	struct sending sending = { .line = number, .bytes = input->len };
	enum status status;

	raw_clear(&work->raw);
	status = read_line(work, lines, input, &why);
	work->raw.base = offset;
	if (!status) {
		work_hash(sending.hash, input->bytes, input->len);
		work_name(work, number);
		sending.id = work->raw.id ? work->raw.id : work->id.data;
		send_original(work, sending.hash, input->bytes, input->len);
		status = make_document(work, &work->raw, &sending,
				       NULL, &why);
	}
	if (status)
		work_refuse(work, number, input->len, &why);
	work_trim_raw(&work->raw);
}

/* The first line of a TSV file names its columns.  STATUS_DONE: it was that. */
static enum status take_header(struct lines *lines, const char *line,
			       size_t len, struct error *err)
{
	if (lines->content != CONTENT_TSV || lines->has_header)
		return STATUS_OK;
	lines->has_header = true;
	if (tsv_columns_read(&lines->columns, line, len, err))
		return STATUS_BAD_INPUT;
	return STATUS_DONE;
}

/* Is this line passed over, being blank or done before a reader died? */
static bool is_passed(const struct work *work, const char *line, size_t len,
		      uint64_t number, bool too_long)
{
	return (!too_long && strspn(line, " \t\r") >= len) ||
	       is_done(work, number);
}

enum status work_lines(struct work *work, enum content content,
		       struct error *err)
{
	struct lines lines = { .content = content };
	const char *line;
	uint64_t offset, number = 0;
	size_t len;
	bool too_long;
	struct error why = { STATUS_OK, "" };
	enum status status;

	(void)err;
	while (!(status = stream_line(work->member.stream, &line, &len,
				      &offset, &too_long, &why))) {
		struct reader_input input = {
			.bytes = line, .len = len, .forced = work->job.forced,
			.prior = &work->prior, .columns = &lines.columns };

		number++;
		work_begin_record(work, number, false);
		work->state->bytes = len;
		if (!too_long && strspn(line, " \t\r") < len)
			status = take_header(&lines, line, len, &why);
		if (status == STATUS_BAD_INPUT)
			break;
		if (status == STATUS_DONE ||
		    is_passed(work, line, len, number, too_long))
			continue;
		if (too_long)
			error_set(&why, STATUS_BAD_INPUT, "too-large: over "
				  "%d MiB", STREAM_LINE_MOST >> 20);
		if (too_long)
			work_refuse(work, number, len, &why);
		else
			take_line(work, &lines, number, &input, offset);
	}
	if (status != STATUS_DONE)
		work_refuse(work, 0, 0, &why);
	return STATUS_OK;
}
