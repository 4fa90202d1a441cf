/* read/reader.h - stage 1: the bytes of one document become a raw document.
 *
 * A reader is a function of bytes: it opens no file and keeps nothing, so it
 * can run where opening files is forbidden.
 * Errors: STATUS_BAD_INPUT; the message begins with the reason that goes into
 *         the report ("binary", "encoding-unknown", "xml-malformed: ..."). */
#ifndef READ_READER_H
#define READ_READER_H
#include <stddef.h>
#include <stdint.h>
#include "base/status.h"
#include "read/raw.h"
#include "text/decode.h"

struct reader_input {
	const void *bytes;
	size_t len;
	enum encoding forced;		/* --encoding, or ENCODING_UNKNOWN */
	const struct decode_prior *prior;	/* may be NULL */
};

typedef enum status reader_fn(struct raw_document *out,
			      const struct reader_input *input,
			      struct error *err);

reader_fn reader_plain;
reader_fn reader_html;
reader_fn reader_xml;
/* One line of JSON Lines; src of the text counts from the line's beginning. */
reader_fn reader_json_line;

/* HTML that is decoded already (a JSON string): text gives the characters with
 * their sources.  Metadata that out has already is kept. */
enum status reader_html_text(struct raw_document *out, const struct text *text,
			     struct error *err);

/* Decode markup, heeding the encoding that it declares, and read its text. */
typedef enum status reader_text_fn(struct raw_document *out,
				   const struct text *text, struct error *err);
enum status reader_declared(struct raw_document *out,
			    const struct reader_input *input,
			    reader_text_fn *read, struct error *err);

/* The kinds of content a file can have, decided by its first bytes and, where
 * these say nothing, by its name. */
enum content { CONTENT_PLAIN, CONTENT_HTML, CONTENT_XML, CONTENT_JSON_LINES };

enum content content_of(const char *name, const void *head, size_t len);
reader_fn *reader_of(enum content content);

#endif
