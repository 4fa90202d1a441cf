#include "unpack/zip.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "unpack/packed.h"
#include "unpack/section.h"
#include "unpack/zip_entry.h"

enum { MEMORY_MOST = 64 << 20 };

struct zip {
	stream *from;
	struct zip_bytes bytes;
	struct zip_directory directory;
	bool is_open, is_whole, has_directory;
	struct zip_entry entry;
	struct buf name;
	struct error why;	/* the current member is not read */
	stream *data;		/* of the current member, unpacked */
	struct zip_growth growth;
};

/* Can its bytes be read in any order? A file can; anything else of up to 64 MiB
 * is held in memory, and read ahead of without being consumed. */
static bool find_bytes(struct zip *zip)
{
	const char *head;
	size_t have;

	zip->bytes.from = zip->from;
	if (stream_size(zip->from, &zip->bytes.size))
		return true;
	/* A failure later on is met again by whoever reads on. */
	stream_ahead(zip->from, MEMORY_MOST + 1, &head, &have, NULL);
	zip->bytes.memory = head;
	zip->bytes.size = have;
	return have <= MEMORY_MOST;
}

static enum status open_zip(struct zip *zip, struct error *err)
{
	enum status status;

	zip->is_open = true;
	zip->is_whole = find_bytes(zip);
	zip->growth.from = zip->from;
	if (!zip->is_whole)
		return STATUS_OK;
	status = zip_directory_open(&zip->directory, zip->bytes, err);
	if (!status)
		status = zip_directory_check(&zip->directory, err);
	zip->has_directory = !status;
	if (!status)
		zip->growth.from = NULL;
	return status == STATUS_DONE || status == STATUS_NOT_FOUND ?
	       STATUS_OK : status;
}

/* State and reason of what the current entry is, if it cannot be read. */
static bool is_readable(struct zip *zip, struct unpack_member *out)
{
	enum { UNIX = 3, TYPE = 0170000, LINK = 0120000, FILE_TYPE = 0100000 };
	const struct zip_entry *entry = &zip->entry;
	unsigned type = entry->host == UNIX ? entry->attributes >> 16 & TYPE : 0;

	out->reason = zip->why.text;
	if (type && type != FILE_TYPE) {
		out->state = UNPACK_SKIPPED;
		out->reason = type == LINK ? "symlink" : "special-file";
		return false;
	}
	if (zip_entry_check(entry, &zip->why)) {
		out->state = UNPACK_REFUSED;
		return false;
	}
	if (!entry->len && !entry->packed_len &&
	    (zip->has_directory || !(entry->flags & ZIP_LENGTH_LATER))) {
		out->state = UNPACK_SKIPPED;
		out->reason = "empty";
		return false;
	}
	out->state = UNPACK_READABLE;
	out->reason = NULL;
	return true;
}

static bool is_directory(const struct buf *name)
{
	return name->len && (name->data[name->len - 1] == '/' ||
			     name->data[name->len - 1] == '\\');
}

/* The data of the entry that the directory describes. */
static enum status find_data(struct zip *zip, struct unpack_member *out,
			     struct error *err)
{
	const struct zip_entry *entry = &zip->entry;
	uint64_t begin;
	enum status status = zip_entry_find(&begin, &zip->bytes, entry,
					    &zip->why);

	if (begin) {
		out->begin = entry->header;
		out->end = begin + entry->packed_len;
	}
	if (status == STATUS_BAD_INPUT) {
		out->state = UNPACK_REFUSED;
		out->reason = zip->why.text;
		return STATUS_OK;
	}
	if (status)
		return error_set(err, status, "%s", zip->why.text);
	zip->data = zip_entry_unpack(entry,
		section_at(zip->bytes.from, zip->bytes.memory, begin,
			   entry->packed_len));
	out->stream = zip_entry_checked(entry, zip->data, false, &zip->growth);
	return STATUS_OK;
}

static enum status next_listed(struct zip *zip, struct unpack_member *out,
			       struct error *err)
{
	enum status status;

	do
		status = zip_directory_next(&zip->directory, &zip->entry,
					    &zip->name, err);
	while (!status && is_directory(&zip->name));
	if (status)
		return status;
	out->name = zip->name.data;
	return is_readable(zip, out) ? find_data(zip, out, err) : STATUS_OK;
}

/* Without a directory: pass over what is left of the member before, and over
 * the lengths that follow it where its header did not have them. */
static enum status leave_member(struct zip *zip, struct error *err)
{
	const char *head;
	size_t have, len;
	enum status status = STATUS_OK;

	if (!zip->data)
		return STATUS_OK;
	while (!(status = stream_ahead(zip->data, 1, &head, &have, err)) && have)
		stream_consume(zip->data, have);
	stream_close(zip->data);
	zip->data = NULL;
	if (status || !(zip->entry.flags & ZIP_LENGTH_LATER))
		return status;
	status = stream_ahead(zip->from, 28, &head, &have, err);
	if (status && !have)
		return status;
	len = have >= 4 && !memcmp(head, "PK\7\10", 4) ? 16 : 12;
	if (have >= len + 12 && memcmp(head + len, "PK", 2) &&
	    !memcmp(head + len + 8, "PK", 2))
		len += 8;
	stream_consume(zip->from, len < have ? len : have);
	return STATUS_OK;
}

/* Go to the next local header.  STATUS_DONE: the directory was reached. */
static enum status find_local(struct zip *zip, struct error *err)
{
	const char *head, *at;
	size_t have;

	for (;;) {
		enum status status = stream_ahead(zip->from, ZIP_LOCAL_BYTES,
						  &head, &have, err);

		if (status && status != STATUS_BAD_INPUT)
			return status;
		if (have >= 4 && !zip->is_whole &&
		    (!memcmp(head, "PK\1\2", 4) || !memcmp(head, "PK\5\6", 4)))
			return STATUS_DONE;
		if (have < ZIP_LOCAL_BYTES)
			return error_set(err, STATUS_BAD_INPUT,
					 "truncated: no directory");
		if (!memcmp(head, "PK\3\4", 4))
			return STATUS_OK;
		at = memchr(head + 1, 'P', have - 1);
		stream_consume(zip->from, at ? (size_t)(at - head) : have);
	}
}

static enum status read_local(struct zip *zip, struct error *err)
{
	struct zip_entry *entry = &zip->entry;
	enum status status = find_local(zip, err);
	size_t have, name_len, extra_len, len;
	const char *head;

	if (status)
		return status;
	stream_ahead(zip->from, ZIP_LOCAL_BYTES, &head, &have, err);
	zip_entry_local(entry, head, &name_len, &extra_len);
	entry->header = stream_offset(zip->from);
	len = ZIP_LOCAL_BYTES + name_len + extra_len;
	status = stream_ahead(zip->from, len, &head, &have, err);
	if (status || have < len)
		return status ? status : error_set(err, STATUS_BAD_INPUT,
						   "truncated: no directory");
	buf_clear(&zip->name);
	buf_put(&zip->name, head + ZIP_LOCAL_BYTES, name_len);
	zip_entry_extra(entry, &zip->name, head + ZIP_LOCAL_BYTES + name_len,
			extra_len);
	stream_consume(zip->from, len);
	return STATUS_OK;
}

static enum status next_local(struct zip *zip, struct unpack_member *out,
			      struct error *err)
{
	struct zip_entry *entry = &zip->entry;
	enum status status;
	bool later;

	do {
		status = leave_member(zip, err);
		/* What was wrong with a member was told with it. */
		if (!status || status == STATUS_BAD_INPUT)
			status = read_local(zip, err);
	} while (!status && is_directory(&zip->name) && !entry->packed_len);
	if (status)
		return status;
	later = entry->flags & ZIP_LENGTH_LATER;
	out->name = zip->name.data;
	out->begin = entry->header;
	if (!later)
		out->end = stream_offset(zip->from) + entry->packed_len;
	if (is_readable(zip, out) && later && entry->method != ZIP_DEFLATED) {
		out->state = UNPACK_REFUSED;
		out->reason = "truncated: no directory has its length";
	}
	if (out->state != UNPACK_READABLE && later)
		return STATUS_OK;	/* the next header is looked for */
	zip->data = later ? packed_open_lent(zip->from, PACKING_DEFLATE) :
		    section_next(zip->from, entry->packed_len);
	if (out->state != UNPACK_READABLE)
		return STATUS_OK;
	if (!later)
		zip->data = zip_entry_unpack(entry, zip->data);
	out->stream = zip_entry_checked(entry, zip->data, later, &zip->growth);
	return STATUS_OK;
}

static enum status zip_next(void *self, struct unpack_member *out,
			    struct error *err)
{
	struct zip *zip = self;
	enum status status = zip->is_open ? STATUS_OK : open_zip(zip, err);

	if (!status && zip->growth.bomb.status)
		status = error_set(err, STATUS_BAD_INPUT, "%s",
				   zip->growth.bomb.text);
	if (status)
		return status;
	zip->growth.taken += zip->entry.packed_len;
	if (!zip->has_directory)
		return next_local(zip, out, err);
	stream_close(zip->data);
	zip->data = NULL;
	return next_listed(zip, out, err);
}

static void zip_close(void *self)
{
	struct zip *zip = self;

	stream_close(zip->data);
	stream_close(zip->from);
	buf_release(&zip->name);
	free(zip);
}

void zip_open(struct container *out, stream *from)
{
	static const struct container_kind kind = { zip_next, zip_close };
	struct zip *zip = mem_alloc(sizeof(*zip));

	zip->from = from;
	*out = (struct container){ &kind, zip };
}

void zip_first_name(char *out, size_t size, const char *head, size_t len)
{
	struct zip_entry entry;
	size_t name_len, extra_len;

	*out = '\0';
	if (len < ZIP_LOCAL_BYTES || memcmp(head, "PK\3\4", 4))
		return;
	zip_entry_local(&entry, head, &name_len, &extra_len);
	if (name_len > len - ZIP_LOCAL_BYTES)
		name_len = len - ZIP_LOCAL_BYTES;
	snprintf(out, size, "%.*s", (int)name_len, head + ZIP_LOCAL_BYTES);
}
