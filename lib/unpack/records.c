#include "unpack/records.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "unpack/message.h"
#include "unpack/record_head.h"
#include "unpack/section.h"

enum { NEWLINES_MOST = 4, BLOCK_MOST = STREAM_FILE_MOST };

struct records {
	const struct record_format *format;
	stream *from;
	struct record_head head, scratch;
	struct message message;
	struct buf body, reason;
	size_t lent;		/* bytes of from that the last member may use */
	bool is_failing;	/* the stream fails behind what is held */
	bool is_lost;		/* between records, and that was told */
	bool is_told;		/* the last member told that its end is missing */
	bool is_short;		/* the last record's end is missing, untold */
	bool is_corrected;	/* the current record is shorter than it says */
};

/* NULL for what is not there, or not plain ASCII. */
static const char *text_or_null(const struct buf *buf)
{
	for (size_t i = 0; i < buf->len; i++)
		if (buf->data[i] < ' ' || buf->data[i] > '~')
			return NULL;
	return buf->len ? buf->data : NULL;
}

static void set_reason(struct records *records, struct unpack_member *out,
		       enum unpack_state state, const char *why,
		       const char *what)
{
	buf_clear(&records->reason);
	buf_put_string(&records->reason, why);
	buf_put_string(&records->reason, what);
	out->state = state;
	out->reason = records->reason.data;
}

/* Where the record lies in the file, once its end is in sight: behind the line
 * ends that follow its block, which begins at from + passed. */
static void find_place(struct records *records, struct unpack_member *out,
		       uint64_t begin, const char *after, size_t have,
		       uint64_t end)
{
	size_t newlines = 0;

	while (newlines < have && newlines < NEWLINES_MOST &&
	       (after[newlines] == '\r' || after[newlines] == '\n'))
		newlines++;
	if (!stream_place(records->from, begin, &out->begin) ||
	    !stream_place(records->from, end + newlines, &out->end))
		out->begin = out->end = 0;
}

/* A block that is of no use. */
static enum status pass_over(struct records *records, struct unpack_member *out,
			     uint64_t begin, struct error *err)
{
	enum status status = stream_skip(records->from, records->head.len, err);
	const char *after;
	size_t have;

	if (status) {
		/* A failure is met again by the next call; an end is not. */
		records->is_short = status == STATUS_DONE;
		return STATUS_OK;
	}
	stream_ahead(records->from, NEWLINES_MOST + 1, &after, &have, NULL);
	find_place(records, out, begin, after, have,
		   stream_offset(records->from));
	return STATUS_OK;
}

/* Does a record begin at text, or does the file end there, line ends apart? */
static bool ends_well(struct records *records, const char *text, size_t len)
{
	while (len && (*text == '\r' || *text == '\n')) {
		text++;
		len--;
	}
	return !len || records->format->parse(&records->scratch, text, len);
}

/* A length that is too great would swallow the records that follow: where no
 * record begins behind the block but one does in it, it ends there. */
static void correct_length(struct records *records)
{
	struct record_head *head = &records->head;
	const char *block, *at;
	size_t have, len = (size_t)head->len;

	records->is_corrected = false;
	if (!head->has_len || head->len > BLOCK_MOST)
		return;
	stream_ahead(records->from, len + NEWLINES_MOST + RECORD_HEAD_MOST,
		     &block, &have, NULL);
	if (have >= len && ends_well(records, block + len, have - len))
		return;
	if (len > have)
		len = have;
	for (at = block; at && at < block + len; ) {
		at = records->format->find(at, (size_t)(block + len - at));
		if (at && at[-1] == '\n' &&
		    records->format->parse(&records->scratch, at,
					   (size_t)(block + have - at))) {
			len = (size_t)(at - block);
			for (int i = 0; i < NEWLINES_MOST && len &&
			     (block[len - 1] == '\n' || block[len - 1] == '\r');
			     i++)
				len--;
			head->len = len;
			records->is_corrected = true;
			return;
		}
	}
}

/* Is the capture one to read? If not, it gets its state and reason. */
static bool is_wanted(struct records *records, struct unpack_member *out)
{
	const struct message *message = &records->message;
	char status[16];

	if (records->head.what == RECORD_REVISIT) {
		out->state = UNPACK_REVISIT;
	} else if (records->head.what == RECORD_SEGMENT) {
		set_reason(records, out, UNPACK_REFUSED, "unsupported: ",
			   "a capture in segments");
	} else if (message->status && message->status / 100 != 2) {
		snprintf(status, sizeof(status), "%u", message->status);
		set_reason(records, out, UNPACK_SKIPPED, "http-", status);
	} else if (message->type.len &&
		   !message_type_is_text(message->type.data)) {
		set_reason(records, out, UNPACK_SKIPPED, "media-type: ",
			   message->type.data);
	} else if (records->head.len == message->body) {
		set_reason(records, out, UNPACK_SKIPPED, "empty", "");
	} else if (records->head.len > BLOCK_MOST) {
		set_reason(records, out, UNPACK_REFUSED, "too-large: ",
			   "over 64 MiB");
	} else {
		return true;
	}
	return false;
}

/* The body in a block of which have bytes are there, as a member's stream. */
static void open_body(struct records *records, struct unpack_member *out,
		      const char *block, size_t have)
{
	const struct message *message = &records->message;
	bool is_cut = have < records->head.len || records->head.is_cut;
	bool chunks_cut = false;
	size_t begin = message->body < have ? message->body : have;

	buf_clear(&records->body);
	if (message_decode(&records->body, &chunks_cut, message, block + begin,
			   have - begin))
		out->stream = stream_of_bytes(&records->body);
	else
		out->stream = section_at(NULL, block, begin, have - begin);
	/* A record may be short, and all of the body be there. */
	if (message->has_len && have - begin >= message->len)
		is_cut = false;
	if (is_cut || chunks_cut)
		set_reason(records, out, UNPACK_READABLE, "truncated", "");
	else if (records->is_corrected)
		set_reason(records, out, UNPACK_READABLE, "bad-header: ",
			   "its length is too great");
}

/* Says nothing of what the body is. */
static bool is_http_type(const struct buf *type)
{
	return type->len && !strncasecmp(type->data, "application/http", 16);
}

static enum status read_capture(struct records *records,
				struct unpack_member *out, uint64_t begin,
				struct error *err)
{
	struct record_head *head = &records->head;
	struct error why = { STATUS_OK, "" };
	uint64_t block_at = stream_offset(records->from);
	const char *block;
	size_t have, len;
	enum status status;

	len = head->len < RECORD_HEAD_MOST ? (size_t)head->len : RECORD_HEAD_MOST;
	stream_ahead(records->from, len, &block, &have, NULL);
	if (have > head->len)
		have = (size_t)head->len;
	message_parse(&records->message, block, head->is_http ? have : 0);
	if (!records->message.body && !is_http_type(&head->type))
		message_set_type(&records->message, head->type.data,
				 head->type.len);
	out->type = text_or_null(&records->message.type);
	out->charset = text_or_null(&records->message.charset);
	if (!is_wanted(records, out))
		return pass_over(records, out, begin, err);
	len = (size_t)head->len;
	status = stream_ahead(records->from, len + NEWLINES_MOST + 1, &block,
			      &have, &why);
	if (have >= len)
		find_place(records, out, begin, block + len, have - len,
			   block_at + len);
	records->is_told = have < len;
	records->lent = have < len ? have : len;
	if (have < len && status == STATUS_IO)
		return error_set(err, status, "%s", why.text);
	if (have < len && status && strncmp(why.text, "truncated", 9))
		set_reason(records, out, UNPACK_REFUSED, why.text, "");
	else if (!records->lent)
		set_reason(records, out, UNPACK_REFUSED, "truncated", "");
	else
		open_body(records, out, block, records->lent);
	return STATUS_OK;
}

/* One record, whose head was parsed and consumed. *is_member: it is one. */
static enum status read_record(struct records *records,
			       struct unpack_member *out, bool *is_member,
			       uint64_t begin, struct error *err)
{
	struct record_head *head = &records->head;

	*is_member = head->what != RECORD_OTHER;
	records->is_lost = !head->has_len;
	records->is_told = false;
	out->url = out->name = head->url.len ? head->url.data : NULL;
	out->date = text_or_null(&head->date);
	if (!head->has_len) {
		*is_member = true;
		set_reason(records, out, UNPACK_REFUSED, "bad-header: ",
			   "no length");
		out->name = out->url ? out->url : "";
		return STATUS_OK;
	}
	correct_length(records);
	if (!*is_member)
		return pass_over(records, out, begin, err);
	return read_capture(records, out, begin, err);
}

/* No head is here: go to where one may be.  True: that is worth a member. */
static bool go_on(struct records *records, struct unpack_member *out,
		  const char *text, size_t have)
{
	enum { KEEP = 8 };	/* a head may begin in the last of them */
	bool was_lost = records->is_lost;
	const char *found = records->format->find(text, have);

	out->begin = out->end = 0;
	stream_place(records->from, stream_offset(records->from), &out->begin);
	stream_consume(records->from, found ? (size_t)(found - text) :
		       have > KEEP ? have - KEEP : have);
	/* What fails right after this is what will be told. */
	if (was_lost || (records->is_failing && !found))
		return false;
	records->is_lost = true;
	out->name = "";
	out->end = out->begin;
	set_reason(records, out, UNPACK_REFUSED, "damaged: ",
		   "no record where one should begin");
	return true;
}

/* The stream failed where a record should begin.  STATUS_OK: it goes on, and
 * *is_member when that has to be told. */
static enum status recover(struct records *records, struct unpack_member *out,
			   bool *is_member, const struct error *why,
			   struct error *err)
{
	enum status status = why->status;
	bool is_cut = !strncmp(why->text, "truncated", 9);

	if (status == STATUS_BAD_INPUT && is_cut && records->is_told)
		return STATUS_DONE;
	if (status != STATUS_BAD_INPUT || is_cut ||
	    !strncmp(why->text, "bomb", 4))
		return error_set(err, status, "%s", why->text);
	status = stream_resync(records->from, err);
	if (status && status != STATUS_DONE)
		return status;
	*is_member = !records->is_told;
	records->is_told = records->is_lost = true;
	if (status)
		return *is_member ? error_set(err, STATUS_BAD_INPUT, "%s",
					      why->text) : STATUS_DONE;
	out->name = "";
	set_reason(records, out, UNPACK_REFUSED, why->text, "");
	return STATUS_OK;
}

/* Consume what the member before used, and line ends; then as much as a head
 * may need is held. */
static enum status go_to_record(struct records *records, const char **text,
				size_t *have, struct error *why)
{
	enum status status;

	stream_consume(records->from, records->lent);
	records->lent = 0;
	while (!(status = stream_ahead(records->from, 1, text, have, why)) &&
	       *have && (**text == '\r' || **text == '\n'))
		stream_consume(records->from, 1);
	if (!status && *have)
		records->is_failing = stream_ahead(records->from,
						   RECORD_HEAD_MOST, text, have,
						   NULL) != STATUS_OK;
	return status;
}

static enum status records_next(void *self, struct unpack_member *out,
				struct error *err)
{
	struct records *records = self;
	const char *text;
	size_t have, len;

	for (;;) {
		struct error why = { STATUS_OK, "" };
		bool is_member = false;
		enum status status = go_to_record(records, &text, &have, &why);
		uint64_t begin = stream_offset(records->from);

		*out = (struct unpack_member){ .name = "" };
		if (!status && !have)
			return !records->is_short ? STATUS_DONE :
			       error_set(err, STATUS_BAD_INPUT, "truncated");
		if (status) {
			status = recover(records, out, &is_member, &why, err);
		} else if ((len = records->format->parse(&records->head, text,
							 have))) {
			stream_consume(records->from, len);
			status = read_record(records, out, &is_member, begin,
					     err);
		} else {
			is_member = go_on(records, out, text, have);
		}
		if (status || is_member)
			return status;
	}
}

static void records_close(void *self)
{
	struct records *records = self;

	stream_close(records->from);
	record_head_release(&records->head);
	record_head_release(&records->scratch);
	message_release(&records->message);
	buf_release(&records->body);
	buf_release(&records->reason);
	free(records);
}

static void open_records(struct container *out, stream *from,
			 const struct record_format *format)
{
	static const struct container_kind kind = { records_next, records_close };
	struct records *records = mem_alloc(sizeof(*records));

	records->from = from;
	records->format = format;
	*out = (struct container){ &kind, records };
}

void records_open_warc(struct container *out, stream *from)
{
	open_records(out, from, &record_format_warc);
}

void records_open_arc(struct container *out, stream *from)
{
	open_records(out, from, &record_format_arc);
}
