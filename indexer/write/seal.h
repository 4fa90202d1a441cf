/* indexer/write/seal.h - the file "seal" of an index: a hash of each of its files, as
 * a finished run left them.
 *
 * Xapian's databases have no checksums, so that flipped bits give wrong answers
 * in silence; --check compares the files with the seal.  Whoever is about to
 * write breaks it first.
 * Format: "bagui seal 1", a line "hash size mtime path" for each file (XXH3-128
 * in hex, bytes, nanoseconds), "end" and the hash of all before. */
#ifndef INDEXER_WRITE_SEAL_H
#define INDEXER_WRITE_SEAL_H
#include <stddef.h>
#include <stdint.h>
#include "base/status.h"

struct seal_file {
	char *path;		/* below the index */
	char hash[33];
	uint64_t size;
	int64_t mtime_ns;
};

struct seal {
	struct seal_file *at;
	size_t count, capacity;
};

/* STATUS_NOT_FOUND: there is no seal; STATUS_CORRUPT: it is damaged. */
enum status seal_load(struct seal *out, const char *directory,
		      struct error *err);
void seal_release(struct seal *seal);

/* Remove it for good, before anything is written. */
enum status seal_break(const char *directory, struct error *err);

/* Hash all files and write the seal.  Those that known (may be NULL: what was
 * loaded before it was broken) has with the same size and time are not read:
 * their hash stays, so that damage done since is still found. */
enum status seal_make(const char *directory, const struct seal *known,
		      struct error *err);
/* How many bytes seal_make() would have to read. */
uint64_t seal_cost(const char *directory, const struct seal *known);

/* Seal after a run of so many seconds unless reading the files would take more
 * than a second and more than 5 % of them; then the index stays unsealed until
 * --compact. */
enum status seal_if_cheap(const char *directory, const struct seal *known,
			  double seconds, struct error *err);

/* Has the file at path, a copy, the size and the hash of file?  STATUS_CORRUPT:
 * no. */
enum status seal_verify(const struct seal_file *file, const char *path,
			struct error *err);

/* Compare; calls found with a line for each file that differs. */
typedef void seal_fn(void *context, const char *line);
enum status seal_check(const struct seal *seal, const char *directory,
		       seal_fn *found, void *context, struct error *err);

#endif
