/* labels/date.h - dates as documents write them.
 *
 * Works on folded code points, so full-width digits are plain ones. */
#ifndef LABELS_DATE_H
#define LABELS_DATE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct date {
	int year, month, day;	/* month and day are 0 when unknown */
};

/* The date that begins at cp[at]: 2009-03-15, 2009/3, 20090315, 2009年3月,
 * 二〇〇九年六月三日.  Its length in characters, 0 when there is none. */
size_t date_at(struct date *out, const uint32_t *cp, size_t count, size_t at);

/* "2009-03-15", "2009-03", "2009" into 16 bytes; "" for year 0. */
void date_format(char out[16], const struct date *date);

/* Negative, 0 or positive; an unknown month or day counts as the first. */
int date_compare(const struct date *a, const struct date *b);

#endif
