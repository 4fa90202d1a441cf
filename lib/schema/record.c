#include "schema/record.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "schema/term.h"

/* The first byte of every record; another one means another layout.  Strings
 * are spelled as schema/term.h says; in records of schema version 1, whose first
 * byte is one less, they are UTF-8. */
enum { RECORD_PASSAGE = 0x12, RECORD_DOCUMENT = 0x22, RECORD_SOURCE = 0x32 };

struct reader {
	struct bytes bytes;
	bool plain;		/* the strings are UTF-8 */
};

enum { FLAG_CONTINUES = 1 };
enum { LABEL_INHERITED = 1, LABEL_GIVEN = 2 };

static void put_text(struct buf *out, const char *text, size_t len)
{
	struct buf spelled = BUF_INIT;

	term_encode(&spelled, text, len);
	buf_put_sized(out, spelled.data, spelled.len);
	buf_release(&spelled);
}

static void put_string(struct buf *out, const char *text)
{
	if (text && *text)
		put_text(out, text, strlen(text));
	else
		buf_put_uint(out, 0);
}

static void put_strings(struct buf *out, char *const *strings, size_t count)
{
	buf_put_uint(out, count);
	for (size_t i = 0; i < count; i++)
		put_string(out, strings[i]);
}

static void put_span(struct buf *out, size_t begin, size_t end)
{
	buf_put_uint(out, begin);
	buf_put_uint(out, end - begin);
}

static struct reader reader_of(const void *bytes, size_t len,
			       unsigned char kind)
{
	struct reader from = { bytes_of(bytes, len), false };

	if (len && (*from.bytes.at == kind || *from.bytes.at == kind - 1))
		from.plain = *from.bytes.at++ != kind;
	else
		from.bytes.failed = true;
	return from;
}

/* NULL, or anything that can be freed, once it failed. */
static char *read_string(struct reader *from)
{
	struct buf text = BUF_INIT;
	const char *spelled;
	size_t len;

	if (from->plain)
		return bytes_string(&from->bytes);
	spelled = bytes_sized(&from->bytes, &len);
	if (!term_decode(&text, spelled, len))
		from->bytes.failed = true;
	return buf_detach(&text);
}

/* A count of things that take at least one byte each; more than the bytes that
 * are left is damage, and must not become an allocation. */
static size_t read_count(struct reader *from)
{
	uint64_t count = bytes_uint(&from->bytes);

	if (from->bytes.failed || count > (uint64_t)(from->bytes.end - from->bytes.at)) {
		from->bytes.failed = true;
		return 0;
	}
	return (size_t)count;
}

static char **read_strings(struct reader *from, size_t *count)
{
	size_t wanted = read_count(from);
	char **strings = mem_array(wanted + 1, sizeof(*strings));

	for (*count = 0; *count < wanted && !from->bytes.failed; ++*count)
		strings[*count] = read_string(from);
	return strings;
}

static void free_strings(char **strings, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(strings[i]);
	free(strings);
}

static void read_span(struct reader *from, size_t *begin, size_t *end)
{
	*begin = (size_t)bytes_uint(&from->bytes);
	*end = *begin + (size_t)bytes_uint(&from->bytes);
	if (*end < *begin)
		from->bytes.failed = true;
}

static void read_hash(struct reader *from, unsigned char hash[16])
{
	size_t len;
	const char *bytes = bytes_sized(&from->bytes, &len);

	if (len == 16)
		memcpy(hash, bytes, 16);
	else
		from->bytes.failed = true;
}

static void put_label(struct buf *out, const struct record_label *label)
{
	unsigned flags = (label->inherited ? LABEL_INHERITED : 0u) |
			 (label->given ? LABEL_GIVEN : 0u);

	buf_put_uint(out, (uint64_t)label->kind);
	put_string(out, label->id);
	buf_put_uint(out, flags);
	buf_put_uint(out, label->evidence_count);
	for (size_t i = 0; i < label->evidence_count; i++)
		put_span(out, label->evidence[i].begin, label->evidence[i].end);
}

static void read_label(struct reader *from, struct record_label *label)
{
	uint64_t kind = bytes_uint(&from->bytes);
	uint64_t flags;

	if (kind >= LABEL_KINDS)
		from->bytes.failed = true;
	label->kind = kind < LABEL_KINDS ? (enum label_kind)kind : LABEL_TOPIC;
	label->id = read_string(from);
	flags = bytes_uint(&from->bytes);
	label->inherited = flags & LABEL_INHERITED;
	label->given = flags & LABEL_GIVEN;
	label->evidence_count = read_count(from);
	label->evidence = mem_array(label->evidence_count,
				    sizeof(*label->evidence));
	for (size_t i = 0; i < label->evidence_count; i++)
		read_span(from, &label->evidence[i].begin,
			  &label->evidence[i].end);
}

void record_put_id(struct buf *out, const struct record_passage *passage)
{
	buf_put_format(out, "%s#%zu", passage->document ? passage->document : "",
		       passage->number);
}

void record_passage_encode(struct buf *out, const struct record_passage *from)
{
	buf_put_byte(out, RECORD_PASSAGE);
	put_string(out, from->document);
	buf_put_uint(out, from->number);
	buf_put_uint(out, from->continues ? FLAG_CONTINUES : 0);
	put_text(out, from->text, from->text_len);
	buf_put_uint(out, from->body);
	put_strings(out, from->headings, from->heading_count);
	buf_put_uint(out, from->label_count);
	for (size_t i = 0; i < from->label_count; i++)
		put_label(out, &from->labels[i]);
	buf_put_uint(out, from->repair_count);
	for (size_t i = 0; i < from->repair_count; i++) {
		buf_put_uint(out, (uint64_t)from->repairs[i].kind);
		put_span(out, from->repairs[i].begin, from->repairs[i].end);
	}
	buf_put_uint(out, from->bytes_begin);
	buf_put_uint(out, from->bytes_end - from->bytes_begin);
}

static void read_repairs(struct reader *from, struct record_passage *out)
{
	out->repair_count = read_count(from);
	out->repairs = mem_array(out->repair_count, sizeof(*out->repairs));
	for (size_t i = 0; i < out->repair_count; i++) {
		uint64_t kind = bytes_uint(&from->bytes);

		if (kind > REPAIR_SUSPECT) {
			from->bytes.failed = true;
			kind = REPAIR_SUSPECT;
		}
		out->repairs[i].kind = (enum repair_kind)kind;
		read_span(from, &out->repairs[i].begin, &out->repairs[i].end);
	}
}

enum status record_passage_decode(struct record_passage *out,
				  const void *bytes, size_t len,
				  struct error *err)
{
	struct reader from = reader_of(bytes, len, RECORD_PASSAGE);

	memset(out, 0, sizeof(*out));
	out->document = read_string(&from);
	out->number = (size_t)bytes_uint(&from.bytes);
	out->continues = bytes_uint(&from.bytes) & FLAG_CONTINUES;
	out->text = read_string(&from);
	out->text_len = out->text ? strlen(out->text) : 0;
	out->body = (size_t)bytes_uint(&from.bytes);
	out->headings = read_strings(&from, &out->heading_count);
	out->label_count = read_count(&from);
	out->labels = mem_array(out->label_count, sizeof(*out->labels));
	for (size_t i = 0; i < out->label_count && !from.bytes.failed; i++)
		read_label(&from, &out->labels[i]);
	read_repairs(&from, out);
	out->bytes_begin = bytes_uint(&from.bytes);
	out->bytes_end = out->bytes_begin + bytes_uint(&from.bytes);
	if (!from.bytes.failed)
		return STATUS_OK;
	record_passage_release(out);
	return error_set(err, STATUS_CORRUPT, "a stored passage is damaged");
}

void record_passage_drop_labels(struct record_passage *passage)
{
	for (size_t i = 0; i < passage->label_count; i++) {
		free(passage->labels[i].id);
		free(passage->labels[i].evidence);
	}
	free(passage->labels);
	passage->labels = NULL;
	passage->label_count = 0;
}

void record_passage_release(struct record_passage *passage)
{
	record_passage_drop_labels(passage);
	free_strings(passage->headings, passage->heading_count);
	free(passage->repairs);
	free(passage->document);
	free(passage->text);
	memset(passage, 0, sizeof(*passage));
}

static void put_versions(struct buf *out, const struct record_document *from)
{
	put_string(out, from->first_seen);
	put_string(out, from->last_seen);
	put_string(out, from->seen_in);
	buf_put_uint(out, from->version_count);
	for (size_t i = 0; i < from->version_count; i++) {
		const struct record_version *version = &from->versions[i];

		buf_put_uint(out, version->number);
		put_string(out, version->first);
		put_string(out, version->last);
		put_string(out, version->path);
		put_string(out, version->member);
		put_string(out, version->seen_in);
		buf_put_sized(out, version->hash, sizeof(version->hash));
	}
}

/* Version 1 had none. */
static void read_versions(struct reader *from, struct record_document *out)
{
	if (from->plain)
		return;
	out->first_seen = read_string(from);
	out->last_seen = read_string(from);
	out->seen_in = read_string(from);
	out->version_count = read_count(from);
	out->versions = mem_array(out->version_count, sizeof(*out->versions));
	for (size_t i = 0; i < out->version_count && !from->bytes.failed; i++) {
		struct record_version *version = &out->versions[i];

		version->number = bytes_uint(&from->bytes);
		version->first = read_string(from);
		version->last = read_string(from);
		version->path = read_string(from);
		version->member = read_string(from);
		version->seen_in = read_string(from);
		read_hash(from, version->hash);
	}
}

static void free_versions(struct record_document *document)
{
	for (size_t i = 0; i < document->version_count; i++) {
		struct record_version *version = &document->versions[i];

		free(version->first);
		free(version->last);
		free(version->path);
		free(version->member);
		free(version->seen_in);
	}
	free(document->versions);
	free(document->first_seen);
	free(document->last_seen);
	free(document->seen_in);
}

void record_document_encode(struct buf *out,
			    const struct record_document *from)
{
	buf_put_byte(out, RECORD_DOCUMENT);
	put_string(out, from->id);
	put_string(out, from->title);
	put_string(out, from->date);
	put_string(out, from->publisher);
	put_string(out, from->author);
	put_string(out, from->url);
	put_string(out, from->origin);
	put_string(out, from->path);
	put_string(out, from->member);
	put_string(out, from->encoding);
	put_strings(out, from->also, from->also_count);
	put_string(out, from->given_date);
	put_string(out, from->given_region);
	put_strings(out, from->given_topics, from->given_topic_count);
	put_strings(out, from->given_platforms, from->given_platform_count);
	put_versions(out, from);
	buf_put_uint(out, from->source);
	buf_put_uint(out, from->run);
	buf_put_sized(out, from->hash, sizeof(from->hash));
	buf_put_uint(out, from->first_id);
	buf_put_uint(out, from->passage_count);
}

enum status record_document_decode(struct record_document *out,
				   const void *bytes, size_t len,
				   struct error *err)
{
	struct reader from = reader_of(bytes, len, RECORD_DOCUMENT);

	memset(out, 0, sizeof(*out));
	out->id = read_string(&from);
	out->title = read_string(&from);
	out->date = read_string(&from);
	out->publisher = read_string(&from);
	out->author = read_string(&from);
	out->url = read_string(&from);
	out->origin = read_string(&from);
	out->path = read_string(&from);
	out->member = read_string(&from);
	out->encoding = read_string(&from);
	out->also = read_strings(&from, &out->also_count);
	out->given_date = read_string(&from);
	out->given_region = read_string(&from);
	out->given_topics = read_strings(&from, &out->given_topic_count);
	out->given_platforms = read_strings(&from,
					    &out->given_platform_count);
	read_versions(&from, out);
	out->source = bytes_uint(&from.bytes);
	out->run = bytes_uint(&from.bytes);
	read_hash(&from, out->hash);
	out->first_id = (uint32_t)bytes_uint(&from.bytes);
	out->passage_count = (uint32_t)bytes_uint(&from.bytes);
	if (!from.bytes.failed)
		return STATUS_OK;
	record_document_release(out);
	return error_set(err, STATUS_CORRUPT,
			 "the record of a document is damaged");
}

void record_document_release(struct record_document *document)
{
	free(document->id);
	free(document->title);
	free(document->date);
	free(document->publisher);
	free(document->author);
	free(document->url);
	free(document->origin);
	free(document->path);
	free(document->member);
	free(document->encoding);
	free_strings(document->also, document->also_count);
	free(document->given_date);
	free(document->given_region);
	free_strings(document->given_topics, document->given_topic_count);
	free_strings(document->given_platforms,
		     document->given_platform_count);
	free_versions(document);
	memset(document, 0, sizeof(*document));
}

void record_source_encode(struct buf *out, const struct record_source *from)
{
	buf_put_byte(out, RECORD_SOURCE);
	put_string(out, from->path);
	put_string(out, from->name);
	buf_put_uint(out, from->number);
	buf_put_uint(out, from->size);
	buf_put_uint(out, (uint64_t)from->mtime_ns);
	buf_put_sized(out, from->hash, sizeof(from->hash));
	buf_put_uint(out, from->documents);
	buf_put_uint(out, from->run);
	put_string(out, from->status);
	put_string(out, from->reason);
	put_string(out, from->version);
	buf_put_uint(out, from->refused_count);
	for (size_t i = 0; i < from->refused_count; i++) {
		put_string(out, from->refused[i].member);
		put_string(out, from->refused[i].status);
		put_string(out, from->refused[i].reason);
		buf_put_uint(out, from->refused[i].bytes);
	}
	buf_put_uint(out, from->refused_more);
}

/* Version 1 had none. */
static void read_refused(struct reader *from, struct record_source *out)
{
	if (from->plain)
		return;
	out->version = read_string(from);
	out->refused_count = read_count(from);
	out->refused = mem_array(out->refused_count, sizeof(*out->refused));
	for (size_t i = 0; i < out->refused_count && !from->bytes.failed; i++) {
		out->refused[i].member = read_string(from);
		out->refused[i].status = read_string(from);
		out->refused[i].reason = read_string(from);
		out->refused[i].bytes = bytes_uint(&from->bytes);
	}
	out->refused_more = bytes_uint(&from->bytes);
}

enum status record_source_decode(struct record_source *out, const void *bytes,
				 size_t len, struct error *err)
{
	struct reader from = reader_of(bytes, len, RECORD_SOURCE);

	memset(out, 0, sizeof(*out));
	out->path = read_string(&from);
	out->name = read_string(&from);
	out->number = bytes_uint(&from.bytes);
	out->size = bytes_uint(&from.bytes);
	out->mtime_ns = (int64_t)bytes_uint(&from.bytes);
	read_hash(&from, out->hash);
	out->documents = bytes_uint(&from.bytes);
	out->run = bytes_uint(&from.bytes);
	out->status = read_string(&from);
	out->reason = read_string(&from);
	read_refused(&from, out);
	if (!from.bytes.failed)
		return STATUS_OK;
	record_source_release(out);
	return error_set(err, STATUS_CORRUPT, "a ledger row is damaged");
}

void record_source_forget_refused(struct record_source *source)
{
	for (size_t i = 0; i < source->refused_count; i++) {
		free(source->refused[i].member);
		free(source->refused[i].status);
		free(source->refused[i].reason);
	}
	free(source->refused);
	source->refused = NULL;
	source->refused_count = 0;
	source->refused_more = 0;
}

void record_source_release(struct record_source *source)
{
	record_source_forget_refused(source);
	free(source->version);
	free(source->path);
	free(source->name);
	free(source->status);
	free(source->reason);
	memset(source, 0, sizeof(*source));
}
