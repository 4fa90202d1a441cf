/* index/about.h - what a shard says of itself, for those who reach it without
 * the other files of its index.
 *
 * Metadata of every shard, written when a run ends:
 *   bagui.about	lines: schema, terms (versions), and the hashes of
 *   bagui.names	the label names (labels/names.h), and of
 *   bagui.words	the word lexicon (text/lexicon.h); both compressed by zstd
 * Whatever relabels or changes the lexicon writes them anew. */
#ifndef INDEX_ABOUT_H
#define INDEX_ABOUT_H
#include <stddef.h>
#include "base/status.h"
#include "index/layout.h"
#include "xapian-c/xc_database.h"

enum { ABOUT_HASH = 33 };	/* bytes of a hash in text, and the NUL */

struct about {
	int schema, terms;
	char names[ABOUT_HASH], words[ABOUT_HASH];	/* "": there is none */
};

/* Put into all shards of an index what its files say, where it is not there
 * yet.  Hold the lock; no shard may be open for writing. */
enum status about_save(const struct layout *layout, const char *directory,
		       struct error *err);

/* STATUS_NOT_FOUND: it says nothing; STATUS_VERSION: of another version of
 * index than this program reads, and which; what names the shard. */
enum status about_read(struct about *out, const xc_database *shard,
		       const char *what, struct error *err);
/* The bytes of bagui.names or bagui.words with that hash; the caller frees. */
enum status about_names(char **out, size_t *len, const xc_database *shard,
			const struct about *about, struct error *err);
enum status about_words(char **out, size_t *len, const xc_database *shard,
			const struct about *about, struct error *err);
void about_hash(char out[ABOUT_HASH], const void *bytes, size_t len);

#endif
