/* index/reader_parts.h - what reader.c, reader_open.c and reader_remote.c share. */
#ifndef INDEX_READER_PARTS_H
#define INDEX_READER_PARTS_H
#include <sys/stat.h>

#include "index/about.h"
#include "index/layout.h"
#include "index/shard_place.h"
#include "index/reader.h"

struct shard {
	char *name;		/* what errors call it: a path, or host:port */
	char *folded_path;	/* NULL: there is none */
	xc_database *database;	/* NULL: it does not answer */
	folded_text *folded;
	struct remote {
		const struct shard_place *place;	/* NULL: it is local */
		double opened_ms, retry_ms, wait_ms;
		struct error why;	/* of its last failure */
		bool is_outdated;	/* it answers, but has another version */
	} remote;
};

/* One place of the list, and what it was when it was opened. */
struct opened {
	struct shard_place place;		/* borrowed from the reader's places */
	struct layout layout;		/* PLACE_INDEX */
	struct stat stub;		/* of the stub that lists it */
};

struct index_reader {
	xc_database *group;
	char **given;			/* as index_open() got them */
	size_t given_count;
	struct shard_places places;
	struct opened *indexes;
	size_t index_count;
	struct shard *shards;		/* all of them */
	size_t shard_total, shard_capacity;
	size_t *live, live_count;	/* numbers of those that answer */
	unsigned timeout_ms;
	bool has_remote;
	label_names *names;
	lexicon *lexicon;
	char *lexicon_bytes;
	index_reader *retired;	/* whose names and lexicon may be in use */
};

static inline struct shard *live_shard(const index_reader *reader,
				       size_t number)
{
	return &reader->shards[reader->live[number]];
}

/* reader_open.c */
struct shard *reader_add_shard(index_reader *reader, const char *name);
void reader_close_shard(struct shard *shard);
void reader_close_words(index_reader *reader);
/* Number those that answer, and make the group of them. */
enum status reader_make_group(index_reader *reader, struct error *err);

/* reader_remote.c */
double reader_clock_ms(void);
/* Connect.  STATUS_NETWORK, STATUS_TIMEOUT: it is left out for now. */
enum status reader_connect(index_reader *reader, struct shard *shard,
			   struct error *err);
/* Connect to all that are remote; one that does not answer is no error. */
enum status reader_connect_all(index_reader *reader, struct error *err);
/* Names and words from the files beside the stub, or the first shard that
 * answers. */
enum status reader_fetch_words(index_reader *reader, struct error *err);
enum status reader_use_words(index_reader *reader, char *bytes, size_t len,
			     struct error *err);

#endif
