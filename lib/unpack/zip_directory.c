#include "unpack/zip_entry.h"

#include <string.h>
#include <zlib.h>

#include "unpack/stream_source.h"

enum {
	END_BYTES = 22,
	END_SEARCH = END_BYTES + 65535,
	END64_BYTES = 56,
	LOCATOR_BYTES = 20,
	ENTRY_BYTES = 46
};

uint32_t zip_uint(const char *at, size_t bytes)
{
	const unsigned char *byte = (const unsigned char *)at;
	uint32_t value = 0;

	while (bytes--)
		value = value << 8 | byte[bytes];
	return value;
}

static uint64_t uint64(const char *at)
{
	return (uint64_t)zip_uint(at + 4, 4) << 32 | zip_uint(at, 4);
}

enum status zip_bytes_read(const struct zip_bytes *bytes, uint64_t offset,
			   void *to, size_t len, struct error *err)
{
	if (offset > bytes->size || len > bytes->size - offset)
		return STATUS_DONE;
	if (!bytes->memory)
		return stream_read_at(bytes->from, offset, to, len, err);
	memcpy(to, bytes->memory + offset, len);
	return STATUS_OK;
}

/* The end record's place in the last len bytes, or SIZE_MAX.  One whose comment
 * was cut is taken when there is none that is whole. */
static size_t find_end(const char *tail, size_t len)
{
	size_t cut = SIZE_MAX;

	for (size_t at = len < END_BYTES ? 0 : len - END_BYTES + 1; at--; ) {
		if (tail[at] != 'P' || memcmp(tail + at, "PK\5\6", 4))
			continue;
		if (at + END_BYTES + zip_uint(tail + at + 20, 2) <= len)
			return at;
		if (cut == SIZE_MAX)
			cut = at;
	}
	return cut;
}

/* Where a directory of more than 65,535 members or 4 GiB says that it is. */
static enum status read_end64(struct zip_directory *directory, uint64_t end_at,
			      uint64_t *size, uint64_t *offset,
			      struct error *err)
{
	char locator[LOCATOR_BYTES], end[END64_BYTES];
	enum status status;
	uint64_t at;

	if (end_at < LOCATOR_BYTES)
		return STATUS_DONE;
	status = zip_bytes_read(&directory->bytes, end_at - LOCATOR_BYTES,
				locator, LOCATOR_BYTES, err);
	if (status || memcmp(locator, "PK\6\7", 4))
		return status ? status : STATUS_DONE;
	at = uint64(locator + 8);
	status = zip_bytes_read(&directory->bytes, at, end, END64_BYTES, err);
	if (status || memcmp(end, "PK\6\6", 4))
		return status ? status : STATUS_DONE;
	*size = uint64(end + 40);
	*offset = uint64(end + 48);
	directory->end = at;
	return STATUS_OK;
}

static bool is_entry(const struct zip_directory *directory, uint64_t at)
{
	char mark[4];

	return !zip_bytes_read(&directory->bytes, at, mark, 4, NULL) &&
	       !memcmp(mark, "PK\1\2", 4);
}

/* The directory ends where the end record begins, even when other bytes stand
 * before the zip; some writers put records between the two. */
static enum status place(struct zip_directory *directory, uint64_t size,
			 uint64_t offset)
{
	bool fits = size <= directory->end && offset <= directory->end - size;
	bool at_offset = offset < directory->end && is_entry(directory, offset);

	if (!fits && !at_offset)
		return STATUS_NOT_FOUND;
	directory->at = fits ? directory->end - size : offset;
	if (at_offset && !is_entry(directory, directory->at))
		directory->at = offset;
	directory->before = directory->at - offset;
	return STATUS_OK;
}

static enum status locate(struct zip_directory *directory, const char *tail,
			  uint64_t tail_at, size_t end, struct error *err)
{
	uint64_t size = zip_uint(tail + end + 12, 4);
	uint64_t offset = zip_uint(tail + end + 16, 4);
	enum status status = STATUS_DONE;

	directory->end = tail_at + end;
	directory->count = zip_uint(tail + end + 10, 2);
	if (size == UINT32_MAX || offset == UINT32_MAX ||
	    directory->count == UINT16_MAX)
		status = read_end64(directory, directory->end, &size, &offset,
				    err);
	if (status && status != STATUS_DONE)
		return status;
	return place(directory, size, offset);
}

/* No zip can give more packed bytes than it has: else members share them. */
enum status zip_directory_check(const struct zip_directory *directory,
				struct error *err)
{
	struct zip_directory walk = *directory;
	struct zip_entry entry;
	struct buf name = BUF_INIT;
	uint64_t sum = 0;
	enum status status;

	while (!(status = zip_directory_next(&walk, &entry, &name, NULL)) &&
	       sum <= walk.bytes.size)
		sum += entry.packed_len > walk.bytes.size ? walk.bytes.size :
		       entry.packed_len + ZIP_LOCAL_BYTES;
	buf_release(&name);
	if (status == STATUS_IO)
		return error_set(err, STATUS_IO, "cannot be read");
	return sum <= walk.bytes.size ? STATUS_OK :
	       error_set(err, STATUS_BAD_INPUT,
			 "overlap: members share their bytes");
}

enum status zip_directory_open(struct zip_directory *out,
			       struct zip_bytes bytes, struct error *err)
{
	size_t len = bytes.size < END_SEARCH ? (size_t)bytes.size : END_SEARCH;
	uint64_t tail_at = bytes.size - len;
	struct buf tail = BUF_INIT;
	size_t end = SIZE_MAX;
	enum status status;

	*out = (struct zip_directory){ .bytes = bytes };
	buf_reserve(&tail, len);
	status = zip_bytes_read(&bytes, tail_at, tail.data, len, err);
	if (!status)
		end = find_end(tail.data, len);
	if (!status)
		status = end == SIZE_MAX ? STATUS_DONE :
			 locate(out, tail.data, tail_at, end, err);
	buf_release(&tail);
	return status;
}

void zip_entry_extra(struct zip_entry *entry, struct buf *name,
		     const char *extra, size_t len)
{
	uint64_t *const wide[] = { &entry->len, &entry->packed_len,
				   &entry->header };

	while (len >= 4) {
		unsigned id = zip_uint(extra, 2);
		size_t size = zip_uint(extra + 2, 2), at = 4;

		if (size > len - 4)
			return;
		for (size_t i = 0; id == 1 && i < 3; i++)
			if (*wide[i] == UINT32_MAX && at + 8 <= size + 4) {
				*wide[i] = uint64(extra + at);
				at += 8;
			}
		if (id == 0x7075 && size > 5 && extra[4] == 1 &&
		    zip_uint(extra + 5, 4) ==
		    crc32(0, (const Bytef *)name->data, (uInt)name->len)) {
			buf_clear(name);
			buf_put(name, extra + 9, size - 5);
		}
		extra += 4 + size;
		len -= 4 + size;
	}
}

enum status zip_directory_next(struct zip_directory *directory,
			       struct zip_entry *out, struct buf *name,
			       struct error *err)
{
	char head[ENTRY_BYTES], extra[UINT16_MAX];
	size_t name_len, extra_len;
	enum status status = STATUS_DONE;

	if (directory->at >= directory->end)
		return STATUS_DONE;
	status = zip_bytes_read(&directory->bytes, directory->at, head,
				ENTRY_BYTES, err);
	if (!status && (!memcmp(head, "PK\6\6", 4) ||
			!memcmp(head, "PK\5\5", 4)))
		return STATUS_DONE;	/* a record between it and the end */
	if (status || memcmp(head, "PK\1\2", 4))
		goto out;
	*out = (struct zip_entry){
		.host = (unsigned char)head[5], .flags = zip_uint(head + 8, 2),
		.method = zip_uint(head + 10, 2), .crc = zip_uint(head + 16, 4),
		.packed_len = zip_uint(head + 20, 4),
		.len = zip_uint(head + 24, 4),
		.attributes = zip_uint(head + 38, 4),
		.header = zip_uint(head + 42, 4),
	};
	name_len = zip_uint(head + 28, 2);
	extra_len = zip_uint(head + 30, 2);
	buf_clear(name);
	buf_reserve(name, name_len);
	status = zip_bytes_read(&directory->bytes, directory->at + ENTRY_BYTES,
				name->data, name_len, err);
	if (status)
		goto out;
	name->len = name_len;
	buf_put(name, "", 0);
	status = zip_bytes_read(&directory->bytes,
				directory->at + ENTRY_BYTES + name_len, extra,
				extra_len, err);
	if (status)
		goto out;
	zip_entry_extra(out, name, extra, extra_len);
	out->header += directory->before;
	directory->at += ENTRY_BYTES + name_len + extra_len +
			 zip_uint(head + 32, 2);
	return STATUS_OK;
out:
	return status == STATUS_IO ? status :
	       error_set(err, STATUS_BAD_INPUT,
			 "damaged: its directory breaks off");
}
