#include "read/package.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "unpack/name.h"
#include "unpack/zip_entry.h"

enum {
	PART_MOST = 64 << 20,
	ALL_MOST = 256 << 20,
	RATIO_MOST = 200,
	RATIO_FROM = 16 << 20,
	PARTS_MOST = 65536
};

struct part {
	char *name;
	struct zip_entry entry;
};

struct package {
	struct zip_bytes zip;
	struct part *parts;
	size_t count, capacity;
	size_t delivered;
};

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

static void add_part(struct package *package, const struct zip_entry *entry,
		     const char *name)
{
	struct name_remarks remarks = { 0 };
	struct buf utf8 = BUF_INIT;
	struct part part = { .entry = *entry };

	name_put_text(&utf8, &remarks, name);
	part.name = buf_detach(&utf8);
	normalize(part.name);
	mem_reserve(&package->parts, &package->capacity, package->count + 1,
		    sizeof(*package->parts));
	package->parts[package->count++] = part;
}

static int by_name(const void *one, const void *other)
{
	const struct part *a = one, *b = other;

	return strcasecmp(a->name, b->name);
}

/* Is the directory as long as its end says? */
static bool read_parts(struct package *package, struct zip_directory *directory)
{
	struct zip_entry entry;
	struct buf name = BUF_INIT;

	while (package->count < PARTS_MOST &&
	       !zip_directory_next(directory, &entry, &name, NULL))
		add_part(package, &entry, name.data);
	buf_release(&name);
	if (package->count)
		qsort(package->parts, package->count, sizeof(*package->parts),
		      by_name);
	return package->count >= directory->count;
}

static enum status read_directory(struct package *package, struct error *err)
{
	struct zip_directory directory;
	enum status status = zip_directory_open(&directory, package->zip, err);

	if (status == STATUS_DONE)
		return error_set(err, STATUS_BAD_INPUT,
				 "truncated: the zip file has no directory");
	if (status)
		return error_set(err, STATUS_BAD_INPUT,
				 "zip-damaged: its directory is elsewhere");
	return read_parts(package, &directory) ? STATUS_OK :
	       error_set(err, STATUS_BAD_INPUT,
			 "zip-damaged: its directory is cut short");
}

enum status package_open(package **out, const void *bytes, size_t len,
			 struct error *err)
{
	package *made = mem_alloc(sizeof(*made));
	enum status status;

	*out = NULL;
	made->zip = (struct zip_bytes){ .memory = bytes, .size = len };
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

static enum status check_bounds(const package *package,
				const struct zip_entry *part, struct error *err)
{
	enum status status = zip_entry_check(part, err);

	if (status)
		return status;
	if (part->method != ZIP_STORED && part->method != ZIP_DEFLATED)
		return error_set(err, STATUS_BAD_INPUT,
				 "unsupported: compression method %u",
				 part->method);
	if (part->len > PART_MOST)
		return error_set(err, STATUS_BAD_INPUT,
				 "too-large: a part of the zip file");
	if (part->len > ALL_MOST - package->delivered ||
	    (part->len > RATIO_FROM &&
	     part->len / RATIO_MOST > part->packed_len))
		return error_set(err, STATUS_BAD_INPUT,
				 "bomb: the zip file grows too much");
	return STATUS_OK;
}

static enum status find_data(uint64_t *out, const package *package,
			     const struct zip_entry *part, struct error *err)
{
	if (!zip_entry_find(out, &package->zip, part, NULL) &&
	    (part->method != ZIP_STORED || part->len == part->packed_len))
		return STATUS_OK;
	return error_set(err, STATUS_BAD_INPUT,
			 "zip-damaged: a part is not where it should be");
}

enum status package_read(package *package, struct buf *out, const char *name,
			 struct error *err)
{
	const struct part *part = find(package, name);
	enum status status;
	uint64_t begin;

	buf_clear(out);
	if (!part)
		return error_set(err, STATUS_NOT_FOUND, "no part %s", name);
	status = check_bounds(package, &part->entry, err);
	if (!status)
		status = find_data(&begin, package, &part->entry, err);
	if (status)
		return status;
	buf_reserve(out, (size_t)part->entry.len + 1);
	buf_put(out, "", 0);
	status = zip_entry_read(out, &package->zip, &part->entry, begin, NULL);
	package->delivered += out->len;
	return !status ? STATUS_OK :
	       error_set(err, STATUS_BAD_INPUT,
			 "checksum: a part of the zip file is damaged");
}

void package_put_text(const package *package, struct text *out,
		      const char *utf8, size_t len)
{
	const char *at = utf8, *end = len ? utf8 + len : utf8;

	while (at < end)
		text_put(out, utf8_next(&at, end), 0,
			 (uint32_t)package->zip.size);
}
