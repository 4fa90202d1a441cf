/* index/stamp.h - has an index changed?  Told from its files alone, so cheaply
 * that it can be asked before every request. */
#ifndef INDEX_STAMP_H
#define INDEX_STAMP_H
#include <stddef.h>
#include <stdint.h>
#include <time.h>

/* A number that is another one after every commit, and after the index was
 * written anew as a whole.  0: it cannot be told (no index, or not all of it
 * lies on this machine).  *updated (may be NULL): when the last commit was. */
uint64_t index_stamp(const char *directory, time_t *updated);

#endif
