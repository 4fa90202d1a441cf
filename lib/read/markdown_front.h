/* read/markdown_front.h - what stands before the text of a Markdown file, in
 * lines "title: ..." between two lines of --- or +++. */
#ifndef READ_MARKDOWN_FRONT_H
#define READ_MARKDOWN_FRONT_H
#include <stddef.h>
#include "read/raw.h"

/* Set the fields that it names; where the text begins. */
size_t markdown_front(struct raw_document *out, const struct text *text);

#endif
