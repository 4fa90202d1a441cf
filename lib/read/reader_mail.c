#include "read/reader.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "read/mail_header.h"
#include "read/mail_words.h"
#include "read/office.h"

enum {
	DEPTH_MOST = 10,	/* of messages and parts in one another */
	PARTS_MOST = 1000
};

struct mail {
	const struct reader_input *input;
	const char *bytes;
	struct raw_document *out;
	size_t parts;		/* read so far */
	bool is_page;		/* a saved page: the first HTML is all */
	enum status status;	/* of the first part that could not be read */
	struct error err;
};

/* One part: its header, and its body up to end. */
struct part {
	struct mail_header header;
	size_t end;
	char *type;		/* the field Content-Type; never NULL */
	char *name;		/* of the file that it is, or NULL */
	bool is_attached;
};

static bool is_type(const struct part *part, const char *wanted)
{
	size_t len = strlen(wanted);

	return !strncasecmp(part->type, wanted, len) &&
	       (wanted[len - 1] == '/' || strchr("; \t", part->type[len]));
}

static struct part part_at(const char *bytes, size_t begin, size_t end)
{
	struct part part = { .header = mail_header_at(bytes, begin, end),
			     .end = end };
	char *disposition = mail_field(&part.header, "content-disposition");

	part.type = mail_field(&part.header, "content-type");
	if (!part.type || !strchr(part.type, '/')) {
		free(part.type);
		part.type = mem_string("text/plain");
	}
	if (disposition) {
		part.name = mail_parameter(disposition, "filename");
		part.is_attached = !strncasecmp(disposition, "attachment", 10);
	}
	if (!part.name)
		part.name = mail_parameter(part.type, "name");
	free(disposition);
	return part;
}

static void part_release(struct part *part)
{
	free(part->type);
	free(part->name);
}

static enum mail_transfer transfer_of(const struct part *part)
{
	char *value = mail_field(&part->header, "content-transfer-encoding");
	enum mail_transfer transfer =
		value && !strncasecmp(value, "base64", 6) ? MAIL_BASE64 :
		value && !strncasecmp(value, "quoted", 6) ? MAIL_QUOTED :
		MAIL_PLAIN;

	free(value);
	return transfer;
}

/* The blocks of a part become the message's; their characters come from where
 * the bytes that they were decoded from stand. */
static void append(struct mail *mail, const struct part *part,
		   const struct raw_document *from, const uint32_t *src)
{
	struct raw_document *out = mail->out;

	for (size_t i = 0; i < from->count; i++) {
		const struct raw_block *block = &from->blocks[i];
		size_t begin = out->text.count;

		for (size_t j = block->begin; j < block->end; j++) {
			uint32_t first = from->text.src[j];
			uint32_t last = text_src_end(&from->text, j + 1);

			text_put(&out->text, from->text.cp[j],
				 from->whole ? (uint32_t)part->header.body :
				 src[first], from->whole ?
				 (uint32_t)part->end : src[last]);
		}
		raw_end_block(out, begin, block->kind, block->level,
			      block->layout);
	}
}

static void put_heading(struct mail *mail, const struct part *part,
			const char *words)
{
	struct text *text = &mail->out->text;
	size_t begin = text->count;
	const char *at = words ? words : "";

	text_put_utf8(text, at, strlen(at), 0);
	for (size_t i = begin; i < text->count; i++)
		text->src[i] = (uint32_t)part->header.begin;
	if (text->count > begin)
		text->src_end = (uint32_t)part->header.body;
	raw_end_block(mail->out, begin, BLOCK_HEADING, 1, CLEAN_FLOW);
}

static reader_fn *reader_for(const struct part *part, const struct buf *body)
{
	char *type = mem_string_len(part->type, strcspn(part->type, "; \t"));
	enum content content = content_declared(type,
		part->name ? part->name : "", body->data ? body->data : "",
		body->len < 4096 ? body->len : 4096);

	if (!part->is_attached && is_type(part, "text/plain") &&
	    content != CONTENT_BINARY)
		content = CONTENT_PLAIN;
	free(type);
	return content == CONTENT_MAIL || content == CONTENT_TSV ||
	       content == CONTENT_JSON_LINES ? reader_plain :
	       reader_of(content);
}

/* The text of one part that has no parts itself. */
static void read_leaf(struct mail *mail, const struct part *part)
{
	struct buf body = BUF_INIT;
	char *charset = mail_parameter(part->type, "charset");
	uint32_t *src;
	struct raw_document raw;
	struct reader_input input = *mail->input;
	struct error err = { 0 };
	enum status status;

	mail_put_body(&body, &src, mail->bytes, part->header.body, part->end,
		      transfer_of(part));
	input.bytes = body.data ? body.data : "";
	input.len = body.len;
	input.type = part->type;
	input.charset = charset;
	raw_init(&raw);
	if (mail->out->title)
		raw.title = mem_string(mail->out->title);
	status = reader_for(part, &body)(&raw, &input, &err);
	if (!status && raw.count && part->is_attached)
		put_heading(mail, part, part->name);
	if (!status) {
		append(mail, part, &raw, src);
		mail->out->decoded.replaced += raw.decoded.replaced;
		if (!mail->out->decoded.encoding)
			mail->out->decoded.encoding = raw.decoded.encoding;
		if (mail->is_page && raw.title && !mail->out->title)
			raw_set(&mail->out->title, raw.title,
				strlen(raw.title));
		if (mail->is_page && raw.date)
			raw_set(&mail->out->date, raw.date, strlen(raw.date));
	} else if (!mail->status && !part->is_attached &&
		   is_type(part, "text/")) {
		mail->status = status;
		mail->err = err;
	}
	raw_release(&raw);
	buf_release(&body);
	free(src);
	free(charset);
}

static void read_part(struct mail *mail, size_t begin, size_t end, int depth);

static bool is_boundary(const char *line, size_t left, const char *boundary,
			size_t len, bool *is_last)
{
	if (left < len + 2 || line[0] != '-' || line[1] != '-' ||
	    memcmp(line + 2, boundary, len))
		return false;
	*is_last = left >= len + 4 && line[len + 2] == '-' &&
		   line[len + 3] == '-';
	return *is_last || left == len + 2 ||
	       strchr(" \t\r\n", line[len + 2]);
}

/* Where the next line that is the boundary begins, at or behind at; *next is
 * behind that line, *is_last says that it ends the parts. */
static size_t find_boundary(const struct mail *mail, const char *boundary,
			    size_t at, size_t end, size_t *next, bool *is_last)
{
	size_t len = strlen(boundary);

	while (at < end) {
		const char *line = mail->bytes + at;
		const char *found = memchr(line, '\n', end - at);

		*next = found ? (size_t)(found - mail->bytes) + 1 : end;
		if (is_boundary(line, end - at, boundary, len, is_last))
			return at;
		at = *next;
	}
	*next = end;
	*is_last = true;
	return end;
}

/* A range of the file that is one part of several. */
struct range {
	size_t begin, end;
};

static struct range *find_parts(const struct mail *mail,
				const struct part *part, const char *boundary,
				size_t *count)
{
	struct range *ranges = NULL;
	size_t capacity = 0, next, at;
	bool is_last;

	*count = 0;
	at = find_boundary(mail, boundary, part->header.body, part->end,
			   &next, &is_last);
	while (at < part->end && !is_last && *count < PARTS_MOST) {
		size_t begin = next;
		size_t end = at = find_boundary(mail, boundary, begin,
						part->end, &next, &is_last);

		if (end > begin && mail->bytes[end - 1] == '\n')
			end--;
		if (end > begin && mail->bytes[end - 1] == '\r')
			end--;
		mem_reserve(&ranges, &capacity, *count + 1, sizeof(*ranges));
		ranges[(*count)++] = (struct range){ begin, end };
	}
	return ranges;
}

/* How good the part is as the one that is read of several. */
static int preference(const struct mail *mail, const struct range *range)
{
	struct part part = part_at(mail->bytes, range->begin, range->end);
	int value = is_type(&part, "text/html") ? 3 :
		    is_type(&part, "multipart/") ? 2 :
		    is_type(&part, "text/plain") ? 1 : 0;

	part_release(&part);
	return value;
}

/* One of several that say the same: the best that has text. */
static void read_alternative(struct mail *mail, const struct range *ranges,
			     size_t count, int depth)
{
	size_t before = mail->out->count;

	for (int wanted = 3; wanted >= 0; wanted--)
		for (size_t i = 0; i < count; i++)
			if (mail->out->count == before &&
			    preference(mail, &ranges[i]) == wanted)
				read_part(mail, ranges[i].begin,
					  ranges[i].end, depth);
}

/* The address that a saved page had. */
static void take_location(struct mail *mail, const struct range *range)
{
	struct part part = part_at(mail->bytes, range->begin, range->end);
	char *url = mail_field(&part.header, "content-location");

	if (url && mail->is_page && is_type(&part, "text/html"))
		raw_set(&mail->out->url, url, strlen(url));
	free(url);
	part_release(&part);
}

/* The root is the first; what else is related to it are its pictures. */
static void read_related(struct mail *mail, const struct range *ranges,
			 size_t count, int depth)
{
	size_t before = mail->out->count;

	for (size_t i = 0; i < count && mail->out->count == before; i++) {
		take_location(mail, &ranges[i]);
		read_part(mail, ranges[i].begin, ranges[i].end, depth);
	}
}

static void read_multipart(struct mail *mail, const struct part *part,
			   int depth)
{
	char *boundary = mail_parameter(part->type, "boundary");
	struct range *ranges = NULL;
	size_t count = 0;

	if (boundary && *boundary)
		ranges = find_parts(mail, part, boundary, &count);
	if (is_type(part, "multipart/alternative"))
		read_alternative(mail, ranges, count, depth);
	else if (is_type(part, "multipart/related"))
		read_related(mail, ranges, count, depth);
	else
		for (size_t i = 0; i < count; i++)
			read_part(mail, ranges[i].begin, ranges[i].end, depth);
	free(ranges);
	free(boundary);
}

/* A message inside a message stands under its subject. */
static void read_message(struct mail *mail, const struct part *part, int depth)
{
	struct mail_header header = mail_header_at(mail->bytes,
						   part->header.body,
						   part->end);
	char *subject = mail_field_text(&header, "subject");

	put_heading(mail, part, subject);
	read_part(mail, part->header.body, part->end, depth);
	free(subject);
}

static bool is_media(const struct part *part)
{
	return is_type(part, "image/") || is_type(part, "audio/") ||
	       is_type(part, "video/") || is_type(part, "font/");
}

static void read_part(struct mail *mail, size_t begin, size_t end, int depth)
{
	struct part part;

	if (depth > DEPTH_MOST || mail->parts++ > PARTS_MOST)
		return;
	part = part_at(mail->bytes, begin, end);
	if (is_type(&part, "multipart/"))
		read_multipart(mail, &part, depth + 1);
	else if (is_type(&part, "message/rfc822"))
		read_message(mail, &part, depth + 1);
	else if (!is_media(&part) && (is_type(&part, "text/") ||
				      part.is_attached || part.name))
		read_leaf(mail, &part);
	part_release(&part);
}

static bool says(const struct mail_header *header, const char *field,
		 const char *word)
{
	char *value = mail_field_text(header, field);
	bool found = value && (!word || strstr(value, word));

	free(value);
	return found;
}

/* Browsers save a page as a message that was never sent. */
static bool is_saved_page(const struct mail_header *header)
{
	return says(header, "snapshot-content-location", NULL) ||
	       (says(header, "content-type", "multipart/related") &&
		!says(header, "to", NULL) && !says(header, "received", NULL));
}

static void take_page(struct mail *mail, const struct mail_header *header)
{
	char *url = mail_field(header, "snapshot-content-location");

	if (url)
		raw_set(&mail->out->url, url, strlen(url));
	free(url);
}

static void set_and_free(char **field, char *value)
{
	if (value)
		raw_set(field, value, strlen(value));
	free(value);
}

static void take_header(struct mail *mail, const struct mail_header *header)
{
	char *from = mail_field_text(header, "from");
	char *date = mail_field(header, "date");

	set_and_free(&mail->out->title, mail_field_text(header, "subject"));
	set_and_free(&mail->out->author, from ? mail_person(from) : NULL);
	set_and_free(&mail->out->date, date ? mail_date(date) : NULL);
	free(from);
	free(date);
}

enum status reader_mail(struct raw_document *out,
			const struct reader_input *input, struct error *err)
{
	struct mail mail = { .input = input, .bytes = input->bytes,
			     .out = out };
	struct mail_header header = mail_header_at(input->bytes, 0,
						   input->len);

	mail.is_page = is_saved_page(&header);
	if (mail.is_page)
		take_page(&mail, &header);
	else
		take_header(&mail, &header);
	read_part(&mail, 0, input->len, 0);
	if (mail.is_page && !out->title)
		set_and_free(&out->title, mail_field_text(&header, "subject"));
	if (!out->decoded.encoding)
		out->decoded.encoding = ENCODING_UTF8;
	office_settle_title(out);
	if (!out->count && mail.status)
		return error_set(err, mail.status, "%s", mail.err.text);
	return STATUS_OK;
}
