/* labels/names.h - the label tree as an index keeps it: ids, parents and all
 * names, without the rules.  A query resolves "-r 玉林" with this alone, so it
 * never reads the XML.  Not for two threads at once.
 *
 * Stored as text, one label a line, tab-separated: kind, id, parent id, name,
 * traditional, english, then the other names.  Loading 4,000 lines takes about
 * a millisecond. */
#ifndef LABELS_NAMES_H
#define LABELS_NAMES_H
#include <stddef.h>
#include "base/buf.h"
#include "base/status.h"
#include "labels/taxonomy.h"

typedef struct label_names label_names;

struct label_name {
	enum label_kind kind;
	const char *id, *name, *traditional, *english;	/* "" when absent */
	int parent;		/* number of the parent label, or -1 */
};

void label_names_encode(struct buf *out, const taxonomy *taxonomy);
/* Takes a copy of bytes.  STATUS_CORRUPT: not such a table. */
enum status label_names_decode(label_names **out, const char *bytes,
			       size_t len, struct error *err);
void label_names_free(label_names *names);

size_t label_names_count(const label_names *names);
const struct label_name *label_names_at(const label_names *names,
					size_t number);
/* The number of the label with this kind and id, or -1. */
int label_names_find(const label_names *names, enum label_kind kind,
		     const char *id);

/* Resolve what a user typed: an id, or any name or alias in either script, any
 * case, or (for names) pinyin without tones.  Writes the numbers of all labels
 * that it names, at most most of them, into out and returns how many there
 * are.  0: none; then label_names_nearest() has suggestions. */
size_t label_names_resolve(const label_names *names, enum label_kind kind,
			   const char *typed, int *out, size_t most);
/* The three labels whose names are nearest to typed; returns how many. */
size_t label_names_nearest(const label_names *names, enum label_kind kind,
			   const char *typed, int out[3]);

/* Is label number inside the tree of ancestor (itself included)? */
int label_names_is_under(const label_names *names, int number, int ancestor);

#endif
