#include "unpack/zip_entry.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/mem.h"
#include "unpack/packed.h"
#include "unpack/section.h"

enum { ENCRYPTED = 1, MASKED = 0x2000 };	/* of flags */

struct checked {
	struct zip_entry entry;
	bool is_later;
	stream *unpacked;
	struct zip_growth *growth;
	uint64_t crc, given;
};

void zip_entry_local(struct zip_entry *out, const char *head, size_t *name_len,
		     size_t *extra_len)
{
	*out = (struct zip_entry){
		.flags = zip_uint(head + 6, 2), .method = zip_uint(head + 8, 2),
		.crc = zip_uint(head + 14, 4),
		.packed_len = zip_uint(head + 18, 4),
		.len = zip_uint(head + 22, 4),
	};
	*name_len = zip_uint(head + 26, 2);
	*extra_len = zip_uint(head + 28, 2);
}

/* Which unpacking a method needs; false: one that is not read. */
static bool packing_of_method(unsigned method, enum packing *out)
{
	static const struct { unsigned method; enum packing packing; } known[] = {
		{ ZIP_STORED, PACKING_NONE }, { ZIP_DEFLATED, PACKING_DEFLATE },
		{ 12, PACKING_BZIP2 }, { 93, PACKING_ZSTD }, { 95, PACKING_XZ },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (known[i].method == method) {
			*out = known[i].packing;
			return true;
		}
	return false;
}

enum status zip_entry_check(const struct zip_entry *entry, struct error *err)
{
	enum packing packing;

	if (entry->flags & (ENCRYPTED | MASKED))
		return error_set(err, STATUS_BAD_INPUT, "encrypted");
	return packing_of_method(entry->method, &packing) ? STATUS_OK :
	       error_set(err, STATUS_BAD_INPUT,
			 "unsupported: compression method %u", entry->method);
}

enum status zip_entry_find(uint64_t *out, const struct zip_bytes *bytes,
			   const struct zip_entry *entry, struct error *err)
{
	char head[ZIP_LOCAL_BYTES];
	struct zip_entry local;
	size_t name_len, extra_len;
	enum status status = zip_bytes_read(bytes, entry->header, head,
					    ZIP_LOCAL_BYTES, err);

	*out = 0;
	if (status)
		return status == STATUS_DONE ?
		       error_set(err, STATUS_BAD_INPUT, "truncated") : status;
	if (memcmp(head, "PK\3\4", 4))
		return error_set(err, STATUS_BAD_INPUT,
				 "damaged: nothing where its directory says");
	zip_entry_local(&local, head, &name_len, &extra_len);
	*out = entry->header + ZIP_LOCAL_BYTES + name_len + extra_len;
	if (*out > bytes->size || entry->packed_len > bytes->size - *out)
		return error_set(err, STATUS_BAD_INPUT, "truncated");
	return STATUS_OK;
}

/* All of it was given. */
static enum status check_end(const struct checked *checked, struct error *err)
{
	const struct zip_entry *entry = &checked->entry;

	if (checked->is_later || (checked->given == entry->len &&
				  checked->crc == entry->crc))
		return STATUS_DONE;
	return error_set(err, STATUS_BAD_INPUT, "checksum: %s",
			 checked->given != entry->len ?
			 "not as long as its directory says" :
			 "the CRC is another one");
}

static enum status check_growth(const struct checked *checked,
				struct error *err)
{
	struct zip_growth *growth = checked->growth;
	uint64_t taken;

	if (!growth)
		return STATUS_OK;
	taken = growth->from ? stream_offset(growth->from) :
		growth->taken + checked->entry.packed_len;
	return !packed_check(taken, growth->given, &growth->bomb) ? STATUS_OK :
	       error_set(err, STATUS_BAD_INPUT, "%s", growth->bomb.text);
}

static enum status checked_more(void *self, struct buf *out, struct error *err)
{
	struct checked *checked = self;
	const char *head;
	size_t have;
	enum status status = stream_ahead(checked->unpacked, 1, &head, &have,
					  err);

	if (status)
		return status;
	if (!have)
		return check_end(checked, err);
	if (have > STREAM_WINDOW)
		have = STREAM_WINDOW;
	buf_put(out, head, have);
	checked->crc = crc32(checked->crc, (const Bytef *)head, (uInt)have);
	checked->given += have;
	if (checked->growth)
		checked->growth->given += have;
	stream_consume(checked->unpacked, have);
	if (!checked->is_later && checked->given > checked->entry.len)
		return error_set(err, STATUS_BAD_INPUT,
				 "checksum: longer than its directory says");
	return check_growth(checked, err);
}

stream *zip_entry_checked(const struct zip_entry *entry, stream *unpacked,
			  bool is_later, struct zip_growth *growth)
{
	static const struct stream_source source = {
		.more = checked_more, .close = free,
	};
	struct checked *checked = mem_alloc(sizeof(*checked));

	*checked = (struct checked){ *entry, is_later, unpacked, growth,
				     crc32(0, NULL, 0), 0 };
	return stream_over(&source, checked);
}

stream *zip_entry_unpack(const struct zip_entry *entry, stream *data)
{
	enum packing packing = PACKING_NONE;

	packing_of_method(entry->method, &packing);
	return packed_open(data, packing);
}

enum status zip_entry_read(struct buf *out, const struct zip_bytes *bytes,
			   const struct zip_entry *entry, uint64_t begin,
			   struct error *err)
{
	stream *unpacked = zip_entry_unpack(entry,
		section_at(bytes->from, bytes->memory, begin, entry->packed_len));
	stream *checked = zip_entry_checked(entry, unpacked, false, NULL);
	enum status status;
	const char *head;
	size_t have;

	while (!(status = stream_ahead(checked, 1, &head, &have, err)) && have) {
		buf_put(out, head, have);
		stream_consume(checked, have);
	}
	stream_close(checked);
	stream_close(unpacked);
	return status;
}
