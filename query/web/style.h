/* query/web/style.h - the style sheet, built into the program, so that the page
 * needs no file beside it. */
#ifndef QUERY_WEB_STYLE_H
#define QUERY_WEB_STYLE_H
#include <stddef.h>

const char *style_sheet(size_t *len);
/* Changes when the sheet does; letters and digits. */
const char *style_etag(void);

#endif
