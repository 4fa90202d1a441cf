/* query/language/dates.h - dates as people type them: "2009", "2009-03", "2009-03-15".
 *
 * A range is two days as YYYYMMDD, both included, ready to be compared with
 * SLOT_DATE_FIRST and SLOT_DATE_LAST; "" is an open end. */
#ifndef QUERY_LANGUAGE_DATES_H
#define QUERY_LANGUAGE_DATES_H
#include <stdbool.h>
#include "base/status.h"

struct date_range {
	char from[9], to[9];
};

/* Is it a day, month or year of the calendar (years 1000 to 9999)? */
bool date_is_valid(const char *text);

/* The range from the first day that from can mean to the last that to can;
 * either may be NULL or "".  STATUS_USAGE: no date, or the end is before the
 * beginning. */
enum status date_range_set(struct date_range *out, const char *from,
			   const char *to, struct error *err);
/* "2009-03..2009-06", "2009..", "..2009-06" or one date. */
enum status date_range_parse(struct date_range *out, const char *text,
			     struct error *err);

#endif
