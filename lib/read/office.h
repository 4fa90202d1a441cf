/* read/office.h - what lies behind reader_package(): a reader for each kind of
 * document that is a zip file, and what they have in common.
 *
 * All of them fill a raw document that is empty but for decoded and whole. */
#ifndef READ_OFFICE_H
#define READ_OFFICE_H
#include <stdbool.h>
#include "base/status.h"
#include "read/markup.h"
#include "read/package.h"
#include "read/raw.h"

typedef enum status office_fn(struct raw_document *out, package *package,
			      struct error *err);

/* Paragraphs in order, headings by their style or outline level, tables cell by
 * cell, text boxes behind the paragraph that they hang on, foot- and endnotes
 * at the end.  Left out: deleted and hidden text, field codes, pinyin over
 * characters, headers and footers, comments, the numbers of lists. */
office_fn docx_read;
/* The part with the text, word/document.xml or word/document2.xml; borrowed
 * from package, NULL when there is none. */
const char *docx_main_part(const package *package);
/* The same of content.xml. */
office_fn odf_read;
/* The chapters in the order of the spine, each as the page that it is. */
office_fn epub_read;
/* Text where the pages show it, line by line, and lines joined to paragraphs;
 * what page templates show comes last, and annotations (watermarks) not. */
office_fn ofd_read;

/* The document's title, once all of its blocks are there: one that raw has
 * already, what the file says of itself if the text bears it out, the first
 * line if it has the form of one, the first heading.  Who published it, where
 * one of the first lines says so.  Hands the blocks on. */
void office_finish(struct markup *markup, const char *said);
/* Set the author, unless it is the name of a machine or an account: one in
 * which there is no Chinese name is taken for such. */
void office_set_author(struct raw_document *raw, const char *said);
/* A title is the document's when a block says it; when none does, apart. */
void office_settle_title(struct raw_document *raw);

#endif
