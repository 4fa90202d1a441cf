#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

#include "base/mem.h"
#include "index/stored.h"
#include "indexer/write/shard_parts.h"
#include "indexer/write/shard_rows.h"
#include "schema/schema.h"

enum { PACKED_LEVEL = 9 };

bool shard_is_capture(const struct record_document *document)
{
	return document->seen_in && *document->seen_in;
}

enum status shard_put_url(struct shard *shard,
			  const struct record_document *document,
			  struct error *err)
{
	return shard_set_row(shard->database, META_URL, document->url,
			     strlen(document->url), document->id,
			     strlen(document->id), err);
}

static void set(char **field, const char *value)
{
	char *copy = mem_string(value);

	free(*field);
	*field = copy;
}

/* A capture at date, in the source at path, found what first to last did. */
static void extend(char **first, char **last, char **seen_in, const char *date,
		   const char *path)
{
	if (*date && (!**first || strcmp(date, *first) < 0))
		set(first, date);
	if (strcmp(date, *last) >= 0) {
		set(last, date);
		set(seen_in, path);
	}
}

static struct record_version *find_version(struct record_document *document,
					   const unsigned char hash[16])
{
	for (size_t i = document->version_count; i-- > 0;)
		if (!memcmp(document->versions[i].hash, hash, 16))
			return &document->versions[i];
	return NULL;
}

/* The version that a page had on date: the last one that had begun. */
static struct record_version *version_at(struct record_document *document,
					 const char *date)
{
	struct record_version *best = NULL;

	for (size_t i = 0; i < document->version_count; i++) {
		struct record_version *version = &document->versions[i];

		if (strcmp(version->first, date) <= 0 &&
		    (!best || strcmp(version->first, best->first) > 0))
			best = version;
	}
	return best;
}

/* A document whose passages stay as they are. */
static enum status put_row(struct shard *shard,
			   const struct record_document *document,
			   struct error *err)
{
	shard->pending++;
	return shard_put_document(shard, document, err);
}

static void put_text(struct buf *out, const struct record_passage *passage)
{
	buf_put(out, passage->text, passage->text_len);
	if (!passage->continues)
		buf_put_byte(out, '\n');
}

static enum status stored_text(struct shard *shard, struct buf *out,
			       const struct record_document *document,
			       struct error *err)
{
	enum status status = STATUS_OK;

	buf_put_format(out, "%s\n", document->title);
	for (uint32_t i = 0; !status && i < document->passage_count; i++) {
		struct record_passage passage;

		status = stored_passage(&passage, NULL, shard->database,
					document->first_id + i, 1, err);
		if (status)
			break;
		put_text(out, &passage);
		record_passage_release(&passage);
	}
	return status;
}

/* The row of a version's text; "" removes it. */
static enum status put_version_text(struct shard *shard, const char *id,
				    uint64_t number, const struct buf *text,
				    struct error *err)
{
	struct buf name = BUF_INIT;
	size_t room = text ? ZSTD_compressBound(text->len) : 0, len = 0;
	char *packed = mem_array(room + 1, 1);
	enum status status = STATUS_OK;

	buf_put_format(&name, "%llu %s", (unsigned long long)number, id);
	if (text)
		len = ZSTD_compress(packed, room, text->data, text->len,
				    PACKED_LEVEL);
	if (ZSTD_isError(len))
		status = error_set(err, STATUS_INTERNAL, "zstd: %s",
				   ZSTD_getErrorName(len));
	if (!status)
		status = shard_set_row(shard->database, META_VERSION, name.data,
				       name.len, packed, len, err);
	free(packed);
	buf_release(&name);
	return status;
}

/* Remember what page said when it was like from, as a version of to. */
static enum status add_version(struct shard *shard, struct record_document *to,
			       const struct record_document *from,
			       const struct buf *text, struct error *err)
{
	size_t capacity = to->version_count;
	struct record_version *made;
	uint64_t number = 0;

	for (size_t i = 0; i < to->version_count; i++)
		if (to->versions[i].number >= number)
			number = to->versions[i].number + 1;
	mem_reserve(&to->versions, &capacity, to->version_count + 1,
		    sizeof(*to->versions));
	made = &to->versions[to->version_count++];
	*made = (struct record_version){
		.number = number,
		.first = mem_string(from->first_seen),
		.last = mem_string(from->last_seen),
		.path = mem_string(from->path),
		.member = mem_string(from->member),
		.seen_in = mem_string(from->seen_in),
	};
	memcpy(made->hash, from->hash, sizeof(made->hash));
	return put_version_text(shard, to->id, number, text, err);
}

/* The new capture is what the page says now; what it said becomes a version. */
static enum status make_current(struct shard *shard, struct arrival *arrival,
				struct record_document *old, struct error *err)
{
	struct record_document *now = &arrival->document;
	struct buf text = BUF_INIT;
	enum status status = stored_text(shard, &text, old, err);

	free(now->versions);
	now->versions = old->versions;
	now->version_count = old->version_count;
	old->versions = NULL;
	old->version_count = 0;
	if (!status)
		status = add_version(shard, now, old, &text, err);
	if (!status)
		status = shard_replace(shard, arrival, old, err);
	buf_release(&text);
	return status;
}

/* The new capture is older than what the page says now. */
static enum status make_version(struct shard *shard, struct arrival *arrival,
				struct record_document *old, struct error *err)
{
	struct buf text = BUF_INIT;
	enum status status;

	buf_put_format(&text, "%s\n", arrival->document.title);
	for (size_t i = 0; i < arrival->count; i++)
		put_text(&text, &arrival->passages[i]);
	status = add_version(shard, old, &arrival->document, &text, err);
	buf_release(&text);
	return status ? status : put_row(shard, old, err);
}

static enum status update(struct shard *shard, struct arrival *arrival,
			  struct record_document *old, struct error *err)
{
	const struct record_document *now = &arrival->document;
	const char *date = now->first_seen;
	struct record_version *version = find_version(old, now->hash);

	if (!memcmp(old->hash, now->hash, sizeof(old->hash))) {
		extend(&old->first_seen, &old->last_seen, &old->seen_in, date,
		       now->seen_in);
		shard->counts.unchanged++;
		return put_row(shard, old, err);
	}
	if (strcmp(date, old->last_seen) > 0)
		return make_current(shard, arrival, old, err);
	if (!version)
		return make_version(shard, arrival, old, err);
	extend(&version->first, &version->last, &version->seen_in, date,
	       now->seen_in);
	shard->counts.unchanged++;
	return put_row(shard, old, err);
}

enum status shard_capture(struct shard *shard, struct arrival *arrival,
			  struct error *err)
{
	struct record_document old;
	bool found, is_new = shard_meet(shard, arrival->document.id);
	enum status status = is_new ? STATUS_OK : shard_leave_bulk(shard, err);

	if (!status)
		status = shard_document_row(shard->database,
					    arrival->document.id, &old, &found,
					    err);
	if (status)
		return status;
	if (!found)
		return shard_replace(shard, arrival, NULL, err);
	status = shard_is_capture(&old) ? update(shard, arrival, &old, err) :
					  shard_replace(shard, arrival, &old,
							err);
	record_document_release(&old);
	return status;
}

/* A capture whose bytes were not read: they are known, or it says that they are
 * as before (then there is no hash). */
static void note_seen(struct record_document *document, const char *hash,
		      size_t hash_len, const char *date, const char *path)
{
	struct record_version *version = NULL;
	bool is_current = hash_len == 16 && !memcmp(document->hash, hash, 16);

	if (!is_current && hash_len == 16)
		version = find_version(document, (const unsigned char *)hash);
	else if (!hash_len && strcmp(date, document->first_seen) < 0)
		version = version_at(document, date);
	if (version)
		extend(&version->first, &version->last, &version->seen_in,
		       date, path);
	else if (is_current || !hash_len)
		extend(&document->first_seen, &document->last_seen,
		       &document->seen_in, date, path);
}

enum status shard_seen(struct shard *shard, const struct buf *frame,
		       struct error *err)
{
	struct bytes from = bytes_of(frame->data, frame->len);
	char *id = bytes_string(&from);
	size_t hash_len;
	const char *hash = bytes_sized(&from, &hash_len);
	char *date = bytes_string(&from), *path = bytes_string(&from);
	struct record_document document;
	bool found = false;
	enum status status = from.failed ?
		error_set(err, STATUS_INTERNAL, "pipe: bad capture") :
		shard_document_row(shard->database, id, &document, &found, err);

	if (found && shard_is_capture(&document)) {
		note_seen(&document, hash, hash_len, date, path);
		shard_meet(shard, id);
		shard->counts.unchanged++;
		status = put_row(shard, &document, err);
	}
	if (found)
		record_document_release(&document);
	free(id);
	free(date);
	free(path);
	return status;
}

enum status shard_forget_capture(struct shard *shard,
				 const struct record_document *document,
				 struct error *err)
{
	enum status status = shard_set_row(shard->database, META_URL,
					   document->url, strlen(document->url),
					   "", 0, err);

	shard_note(shard, WIRE_ORPHAN, document->seen_in, "");
	for (size_t i = 0; !status && i < document->version_count; i++) {
		const struct record_version *version = &document->versions[i];

		shard_note(shard, WIRE_ORPHAN, version->seen_in, "");
		status = put_version_text(shard, document->id, version->number,
					  NULL, err);
	}
	return status;
}
