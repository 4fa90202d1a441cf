#include "query/search/original.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/mem.h"
#include "index/error.h"
#include "index/originals.h"
#include "index/stored.h"
#include "query/search/original_entry.h"
#include "query/search/original_find.h"
#include "schema/schema.h"
#include "unpack/unpack.h"

/* What a document can be of the member that it was found in. */
enum extent {
	ALL,
	LINE,		/* of JSON or TSV */
	ENTRY,		/* of a feed: an element */
	FEED		/* all of the feed: what it says besides its entries,
			 * or an entry that is not found */
};

enum {
	WINDOW = 1 << 20,
	HELD_MOST = 16 << 20	/* bytes that need not be read twice */
};

typedef enum status put_fn(void *context, const void *bytes, size_t len,
			   struct error *err);

/* What is looked for, and what was found of it. */
struct hunt {
	const struct record_document *document;
	unsigned char feed[16];	/* hash of the file, as the ledger has it */
	enum extent extent;
	uint64_t first;		/* where the first passage begins */
	uint64_t begin, end;	/* bytes of the member that are wanted */
	bool is_passage;
	put_fn *put;
	void *context;
	XXH3_state_t *hash;
	struct buf bytes;	/* of the member from offset on */
	uint64_t offset;
	bool is_too_long;	/* to be held: it is read again, */
	size_t number;		/* of that member */
	bool is_again;
	bool is_there;		/* a member of that name was */
	bool is_found;		/* and it is as it was */
	bool is_put;		/* and was handed over */
};

static bool has_hash(const struct hunt *hunt, const unsigned char hash[16])
{
	XXH128_canonical_t canonical;

	XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(hunt->hash));
	return !memcmp(canonical.digest, hash, sizeof(canonical.digest));
}

/* Is a member of this name the one that the document calls wanted?  Later ones
 * of an equal name were called name~2 and so on. */
static bool is_named(const char *name, const char *wanted)
{
	const size_t len = strlen(name);

	if (strncmp(name, wanted, len))
		return false;
	wanted += len;
	return !*wanted || (*wanted == '~' && wanted[1] &&
			    !wanted[1 + strspn(wanted + 1, "0123456789")]);
}

/* Bytes of the member from at on: hold those that are wanted. */
static void hold(struct hunt *hunt, uint64_t at, const char *bytes, size_t len)
{
	uint64_t begin = at > hunt->begin ? at : hunt->begin;
	uint64_t end = at + len < hunt->end ? at + len : hunt->end;

	if (begin >= end)
		return;
	if (!hunt->bytes.len)
		hunt->offset = begin;
	if (hunt->bytes.len + (end - begin) > HELD_MOST)
		hunt->is_too_long = true;
	if (!hunt->is_too_long)
		buf_put(&hunt->bytes, bytes + (begin - at),
			(size_t)(end - begin));
}

static enum status put_range(struct hunt *hunt, uint64_t at, const char *bytes,
			     size_t len, struct error *err)
{
	uint64_t begin = at > hunt->begin ? at : hunt->begin;
	uint64_t end = at + len < hunt->end ? at + len : hunt->end;

	return begin >= end ? STATUS_OK :
	       hunt->put(hunt->context, bytes + (begin - at),
			 (size_t)(end - begin), err);
}

/* All of the member: is it what was indexed?  Once that is known, and it was too
 * long, what is wanted is handed over as it comes. */
static enum status read_whole(struct hunt *hunt, stream *from,
			      struct error *err)
{
	const bool puts = hunt->is_again;
	const char *head;
	uint64_t at = 0;
	size_t have;
	struct error why;
	enum status status = STATUS_OK;

	buf_clear(&hunt->bytes);
	hunt->is_too_long = false;
	XXH3_128bits_reset(hunt->hash);
	while (!status) {	/* what there is before a failure may be it */
		stream_ahead(from, WINDOW, &head, &have, &why);
		if (!have)
			break;
		XXH3_128bits_update(hunt->hash, head, have);
		if (puts)
			status = put_range(hunt, at, head, have, err);
		else
			hold(hunt, at, head, have);
		stream_consume(from, have);
		at += have;
	}
	hunt->is_found = at && (has_hash(hunt, hunt->document->hash) ||
				(hunt->extent == FEED &&
				 has_hash(hunt, hunt->feed)));
	hunt->is_put = puts;
	return status;
}

/* The line in which the first passage begins. */
static void read_line(struct hunt *hunt, stream *from)
{
	struct error why;
	const char *line;
	uint64_t offset;
	size_t len;
	bool too_long;

	while (!stream_line(from, &line, &len, &offset, &too_long, &why)) {
		if (too_long || hunt->first < offset ||
		    hunt->first >= offset + len)
			continue;
		buf_clear(&hunt->bytes);
		buf_put(&hunt->bytes, line, len);
		hunt->offset = offset;
		XXH3_128bits_reset(hunt->hash);
		XXH3_128bits_update(hunt->hash, line, len);
		hunt->is_found = has_hash(hunt, hunt->document->hash);
		return;
	}
}

/* hunt->bytes has all of the feed: the entry in which the first passage lies. */
static void find_entry(struct hunt *hunt)
{
	struct buf *bytes = &hunt->bytes;
	size_t begin, end;

	hunt->is_found = original_entry(&begin, &end, bytes->data, bytes->len,
					hunt->first, hunt->document);
	if (!hunt->is_found)
		return;
	bytes->len = end - begin;
	memmove(bytes->data, bytes->data + begin, bytes->len);
	hunt->offset = begin;
}

static enum status read_member(struct hunt *hunt, stream *from,
			       struct error *err)
{
	struct error why;

	switch (hunt->extent) {
	case LINE:
		read_line(hunt, from);
		break;
	case ENTRY:
		buf_clear(&hunt->bytes);
		if (!stream_all(from, &hunt->bytes, &why))
			find_entry(hunt);
		break;
	case ALL:
	case FEED:
		return read_whole(hunt, from, err);
	}
	return STATUS_OK;
}

static enum status walk_members(struct hunt *hunt, unpack *from,
				struct error *err)
{
	struct unpack_member member;
	enum status status = STATUS_OK;

	while (!status && !hunt->is_found) {
		status = unpack_next(from, &member, err);
		if (status || !is_named(member.name, hunt->document->member) ||
		    member.state != UNPACK_READABLE ||
		    (hunt->is_again && member.number != hunt->number))
			continue;
		hunt->is_there = true;
		hunt->number = member.number;
		status = read_member(hunt, member.stream, err);
		if (status)
			return status;
	}
	return status == STATUS_IO ? status : STATUS_OK;
}

/* Where it was, for messages: "path" or "path!/member". */
static void put_place(struct buf *out, const char *path, const char *member)
{
	buf_put_format(out, "%s%s%s", path, *member ? "!/" : "", member);
}

static enum status open_and_walk(struct hunt *hunt, const char *path,
				 struct error *err)
{
	unpack *from = NULL;
	const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY |
				  O_NONBLOCK);
	enum status status;

	if (fd < 0)
		return error_set(err, STATUS_NOT_FOUND,
				 "the original is gone: %s", strerror(errno));
	status = unpack_open(&from, fd, path, err);
	if (!status)
		status = walk_members(hunt, from, err);
	unpack_close(from);
	return status;
}

/* In its source: as the line that it may be, as an entry, as all of it. */
static enum status look(struct hunt *hunt, const char *path, bool is_part,
			struct error *err)
{
	const enum extent last = is_part ? FEED : ALL;
	enum status status = STATUS_OK;

	for (enum extent extent = is_part ? LINE : ALL;
	     !status && !hunt->is_found && extent <= last; extent++) {
		hunt->extent = extent;
		status = open_and_walk(hunt, path, err);
		if (!hunt->is_there)
			break;
	}
	if (!status && hunt->is_found && hunt->is_too_long) {
		hunt->is_found = false;
		hunt->is_again = true;
		status = open_and_walk(hunt, path, err);
	}
	return status;
}

static enum status find_source(struct hunt *hunt, const char *path,
			       bool is_part, struct error *err)
{
	struct buf place = BUF_INIT;
	struct error why = { STATUS_OK, "" };
	enum status status = look(hunt, path, is_part, &why);

	put_place(&place, path, hunt->document->member);
	if (status && why.status)
		error_set(err, status, "%s: %s", place.data, why.text);
	if (!status && !hunt->is_there)
		status = error_set(err, STATUS_NOT_FOUND, "%s: the original is "
				   "gone", place.data);
	if (!status && !hunt->is_found)
		status = error_set(err, STATUS_BAD_INPUT, "%s: changed since it "
				   "was indexed; index it again, and with "
				   "--keep-originals what it was can be had "
				   "later", place.data);
	buf_release(&place);
	return status;
}

/* A document whose id is its place is all that is there. */
static bool is_part(const struct record_document *document)
{
	struct buf place = BUF_INIT;
	bool is_place;

	put_place(&place, document->path, document->member);
	is_place = !strcmp(place.data, document->id);
	buf_release(&place);
	return !is_place;
}

/* What is wanted of the bytes that are held. */
static enum status put_held(struct hunt *hunt, struct error *err)
{
	return hunt->is_put ? STATUS_OK :
	       put_range(hunt, hunt->offset, hunt->bytes.data,
			 hunt->bytes.len, err);
}

struct keeping {
	struct hunt *hunt;
	uint64_t at;
};

static enum status put_kept(void *context, const void *bytes, size_t len,
			    struct error *err)
{
	struct keeping *keeping = context;
	uint64_t at = keeping->at;

	keeping->at += len;
	return put_range(keeping->hunt, at, bytes, len, err);
}

static enum status hold_kept(void *context, const void *bytes, size_t len,
			     struct error *err)
{
	struct hunt *hunt = context;

	(void)err;
	buf_put(&hunt->bytes, bytes, len);
	return STATUS_OK;
}

/* What was kept of a whole document, or of a line; where the line stood was not,
 * so of a passage of it, too, all of it is handed over. */
static enum status put_from(struct hunt *hunt, const char *index, bool of_part,
			    struct error *err)
{
	struct keeping keeping = { .hunt = hunt };

	if (of_part)
		hunt->begin = 0, hunt->end = UINT64_MAX;
	return originals_each(index, hunt->document->hash, put_kept, &keeping,
			      err);
}

/* An entry of a feed that was kept. */
static enum status put_entry_from(struct hunt *hunt, const char *index,
				  struct error *err)
{
	buf_clear(&hunt->bytes);
	hunt->is_put = hunt->is_found = false;
	hunt->extent = ENTRY;
	if (!originals_each(index, hunt->feed, hold_kept, hunt, NULL))
		find_entry(hunt);
	return hunt->is_found ? put_held(hunt, err) : STATUS_NOT_FOUND;
}

/* What was kept beside an index, when the source has it no more.
 * STATUS_NOT_FOUND: nothing was. */
static enum status put_what_was_kept(struct hunt *hunt,
				     const struct request_list *indexes,
				     bool of_part, struct error *err)
{
	enum status status = STATUS_NOT_FOUND;

	for (size_t i = 0; status == STATUS_NOT_FOUND && i < indexes->count;
	     i++) {
		const char *index = indexes->at[i];

		if (!originals_each(index, hunt->document->hash, NULL, NULL,
				    NULL))
			status = put_from(hunt, index, of_part, err);
		else if (of_part)
			status = put_entry_from(hunt, index, err);
	}
	return status;
}

static enum status read_original(struct hunt *hunt, const index_reader *index,
				 const struct request_list *indexes,
				 struct error *err)
{
	const struct record_document *document = hunt->document;
	const bool of_part = is_part(document);
	char *path = original_path(index, document->source, hunt->feed);
	enum status status, kept;

	if (!path || !strcmp(path, "-"))
		status = error_set(err, STATUS_NOT_FOUND, "%s: the original is "
				   "gone: it was no file", document->path);
	else
		status = find_source(hunt, path, of_part, err);
	free(path);
	if (!status)
		return put_held(hunt, err);
	if (hunt->is_put)
		return status;
	kept = put_what_was_kept(hunt, indexes, of_part, err);
	return kept == STATUS_NOT_FOUND ? status : kept;
}

static enum status find(put_fn *put, void *context,
			searcher *engine, const struct request_list *indexes,
			const char *id, struct error *err)
{
	struct hunt hunt = { .put = put, .context = context, .end = UINT64_MAX,
			     .hash = XXH3_createState() };
	struct record_document document = { .id = NULL };
	struct record_passage passage = { .document = NULL };
	const index_reader *index = searcher_index(engine);
	enum status status = original_find(&document, &passage,
					   &hunt.is_passage, index, id, err);

	if (!status && !hunt.hash)
		status = error_set(err, STATUS_NO_MEMORY, "no memory");
	if (!status) {
		hunt.document = &document;
		hunt.first = passage.bytes_begin;
		if (hunt.is_passage) {
			hunt.begin = passage.bytes_begin;
			hunt.end = passage.bytes_end;
		}
		status = read_original(&hunt, index, indexes, err);
	}
	record_document_release(&document);
	record_passage_release(&passage);
	buf_release(&hunt.bytes);
	XXH3_freeState(hunt.hash);
	return status;
}

static enum status write_failed(struct error *err)
{
	return errno == EPIPE ? STATUS_DONE :
	       error_set(err, STATUS_IO, "standard output: %s",
			 strerror(errno));
}

static enum status write_piece(void *context, const void *bytes, size_t len,
			       struct error *err)
{
	return fwrite(bytes, 1, len, context) == len ? STATUS_OK :
						       write_failed(err);
}

enum status original_write(FILE *to, searcher *engine,
			   const struct request_list *indexes, const char *id,
			   struct error *err)
{
	enum status status = find(write_piece, to, engine, indexes, id, err);

	if (!status && fflush(to))
		status = write_failed(err);
	return status;
}

static enum status append(void *context, const void *bytes, size_t len,
			  struct error *err)
{
	(void)err;
	buf_put(context, bytes, len);
	return STATUS_OK;
}

enum status original_read(struct buf *out, searcher *engine,
			  const struct request_list *indexes, const char *id,
			  struct error *err)
{
	return find(append, out, engine, indexes, id, err);
}
