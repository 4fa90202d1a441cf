#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

#include "indexer/reader_parts.h"

/* Buffers that one large document made large are given back after it. */
enum { KEPT_BYTES = 4 << 20, ORIGINAL_LEVEL = 6 };

static void hash_bytes(unsigned char out[16], const void *bytes, size_t len)
{
	XXH128_canonical_t canonical;

	XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes, len));
	memcpy(out, canonical.digest, 16);
}

static void trim(struct buf *buf)
{
	if (buf->capacity > KEPT_BYTES)
		buf_release(buf);
	else
		buf_clear(buf);
}

/* The same of the decoded text: four bytes and four of its source a character. */
static void trim_raw(struct raw_document *raw)
{
	if (raw->text.capacity > KEPT_BYTES / 4)
		raw_release(raw);
}

/* What had to be done to read it, or "". */
static void describe_repair(char *out, size_t size,
			    const struct decode_report *decoded,
			    const char *remark)
{
	const char *name = encoding_name(decoded->encoding);

	*out = '\0';
	if (decoded->mixed)
		snprintf(out, size, "encoding-mixed: mostly %s", name);
	else if (decoded->label_wrong)
		snprintf(out, size, "encoding-mismatch: read as %s", name);
	else if (decoded->replaced || decoded->dropped)
		snprintf(out, size, "bad-bytes: %zu replaced, %zu left out",
			 decoded->replaced, decoded->dropped);
	else if (remark)
		snprintf(out, size, "%s", remark);
}

/* The id of a member that has none of its own; of a line in it. */
static void name_document(struct work *work, uint64_t line)
{
	buf_clear(&work->id);
	buf_put_string(&work->id, work->job.name);
	if (*work->name.data)
		buf_put_format(&work->id, "!/%s", work->name.data);
	if (line)
		buf_put_format(&work->id, "!%llu", (unsigned long long)line);
}

struct sending {
	uint64_t line, bytes;
	unsigned char hash[16];
	const char *id, *repair;
};

/* The frame that a shard writer takes, behind what the supervisor wants. */
static void put_payload(struct work *work, const struct sending *sending,
			const struct pipeline_result *result)
{
	struct record_document document = result->document;
	char *id = mem_string(sending->id), *path = mem_string(work->job.name);
	char *member = mem_string(work->name.data);
	char *date = mem_string(work->member.date ? work->member.date : "");

	if (work->member.url) {
		document.first_seen = document.last_seen = date;
		document.seen_in = work->job.path;
	}
	document.id = id;
	document.path = path;
	document.member = member;
	document.source = work->job.source;
	document.run = work->job.run;
	memcpy(document.hash, sending->hash, sizeof(document.hash));
	buf_put_uint(&work->frame, !sending->line);
	buf_put_sized(&work->frame, work->job.path, strlen(work->job.path));
	buf_clear(&work->record);
	record_document_encode(&work->record, &document);
	buf_put_sized(&work->frame, work->record.data, work->record.len);
	buf_put_uint(&work->frame, result->count);
	for (size_t i = 0; i < result->count; i++) {
		struct record_passage passage = result->passages[i];

		passage.document = id;
		buf_clear(&work->record);
		record_passage_encode(&work->record, &passage);
		buf_put_sized(&work->frame, work->record.data,
			      work->record.len);
	}
	free(id);
	free(path);
	free(member);
	free(date);
}

static uint64_t text_bytes(const struct pipeline_result *result)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < result->count; i++)
		sum += result->passages[i].text_len;
	return sum;
}

static void send_document(struct work *work,
			  const struct decode_report *decoded,
			  const struct sending *sending,
			  const struct pipeline_result *result)
{
	char *id = mem_string(sending->id), *repair = mem_string(sending->repair);
	struct job_document head = {
		.line = sending->line, .bytes = sending->bytes,
		.text_bytes = text_bytes(result),
		.position = unpack_position(work->unpack),
		.encoding = decoded->encoding, .is_ascii = decoded->ascii,
		.id = id, .repair = repair,
	};

	memcpy(head.hash, sending->hash, sizeof(head.hash));
	buf_clear(&work->frame);
	job_document_encode(&work->frame, &head);
	put_payload(work, sending, result);
	work_send(work, JOB_DOCUMENT);
	free(id);
	free(repair);
}

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
	describe_repair(repair, sizeof(repair), &raw->decoded, remark);
	sending->repair = repair;
	send_document(work, &raw->decoded, sending, result);
	return STATUS_OK;
}

/* May it be read, and under which id? */
static bool ask(struct work *work, const unsigned char hash[16])
{
	struct job_bytes question = { .len = work->bytes.len };
	struct bytes from;
	const char *id;
	size_t len;

	memcpy(question.hash, hash, sizeof(question.hash));
	buf_clear(&work->frame);
	job_bytes_encode(&work->frame, &question);
	if (work_ask(work, JOB_ASK) != JOB_READ)
		return false;
	from = bytes_of(work->answer.data, work->answer.len);
	id = bytes_sized(&from, &len);
	name_document(work, 0);
	if (len) {
		buf_clear(&work->id);
		buf_put(&work->id, id, len);
	}
	return true;
}

/* To be kept beside the index. */
static void send_original(struct work *work)
{
	size_t room = ZSTD_compressBound(work->bytes.len), len;

	buf_clear(&work->frame);
	buf_reserve(&work->frame, room);
	len = ZSTD_compress(work->frame.data, room, work->bytes.data,
			    work->bytes.len, ORIGINAL_LEVEL);
	if (ZSTD_isError(len))
		return;
	work->frame.len = len;
	work_send(work, JOB_ORIGINAL);
	trim(&work->frame);
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
	trim(&work->bytes);
	if (work_ask(work, JOB_FILTER) != JOB_TEXT)
		return STATUS_DONE;
	buf_put(&work->bytes, work->answer.data, work->answer.len);
	trim(&work->answer);
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
	hash_bytes(out, bytes.data, bytes.len);
	buf_release(&bytes);
}

/* Did a reader that died get past this record of the member at hand? */
static bool is_done(const struct work *work, uint64_t number)
{
	return work->next == work->job.skip_members &&
	       number <= work->job.skip_lines;
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
	name_document(work, sending.line);
	sending.id = work->id.data;
	if (make_document(work, raw, &sending, NULL, &why))
		work_refuse(work, sending.line, sending.bytes, &why);
	return STATUS_OK;
}

/* STATUS_DONE, and nothing in why: it was several documents, which are sent. */
static enum status read_whole(struct work *work, enum content content,
			      struct error *why)
{
	struct parts parts = { .work = work };
	struct reader_input input = {
		.bytes = work->bytes.data, .len = work->bytes.len,
		.forced = work->job.forced, .prior = &work->prior,
		.type = work->member.type, .charset = work->member.charset,
		.map = work->map, .context = &parts,
		.each = work->member.url ? NULL : take_part,
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
	trim(&work->bytes);
	if (!status && !work->raw.decoded.ascii)
		work->prior.files[work->raw.decoded.encoding]++;
	return !status && parts.count ? STATUS_DONE : status;
}

enum status work_whole(struct work *work, enum content content,
		       struct error *err)
{
	struct error why = { STATUS_OK, "" };
	struct sending sending = { .line = 0 };
	const char *remark = work->member.reason;
	enum status status;

	(void)err;
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
		hash_bytes(sending.hash, work->bytes.data, work->bytes.len);
		/* A reader that died among its documents has asked. */
		if (is_done(work, 1))
			name_document(work, 0);
		else if (!ask(work, sending.hash))
			return STATUS_OK;
		sending.id = work->id.data;
		if (work->job.keeps_originals)
			send_original(work);
		status = read_whole(work, content, &why);
	}
	if (!status)
		status = make_document(work, &work->raw, &sending,
				       remark, &why);
	if (status && why.status)
		work_refuse(work, 0, sending.bytes, &why);
	trim(&work->frame);
	trim_raw(&work->raw);
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
		hash_bytes(sending.hash, input->bytes, input->len);
		name_document(work, number);
		sending.id = work->raw.id ? work->raw.id : work->id.data;
		status = make_document(work, &work->raw, &sending,
				       NULL, &why);
	}
	if (status)
		work_refuse(work, number, input->len, &why);
	trim_raw(&work->raw);
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
