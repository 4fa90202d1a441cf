#include "unpack/unpack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "unpack/container.h"
#include "unpack/name.h"
#include "unpack/packed.h"
#include "unpack/records.h"
#include "unpack/sniff.h"
#include "unpack/tar.h"
#include "unpack/zip.h"

enum {
	PACKINGS_MOST = 3,	/* of one file: .gz.gz.gz */
	EMPTY_MOST = 16		/* empty members that are named one by one */
};

/* A container that is being read, inside those before it. */
struct level {
	struct container container;
	char *prefix;		/* of its members' names: "", "inner.zip!/" */
	bool is_wacz, any;
	uint64_t empty;
	enum status end;	/* what next() said last, once not STATUS_OK */
	struct error why;
};

struct unpack {
	stream *file;		/* until it is a member or a container */
	stream *member;		/* what was handed out last */
	char *source;
	struct level levels[UNPACK_NESTING_MOST];
	size_t depth, number;
	struct buf name, reason;
	struct name_set names;
	uint64_t size;		/* of the file; UINT64_MAX: unknown */
	uint64_t position, given;
	bool is_container;
};

enum status unpack_open(unpack **out, int fd, const char *name,
			struct error *err)
{
	unpack *made = mem_alloc(sizeof(*made));

	(void)err;
	made->file = stream_of_fd(fd, &made->position);
	if (!stream_size(made->file, &made->size))
		made->size = UINT64_MAX;
	made->source = mem_string(name ? name : "");
	*out = made;
	return STATUS_OK;
}

static void leave(unpack *unpack)
{
	struct level *level = &unpack->levels[--unpack->depth];

	level->container.kind->close(level->container.self);
	free(level->prefix);
	*level = (struct level){ .prefix = NULL };
}

void unpack_close(unpack *unpack)
{
	if (!unpack)
		return;
	stream_close(unpack->member);
	while (unpack->depth)
		leave(unpack);
	stream_close(unpack->file);
	free(unpack->source);
	buf_release(&unpack->name);
	buf_release(&unpack->reason);
	name_set_release(&unpack->names);
	free(unpack);
}

static void remark(struct buf *reason, const char *word)
{
	if (reason->len)
		buf_put_string(reason, "; ");
	buf_put_string(reason, word);
}

/* Nothing to read here, and why. */
static void close_member(unpack *unpack, struct unpack_member *out,
			 enum unpack_state state, const char *why,
			 const char *what)
{
	buf_clear(&unpack->reason);
	buf_put_string(&unpack->reason, why);
	buf_put_string(&unpack->reason, what);
	stream_close(unpack->member);
	unpack->member = out->stream = NULL;
	out->state = state;
	out->reason = unpack->reason.data;
}

/* The name of the innermost container itself: its prefix without "!/". */
static void put_container_name(unpack *unpack)
{
	const char *prefix = unpack->levels[unpack->depth - 1].prefix;
	size_t len = strlen(prefix);

	buf_clear(&unpack->name);
	buf_put(&unpack->name, prefix, len > 2 ? len - 2 : 0);
}

/* What a member is called, and what is remarkable about that. */
static void name_member(unpack *unpack, struct unpack_member *out)
{
	struct name_remarks remarks = { false, false };
	struct buf *name = &unpack->name;
	size_t prefix_len;
	bool is_twice = false;

	buf_clear(&unpack->reason);
	buf_put_string(&unpack->reason, out->reason ? out->reason : "");
	buf_clear(name);
	buf_put_string(name, unpack->levels[unpack->depth - 1].prefix);
	prefix_len = name->len;
	if (!*out->name) {
		put_container_name(unpack);
	} else if (out->url) {
		name_put_text(name, &remarks, out->name);
	} else {
		name_put_path(name, &remarks, out->name);
		is_twice = name_set_put(&unpack->names, name);
	}
	if (out->state == UNPACK_READABLE) {
		if (remarks.repaired)
			remark(&unpack->reason, "name-repaired");
		if (remarks.escape)
			remark(&unpack->reason, "path-escape");
		if (is_twice)
			remark(&unpack->reason, "duplicate-name");
	}
	out->name = name->data;
	if (out->url)
		out->url = name->data + prefix_len;
	out->reason = unpack->reason.len ? unpack->reason.data : NULL;
}

static void enter(unpack *unpack, enum sniffed kind, const char *path)
{
	struct level *level = &unpack->levels[unpack->depth++];
	stream *from = unpack->member;

	unpack->member = NULL;
	unpack->is_container = true;
	level->is_wacz = sniff_has_suffix(path, ".wacz");
	if (unpack->depth == 1) {
		level->prefix = mem_string("");
	} else {
		buf_put_string(&unpack->name, "!/");
		level->prefix = mem_string(unpack->name.data);
	}
	switch (kind) {
	case SNIFFED_TAR: tar_open(&level->container, from); return;
	case SNIFFED_ZIP: zip_open(&level->container, from); return;
	case SNIFFED_WARC: records_open_warc(&level->container, from); return;
	case SNIFFED_ARC: records_open_arc(&level->container, from); return;
	case SNIFFED_PLAIN:
	case SNIFFED_UNSUPPORTED: return;
	}
}

/* Take compression off unpack->member, and see what it is.  False: a container,
 * which was entered. */
static bool open_member(unpack *unpack, struct unpack_member *out,
			const char *path)
{
	enum packing packing;
	enum sniffed kind;
	const char *head, *what = "";
	size_t len;

	for (int packings = 0; ; packings++) {
		stream_ahead(unpack->member, PACKING_HEAD, &head, &len, NULL);
		packing = packing_of(head, len);
		if (packing == PACKING_NONE)
			break;
		if (packings == PACKINGS_MOST) {
			close_member(unpack, out, UNPACK_REFUSED,
				     "nesting: packed too often", "");
			return true;
		}
		unpack->member = packed_open(unpack->member, packing);
	}
	kind = sniff(unpack->member, path, &what);
	out->stream = unpack->member;
	if (kind == SNIFFED_PLAIN)
		return true;
	if (kind == SNIFFED_UNSUPPORTED) {
		close_member(unpack, out, UNPACK_REFUSED, "unsupported: ", what);
		return true;
	}
	if (unpack->depth == UNPACK_NESTING_MOST) {
		close_member(unpack, out, UNPACK_REFUSED,
			     "nesting: an archive too deep in others", "");
		return true;
	}
	enter(unpack, kind, path);
	return false;
}

/* The innermost container's end: it may leave something to be said, as a
 * member. */
static bool tell_end(unpack *unpack, struct unpack_member *out)
{
	struct level *level = &unpack->levels[unpack->depth - 1];
	char more[32];

	*out = (struct unpack_member){ .name = "" };
	put_container_name(unpack);
	out->name = unpack->name.data;
	if (level->empty > EMPTY_MOST) {
		snprintf(more, sizeof(more), "%llu", (unsigned long long)
			 (level->empty - EMPTY_MOST));
		close_member(unpack, out, UNPACK_REFUSED,
			     "too-many-members: empty ones that are not listed: ",
			     more);
		level->empty = 0;
		return true;
	}
	if (level->end == STATUS_DONE && !level->any) {
		close_member(unpack, out, UNPACK_SKIPPED, "no-members", "");
		level->any = true;
		return true;
	}
	if (level->end == STATUS_BAD_INPUT && unpack->depth > 1) {
		close_member(unpack, out, UNPACK_REFUSED, level->why.text, "");
		level->end = STATUS_DONE;
		level->any = true;
		return true;
	}
	return false;
}

/* At a whole character. */
static void cut_name(struct buf *name)
{
	size_t len = UNPACK_NAME_MOST;

	while (((unsigned char)name->data[len] & 0xC0) == 0x80)
		len--;
	name->data[len] = '\0';
	name->len = len;
}

/* Is it worth a member of its own? If so it is named and opened; false as well
 * when it is a container, which was entered. */
static bool take_member(unpack *unpack, struct unpack_member *out)
{
	struct level *level = &unpack->levels[unpack->depth - 1];

	unpack->member = out->stream;
	if (level->is_wacz && strncmp(out->name, "archive/", 8)) {
		stream_close(unpack->member);
		unpack->member = NULL;
		return false;
	}
	level->any = true;
	if (out->state == UNPACK_SKIPPED && !strcmp(out->reason, "empty") &&
	    ++level->empty > EMPTY_MOST)
		return false;
	name_member(unpack, out);
	if (unpack->name.len > UNPACK_NAME_MOST) {
		close_member(unpack, out, UNPACK_REFUSED, "name-too-long", "");
		cut_name(&unpack->name);
		return true;
	}
	return out->state != UNPACK_READABLE ||
	       open_member(unpack, out, unpack->name.data);
}

static void leave_all(unpack *unpack)
{
	while (unpack->depth)
		leave(unpack);
}

static enum status next_member(unpack *unpack, struct unpack_member *out,
			       struct error *err)
{
	while (unpack->depth) {
		struct level *level = &unpack->levels[unpack->depth - 1];

		*out = (struct unpack_member){ .name = "" };
		if (!level->end)
			level->end = level->container.kind->next(
				level->container.self, out, &level->why);
		if (!level->end) {
			if (take_member(unpack, out))
				return STATUS_OK;
		} else if (tell_end(unpack, out)) {
			return STATUS_OK;
		} else {
			enum status status = level->end;
			struct error why = level->why;

			leave(unpack);
			if (status == STATUS_DONE)
				continue;
			leave_all(unpack);	/* none of them can go on */
			return error_set(err, status, "%s", why.text);
		}
	}
	return STATUS_DONE;
}

/* Archives in archives may each be harmless, and a bomb together. */
static enum status end_member(unpack *unpack, struct error *err)
{
	enum status status = STATUS_OK;

	if (unpack->member && unpack->depth) {
		unpack->given += stream_offset(unpack->member);
		status = packed_check(unpack_position(unpack), unpack->given,
				      err);
	}
	stream_close(unpack->member);
	unpack->member = NULL;
	if (status)
		leave_all(unpack);
	return status;
}

enum status unpack_next(unpack *unpack, struct unpack_member *out,
			struct error *err)
{
	enum status status = end_member(unpack, err);

	*out = (struct unpack_member){ .name = "" };
	if (status)
		return status;
	unpack->member = unpack->file;
	unpack->file = NULL;
	if (unpack->member && open_member(unpack, out, unpack->source))
		return STATUS_OK;
	status = next_member(unpack, out, err);
	if (status)
		return status;
	out->number = unpack->number++;
	if (unpack->number <= UNPACK_MEMBERS_MOST)
		return STATUS_OK;
	leave_all(unpack);
	return error_set(err, STATUS_BAD_INPUT, "too-many-members: over %d",
			 UNPACK_MEMBERS_MOST);
}

bool unpack_is_container(const unpack *unpack)
{
	return unpack->is_container;
}

uint64_t unpack_position(const unpack *unpack)
{
	/* Some bytes of a zip are read twice. */
	return unpack->position < unpack->size ? unpack->position :
	       unpack->size;
}
