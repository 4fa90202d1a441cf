/* query/kwic: the lines of a concordance and their order. */
#include "tests/unit/unit.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "query/command/kwic.h"

/* A row: a passage in which [ ] mark what was found, how it is asked for, and
 * the lines "left[match]right", one behind the other. */
static const struct row {
	const char *why, *text;
	size_t context;
	enum kwic_order order;
	size_t offset, limit;
	const char *want;
} rows[] = {
	{ "every mark has a line", "甲[热]乙[线]丙", 9, KWIC_BY_RANK, 0, 9,
	  "甲[热]乙线丙|甲热乙[线]丙|" },
	{ "contexts have so many characters", "一二三[热]四五六", 2,
	  KWIC_BY_RANK, 0, 9, "二三[热]四五|" },
	{ "a line end is a blank", "题\n[热]\n尾", 2, KWIC_BY_RANK, 0, 9,
	  "题 [热] 尾|" },
	{ "by the right side, outwards", "[热]丙[热]乙丁[热]乙甲", 2,
	  KWIC_BY_RIGHT, 0, 9, "[热]丙热|热丙[热]乙丁|乙丁[热]乙甲|" },
	{ "by the left side, outwards", "丁乙[热]，甲乙[热]，丙[热]", 2,
	  KWIC_BY_LEFT, 0, 9, "，丙[热]|丁乙[热]，甲|甲乙[热]，丙|" },
	{ "what has nothing there comes first", "乙[热]甲[热]", 9, KWIC_BY_RIGHT,
	  0, 9, "乙热甲[热]|乙[热]甲热|" },
	{ "in either script", "[热]務[热]务甲[热]务", 2, KWIC_BY_RIGHT, 0, 9,
	  "务甲[热]务|[热]務热|热務[热]务甲|" },
	{ "a page of it", "[热]一[热]二[热]三", 1, KWIC_BY_RANK, 1, 1,
	  "一[热]二|" },
};

/* The text without the marks, and where they were. */
static void put_hit(struct answer_hit *hit, struct buf *text,
		    struct text_span spans[8], const char *marked)
{
	size_t count = 0, at = 0;

	for (; *marked; marked++) {
		if (*marked == '[') {
			spans[count].begin = at;
		} else if (*marked == ']') {
			spans[count++].end = at;
		} else {
			buf_put_byte(text, (unsigned char)*marked);
			at += ((unsigned char)*marked & 0xC0) != 0x80;
		}
	}
	hit->passage.text = text->data;
	hit->passage.text_len = text->len;
	hit->highlights = spans;
	hit->highlight_count = count;
}

static void put_lines(struct buf *out, const struct kwic *kwic)
{
	buf_put_string(out, "");
	for (size_t i = 0; i < kwic->count; i++)
		buf_put_format(out, "%s[%s]%s|", kwic->lines[i].left,
			       kwic->lines[i].match, kwic->lines[i].right);
}

int main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct kwic kwic = { .context = rows[i].context,
				     .order = rows[i].order,
				     .wanted = SIZE_MAX };
		struct answer_hit hit = { .rank = 1 };
		struct text_span spans[8];
		struct buf text = BUF_INIT, got = BUF_INIT;

		unit_begin(rows[i].why);
		put_hit(&hit, &text, spans, rows[i].text);
		kwic_add(&kwic, &hit);
		kwic_take(&kwic, rows[i].offset, rows[i].limit);
		put_lines(&got, &kwic);
		EXPECT_STR(got.data, rows[i].want);
		kwic_release(&kwic);
		buf_release(&text);
		buf_release(&got);
	}
	return unit_done();
}
