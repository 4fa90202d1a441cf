#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "indexer/read/reader_parts.h"

/* Buffers that one large document made large are given back after it. */
enum { KEPT_BYTES = 4 << 20 };

void work_hash(unsigned char out[16], const void *bytes, size_t len)
{
	XXH128_canonical_t canonical;

	XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes, len));
	memcpy(out, canonical.digest, 16);
}

void work_trim(struct buf *buf)
{
	if (buf->capacity > KEPT_BYTES)
		buf_release(buf);
	else
		buf_clear(buf);
}

/* Four bytes and four of its source a character. */
void work_trim_raw(struct raw_document *raw)
{
	if (raw->text.capacity > KEPT_BYTES / 4)
		raw_release(raw);
}

void work_describe_repair(char *out, size_t size,
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

void work_name(struct work *work, uint64_t line)
{
	buf_clear(&work->id);
	buf_put_string(&work->id, work->job.name);
	if (*work->name.data)
		buf_put_format(&work->id, "!/%s", work->name.data);
	if (line)
		buf_put_format(&work->id, "!%llu", (unsigned long long)line);
}

static void put_passages(struct work *work, const char *id,
			 const struct pipeline_result *result)
{
	char *document = mem_string(id);

	buf_put_uint(&work->frame, result->count);
	for (size_t i = 0; i < result->count; i++) {
		struct record_passage passage = result->passages[i];

		passage.document = document;
		buf_clear(&work->record);
		record_passage_encode(&work->record, &passage);
		buf_put_sized(&work->frame, work->record.data,
			      work->record.len);
	}
	free(document);
}

/* The frame that a shard writer takes, behind what the supervisor wants. */
static void put_payload(struct work *work, const struct sending *sending,
			const struct pipeline_result *result)
{
	struct record_document document = result->document;
	char *id = mem_string(sending->id), *path = mem_string(work->job.name);
	char *member = mem_string(work->name.data);
	char *date = mem_string(work->member.date ? work->member.date : "");

	if (work->member.url && !sending->line) {
		document.first_seen = document.last_seen = date;
		document.seen_in = work->job.path;
	}
	document.id = id;
	document.path = path;
	document.member = member;
	document.source = work->job.source;
	document.run = work->job.run;
	if (sending->passages)
		document.passage_count = sending->passages;
	memcpy(document.hash, sending->hash, sizeof(document.hash));
	buf_put_uint(&work->frame, !sending->line);
	buf_put_sized(&work->frame, work->job.path, strlen(work->job.path));
	buf_clear(&work->record);
	record_document_encode(&work->record, &document);
	buf_put_sized(&work->frame, work->record.data, work->record.len);
	put_passages(work, id, result);
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

/* What the supervisor wants to know of a document; result: what else is in the
 * frame, or NULL. */
static void send_with_head(struct work *work, enum job_frame kind,
			   const struct decode_report *decoded,
			   const struct sending *sending,
			   const struct pipeline_result *result)
{
	char *id = mem_string(sending->id), *repair = mem_string(sending->repair);
	struct job_document head = {
		.line = sending->line, .bytes = sending->bytes,
		.text_bytes = sending->text_bytes,
		.position = unpack_position(work->unpack),
		.encoding = decoded->encoding, .is_ascii = decoded->ascii,
		.id = id, .repair = repair,
	};

	memcpy(head.hash, sending->hash, sizeof(head.hash));
	buf_clear(&work->frame);
	job_document_encode(&work->frame, &head);
	if (result)
		put_payload(work, sending, result);
	work_send(work, kind);
	free(id);
	free(repair);
}

void work_send_document(struct work *work, const struct decode_report *decoded,
			struct sending *sending,
			const struct pipeline_result *result)
{
	sending->text_bytes = text_bytes(result);
	send_with_head(work, JOB_DOCUMENT, decoded, sending, result);
}

void work_send_part(struct work *work, const struct decode_report *decoded,
		    struct sending *sending,
		    const struct pipeline_result *result)
{
	sending->text_bytes += text_bytes(result);
	if (!result->first) {
		send_with_head(work, JOB_OPEN, decoded, sending, result);
		return;
	}
	buf_clear(&work->frame);
	put_passages(work, sending->id, result);
	work_send(work, JOB_PASSAGES);
}

void work_send_close(struct work *work, const struct decode_report *decoded,
		     const struct sending *sending)
{
	send_with_head(work, JOB_CLOSE, decoded, sending, NULL);
}

bool work_may_read(struct work *work, const unsigned char hash[16],
		   uint64_t bytes)
{
	struct job_bytes question = { .len = bytes };
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
	work_name(work, 0);
	if (len) {
		buf_clear(&work->id);
		buf_put(&work->id, id, len);
	}
	return true;
}
