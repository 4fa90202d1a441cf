/* index/layout.h - the files of an index directory.
 *
 *   bagui        what it is: lines "key value" (schema, terms, shards, ...)
 *   XAPIANDB     the shards as a Xapian stub file, so Xapian's tools read it
 *   serve-N      shard N alone as a stub file, whose name stays when the shard's
 *                changes: what a xapian-tcpsrv is started on
 *   shard-N/     Xapian database number N
 *   folded-N     the folded text of its passages, and folded-N.at where each
 *                begins (index/folded.h)
 *   labels       names of all labels (labels/names.h)
 *   lexicon      the ready word lexicon (text/lexicon.h)
 *   words/       the users' --lexicon files, as given
 *   taxonomy/    the XML files that the labels were made with
 *   lock         held by the one bagui-index that writes
 *   originals/   what was indexed, as it came, where that was asked for
 *                (index/originals.h)
 *   seal         hashes of the files above, as a finished run left them
 * Files other than the databases are replaced whole, by rename.
 *
 * Generations.  When all of an index is written anew (compacted, relabelled,
 * upgraded) the new shards, folded texts, labels, lexicon and taxonomy stand
 * beside the old ones under the same names with ".G" behind them, where G is
 * the number of the generation; generation 0 has no such ending.  Writing
 * "bagui" with "generation G" is what makes them the index, and then the old
 * ones go, as soon as nobody is opening them.  A reader that has opened its
 * generation keeps it; one that finds it gone opens the new one. */
#ifndef INDEX_LAYOUT_H
#define INDEX_LAYOUT_H
#include <stdbool.h>
#include <stddef.h>
#include "base/buf.h"
#include "base/status.h"

struct layout {
	int schema, terms;	/* versions */
	size_t shards;
	unsigned generation;
};

/* A path inside the index, which the caller frees; format as printf. */
char *layout_path(const char *directory, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The path of a file that belongs to a generation; the caller frees it.
 * layout_shard(): "shard-N", layout_folded(): "folded-N", layout_file(): labels,
 * lexicon or taxonomy. */
char *layout_shard(const struct layout *layout, const char *directory,
		   size_t number);
char *layout_folded(const struct layout *layout, const char *directory,
		    size_t number);
char *layout_file(const struct layout *layout, const char *directory,
		  const char *name);

/* Read and verify.  STATUS_NOT_FOUND: "no index here"; STATUS_CORRUPT: a
 * directory that is no Bagui index or is damaged; STATUS_VERSION: of versions
 * that we do not know (the message names --upgrade). */
enum status layout_read(struct layout *out, const char *directory,
			struct error *err);
/* The same, but other versions are let through, to be upgraded. */
enum status layout_read_any(struct layout *out, const char *directory,
			    struct error *err);
/* Make this the index: its generation's files must all be there and durable.
 * Waits, ten seconds at most, until who was opening the one before has done so. */
enum status layout_switch(const struct layout *layout, const char *directory,
			  struct error *err);
/* Remove what belongs to other generations than this one: what a switch left
 * behind, or what never came to one.  Hold the lock. */
enum status layout_sweep(const struct layout *layout, const char *directory,
			 struct error *err);
/* Remove a file, or a folder of files; one that is not there is no error. */
enum status layout_remove(const char *path, struct error *err);
/* Remove a folder in which nothing is, or only the description that layout_create()
 * was writing when it was killed; false: something else is there. */
bool layout_remove_unborn(const char *directory);
/* Make the names in a directory durable. */
enum status layout_sync(const char *directory, struct error *err);

/* Make an empty index's directory and its "bagui" and XAPIANDB files; the
 * databases are made by the shard writers. STATUS_EXISTS: something else is
 * there (a foreign or non-empty directory). */
enum status layout_create(const struct layout *layout, const char *directory,
			  struct error *err);

/* The generation that a directory is at stays while it is held, so that a reader
 * can open it file by file.  -1: it cannot be held, and may go meanwhile. */
int layout_hold(const char *directory);
void layout_let_go(int fd);
/* For layout_switch(): the description that will be replaced (-1: none), and the
 * end of it, once nobody holds what it describes. */
int layout_description(const char *directory);
void layout_wait(int fd);

/* Write XAPIANDB and the serve-N again, for an index whose creation was cut short. */
enum status layout_save_stub(const struct layout *layout,
			     const char *directory, struct error *err);

/* Whole files, written by rename and synced.  layout_load() gives a block that
 * the caller frees, with a NUL behind it. */
enum status layout_save(const char *path, const void *bytes, size_t len,
			struct error *err);
enum status layout_load(char **out, size_t *len, const char *path,
			struct error *err);

/* Hold the index for writing; the lock ends by close(fd), or with the process
 * and all that it forked.  Of a process that was killed, the others are waited
 * for, ten seconds at most.  STATUS_LOCKED: another writer has it. */
enum status layout_lock(int *out_fd, const char *directory, struct error *err);

#endif
