#include "read/furniture_words.h"

#include <string.h>
#include <uchar.h>

#include "labels/date.h"
#include "text/fold.h"

enum { NAME_MOST = 40 };	/* characters of a publisher or an author */

/* All tables are folded: simplified, lower case, half-width punctuation. */
static const char32_t *const buttons[] = {
	U"字号", U"字体", U"字体大小", U"大", U"中", U"小", U"特大", U"打印", U"打印本页",
	U"列印", U"打印文章", U"关闭", U"关闭窗口", U"关闭视窗", U"关闭本页", U"返回",
	U"返回顶部", U"返回首页", U"返回上页", U"回到顶部", U"首页", U"上一页", U"下一页",
	U"尾页", U"末页", U"上一篇", U"下一篇", U"没有了", U"分享", U"分享到", U"分享至",
	U"微信", U"微博", U"新浪微博", U"腾讯微博", U"qq空间", U"qq", U"qq好友", U"人人网",
	U"收藏", U"收藏本页", U"加入收藏", U"设为首页", U"推荐给好友", U"转发",
	U"点赞", U"评论", U"发表评论", U"我要评论", U"纠错", U"我要纠错", U"复制链接", U"复制",
	U"更多", U"更多>>", U"more", U"详细", U"登录", U"登入", U"注册", U"退出",
	U"搜索", U"搜寻", U"提交", U"繁体", U"简体", U"繁体中文", U"简体中文",
	U"english", U"手机版", U"电脑版", U"无障碍", U"无障碍浏览", U"长者助手", U"适老化",
	U"rss", U"top", U"print", U"扫一扫", U"举报", U"投诉", U"关注", U"订阅", U"朗读",
	U"语音播报", U"相关阅读", U"相关新闻", U"相关文章", U"相关链接", U"相关报道",
	U"相关专题", U"热门文章", U"热门新闻", U"热点新闻", U"推荐阅读", U"延伸阅读",
	U"猜你喜欢", U"为你推荐", U"大家都在看", U"最新文章", U"最新新闻", U"排行榜",
	U"点击排行", U"阅读排行", U"网友评论", U"图片新闻", U"网站地图", U"联系我们",
	U"联络我们", U"关于我们", U"隐私政策", U"免责声明",
	U"友情链接", U"网站声明", U"字", U"号", U"收起", U"展开", U"展开全文", U"阅读全文",
	U"作者最新文章", U"发布时间", U"点击", U"浏览", U"阅读", U"标签",
	U"次", U"条", U"a+", U"a-", NULL
};

static const char32_t *const beginnings[] = {
	U"上一篇", U"下一篇", U"上一条", U"下一条", U"上篇:", U"下篇:", U"责任编辑", U"责编:",
	U"编辑:", U"责任校对", U"本文编辑", U"网络编辑", U"值班编辑", U"编审:", U"校对:",
	U"审核:", U"初审:", U"终审:", U"监制:", U"分享到", U"分享至", U"当前位置",
	U"您所在的位置", U"您现在的位置", U"您的位置", U"你的位置", U"所在位置", U"现在位置",
	U"位置:", U"首页>", U"首页»", U"首页/", U"首页-", U"本文链接", U"本文网址",
	U"原文链接", U"转载请注明", U"版权声明", U"免责声明", U"特别声明:", U"声明:本",
	U"扫一扫", U"扫描二维码", U"用微信扫", U"微信扫一扫", U"长按二维码", U"更多精彩",
	U"欢迎关注", U"标签:", U"tags:", U"浏览次数", U"点击数",
	U"点击次数", U"阅读次数", U"阅读量", U"访问量", U"文章点击", U"相关标签", U"本文标签",
	U"热门标签", U"postedby", U"poweredby", U"copyright", U"allrights", U"©",
	U"技术支持:", U"主办单位:", U"网站标识码", U"推荐使用ie",
	U"已有0人", U"您需要登录", NULL
};

/* Anywhere in a line; none of them is a word of laws or reports. */
static const char32_t *const site_words[] = {
	U"copyright", U"©", U"版权所有", U"allrightsreserved", U"icp备",
	U"icp证", U"公网安备", U"网站标识码", U"违法和不良信息举报电话",
	U"互联网新闻信息服务许可证编号", U"网络视听许可证", NULL
};

enum note_key { NOTE_PUBLISHER, NOTE_AUTHOR, NOTE_DATE, NOTE_OTHER };

static const struct {
	const char32_t *word;
	enum note_key key;
	bool needs_colon;
} keys[] = {
	{ U"稿件来源", NOTE_PUBLISHER, true }, { U"信息来源", NOTE_PUBLISHER, true },
	{ U"文章来源", NOTE_PUBLISHER, true }, { U"新闻来源", NOTE_PUBLISHER, true },
	{ U"资料来源", NOTE_PUBLISHER, true }, { U"来源", NOTE_PUBLISHER, true },
	{ U"出处", NOTE_PUBLISHER, true }, { U"来自", NOTE_PUBLISHER, true },
	{ U"发布机构", NOTE_PUBLISHER, true }, { U"发布单位", NOTE_PUBLISHER, true },
	{ U"供稿单位", NOTE_PUBLISHER, true }, { U"文章作者", NOTE_AUTHOR, true },
	{ U"作者", NOTE_AUTHOR, true }, { U"撰稿", NOTE_AUTHOR, true },
	{ U"供稿", NOTE_AUTHOR, true }, { U"记者", NOTE_AUTHOR, true },
	{ U"通讯员", NOTE_AUTHOR, true }, { U"文/", NOTE_AUTHOR, false },
	{ U"发布时间", NOTE_DATE, false }, { U"发布日期", NOTE_DATE, false },
	{ U"发表时间", NOTE_DATE, false }, { U"发表日期", NOTE_DATE, false },
	{ U"发布于", NOTE_DATE, false }, { U"发表于", NOTE_DATE, false },
	{ U"更新时间", NOTE_DATE, false }, { U"更新日期", NOTE_DATE, false },
	{ U"更新于", NOTE_DATE, false }, { U"成文日期", NOTE_DATE, true },
	{ U"录入时间", NOTE_DATE, true }, { U"添加时间", NOTE_DATE, true },
	{ U"公布时间", NOTE_DATE, true }, { U"时间", NOTE_DATE, true },
	{ U"日期", NOTE_DATE, true }, { U"责任编辑", NOTE_OTHER, false },
	{ U"责编", NOTE_OTHER, true }, { U"编辑", NOTE_OTHER, true },
	{ U"审核", NOTE_OTHER, true }, { U"校对", NOTE_OTHER, true },
	{ U"浏览次数", NOTE_OTHER, false }, { U"浏览量", NOTE_OTHER, false },
	{ U"浏览", NOTE_OTHER, false }, { U"点击次数", NOTE_OTHER, false },
	{ U"点击数", NOTE_OTHER, false }, { U"点击量", NOTE_OTHER, false },
	{ U"点击率", NOTE_OTHER, false }, { U"点击", NOTE_OTHER, true },
	{ U"阅读次数", NOTE_OTHER, false }, { U"阅读量", NOTE_OTHER, false },
	{ U"阅读", NOTE_OTHER, true }, { U"访问量", NOTE_OTHER, false },
	{ U"访问次数", NOTE_OTHER, false }, { U"人气", NOTE_OTHER, true },
	{ U"评论", NOTE_OTHER, true }, { U"分享到", NOTE_OTHER, false },
	{ U"分享", NOTE_OTHER, true }, { U"字号", NOTE_OTHER, false },
	{ U"字体", NOTE_OTHER, false }, { U"分类", NOTE_OTHER, true },
	{ U"栏目", NOTE_OTHER, true }, { U"标签", NOTE_OTHER, true },
	{ U"关键词", NOTE_OTHER, true },
};

/* The length of word if the line has it at index at, or 0. */
static size_t match(const uint32_t *cp, size_t count, size_t at,
		    const char32_t *word)
{
	size_t len = 0;

	while (word[len] && at + len < count && cp[at + len] == word[len])
		len++;
	return word[len] ? 0 : len;
}

static bool is_digit(uint32_t cp)
{
	return cp >= '0' && cp <= '9';
}

static bool is_letter(uint32_t cp)
{
	return cp >= 'a' && cp <= 'z';
}

/* What may stand between the words of such lines: no letter, digit or Han. */
static bool is_filler(uint32_t cp)
{
	return !is_han(cp) && !is_digit(cp) && !is_letter(cp) && cp != 0x3007;
}

static bool is_colon(uint32_t cp)
{
	return cp == ':' || cp == 0x2236;
}

bool furniture_is_buttons(const uint32_t *cp, size_t count)
{
	bool has_word = false, has_digit = false;

	if (count > FURNITURE_LINE_MOST)
		return false;
	for (size_t at = 0; at < count;) {
		size_t longest = 0;

		if (is_filler(cp[at]) || is_digit(cp[at])) {
			has_digit |= is_digit(cp[at++]);
			continue;
		}
		for (size_t i = 0; buttons[i]; i++) {
			size_t len = match(cp, count, at, buttons[i]);

			if (len > longest && (at + len == count ||
			    !is_letter(cp[at + len - 1]) ||
			    !is_letter(cp[at + len])))
				longest = len;
		}
		if (!longest)
			return false;
		has_word = true;
		at += longest;
	}
	return has_word || !has_digit;
}

/* 版权所有者 and 版权所有权 are words of laws. */
static bool has_site_word(const uint32_t *cp, size_t count, size_t at,
			  const char32_t *word)
{
	size_t len = match(cp, count, at, word);

	return len && (at + len == count || (cp[at + len] != U'者' &&
					     cp[at + len] != U'人' &&
					     cp[at + len] != U'权'));
}

bool furniture_is_site_line(const uint32_t *cp, size_t count)
{
	uint32_t squeezed[FURNITURE_LINE_MOST];
	size_t kept = 0, first = 0;

	if (count > FURNITURE_LINE_MOST * 2)
		return false;
	for (size_t i = 0; i < count && kept < FURNITURE_LINE_MOST; i++)
		if (!is_space(cp[i]))
			squeezed[kept++] = cp[i];
	while (first < kept && is_filler(squeezed[first]) &&
	       squeezed[first] != 0xA9)
		first++;
	for (size_t i = 0; count <= FURNITURE_LINE_MOST && beginnings[i]; i++)
		if (match(squeezed, kept, first, beginnings[i]))
			return true;
	for (size_t i = 0; site_words[i]; i++)
		for (size_t at = 0; at < kept; at++)
			if (has_site_word(squeezed, kept, at, site_words[i]))
				return true;
	return false;
}

/* Index of the key at at, its length in *len with colon; -1 when none. */
static int key_at(size_t *len, const uint32_t *cp, size_t count, size_t at)
{
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		size_t end = at + match(cp, count, at, keys[i].word);
		bool has_colon;

		if (end == at)
			continue;
		while (end < count && cp[end] == ' ')
			end++;
		has_colon = end < count && is_colon(cp[end]);
		if (keys[i].needs_colon && !has_colon)
			continue;
		end += has_colon;
		while (end < count && cp[end] == ' ')
			end++;
		*len = end - at;
		return (int)i;
	}
	return -1;
}

/* A time of day, 09:30 or 09:30:15, or a day of the week; 0 when none. */
static size_t time_at(const uint32_t *cp, size_t count, size_t at)
{
	size_t end = at, parts = 0;

	if (match(cp, count, at, U"星期"))
		return 3;
	for (;;) {
		size_t digits = 0;

		while (end + digits < count && is_digit(cp[end + digits]))
			digits++;
		if (digits < 1 || digits > 2)
			return 0;
		end += digits;
		parts++;
		if (end >= count || !is_colon(cp[end]) || parts == 3)
			break;
		end++;
	}
	return parts > 1 ? end - at : 0;
}

/* The value that begins at at ends at a gap, a bar or the next key. */
static size_t value_end(const uint32_t *cp, size_t count, size_t at)
{
	size_t len;
	size_t begin = at;

	for (; at < count; at++) {
		if (cp[at] == '|' || cp[at] == ' ')
			break;
		if (at > begin && key_at(&len, cp, count, at) >= 0)
			break;
	}
	return at;
}

/* No sentence is a name. */
static bool is_name(const uint32_t *cp, size_t begin, size_t end)
{
	for (size_t i = begin; i < end; i++)
		if (cp[i] == 0x3002 || cp[i] == '!' || cp[i] == '?' ||
		    cp[i] == ';')
			return false;
	return end - begin <= NAME_MOST;
}

static void set_once(struct furniture_span *span, size_t begin, size_t end)
{
	if (span->begin == span->end)
		*span = (struct furniture_span){ begin, end };
}

static size_t read_date(struct furniture_note *out, const uint32_t *cp,
			size_t count, size_t at)
{
	struct date date;
	size_t len = date_at(&date, cp, count, at);

	if (!len || !date.month)
		return 0;
	if (out->date.begin == out->date.end) {
		out->date = (struct furniture_span){ at, at + len };
		out->is_plain_date = !is_han(cp[at]) &&
				     len > 4 && !is_han(cp[at + 4]);
	}
	return len;
}

static size_t read_field(struct furniture_note *out, const uint32_t *cp,
			 size_t count, size_t at)
{
	size_t len, end;
	int key = key_at(&len, cp, count, at);

	if (key < 0)
		return 0;
	out->has_key |= keys[key].key != NOTE_OTHER;
	at += len;
	switch (keys[key].key) {
	case NOTE_PUBLISHER:
	case NOTE_AUTHOR:
		end = value_end(cp, count, at);
		if (!is_name(cp, at, end))
			return 0;
		set_once(keys[key].key == NOTE_AUTHOR ? &out->author :
			 &out->publisher, at, end);
		return len + end - at;
	case NOTE_OTHER:
		return len + value_end(cp, count, at) - at;
	case NOTE_DATE: break;
	}
	return len;
}

/* 1164次阅读, 3条评论. */
static size_t count_at(const uint32_t *cp, size_t count, size_t at)
{
	static const char32_t *const units[] = { U"次阅读", U"人阅读",
		U"次浏览", U"次点击", U"次访问", U"人参与", U"人评论", U"条评论",
		U"阅读", U"浏览", U"评论", U"跟帖", U"跟贴", U"次", NULL };
	size_t end = at;

	while (end < count && is_digit(cp[end]))
		end++;
	for (size_t i = 0; end > at && units[i]; i++) {
		size_t len = match(cp, count, end, units[i]);

		if (len)
			return end + len - at;
	}
	return 0;
}

/* One more word that nothing names may be the publisher, next to a date. */
static size_t read_rest(struct furniture_note *out, const uint32_t *cp,
			size_t count, size_t at, bool *is_named)
{
	size_t end = at, odd = 0;

	for (; end < count && cp[end] != ' ' && cp[end] != '|'; end++)
		odd += !is_han(cp[end]) && !is_letter(cp[end]);
	if (furniture_is_buttons(cp + at, end - at))
		return end - at;
	if (end - at == 1 && is_letter(cp[at]))
		return 1;	/* of A- A A+ */
	if (odd || *is_named || end - at < 2 || end - at > 16)
		return 0;
	*is_named = true;
	set_once(&out->publisher, at, end);
	return end - at;
}

bool furniture_read_note(struct furniture_note *out, const uint32_t *cp,
			 size_t count)
{
	bool is_named = false;

	memset(out, 0, sizeof(*out));
	if (count > FURNITURE_LINE_MOST)
		return false;
	for (size_t at = 0, len; at < count; at += len) {
		len = is_filler(cp[at]);
		if (!len)
			len = read_field(out, cp, count, at);
		if (!len)
			len = read_date(out, cp, count, at);
		if (!len)
			len = time_at(cp, count, at);
		if (!len)
			len = count_at(cp, count, at);
		if (!len)
			len = read_rest(out, cp, count, at, &is_named);
		if (!len)
			return false;
	}
	return out->has_key || out->date.end > out->date.begin;
}
