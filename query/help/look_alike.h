/* query/help/look_alike.h - Han characters that are easily taken for each other by
 * the eye (己已巳), or typed and recognised for each other.
 *
 * The groups were put together for Bagui: characters in common use that differ
 * by a stroke or by one component. */
#ifndef QUERY_HELP_LOOK_ALIKE_H
#define QUERY_HELP_LOOK_ALIKE_H
#include <stddef.h>
#include <stdint.h>

enum { LOOK_ALIKES = 16 };

/* The characters that look like this one, folded; how many. */
size_t look_alikes(uint32_t out[LOOK_ALIKES], uint32_t han);

#endif
