/* base/mem.h - memory that is there or ends the process.
 *
 * An index is safe whenever a process dies (its batch was never committed), so
 * running out of memory is not worth a path of its own in every caller: one
 * line goes to stderr and the process leaves by _exit(2), without destructors. */
#ifndef BASE_MEM_H
#define BASE_MEM_H
#include <stddef.h>

void *mem_alloc(size_t size);			/* zeroed; free() it */
void *mem_array(size_t count, size_t size);	/* zeroed; checks the product */
char *mem_string(const char *text);		/* a copy; NULL gives NULL */
char *mem_string_len(const char *text, size_t len);

/* Make room for count items of size in *items (a pointer to the array's
 * pointer), doubling *capacity.  Contents stay, new room is not zeroed. */
void mem_reserve(void *items, size_t *capacity, size_t count, size_t size);

#endif
