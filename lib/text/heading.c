#include "text/heading.h"

#include <string.h>

#include "base/utf8.h"
#include "text/fold.h"
#include "text/passage.h"

enum {
	NOTE_MOST = 60,
	SIGNATURE_MOST = 40,
	NAME_MOST = 4,		/* Han characters of a person's name */
	BYLINE_MOST = 12,	/* those of an office and a name */
	CONTENTS_MOST = 200,
	LEADER_LEAST = 4	/* dots in a row of a table of contents */
};

/* Is the folded form of cp one of the characters of set (UTF-8, folded)? */
static bool is_in(uint32_t cp, const char *set)
{
	const char *end = set + strlen(set);

	cp = fold_cp(cp);
	while (set < end)
		if (utf8_next(&set, end) == cp)
			return true;
	return false;
}

/* How many characters of the line the word (UTF-8, folded) takes at its
 * beginning; 0 when the line does not begin with it. */
static size_t starts_with(const uint32_t *cp, size_t count, const char *word)
{
	const char *end = word + strlen(word);
	size_t i = 0;

	for (; word < end; i++)
		if (i == count || fold_cp(cp[i]) != utf8_next(&word, end))
			return 0;
	return i;
}

bool is_closing(uint32_t cp)
{
	return is_in(cp, "”’」』》〉)]}】〕〗\"'");
}

static bool is_han_digit(uint32_t cp)
{
	return is_in(cp, "〇零一二三四五六七八九十百千两廿卅");
}

static bool is_digit(uint32_t cp)
{
	cp = fold_cp(cp);
	return cp >= '0' && cp <= '9';
}

static bool is_word_char(uint32_t cp)
{
	cp = fold_cp(cp);
	return is_han(cp) || (cp >= 'a' && cp <= 'z') || cp >= 0xC0;
}

static size_t han_digits(const uint32_t *cp, size_t count, size_t at)
{
	size_t i = at;

	while (i < count && is_han_digit(cp[i]))
		i++;
	return i - at;
}

static size_t digits(const uint32_t *cp, size_t count, size_t at)
{
	size_t i = at;

	while (i < count && is_digit(cp[i]))
		i++;
	return i - at;
}

/* 第三章, 第12节 */
static enum heading_rank ordinal_rank(const uint32_t *cp, size_t count)
{
	static const struct { const char *unit; enum heading_rank rank; } units[] = {
		{ "编", RANK_PART }, { "篇", RANK_PART }, { "卷", RANK_PART },
		{ "部分", RANK_PART }, { "分编", RANK_PART },
		{ "章", RANK_CHAPTER }, { "节", RANK_SECTION },
		{ "条", RANK_ARTICLE },
	};
	size_t at = 1;

	at += han_digits(cp, count, at);
	at += digits(cp, count, at);
	if (at == 1)
		return RANK_PLAIN;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (starts_with(cp + at, count - at, units[i].unit))
			return units[i].rank;
	return RANK_PLAIN;
}

/* 1.  1、  1.2  1.2.3  1) */
static enum heading_rank number_rank(const uint32_t *cp, size_t count)
{
	size_t at = digits(cp, count, 0);
	int dots = 0;

	if (at == 0 || at > 3 || at == count)
		return RANK_PLAIN;
	if (is_in(cp[at], ")"))
		return RANK_NUMBER_BRACKET;
	if (is_in(cp[at], "、"))
		return RANK_NUMBER;
	if (!is_in(cp[at], "."))
		return RANK_PLAIN;
	while (dots < 2 && at + 1 < count && is_in(cp[at], ".") && is_digit(cp[at + 1])) {
		at += 1 + digits(cp, count, at + 1);
		dots++;
	}
	/* 3.5亿元 is a quantity: a number that goes on needs a space behind it. */
	if (dots && !(at < count && (is_space(cp[at]) || is_in(cp[at], ".、"))))
		return RANK_PLAIN;
	return (enum heading_rank)(RANK_NUMBER + dots);
}

enum heading_rank heading_rank(const uint32_t *cp, size_t count)
{
	size_t digits_end;

	if (count == 0)
		return RANK_PLAIN;
	if (is_in(cp[0], "第"))
		return ordinal_rank(cp, count);
	if (cp[0] >= 0x2460 && cp[0] <= 0x2473)
		return RANK_NUMBER_BRACKET;
	digits_end = han_digits(cp, count, 0);
	if (digits_end > 0 && digits_end < count && is_in(cp[digits_end], "、."))
		return RANK_HAN;
	if (is_in(cp[0], "(")) {
		digits_end = 1 + han_digits(cp, count, 1);
		if (digits_end > 1 && digits_end < count && is_in(cp[digits_end], ")"))
			return RANK_HAN_BRACKET;
		digits_end = 1 + digits(cp, count, 1);
		if (digits_end > 1 && digits_end < count && is_in(cp[digits_end], ")"))
			return RANK_NUMBER_BRACKET;
	}
	return number_rank(cp, count);
}

bool heading_has_form(const uint32_t *cp, size_t count)
{
	bool has_word = false;
	size_t end = count;

	if (count == 0 || count > HEADING_MOST)
		return false;
	while (end > 0 && is_closing(cp[end - 1]))
		end--;
	if (end == 0 || is_in(cp[end - 1], "。!?;:,、…."))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (is_in(cp[i], "。;"))
			return false;
		has_word = has_word || is_word_char(cp[i]);
	}
	return has_word;
}

bool heading_is_date(const uint32_t *cp, size_t count)
{
	bool has_number = false;
	int units = 0;

	if (count > NOTE_MOST)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (is_digit(cp[i]) || is_han_digit(cp[i]))
			has_number = true;
		else if (is_in(cp[i], "年月日-/."))
			units++;
		else if (!is_space(cp[i]) && !is_in(cp[i], "号时分秒点:上下午星期周()[]元") &&
			 !(is_in(cp[i], "t") && i > 0 && is_digit(cp[i - 1])))
			return false;
	}
	return has_number && units >= 2;
}

/* The whole line stands in one pair of brackets: （记者 王某）, （完）. */
static bool is_bracketed(const uint32_t *cp, size_t count)
{
	if (count < 3 || !is_in(cp[0], "([【") || !is_in(cp[count - 1], ")]】"))
		return false;
	for (size_t i = 1; i + 1 < count; i++)
		if (is_in(cp[i], "()[]【】"))
			return false;
	return han_digits(cp, count, 1) + digits(cp, count, 1) < count - 2;
}

static bool ends_with(const uint32_t *cp, size_t count, const char *word)
{
	size_t len = utf8_count(word, strlen(word));

	return count > len && starts_with(cp + count - len, len, word);
}

/* 法释〔2024〕4号 */
static bool is_document_number(const uint32_t *cp, size_t count)
{
	bool has_bracket = false;

	for (size_t i = 0; i < count; i++)
		has_bracket = has_bracket || is_in(cp[i], "〔[");
	return has_bracket && is_in(cp[count - 1], "号") && count > 4 &&
	       is_digit(cp[count - 2]);
}

/* 2019年10月31日 某某会议通过: the history of a law. */
static bool is_enactment(const uint32_t *cp, size_t count)
{
	static const char *const acts[] = {
		"通过", "批准", "修正", "修订", "施行", "实施", "公布", "发布", "印发",
	};
	size_t year = digits(cp, count, 0);

	if (year != 4 || year == count || !is_in(cp[year], "年"))
		return false;
	for (size_t i = 0; i < sizeof(acts) / sizeof(acts[0]); i++)
		if (ends_with(cp, count, acts[i]))
			return true;
	return false;
}

static bool is_number(const uint32_t *cp, size_t count)
{
	return digits(cp, count, 0) == count;
}

bool heading_is_contents(const uint32_t *cp, size_t count)
{
	size_t dots = 0;

	if (count < 6 || count > CONTENTS_MOST || !is_digit(cp[count - 1]))
		return false;
	for (size_t i = 0; i < count && dots < LEADER_LEAST; i++)
		dots = is_in(cp[i], ".…·") ? dots + 1 : 0;
	return dots >= LEADER_LEAST;
}

bool heading_is_byline(const uint32_t *cp, size_t count)
{
	size_t name = 0, han = 0;

	if (count > 0 && is_in(cp[0], "—-"))
		return true;
	if (count > NAME_MOST && heading_is_signature(cp, count))
		return true;
	if (heading_rank(cp, count) != RANK_PLAIN)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (is_space(cp[i]))
			name = 0;
		else if (is_han(cp[i]) || is_in(cp[i], "·"))
			name++, han++;
		else
			return false;
	}
	return name >= 2 && name <= NAME_MOST && han < count && han <= BYLINE_MOST;
}

bool heading_is_note(const uint32_t *cp, size_t count)
{
	static const char *const words[] = {
		"来源", "信息来源", "文章来源", "稿件来源", "稿源", "记者", "本报记者",
		"新华社记者", "特约记者", "见习记者", "通讯员", "特约通讯员", "作者",
		"编辑", "责任编辑", "责编", "编审", "主编", "审核", "校对", "监制",
		"摄影", "撰稿", "供稿", "签发", "发布时间", "发布日期", "发布机构",
		"发文日期", "成文日期", "更新时间", "时间", "日期", "浏览次数",
		"点击数", "阅读次数", "字体", "字号",
	};

	if (count == 0 || count > NOTE_MOST)
		return false;
	if (heading_is_date(cp, count) || is_bracketed(cp, count) ||
	    is_document_number(cp, count) || is_enactment(cp, count) ||
	    is_number(cp, count))
		return true;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t len = starts_with(cp, count, words[i]);

		if (len && len < count && (is_space(cp[len]) || is_in(cp[len], ":|/")))
			return true;
	}
	return false;
}

bool heading_is_signature(const uint32_t *cp, size_t count)
{
	size_t han = 0;

	if (count == 0 || count > SIGNATURE_MOST || heading_rank(cp, count) != RANK_PLAIN)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (is_han(cp[i]))
			han++;
		else if (!is_space(cp[i]))
			return false;
	}
	return han <= NAME_MOST ||
	       is_in(cp[count - 1], "府厅局委会院部办室署处社县市省区组团所站司心党校");
}
