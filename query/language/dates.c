#include "query/language/dates.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "schema/schema.h"

/* The number in exactly count digits at text, or -1. */
static int digits(const char *text, size_t count)
{
	int number = 0;

	for (size_t i = 0; i < count; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		number = number * 10 + (text[i] - '0');
	}
	return number;
}

static int days_in(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30,
				    31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

bool date_is_valid(const char *text)
{
	size_t len = strlen(text);
	int year, month, day;

	if (len != 4 && len != 7 && len != 10)
		return false;
	year = digits(text, 4);
	if (year < 1000)
		return false;
	if (len == 4)
		return true;
	month = text[4] == '-' ? digits(text + 5, 2) : -1;
	if (month < 1 || month > 12)
		return false;
	if (len == 7)
		return true;
	day = text[7] == '-' ? digits(text + 8, 2) : -1;
	return day >= 1 && day <= days_in(year, month);
}

static enum status check(const char *text, struct error *err)
{
	if (date_is_valid(text))
		return STATUS_OK;
	return error_set(err, STATUS_USAGE, "\"%s\" is no date such as 2009, "
			 "2009-03 or 2009-03-15", text);
}

enum status date_range_set(struct date_range *out, const char *from,
			   const char *to, struct error *err)
{
	char other[9];
	enum status status = STATUS_OK;

	memset(out, 0, sizeof(*out));
	if (from && *from) {
		status = check(from, err);
		if (status == STATUS_OK)
			schema_date_range(out->from, other, from);
	}
	if (status == STATUS_OK && to && *to) {
		status = check(to, err);
		if (status == STATUS_OK)
			schema_date_range(other, out->to, to);
	}
	if (status == STATUS_OK && *out->from && *out->to &&
	    strcmp(out->from, out->to) > 0)
		status = error_set(err, STATUS_USAGE,
				   "dates from %s to %s: the end is before the "
				   "beginning", from, to);
	return status;
}

enum status date_range_parse(struct date_range *out, const char *text,
			     struct error *err)
{
	const char *dots = strstr(text, "..");
	enum status status;
	char *from;

	if (!dots)
		return date_range_set(out, text, *text ? text : "?", err);
	if (dots == text && !dots[2])
		return error_set(err, STATUS_USAGE,
				 "\"..\" has no date on either side");
	from = mem_string_len(text, (size_t)(dots - text));
	status = date_range_set(out, from, dots + 2, err);
	free(from);
	return status;
}
