/* text/passage.h - stage 3: paragraphs become passages under headings.
 *
 * A paragraph of up to PASSAGE_MOST characters is one passage; a longer one is
 * cut at sentence ends into pieces of PASSAGE_LEAST to PASSAGE_MOST.  A heading
 * (a short line without end punctuation) is no passage: it stands in the
 * heading path of all passages under it and begins the text of the first,
 * followed by '\n'.  Headings at the very end become a passage of their own. */
#ifndef TEXT_PASSAGE_H
#define TEXT_PASSAGE_H
#include <stdbool.h>
#include <stddef.h>
#include "base/status.h"
#include "text/clean.h"
#include "text/text.h"

enum {
	PASSAGE_LEAST = 200,	/* characters, of a piece of a long paragraph */
	PASSAGE_MOST = 600,
	PASSAGE_OVERLAP = 63,	/* an exact string that begins in a piece may
				 * run this far into the next ones */
	HEADING_MOST = 60	/* characters of a heading line */
};

/* What the reader knows of a block of text beyond its characters. */
enum block_kind {
	BLOCK_TEXT,		/* cut it, find headings by their form */
	BLOCK_HEADING,		/* marked as a heading (h1..h6, <heading>) */
	BLOCK_TITLE		/* the document's title standing in the text */
};

/* One passage, borrowed until the callback returns. */
struct passage {
	const struct text *text;	/* heading lines included, see above */
	size_t body;		/* where the passage's own text begins in it */
	const char *const *headings;	/* outermost first, UTF-8 */
	size_t heading_count;
	const struct repair *repairs;	/* spans within text */
	size_t repair_count;
	size_t paragraph;	/* number of the paragraph, from 0 */
	bool continues;		/* the next passage goes on in this paragraph */
};

typedef enum status passage_fn(void *context, const struct passage *passage,
			       struct error *err);

/* A cutter is fed a document block by block and calls back for each passage in
 * order.  One that is kept for many documents reuses its memory. */
typedef struct passage_cutter passage_cutter;

passage_cutter *passage_cutter_new(passage_fn *each, void *context);
void passage_cutter_free(passage_cutter *cutter);

/* Begin a document; title (UTF-8, may be NULL) is left out of the headings
 * where the text repeats it, but still begins the first passage's text. */
void passage_begin(passage_cutter *cutter, const char *title);
/* One cleaned block (see clean()); level is the depth of a BLOCK_HEADING, from
 * 1, and 0 where the kind has none. */
enum status passage_block(passage_cutter *cutter, enum block_kind kind,
			  int level, const struct text *cleaned,
			  const struct repairs *repairs, struct error *err);
/* The next block ends within its last line, and the block after it begins with
 * the rest: one paragraph, of which no piece ends there for that alone. */
void passage_break_line(passage_cutter *cutter);
enum status passage_end(passage_cutter *cutter, struct error *err);

#endif
