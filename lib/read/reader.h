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

/* Takes one of several documents of a file as soon as it is complete: an entry
 * of a feed, a text of a corpus.  raw is the reader's again after the return;
 * it is the bytes [part_begin, part_end) of the input, its src counts from the
 * input's beginning, and what the file says of all its documents holds for it.
 * Another status than OK ends the reading, and is what the reader returns. */
typedef enum status reader_each_fn(void *context, struct raw_document *raw,
				   struct error *err);

struct reader_input {
	const void *bytes;
	size_t len;
	enum encoding forced;		/* --encoding, or ENCODING_UNKNOWN */
	const struct decode_prior *prior;	/* may be NULL */
	/* What HTTP declared, or NULL: a charset counts as a <meta> does, and
	 * before it; a byte order mark counts more. */
	const char *type, *charset;
	const struct tsv_columns *columns;	/* of reader_tsv_line() */
	const struct xml_map *map;	/* --xml-map (read/xml_map.h), or NULL */
	/* NULL: everything is one document.  Else what is no document of its
	 * own is what the reader gives in the end. */
	reader_each_fn *each;
	void *context;
};

typedef enum status reader_fn(struct raw_document *out,
			      const struct reader_input *input,
			      struct error *err);

reader_fn reader_plain;
reader_fn reader_html;
reader_fn reader_xml;
/* One line of JSON Lines; src of the text counts from the line's beginning. */
reader_fn reader_json_line;

/* TSV: the first line that is not blank is the header, and names columns as
 * JSON Lines names keys (text, id, title, date, source or publisher, author,
 * url, region, topic, platform; others are passed over).  Each line after it is
 * a document: give it to reader_tsv_line() with input->columns.  A field may
 * stand in double quotes; \t \n \r \\ in one are what they are in C; topic and
 * platform hold several values with ';' or '、' between.
 * src of the text counts from the line's beginning. */
enum { TSV_COLUMNS_MOST = 64 };		/* those further right are not read */

struct tsv_columns {
	size_t count;
	unsigned char kinds[TSV_COLUMNS_MOST];	/* reader_tsv.c's */
};

/* STATUS_BAD_INPUT: "tsv-header: no column is named text". */
enum status tsv_columns_read(struct tsv_columns *out, const void *line,
			     size_t len, struct error *err);
/* A blank line is STATUS_BAD_INPUT ("no-text"), and so is one without text. */
reader_fn reader_tsv_line;

/* HTML that is decoded already (a JSON string): text gives the characters with
 * their sources.  Metadata that out has already is kept. */
enum status reader_html_text(struct raw_document *out, const struct text *text,
			     struct error *err);

/* Decode markup, heeding the encoding that it declares.
 * STATUS_BAD_INPUT: as decode(), and "binary" for a file of one letter. */
enum status reader_decode(struct text *out, struct decode_report *report,
			  const struct reader_input *input, struct error *err);
/* The same, and have read make blocks of it. */
typedef enum status reader_text_fn(struct raw_document *out,
				   const struct text *text, struct error *err);
enum status reader_declared(struct raw_document *out,
			    const struct reader_input *input,
			    reader_text_fn *read, struct error *err);

/* Headings, lists, quotes, tables; front matter gives title, date, author. */
reader_fn reader_markdown;
/* A message with its headers (.eml), or a page saved with its parts (.mht).
 * src counts in the file, through base64 and quoted-printable. */
reader_fn reader_mail;
/* A document that is a zip file: docx, ODF (odt, ods, odp), EPUB, OFD, told by
 * what is in it.  Its text has no place of its own in the file: raw->whole is
 * set, and every character comes from the whole of it.  "encrypted",
 * "truncated", "too-large", "bomb", "checksum"; "media-type: ..." for other zip
 * files. */
reader_fn reader_package;
/* What is no text, or is read only by a filter: "media-type: image/png", and of
 * programs "binary: application/x-executable". */
reader_fn reader_binary;

/* The kinds of content a file can have, decided by its first bytes and, where
 * these say nothing, by what HTTP called it, and then by its name. */
enum content {
	CONTENT_PLAIN, CONTENT_HTML, CONTENT_XML, CONTENT_MARKDOWN,
	CONTENT_MAIL,
	CONTENT_JSON_LINES, CONTENT_TSV,	/* many documents, a line each */
	CONTENT_PACKAGE,
	CONTENT_PDF, CONTENT_DOC,	/* for a filter; reader_of(): refused */
	CONTENT_BINARY			/* refused */
};

/* head is the beginning of the bytes, 4,096 of them where there are as many. */
enum content content_of(const char *name, const void *head, size_t len);
/* The same with the media type that HTTP declared, or NULL. */
enum content content_declared(const char *type, const char *name,
			      const void *head, size_t len);
/* "image/png", by the first bytes alone; NULL for text and what is not known. */
const char *content_media_type(const void *head, size_t len);
reader_fn *reader_of(enum content content);	/* never NULL */

#endif
