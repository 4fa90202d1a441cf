#include "index/folded.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "index/find_units.h"

enum { SCAN_STEP = 1 << 21 };	/* units between looks at the clock */

struct map {
	void *data;
	size_t len;
};

struct folded_text {
	struct map text, ends;
	const uint16_t *units;
	const uint64_t *end_of;	/* of id i at i - 1; see folded.h */
	uint32_t last;
	uint64_t total;		/* units of ids up to last */
};

struct folded_needle {
	uint16_t *units;
	size_t count;
};

static enum status map_file(struct map *out, const char *path,
			    const char *suffix, size_t least,
			    struct error *err)
{
	struct buf name = BUF_INIT;
	struct stat about = { 0 };
	enum status status = STATUS_OK;
	int fd;

	buf_put_format(&name, "%s%s", path, suffix);
	fd = open(name.data, O_RDONLY | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &about))
		status = error_set(err, STATUS_CORRUPT, "%s: %s", name.data,
				   strerror(errno));
	else if ((size_t)about.st_size < least)
		status = error_set(err, STATUS_CORRUPT,
				   "%s: shorter than the database says",
				   name.data);
	out->len = least;
	if (!status && least) {
		out->data = mmap(NULL, least, PROT_READ, MAP_SHARED, fd, 0);
		if (out->data == MAP_FAILED) {
			out->data = NULL;
			status = error_set(err, STATUS_IO, "%s: %s", name.data,
					   strerror(errno));
		}
	}
	if (fd >= 0)
		close(fd);
	buf_release(&name);
	return status;
}

enum status folded_open(folded_text **out, const char *path, uint32_t last,
			struct error *err)
{
	folded_text *folded = mem_alloc(sizeof(*folded));
	enum status status;

	*out = NULL;
	folded->last = last;
	status = map_file(&folded->ends, path, ".at", last * sizeof(uint64_t),
			  err);
	if (!status && last) {
		folded->end_of = folded->ends.data;
		folded->total = folded->end_of[last - 1] >> 1;
		status = map_file(&folded->text, path, "",
				  folded->total * sizeof(uint16_t), err);
		folded->units = folded->text.data;
	}
	if (status)
		folded_close(folded);
	else
		*out = folded;
	return status;
}

void folded_close(folded_text *folded)
{
	if (!folded)
		return;
	if (folded->text.data)
		munmap(folded->text.data, folded->text.len);
	if (folded->ends.data)
		munmap(folded->ends.data, folded->ends.len);
	free(folded);
}

folded_needle *folded_needle_new(const uint32_t *text, size_t count)
{
	folded_needle *needle = mem_alloc(sizeof(*needle));

	needle->units = mem_array(count * 2, sizeof(*needle->units));
	for (size_t i = 0; i < count; i++) {
		uint32_t cp = text[i];

		if (cp >= 0x10000) {
			needle->units[needle->count++] =
				(uint16_t)(0xD7C0 + (cp >> 10));
			cp = 0xDC00 | (cp & 0x3FF);
		}
		needle->units[needle->count++] = (uint16_t)cp;
	}
	return needle;
}

void folded_needle_free(folded_needle *needle)
{
	if (!needle)
		return;
	free(needle->units);
	free(needle);
}

static uint64_t end_of(const folded_text *folded, uint32_t id)
{
	uint64_t end = id ? folded->end_of[id - 1] >> 1 : 0;

	return end < folded->total ? end : folded->total;
}

static bool continues(const folded_text *folded, uint32_t id)
{
	return folded->end_of[id - 1] & 1;
}

/* How far a string may run that begins in id and has count units. */
static uint64_t reach(const folded_text *folded, uint32_t id, size_t count)
{
	uint64_t end = end_of(folded, id), far = end + count;

	while (continues(folded, id) && id < folded->last && end < far)
		end = end_of(folded, ++id);
	return end < far ? end : far;
}

/* The next place at or after from, and before end, where the needle begins and
 * fits below far; end when there is none. */
static uint64_t find(const folded_text *folded, const folded_needle *needle,
		     uint64_t from, uint64_t end, uint64_t far)
{
	uint64_t stop = end + needle->count - 1;
	size_t at;

	if (stop > far)
		stop = far;
	if (from >= end || stop < from + needle->count)
		return end;
	at = find_units(folded->units + from, (size_t)(stop - from),
			needle->units, needle->count);
	return at == SIZE_MAX ? end : from + at;
}

bool folded_has(const folded_text *folded, uint32_t id, const folded_needle *needle)
{
	uint64_t begin, end;

	if (!id || id > folded->last || !needle->count)
		return false;
	begin = end_of(folded, id - 1);
	end = end_of(folded, id);
	return find(folded, needle, begin, end,
		    reach(folded, id, needle->count)) < end;
}

size_t folded_count(const folded_text *folded, uint32_t id,
		    const folded_needle *needle)
{
	uint64_t at, end, far;
	size_t count = 0;

	if (!id || id > folded->last || !needle->count)
		return 0;
	at = end_of(folded, id - 1);
	end = end_of(folded, id);
	far = reach(folded, id, needle->count);
	while ((at = find(folded, needle, at, end, far)) < end) {
		count++;
		at += needle->count;
	}
	return count;
}

size_t folded_units(const folded_text *folded, uint32_t id)
{
	if (!id || id > folded->last)
		return 0;
	return (size_t)(end_of(folded, id) - end_of(folded, id - 1));
}

static const uint16_t nothing;

const uint16_t *folded_at(const folded_text *folded, uint32_t id,
			  size_t *count, bool *does_continue)
{
	uint64_t begin, end;

	*count = 0;
	*does_continue = false;
	if (!id || id > folded->last)
		return NULL;
	begin = id > 1 ? folded->end_of[id - 2] >> 1 : 0;
	end = folded->end_of[id - 1] >> 1;
	if (begin > end || end > folded->total)
		return NULL;
	*count = (size_t)(end - begin);
	*does_continue = continues(folded, id);
	return folded->units ? folded->units + begin : &nothing;
}

void folded_ids_release(struct folded_ids *ids)
{
	free(ids->at);
	*ids = (struct folded_ids){ NULL, 0, 0 };
}

/* The id at or after id whose text holds unit number at. */
static uint32_t id_of(const folded_text *folded, uint32_t id, uint64_t at)
{
	uint32_t step = 1, high;

	while (id + step < folded->last && end_of(folded, id + step) <= at) {
		id += step;
		step *= 2;
	}
	high = id + step < folded->last ? id + step : folded->last;
	while (id < high) {
		uint32_t middle = id + (high - id) / 2;

		if (end_of(folded, middle) <= at)
			id = middle + 1;
		else
			high = middle;
	}
	return id;
}

void folded_ids_add(struct folded_ids *ids, uint32_t id)
{
	if (ids->count == ids->capacity)
		mem_reserve(&ids->at, &ids->capacity, ids->count + 1,
			    sizeof(*ids->at));
	ids->at[ids->count++] = id;
}

uint64_t folded_total(const folded_text *folded)
{
	return folded->total;
}

/* Scan the places from at to stop; where to go on, which is behind stop when
 * the last passage found ends there. */
static uint64_t scan_until(struct folded_ids *out, const folded_text *folded,
			   const folded_needle *needle, uint64_t at,
			   uint64_t stop)
{
	uint32_t id = 1;

	while (at < stop) {
		at = find(folded, needle, at, stop, folded->total);
		if (at == stop)
			break;
		id = id_of(folded, id, at);
		if (at + needle->count > reach(folded, id, needle->count)) {
			at++;
			continue;
		}
		folded_ids_add(out, id);
		at = end_of(folded, id);
	}
	return at;
}

bool folded_scan_some(struct folded_ids *out, const folded_text *folded,
		      const folded_needle *needle, uint64_t *at)
{
	const uint64_t total = folded->total;
	const uint64_t stop = total - *at > SCAN_STEP ? *at + SCAN_STEP : total;

	*at = needle->count ? scan_until(out, folded, needle, *at, stop)
			    : total;
	return *at < total;
}

void folded_scan(struct folded_ids *out, const folded_text *folded,
		 const folded_needle *needle)
{
	uint64_t at = 0;

	while (folded_scan_some(out, folded, needle, &at))
		;
}
