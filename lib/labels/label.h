/* labels/label.h - stage 4: passages get their topics, regions and platforms,
 * each with its evidence; documents get an origin and a date.
 *
 * Works on a whole document at once, because a title, a source line or another
 * passage decides what a name means.  Makes one pass over each text for all
 * names and cue words.  Pure: no files, no globals. */
#ifndef LABELS_LABEL_H
#define LABELS_LABEL_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/status.h"
#include "labels/taxonomy.h"
#include "text/text.h"

/* One label of one passage. */
struct label {
	enum label_kind kind;
	int index;		/* in the taxonomy, within its kind */
	bool inherited;		/* a region that the passage does not name */
	bool given;		/* came with the source, not from the text */
	struct text_span *evidence;	/* characters of the passage's text */
	size_t evidence_count;
};

struct label_list {
	struct label *at;	/* by kind, then by index; no label twice */
	size_t count, capacity;
};

void label_list_release(struct label_list *list);

/* A passage as the labeller sees it; everything is borrowed. */
struct label_input {
	const uint32_t *cp;	/* the passage's text as displayed */
	size_t count;
	size_t body;		/* where its own text begins after headings */
	const char *const *headings;
	size_t heading_count;
	size_t paragraph;	/* pieces of one paragraph share their labels */
};

/* A document as the labeller sees it.  Strings are UTF-8 or NULL. */
struct label_document {
	const char *title, *publisher, *author, *url;
	const char *given_date;		/* as the source had it */
	const char *given_region;	/* origin, as the source had it */
	const char *const *given_topics;	/* ids or names, NULL-terminated */
	const char *const *given_platforms;	/* NULL-terminated; may be NULL */
	const struct label_input *passages;
	size_t count;
	/* They follow those of the call before, in the same document: its
	 * origin, its date and the regions that it named hold. */
	bool goes_on;
};

/* Dates are kept as they are known: "2009", "2009-03", "2009-03-15", or "". */
#define LABEL_DATE_BYTES 16

struct label_result {
	int origin;			/* region index, or -1 */
	char date[LABEL_DATE_BYTES];
	struct label_list *passages;	/* count of the document's, in order */
	size_t count;
};

typedef struct labeller labeller;

/* Compile the taxonomy's names and rules.  The taxonomy is borrowed. */
enum status labeller_new(labeller **out, const taxonomy *taxonomy,
			 struct error *err);
void labeller_free(labeller *labeller);

/* Label one document.  *out is the labeller's until its next call. */
void labeller_run(labeller *labeller, const struct label_document *document,
		  const struct label_result **out);

/* A document of more characters than LABEL_PART is labelled part by part, so
 * that it fits into memory.  Is a part of so many characters at its end before
 * the next passage?  in_paragraph: that is a piece of the last one's paragraph. */
enum { LABEL_PART = 1 << 20 };
bool label_part_ends(size_t characters, bool in_paragraph);

/* Parse a date that a source gives ("2009-03-15", "2009年3月", ISO time, ...)
 * into out; false, and "", when it is none. */
bool label_parse_date(char out[LABEL_DATE_BYTES], const char *text);

#endif
