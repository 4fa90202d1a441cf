#include "index/stamp.h"

#include <stdbool.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "index/layout.h"

enum { BITS = 64 };
#define FNV_BASIS UINT64_C(14695981039346656037)
#define FNV_PRIME UINT64_C(1099511628211)

static uint64_t mix(uint64_t stamp, uint64_t value)
{
	for (int shift = 0; shift < BITS; shift += 8)
		stamp = (stamp ^ ((value >> shift) & 0xFF)) * FNV_PRIME;
	return stamp;
}

/* Add which file is at path now (freed); false when none is. */
static bool add_file(uint64_t *stamp, time_t *updated, char *path)
{
	struct stat about;
	bool is_there = !stat(path, &about);

	free(path);
	if (!is_there)
		return false;
	*stamp = mix(*stamp, (uint64_t)about.st_ino);
	*stamp = mix(*stamp, (uint64_t)about.st_mtim.tv_sec);
	*stamp = mix(*stamp, (uint64_t)about.st_mtim.tv_nsec);
	if (about.st_mtim.tv_sec > *updated)
		*updated = about.st_mtim.tv_sec;
	return true;
}

/* Xapian replaces this file with every commit. */
static bool add_shard(uint64_t *stamp, time_t *updated,
		      const struct layout *layout, const char *directory,
		      size_t number)
{
	char *shard = layout_shard(layout, directory, number);
	bool added = add_file(stamp, updated, layout_path(shard, "iamglass"));

	free(shard);
	return added;
}

uint64_t index_stamp(const char *directory, time_t *updated)
{
	struct layout layout;
	uint64_t stamp = FNV_BASIS;
	time_t newest = 0;

	if (updated)
		*updated = 0;
	if (layout_read(&layout, directory, NULL))
		return 0;
	stamp = mix(stamp, layout.generation);
	for (size_t i = 0; i < layout.shards; i++) {
		if (!add_shard(&stamp, &newest, &layout, directory, i))
			return 0;
	}
	if (updated)
		*updated = newest;
	add_file(&stamp, &newest, layout_file(&layout, directory, "labels"));
	add_file(&stamp, &newest, layout_file(&layout, directory, "lexicon"));
	return stamp ? stamp : 1;
}
