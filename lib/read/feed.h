/* read/feed.h - what libxml2 is given of a document, and where it came from.
 *
 * A scan steps over decoded text once and says for each stretch whether the
 * parser sees it, sees something else in its place, or never sees it.  When the
 * parser then reports text, the feed knows the characters that it stands for.
 * Units:  an index counts characters of the text, an offset bytes of the feed.
 * Owner:  feed_init(), then feed_release(); the text is borrowed. */
#ifndef READ_FEED_H
#define READ_FEED_H
#include <stddef.h>
#include <stdint.h>
#include <libxml/parser.h>
#include "base/buf.h"
#include "text/text.h"

struct feed {
	const struct text *text;
	struct buf bytes;
	size_t taken;		/* characters that the scan has dealt with */
	uint32_t *offsets;	/* where each of these, and the next, begins */
	size_t located;		/* offset up to which text was reported */
};

void feed_init(struct feed *feed, const struct text *text);
void feed_release(struct feed *feed);

/* Deal with the characters up to end, in order: as they are (what XML does not
 * allow becomes a space), or not at all, but for their line ends. */
void feed_take(struct feed *feed, size_t end);
void feed_cut(struct feed *feed, size_t end);
/* Put bytes in the place of the next character. */
void feed_replace(struct feed *feed, const char *bytes);

/* How many bytes of the feed the parser has consumed since it was made. */
size_t feed_position(const xmlParserCtxt *parser);

/* Append to out the text that the parser reports when it stands at offset
 * position: characters of the feed, each with its source, or what a reference
 * such as &nbsp; stands for, with the source of the whole reference. */
void feed_report(struct text *out, struct feed *feed, size_t position,
		 const char *bytes, size_t len);

/* The character that the feed holds at offset; text->count at its end. */
size_t feed_index(const struct feed *feed, size_t offset);

#endif
