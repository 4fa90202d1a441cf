#define ZLIB_CONST
#include "read/package.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <zlib.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "text/decode.h"

enum {
	PART_MOST = 64 << 20,
	ALL_MOST = 256 << 20,
	RATIO_MOST = 200,
	RATIO_FROM = 16 << 20,
	PARTS_MOST = 65536,
	LOCAL_BYTES = 30,	/* of the header before a part, without its name */
	ENTRY_BYTES = 46,	/* of an entry of the directory */
	END_BYTES = 22,
	COMMENT_MOST = 65535
};

struct part {
	char *name;
	uint64_t packed, size, local;
	uint32_t crc;
	unsigned method, flags;
};

struct package {
	const unsigned char *bytes;
	size_t len;
	struct part *parts;
	size_t count, capacity;
	size_t delivered;
};

static unsigned get16(const unsigned char *at)
{
	return (unsigned)(at[0] | at[1] << 8);
}

static uint32_t get32(const unsigned char *at)
{
	return get16(at) | (uint32_t)get16(at + 2) << 16;
}

static uint64_t get64(const unsigned char *at)
{
	return get32(at) | (uint64_t)get32(at + 4) << 32;
}

/* The record that ends the directory stands last, before a comment. */
static const unsigned char *find_end(const package *package)
{
	size_t most = package->len < END_BYTES + COMMENT_MOST ? package->len :
		      END_BYTES + COMMENT_MOST;

	for (size_t back = END_BYTES; back <= most; back++) {
		const unsigned char *at = package->bytes + package->len - back;

		if (at[0] == 'P' && !memcmp(at, "PK\5\6", 4))
			return at;
	}
	return NULL;
}

static void normalize(char *name)
{
	char *from = name;

	for (char *at = name; *at; at++)
		if (*at == '\\')
			*at = '/';
	while (*from == '/' || (from[0] == '.' && from[1] == '/'))
		from++;
	memmove(name, from, strlen(from) + 1);
}

/* Names that are not marked as UTF-8 can be, or are in an encoding of ours. */
static char *name_of(const char *bytes, size_t len)
{
	struct decode_report report;
	struct text text = TEXT_INIT;
	struct buf utf8 = BUF_INIT;
	char *name;

	memset(&report, 0, sizeof(report));
	if (!utf8_is_valid(bytes, len) &&
	    !decode(&text, &report, bytes, len, "gb18030", ENCODING_UNKNOWN,
		    NULL, NULL)) {
		text_to_utf8(&utf8, &text, 0, text.count);
		name = buf_detach(&utf8);
	} else {
		name = mem_string_len(bytes, len);
	}
	text_release(&text);
	normalize(name);
	return name;
}

/* Sizes that do not fit in 32 bits stand in an extra field, in this order. */
static void read_extra(struct part *part, const unsigned char *extra,
		       size_t len)
{
	uint64_t *fields[] = { &part->size, &part->packed, &part->local };

	while (len >= 4) {
		size_t size = get16(extra + 2);
		const unsigned char *at = extra + 4;

		if (size > len - 4)
			return;
		for (size_t i = 0; get16(extra) == 1 && i < 3; i++)
			if (*fields[i] == UINT32_MAX &&
			    at + 8 <= extra + 4 + size) {
				*fields[i] = get64(at);
				at += 8;
			}
		extra += 4 + size;
		len -= 4 + size;
	}
}

/* The entry at at; how long it is, 0: there is none. */
static size_t read_entry(package *package, const unsigned char *at, size_t left)
{
	struct part part;
	size_t name_len, extra_len, len;

	if (left < ENTRY_BYTES || memcmp(at, "PK\1\2", 4))
		return 0;
	name_len = get16(at + 28);
	extra_len = get16(at + 30);
	len = ENTRY_BYTES + name_len + extra_len + get16(at + 32);
	if (len > left)
		return 0;
	part = (struct part){
		.name = name_of((const char *)at + ENTRY_BYTES, name_len),
		.flags = get16(at + 8), .method = get16(at + 10),
		.crc = get32(at + 16), .packed = get32(at + 20),
		.size = get32(at + 24), .local = get32(at + 42),
	};
	read_extra(&part, at + ENTRY_BYTES + name_len, extra_len);
	mem_reserve(&package->parts, &package->capacity, package->count + 1,
		    sizeof(*package->parts));
	package->parts[package->count++] = part;
	return len;
}

static int by_name(const void *one, const void *other)
{
	const struct part *a = one, *b = other;

	return strcasecmp(a->name, b->name);
}

static enum status read_directory(package *package, struct error *err)
{
	const unsigned char *end = find_end(package);
	uint64_t begin;
	size_t at, last, len;

	if (!end)
		return error_set(err, STATUS_BAD_INPUT,
				 "truncated: the zip file has no directory");
	last = (size_t)(end - package->bytes);
	begin = get32(end + 16);
	if (begin == UINT32_MAX || begin > last)
		return error_set(err, STATUS_BAD_INPUT,
				 "zip-damaged: its directory is elsewhere");
	for (at = (size_t)begin; package->count < PARTS_MOST; at += len)
		if (!(len = read_entry(package, package->bytes + at, last - at)))
			break;
	if (package->count < get16(end + 10))
		return error_set(err, STATUS_BAD_INPUT,
				 "zip-damaged: its directory is cut short");
	if (package->count)
		qsort(package->parts, package->count, sizeof(*package->parts),
		      by_name);
	return STATUS_OK;
}

enum status package_open(package **out, const void *bytes, size_t len,
			 struct error *err)
{
	package *made = mem_alloc(sizeof(*made));
	enum status status;

	*out = NULL;
	made->bytes = bytes;
	made->len = len;
	status = read_directory(made, err);
	if (status)
		package_close(made);
	else
		*out = made;
	return status;
}

void package_close(package *package)
{
	if (!package)
		return;
	for (size_t i = 0; i < package->count; i++)
		free(package->parts[i].name);
	free(package->parts);
	free(package);
}

size_t package_count(const package *package)
{
	return package->count;
}

const char *package_name(const package *package, size_t index)
{
	return package->parts[index].name;
}

static const struct part *find(const package *package, const char *wanted)
{
	const struct part *found = NULL;
	char *name = mem_string(wanted);
	size_t low = 0, high = package->count;

	normalize(name);
	while (low < high) {	/* the first that is not before it */
		size_t middle = low + (high - low) / 2;

		if (strcasecmp(package->parts[middle].name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < package->count &&
	       !strcasecmp(package->parts[low].name, name); low++)
		if (!found || !strcmp(package->parts[low].name, name))
			found = &package->parts[low];
	free(name);
	return found;
}

bool package_has(const package *package, const char *name)
{
	return find(package, name) != NULL;
}

/* Where the part's bytes lie: behind its local header. */
static const unsigned char *locate(const package *package,
				   const struct part *part)
{
	const unsigned char *at = package->bytes + part->local;
	size_t skip;

	if (part->local > package->len ||
	    package->len - part->local < LOCAL_BYTES ||
	    memcmp(at, "PK\3\4", 4))
		return NULL;
	skip = LOCAL_BYTES + (size_t)get16(at + 26) + get16(at + 28);
	if (skip > package->len - part->local ||
	    part->packed > package->len - part->local - skip)
		return NULL;
	return at + skip;
}

static enum status check_bounds(const package *package,
				const struct part *part, struct error *err)
{
	if (part->flags & 1)
		return error_set(err, STATUS_BAD_INPUT, "encrypted");
	if (part->method != 0 && part->method != Z_DEFLATED)
		return error_set(err, STATUS_BAD_INPUT,
				 "unsupported: packed by method %u",
				 part->method);
	if (part->size > PART_MOST)
		return error_set(err, STATUS_BAD_INPUT,
				 "too-large: a part of the zip file");
	if (part->size > ALL_MOST - package->delivered ||
	    (part->size > RATIO_FROM && part->size / RATIO_MOST > part->packed))
		return error_set(err, STATUS_BAD_INPUT,
				 "bomb: the zip file grows too much");
	if (!locate(package, part) ||
	    (part->method == 0 && part->size != part->packed))
		return error_set(err, STATUS_BAD_INPUT,
				 "zip-damaged: a part is not where it should be");
	return STATUS_OK;
}

/* Is the part exactly as long as the directory says? */
static bool unpack_part(struct buf *out, const struct part *part,
			const unsigned char *packed)
{
	z_stream z = { 0 };
	int result;

	if (inflateInit2(&z, -MAX_WBITS) != Z_OK)
		return false;
	z.next_in = packed;
	z.avail_in = (uInt)part->packed;
	z.next_out = (Bytef *)out->data;
	z.avail_out = (uInt)part->size + 1;
	result = inflate(&z, Z_FINISH);
	out->len = (size_t)part->size + 1 - z.avail_out;
	inflateEnd(&z);
	return result == Z_STREAM_END && out->len == part->size;
}

enum status package_read(package *package, struct buf *out, const char *name,
			 struct error *err)
{
	const struct part *part = find(package, name);
	enum status status;
	bool is_whole = true;

	buf_clear(out);
	if (!part)
		return error_set(err, STATUS_NOT_FOUND, "no part %s", name);
	status = check_bounds(package, part, err);
	if (status)
		return status;
	buf_reserve(out, (size_t)part->size + 1);
	if (part->method == 0)
		buf_put(out, locate(package, part), (size_t)part->size);
	else
		is_whole = unpack_part(out, part, locate(package, part));
	out->data[out->len] = '\0';
	package->delivered += out->len;
	if (!is_whole || crc32(0, (const Bytef *)out->data, (uInt)out->len) !=
			 part->crc)
		return error_set(err, STATUS_BAD_INPUT,
				 "checksum: a part of the zip file is damaged");
	return STATUS_OK;
}

void package_put_text(const package *package, struct text *out,
		      const char *utf8, size_t len)
{
	const char *at = utf8, *end = len ? utf8 + len : utf8;

	while (at < end)
		text_put(out, utf8_next(&at, end), 0, (uint32_t)package->len);
}

void package_cover(const package *package, struct text *text)
{
	for (size_t i = 0; i < text->count; i++)
		text->src[i] = 0;
	text->src_end = (uint32_t)package->len;
}
