/* index/shard_place.h - where the shards of an index lie: here, or on other machines.
 *
 * What is given as an index (-i, $BAGUI_INDEX) is one of
 *   an index directory	as bagui-index makes it (index/layout.h)
 *   a shard's directory	one Xapian database of an index; its folded text is
 *			used when it stands beside it under its usual name
 *   host:port		a xapian-tcpsrv that serves one shard
 *   a stub		a list of these in Xapian's own form, so that Xapian's
 *			tools read it too: lines "auto PATH" (from the stub's own
 *			folder) or "remote HOST:PORT", '#' begins a comment.  It
 *			is a file, or a directory that has it as XAPIANDB and no
 *			file "bagui"
 * Lines that would run a program ("remote :PROG") are refused. */
#ifndef INDEX_SHARD_PLACE_H
#define INDEX_SHARD_PLACE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/status.h"

enum shard_place_kind { PLACE_INDEX, PLACE_SHARD, PLACE_REMOTE };

struct shard_place {
	enum shard_place_kind kind;
	char *name;		/* the path, or host:port */
	char *host;		/* PLACE_REMOTE, else NULL */
	uint16_t port;
	char *stub;		/* the stub's path that lists it, or NULL */
};

struct shard_places {
	struct shard_place *at;
	size_t count, capacity;
};

/* Append what given stands for; stubs are opened.  What is no database at all
 * is taken for a PLACE_INDEX, so that opening it says what is wrong.
 * STATUS_CORRUPT: a stub with a line that is none, "file:line: why". */
enum status shard_places_add(struct shard_places *out, const char *given,
		       struct error *err);
void shard_places_release(struct shard_places *places);

/* Is it a directory that only lists shards which lie elsewhere? */
bool shard_place_is_stub_directory(const char *path);

/* Write a stub of places to path, by rename.  Local paths are made absolute. */
enum status shard_places_save(const struct shard_places *places, const char *path,
			struct error *err);

#endif
