/* read/content_lines.h - JSON Lines, told by the first of them. */
#ifndef READ_CONTENT_LINES_H
#define READ_CONTENT_LINES_H
#include <stdbool.h>
#include <stddef.h>

/* Does head begin with one object on one line, which has a "text" or "html" that
 * is a string?  The line may be cut by the end of what is seen, behind that key. */
bool content_is_json_lines(const char *head, size_t len);

#endif
