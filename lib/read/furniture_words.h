/* read/furniture_words.h - what lines of furniture say.
 *
 * Lines are given folded, so that one table serves both scripts.
 * Units:  spans are characters of the line, half-open. */
#ifndef READ_FURNITURE_WORDS_H
#define READ_FURNITURE_WORDS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FURNITURE_LINE_MOST = 160 };	/* longer lines are not looked at */

/* Nothing but buttons in words, 字号 大 中 小 打印 关闭窗口, or signs. */
bool furniture_is_buttons(const uint32_t *cp, size_t count);

/* A line that begins as only furniture does (上一篇：, 责任编辑：, 分享到), or
 * says who owns the site (版权所有, ICP备). */
bool furniture_is_site_line(const uint32_t *cp, size_t count);

struct furniture_span {
	size_t begin, end;	/* begin == end: not there */
};

/* A line about the source: 来源：…　作者：…　2010-05-23. */
struct furniture_note {
	struct furniture_span date, publisher, author;
	bool has_key;		/* at least one of them was named */
	bool is_plain_date;	/* digits and signs, not 二〇一〇年 or 年月日 */
};

/* False when anything in the line is not part of such a note. */
bool furniture_read_note(struct furniture_note *out, const uint32_t *cp,
			 size_t count);

#endif
