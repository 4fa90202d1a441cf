#include "schema/record.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* The first byte of every record; another one means another layout. */
enum { RECORD_PASSAGE = 0x11, RECORD_DOCUMENT = 0x21, RECORD_SOURCE = 0x31 };

enum { FLAG_CONTINUES = 1 };
enum { LABEL_INHERITED = 1, LABEL_GIVEN = 2 };

static void put_string(struct buf *out, const char *text)
{
	buf_put_sized(out, text ? text : "", text ? strlen(text) : 0);
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

/* A count of things that take at least one byte each; more than the bytes that
 * are left is damage, and must not become an allocation. */
static size_t read_count(struct bytes *from)
{
	uint64_t count = bytes_uint(from);

	if (from->failed || count > (uint64_t)(from->end - from->at)) {
		from->failed = true;
		return 0;
	}
	return (size_t)count;
}

static char **read_strings(struct bytes *from, size_t *count)
{
	size_t wanted = read_count(from);
	char **strings = mem_array(wanted + 1, sizeof(*strings));

	for (*count = 0; *count < wanted && !from->failed; ++*count)
		strings[*count] = bytes_string(from);
	return strings;
}

static void free_strings(char **strings, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(strings[i]);
	free(strings);
}

static void read_span(struct bytes *from, size_t *begin, size_t *end)
{
	*begin = (size_t)bytes_uint(from);
	*end = *begin + (size_t)bytes_uint(from);
	if (*end < *begin)
		from->failed = true;
}

static bool read_begins(struct bytes *from, unsigned char kind)
{
	if (from->at < from->end && *from->at == kind) {
		from->at++;
		return true;
	}
	from->failed = true;
	return false;
}

static void read_hash(struct bytes *from, unsigned char hash[16])
{
	size_t len;
	const char *bytes = bytes_sized(from, &len);

	if (len == 16)
		memcpy(hash, bytes, 16);
	else
		from->failed = true;
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

static void read_label(struct bytes *from, struct record_label *label)
{
	uint64_t kind = bytes_uint(from);
	uint64_t flags;

	if (kind >= LABEL_KINDS)
		from->failed = true;
	label->kind = kind < LABEL_KINDS ? (enum label_kind)kind : LABEL_TOPIC;
	label->id = bytes_string(from);
	flags = bytes_uint(from);
	label->inherited = flags & LABEL_INHERITED;
	label->given = flags & LABEL_GIVEN;
	label->evidence_count = read_count(from);
	label->evidence = mem_array(label->evidence_count,
				    sizeof(*label->evidence));
	for (size_t i = 0; i < label->evidence_count; i++)
		read_span(from, &label->evidence[i].begin,
			  &label->evidence[i].end);
}

void record_passage_encode(struct buf *out, const struct record_passage *from)
{
	buf_put_byte(out, RECORD_PASSAGE);
	put_string(out, from->document);
	buf_put_uint(out, from->number);
	buf_put_uint(out, from->continues ? FLAG_CONTINUES : 0);
	buf_put_sized(out, from->text, from->text_len);
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

static void read_repairs(struct bytes *from, struct record_passage *out)
{
	out->repair_count = read_count(from);
	out->repairs = mem_array(out->repair_count, sizeof(*out->repairs));
	for (size_t i = 0; i < out->repair_count; i++) {
		uint64_t kind = bytes_uint(from);

		if (kind > REPAIR_SUSPECT) {
			from->failed = true;
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
	struct bytes from = bytes_of(bytes, len);

	memset(out, 0, sizeof(*out));
	read_begins(&from, RECORD_PASSAGE);
	out->document = bytes_string(&from);
	out->number = (size_t)bytes_uint(&from);
	out->continues = bytes_uint(&from) & FLAG_CONTINUES;
	out->text = bytes_string(&from);
	out->text_len = out->text ? strlen(out->text) : 0;
	out->body = (size_t)bytes_uint(&from);
	out->headings = read_strings(&from, &out->heading_count);
	out->label_count = read_count(&from);
	out->labels = mem_array(out->label_count, sizeof(*out->labels));
	for (size_t i = 0; i < out->label_count && !from.failed; i++)
		read_label(&from, &out->labels[i]);
	read_repairs(&from, out);
	out->bytes_begin = bytes_uint(&from);
	out->bytes_end = out->bytes_begin + bytes_uint(&from);
	if (!from.failed)
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
	struct bytes from = bytes_of(bytes, len);

	memset(out, 0, sizeof(*out));
	read_begins(&from, RECORD_DOCUMENT);
	out->id = bytes_string(&from);
	out->title = bytes_string(&from);
	out->date = bytes_string(&from);
	out->publisher = bytes_string(&from);
	out->author = bytes_string(&from);
	out->url = bytes_string(&from);
	out->origin = bytes_string(&from);
	out->path = bytes_string(&from);
	out->member = bytes_string(&from);
	out->encoding = bytes_string(&from);
	out->also = read_strings(&from, &out->also_count);
	out->given_date = bytes_string(&from);
	out->given_region = bytes_string(&from);
	out->given_topics = read_strings(&from, &out->given_topic_count);
	out->given_platforms = read_strings(&from,
					    &out->given_platform_count);
	out->source = bytes_uint(&from);
	out->run = bytes_uint(&from);
	read_hash(&from, out->hash);
	out->first_id = (uint32_t)bytes_uint(&from);
	out->passage_count = (uint32_t)bytes_uint(&from);
	if (!from.failed)
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
}

enum status record_source_decode(struct record_source *out, const void *bytes,
				 size_t len, struct error *err)
{
	struct bytes from = bytes_of(bytes, len);

	memset(out, 0, sizeof(*out));
	read_begins(&from, RECORD_SOURCE);
	out->path = bytes_string(&from);
	out->name = bytes_string(&from);
	out->number = bytes_uint(&from);
	out->size = bytes_uint(&from);
	out->mtime_ns = (int64_t)bytes_uint(&from);
	read_hash(&from, out->hash);
	out->documents = bytes_uint(&from);
	out->run = bytes_uint(&from);
	out->status = bytes_string(&from);
	out->reason = bytes_string(&from);
	if (!from.failed)
		return STATUS_OK;
	record_source_release(out);
	return error_set(err, STATUS_CORRUPT, "a ledger row is damaged");
}

void record_source_release(struct record_source *source)
{
	free(source->path);
	free(source->name);
	free(source->status);
	free(source->reason);
	memset(source, 0, sizeof(*source));
}
