/* schema/reprint: what counts as the same text. */
#include "tests/unit/unit.h"

#include <string.h>

#include "schema/reprint.h"
#include "text/fold.h"
#include "text/text.h"

#define TEXT "全区各级党组织要深入开展服务年活动，把民生热线办好办实。"

static const struct row { const char *why, *text; bool has_key, is_same; }
rows[] = {
	{ "the same text", TEXT, true, true },
	{ "other punctuation",
	  "全区各级党组织要深入开展\"服务年\"活动,把民生热线办好办实！", true,
	  true },
	{ "blanks and line ends",
	  "全区各级党组织 要深入开展\n服务年活动，把民生热线办好　办实。", true,
	  true },
	{ "the other script",
	  "全區各級黨組織要深入開展服務年活動，把民生熱線辦好辦實。", true,
	  true },
	{ "another character",
	  "全区各级党组织要深入开展服务年活动，把民生热线办好办成。", true,
	  false },
	{ "one more character",
	  "全区各级党组织要深入开展服务年活动，把民生热线办好办实了。", true,
	  false },
	{ "too short", "把民生热线办好办实。", false, false },
	{ "nineteen letters and marks", "一二三四五六七八九十，一二三四五六七八九。",
	  false, false },
};

static bool key_of(unsigned char out[REPRINT_KEY], const char *utf8)
{
	struct text text = TEXT_INIT;
	bool has;

	text_put_utf8(&text, utf8, strlen(utf8), 0);
	fold_cps(text.cp, text.cp, text.count);
	has = reprint_key(out, text.cp, text.count);
	text_release(&text);
	return has;
}

int main(void)
{
	unsigned char first[REPRINT_KEY], key[REPRINT_KEY];

	key_of(first, TEXT);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		memset(key, 0, sizeof(key));
		unit_begin(rows[i].why);
		EXPECT_INT(key_of(key, rows[i].text), rows[i].has_key);
		EXPECT_INT(!memcmp(key, first, sizeof(key)), rows[i].is_same);
	}
	return unit_done();
}
