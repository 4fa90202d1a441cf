/* index/layout.h - the files of an index directory.
 *
 *   bagui        what it is: lines "key value" (schema, terms, shards, ...)
 *   XAPIANDB     the shards as a Xapian stub file, so Xapian's tools read it
 *   shard-N/     Xapian database number N
 *   folded-N     the folded text of its passages, and folded-N.at where each
 *                begins (index/folded.h)
 *   labels       names of all labels (labels/names.h)
 *   lexicon      the ready word lexicon (text/lexicon.h)
 *   words/       the users' --lexicon files, as given
 *   taxonomy/    the XML files that the labels were made with
 *   lock         held by the one bagui-index that writes
 *   quarantine   what was refused and why (JSON Lines)
 * Files other than the databases are replaced whole, by rename. */
#ifndef INDEX_LAYOUT_H
#define INDEX_LAYOUT_H
#include <stdbool.h>
#include <stddef.h>
#include "base/buf.h"
#include "base/status.h"

struct layout {
	int schema, terms;	/* versions */
	size_t shards;
};

/* A path inside the index, which the caller frees; format as printf. */
char *layout_path(const char *directory, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Read and verify.  STATUS_NOT_FOUND: "no index here"; STATUS_CORRUPT: a
 * directory that is no Bagui index or is damaged; STATUS_VERSION: of versions
 * that we do not know (the message names --upgrade). */
enum status layout_read(struct layout *out, const char *directory,
			struct error *err);
/* Make an empty index's directory and its "bagui" and XAPIANDB files; the
 * databases are made by the shard writers. STATUS_EXISTS: something else is
 * there (a foreign or non-empty directory). */
enum status layout_create(const struct layout *layout, const char *directory,
			  struct error *err);

/* Write XAPIANDB again, for an index whose creation was cut short. */
enum status layout_save_stub(const struct layout *layout,
			     const char *directory, struct error *err);

/* Whole files, written by rename and synced.  layout_load() gives a block that
 * the caller frees, with a NUL behind it. */
enum status layout_save(const char *path, const void *bytes, size_t len,
			struct error *err);
enum status layout_load(char **out, size_t *len, const char *path,
			struct error *err);

/* Hold the index for writing; the lock ends with the process or by close(fd).
 * STATUS_LOCKED: another writer has it. */
enum status layout_lock(int *out_fd, const char *directory, struct error *err);

#endif
