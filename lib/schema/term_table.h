/* schema/term_table.h - the characters with the shortest codes.  Private to
 * term.c. */
#ifndef SCHEMA_TERM_TABLE_H
#define SCHEMA_TERM_TABLE_H
#include <stddef.h>

/* UTF-8, one after another, commonest first; NULL at the end. */
extern const char *const term_common[];

#endif
