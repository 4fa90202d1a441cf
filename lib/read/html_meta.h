/* read/html_meta.h - what the meta elements of a page say about it. */
#ifndef READ_HTML_META_H
#define READ_HTML_META_H
#include "read/raw.h"

/* One meta element's name="" (or property="") and content="".  A title is put
 * into *og instead of raw, for it need not be the best; the caller frees it. */
void html_meta_put(struct raw_document *raw, char **og, const char *name,
		   const char *content);

#endif
