#include "labels/date.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "labels/work.h"
#include "text/fold.h"

enum { YEAR_FIRST = 1900, YEAR_LAST = 2100 };

enum { CP_YEAR = 0x5E74, CP_MONTH = 0x6708, CP_DAY = 0x65E5, CP_DAY2 = 0x53F7,
       CP_TEN = 0x5341, CP_ZERO = 0x3007, CP_RING = 0x25CB,
       CP_LING = 0x96F6 };

static uint32_t char_at(const uint32_t *cp, size_t count, size_t at)
{
	return at < count ? cp[at] : 0;
}

/* 0 to 9 for a digit or Chinese numeral, else -1. */
static int digit(uint32_t cp)
{
	static const uint32_t numerals[] = {
		0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B,
		0x4E5D
	};	/* 一二三四五六七八九 */

	if (cp >= '0' && cp <= '9')
		return (int)(cp - '0');
	if (cp == CP_ZERO || cp == CP_RING || cp == CP_LING || cp == 'o')
		return 0;
	for (int i = 0; i < 9; i++)
		if (cp == numerals[i])
			return i + 1;
	return -1;
}

/* A number of one or two places, 十 and 廿 forms included: 12, 十二, 二十一. */
static size_t small_number(int *out, const uint32_t *cp, size_t count,
			   size_t at)
{
	int first = digit(char_at(cp, count, at));
	size_t used = first >= 0;
	int last;

	if (char_at(cp, count, at + used) != CP_TEN) {
		int second = digit(char_at(cp, count, at + 1));

		if (first < 0)
			return 0;
		*out = first;
		if (second < 0)
			return 1;
		*out = first * 10 + second;
		return 2;
	}
	last = digit(char_at(cp, count, at + used + 1));
	*out = (used ? first : 1) * 10 + (last > 0 ? last : 0);
	return used + 1 + (last > 0);
}

static int month_days(int year, int month)
{
	static const int days[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

static bool is_valid(const struct date *date)
{
	return date->year >= YEAR_FIRST && date->year <= YEAR_LAST &&
	       date->month >= 0 && date->month <= 12 && date->day >= 0 &&
	       (!date->day || (date->month && date->day <=
			       month_days(date->year, date->month)));
}

/* 20090315 */
static size_t packed(struct date *out, const uint32_t *cp, size_t count,
		     size_t at)
{
	int number[8];
	struct date date;

	for (size_t i = 0; i < 8; i++) {
		uint32_t c = char_at(cp, count, at + i);

		if (c < '0' || c > '9')
			return 0;
		number[i] = (int)(c - '0');
	}
	date.year = number[0] * 1000 + number[1] * 100 + number[2] * 10 +
		    number[3];
	date.month = number[4] * 10 + number[5];
	date.day = number[6] * 10 + number[7];
	if (digit(char_at(cp, count, at + 8)) >= 0 || !date.month ||
	    !date.day || !is_valid(&date))
		return 0;
	*out = date;
	return 8;
}

static bool is_mark(uint32_t cp, uint32_t mark)
{
	return cp == mark || (mark != '-' && mark == CP_YEAR && cp == mark);
}

/* The part after a year: ", month, mark" where mark is 年's partner. */
static size_t month_and_day(struct date *date, const uint32_t *cp,
			    size_t count, size_t at, bool chinese,
			    uint32_t mark)
{
	size_t begin = at, used;
	int number;

	at += char_at(cp, count, at) == ' ';
	used = small_number(&number, cp, count, at);
	if (!used || number < 1 || number > 12)
		return 0;
	if (chinese && char_at(cp, count, at + used) != CP_MONTH)
		return 0;
	date->month = number;
	at += used + chinese;
	if (!chinese && !is_mark(char_at(cp, count, at), mark))
		return at - begin;
	used = !chinese;
	used += char_at(cp, count, at + used) == ' ';
	used += small_number(&number, cp, count, at + used);
	if (used <= (size_t)!chinese || number < 1 ||
	    number > month_days(date->year, date->month))
		return at - begin;
	if (!chinese) {
		date->day = number;
		return at + used - begin;
	}
	if (char_at(cp, count, at + used) != CP_DAY &&
	    char_at(cp, count, at + used) != CP_DAY2)
		return at - begin;
	date->day = number;
	return at + used + 1 - begin;
}

size_t date_at(struct date *out, const uint32_t *cp, size_t count, size_t at)
{
	struct date date = { 0, 0, 0 };
	size_t used = packed(out, cp, count, at), more;
	uint32_t mark;

	if (used)
		return used;
	for (used = 0; used < 4; used++) {
		int one = digit(char_at(cp, count, at + used));

		if (one < 0)
			return 0;
		date.year = date.year * 10 + one;
	}
	if (!is_valid(&date))
		return 0;
	used += char_at(cp, count, at + used) == ' ' &&
		char_at(cp, count, at + used + 1) == CP_YEAR;
	mark = char_at(cp, count, at + used);
	if (mark != CP_YEAR && mark != '-' && mark != '/' && mark != '.')
		return 0;
	more = month_and_day(&date, cp, count, at + used + 1, mark == CP_YEAR,
			     mark);
	if (!more && mark != CP_YEAR)
		return 0;
	*out = date;
	return used + 1 + more;
}

void date_format(char out[16], const struct date *date)
{
	if (date->day)
		snprintf(out, 16, "%04d-%02d-%02d", date->year % 10000,
			 date->month % 100, date->day % 100);
	else if (date->month)
		snprintf(out, 16, "%04d-%02d", date->year % 10000,
			 date->month % 100);
	else if (date->year)
		snprintf(out, 16, "%04d", date->year % 10000);
	else
		out[0] = '\0';
}

int date_compare(const struct date *a, const struct date *b)
{
	if (a->year != b->year)
		return a->year - b->year;
	if (a->month != b->month)
		return a->month - b->month;
	return a->day - b->day;
}

static size_t fold_line(uint32_t *out, size_t most, const char *text)
{
	const char *end = text + strlen(text);
	size_t count = 0;

	while (text < end && count < most)
		out[count++] = fold_cp(utf8_next(&text, end));
	return count;
}

/* 15 Mar 2009, as feeds and mail have it. */
static bool english(struct date *out, const char *text)
{
	static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	char name[4] = "";
	const char *at = text + strcspn(text, "0123456789");
	const char *found;

	if (sscanf(at, "%2d %3[A-Za-z] %4d", &out->day, name, &out->year) != 3)
		return false;
	found = strstr(names, name);
	if (strlen(name) != 3 || !found || (found - names) % 3)
		return false;
	out->month = (int)(found - names) / 3 + 1;
	return is_valid(out);
}

bool label_parse_date(char out[LABEL_DATE_BYTES], const char *text)
{
	uint32_t cp[64];
	struct date date = { 0, 0, 0 };
	size_t count = text ? fold_line(cp, 64, text) : 0, at = 0;

	out[0] = '\0';
	while (at < count && is_space(cp[at]))
		at++;
	while (count > at && is_space(cp[count - 1]))
		count--;
	if (!date_at(&date, cp, count, at)) {
		bool year_alone = count == at + 4;

		date = (struct date){ 0, 0, 0 };
		for (size_t i = at; i < at + 4 && year_alone; i++) {
			if (digit(cp[i]) < 0)
				year_alone = false;
			date.year = date.year * 10 + digit(cp[i]);
		}
		if (!(year_alone && is_valid(&date)) &&
		    !(text && english(&date, text)))
			return false;
	}
	date_format(out, &date);
	return true;
}

struct found {
	struct date date;
	size_t begin, end;
};

/* The next date in a text from position at on. */
static bool next_date(struct found *out, const struct work *work, size_t text,
		      size_t at, size_t end)
{
	const struct work_text *in = &work->texts[text];
	const uint32_t *cp = work->folded + in->begin;
	size_t count = in->end - in->begin;

	for (; at < end && at < count; at++) {
		size_t used;

		if (digit(cp[at]) < 0 || (at && digit(cp[at - 1]) >= 0))
			continue;
		used = date_at(&out->date, cp, count, at);
		if (used) {
			out->begin = at;
			out->end = at + used;
			return true;
		}
	}
	return false;
}

/* 自2009年3月上旬以来 dates what began, not the document. */
static bool is_since(const struct work *work, size_t text,
		     const struct found *found)
{
	if (found->begin && work_any(work, text, found->begin - 1,
				     CONTEXT_SINCE_BEFORE))
		return true;
	for (size_t at = found->end; at < found->end + 4; at++)
		if (work_any(work, text, at, CONTEXT_SINCE_AFTER))
			return true;
	return false;
}

static bool is_ahead(const struct work *work, size_t text,
		     const struct found *found)
{
	return found->begin && work_any(work, text, found->begin - 1,
					CONTEXT_UNTIL);
}

/* A short last line that is a date or ends in one. */
static bool sign_off(struct date *out, const struct work *work)
{
	enum { LINES_CHARS = 60, LINE_MOST = 40 };

	for (size_t text = work->text_count; text-- > TEXT_PASSAGES &&
	     text + 2 >= work->text_count;) {
		size_t count = work->texts[text].end - work->texts[text].begin;
		size_t at = count > LINES_CHARS ? count - LINES_CHARS : 0;
		struct found found;

		while (next_date(&found, work, text, at, count)) {
			size_t from = found.begin, end = found.end;

			while (from && work_char(work, text, from - 1) != '\n')
				from--;
			while (end < count && work_any(work, text, end,
						       CONTEXT_DATE_END))
				end += work_any(work, text, end,
						       CONTEXT_DATE_END);
			at = found.end;
			if (!found.date.day || found.end - from > LINE_MOST ||
			    (end < count &&
			     work_char(work, text, end) != '\n'))
				continue;
			*out = found.date;
			return true;
		}
	}
	return false;
}

/* The first whole date of the first lines; of a statute's adoption and its
 * amendments the last. */
static bool lead(struct date *out, int *year, const struct work *work)
{
	size_t left = 200;
	bool have = false;

	for (size_t text = TEXT_PASSAGES; text < work->text_count && left;
	     text++) {
		size_t count = work->texts[text].end - work->texts[text].begin;
		size_t most = count < left ? count : left, at = 0;
		struct found found;

		for (; next_date(&found, work, text, at, most); at = found.end) {
			bool adopts = false;

			for (size_t i = found.end; i < found.end + 60 &&
			     work_char(work, text, i) != '\n'; i++)
				adopts |= work_any(work, text, i, CONTEXT_ADOPTS) != 0;
			if (is_since(work, text, &found)) {
				*year = *year ? *year : found.date.year;
				continue;
			}
			if (!found.date.day || is_ahead(work, text, &found))
				continue;
			if (!have || (adopts &&
				      date_compare(&found.date, out) > 0))
				*out = found.date;
			have = true;
		}
		left -= most;
	}
	return have;
}

/* /2009/03/15/, /20090315/, t20090315_12.html */
static bool in_url(struct date *out, const char *url)
{
	uint32_t cp[256];
	size_t count = url ? fold_line(cp, 256, url) : 0;

	for (size_t at = 0; at < count; at++)
		if ((!at || digit(cp[at - 1]) < 0) &&
		    date_at(out, cp, count, at) && out->day)
			return true;
	return false;
}

void date_find(char out[LABEL_DATE_BYTES], const struct work *work)
{
	struct date date = { 0, 0, 0 };
	struct found title = { { 0, 0, 0 }, 0, 0 };
	int year = 0;

	if (label_parse_date(out, work->document->given_date))
		return;
	if (!next_date(&title, work, TEXT_TITLE, 0, SIZE_MAX))
		title.date = date;
	if (title.date.day)
		date = title.date;
	else if (!sign_off(&date, work) && !lead(&date, &year, work) &&
		 !in_url(&date, work->document->url)) {
		date = title.date;
		if (!date.year)
			date.year = year;
	}
	date_format(out, &date);
}
