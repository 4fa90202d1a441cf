#include "query/original.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/mem.h"
#include "index/error.h"
#include "index/originals.h"
#include "index/stored.h"
#include "query/show.h"
#include "schema/schema.h"
#include "unpack/unpack.h"

/* What is looked for, and what was found of it. */
struct hunt {
	const struct record_document *document;
	uint64_t begin;		/* where the first passage begins */
	bool is_line;		/* of a file of many documents */
	struct buf bytes;	/* of the member or of the line */
	uint64_t offset;	/* of the line in the member */
	bool is_there;		/* a member of that name was */
	bool is_found;		/* and it is as it was */
};

/* The walk over the ledger for the file of that number. */
struct ledger_walk {
	const xc_database *shard;
	uint64_t number;
	char *path;		/* absolute */
};

static int look_at_row(void *context, const void *key, size_t len)
{
	struct ledger_walk *walk = context;
	struct record_source row;

	if (stored_source(&row, walk->shard, key, len, NULL))
		return 0;
	if (row.number == walk->number)
		walk->path = mem_string(row.path);
	record_source_release(&row);
	return walk->path != NULL;
}

/* The path of a source file by its number; NULL when the ledger has it not. */
static char *find_path(const index_reader *index, uint64_t number)
{
	struct ledger_walk walk = { .number = number };
	struct xc_error xerr;

	for (size_t i = 0; !walk.path && i < index_shard_count(index); i++) {
		walk.shard = index_shard(index, i);
		xc_database_each_metadata(walk.shard, META_SOURCE,
					  strlen(META_SOURCE), look_at_row,
					  &walk, &xerr);
	}
	return walk.path;
}

static bool has_hash(const void *bytes, size_t len,
		     const unsigned char hash[16])
{
	XXH128_canonical_t canonical;

	XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes, len));
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

static void read_whole(struct hunt *hunt, stream *from)
{
	struct error why;

	buf_clear(&hunt->bytes);
	hunt->offset = 0;
	stream_all(from, &hunt->bytes, &why);	/* what there is may be it */
	hunt->is_found = hunt->bytes.len &&
		has_hash(hunt->bytes.data, hunt->bytes.len,
			 hunt->document->hash);
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
		if (too_long || hunt->begin < offset ||
		    hunt->begin >= offset + len)
			continue;
		buf_clear(&hunt->bytes);
		buf_put(&hunt->bytes, line, len);
		hunt->offset = offset;
		hunt->is_found = has_hash(line, len, hunt->document->hash);
		return;
	}
}

static enum status walk_members(struct hunt *hunt, unpack *from,
				struct error *err)
{
	struct unpack_member member;
	enum status status = STATUS_OK;

	while (!status && !hunt->is_found) {
		status = unpack_next(from, &member, err);
		if (status || !is_named(member.name, hunt->document->member) ||
		    member.state != UNPACK_READABLE)
			continue;
		hunt->is_there = true;
		if (hunt->is_line)
			read_line(hunt, member.stream);
		else
			read_whole(hunt, member.stream);
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
	const char *member = hunt->document->member;
	struct buf place = BUF_INIT;
	struct error why;
	unpack *from = NULL;
	const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY |
				  O_NONBLOCK);
	enum status status;

	put_place(&place, path, member);
	if (fd < 0) {
		status = error_set(err, STATUS_NOT_FOUND, "%s: the original is "
				   "gone: %s", place.data, strerror(errno));
	} else {
		status = unpack_open(&from, fd, path, &why);
		if (!status)
			status = walk_members(hunt, from, &why);
		if (status)
			error_set(err, status, "%s: %s", place.data, why.text);
	}
	unpack_close(from);
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
static bool is_of_line(const struct record_document *document)
{
	struct buf place = BUF_INIT;
	bool is_place;

	put_place(&place, document->path, document->member);
	is_place = !strcmp(place.data, document->id);
	buf_release(&place);
	return !is_place;
}

static void put_bytes(struct buf *out, const struct hunt *hunt,
		      const struct answer_hit *hit, bool is_passage)
{
	uint64_t begin = 0, end = hunt->bytes.len;

	if (is_passage) {
		begin = hit->passage.bytes_begin - hunt->offset;
		end = hit->passage.bytes_end - hunt->offset;
	}
	if (begin <= end && end <= hunt->bytes.len)
		buf_put(out, hunt->bytes.data + begin, (size_t)(end - begin));
}

/* What was kept beside the index, when the source has it no more. */
static bool read_kept(struct hunt *hunt, const struct request_list *indexes)
{
	for (size_t i = 0; !hunt->is_found && i < indexes->count; i++) {
		buf_clear(&hunt->bytes);
		hunt->offset = 0;
		hunt->is_found = !originals_read(indexes->at[i],
						 hunt->document->hash,
						 &hunt->bytes, NULL) &&
			has_hash(hunt->bytes.data, hunt->bytes.len,
				 hunt->document->hash);
	}
	return hunt->is_found;
}

static enum status read_original(struct buf *out, const index_reader *index,
				 const struct request_list *indexes,
				 const struct answer_hit *hit, bool is_passage,
				 struct error *err)
{
	const struct record_document *document = &hit->document;
	struct hunt hunt = { .document = document, .bytes = BUF_INIT,
			     .begin = hit->passage.bytes_begin,
			     .is_line = is_of_line(document) };
	char *path = find_path(index, document->source);
	enum status status;

	if (!path || !strcmp(path, "-"))
		status = error_set(err, STATUS_NOT_FOUND, "%s: the original is "
				   "gone: it was no file", document->path);
	else
		status = open_and_walk(&hunt, path, err);
	if (status && !hunt.is_line && read_kept(&hunt, indexes))
		status = STATUS_OK;
	if (!status)
		put_bytes(out, &hunt, hit, is_passage);
	buf_release(&hunt.bytes);
	free(path);
	return status;
}

enum status original_read(struct buf *out, searcher *engine,
			  const struct request_list *indexes, const char *id,
			  struct error *err)
{
	struct answer answer;
	enum status status;

	answer_init(&answer);
	status = show_find(&answer, engine, id, NULL, err);
	if (!status && !answer.hit_count)
		status = error_set(err, STATUS_NOT_FOUND, "%.300s: it has no "
				   "passage", id);
	if (!status)
		status = read_original(out, searcher_index(engine), indexes,
			&answer.hits[0],
			strcmp(answer.hits[0].passage.document, id) != 0, err);
	answer_release(&answer);
	return status;
}
