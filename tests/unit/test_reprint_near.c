/* schema/reprint_near: which passages are one another with little changes. */
#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>

#include "schema/reprint_near.h"
#include "text/fold.h"
#include "text/text.h"

/* A paragraph of 63 letters, and one of over 300. */
#define HALL "县政务服务大厅实行一窗受理，群众把材料交到一个窗口即可回家等候，"
#define CARD "工作人员当场登记并发给回执，办好以后用短信通知本人前来领取证件。"
#define PIECE(a, b) "这一年" a "的干部分批住进" b "，白天同群众一起修路引水，晚上" \
	"坐在火塘边听大家讲难处，回去以后逐条列出清单，能当场办的当场办，" \
	"要等上级批的写明谁去跑、哪天回话，年底再一户一户地对账销号。"
#define LONG PIECE("机关", "山村") PIECE("学校", "库区") PIECE("医院", "边寨")

static const struct row { const char *why, *a, *b; bool folds; } rows[] = {
	{ "the same", HALL CARD, HALL CARD, true },
	{ "other punctuation",
	  HALL CARD, "县政务服务大厅实行“一窗受理”：群众把材料交到一个窗口即可回家等候；"
	  CARD, true },
	{ "the other script", HALL CARD,
	  "縣政務服務大廳實行一窗受理，群眾把材料交到一個窗口即可回家等候，"
	  "工作人員當場登記並發給回執，辦好以後用短信通知本人前來領取證件。",
	  true },
	{ "a dateline of another day", "本报3月4日讯 " HALL CARD,
	  "本报4月15日讯 " HALL CARD, true },
	{ "a date at its end", HALL CARD "（2009年3月4日）",
	  HALL CARD "（2009年11月20日）", true },
	{ "another site's header", "新华社南宁3月4日电 " HALL CARD,
	  "来源：某某晚报 " HALL CARD, true },
	{ "a header and none", "新华社南宁3月4日电（记者某某）" HALL CARD,
	  HALL CARD, true },
	{ "other editors", HALL CARD "（责任编辑：张某）",
	  HALL CARD "（编辑：李某某、王某）", true },
	{ "a sentence more at the end", HALL CARD, HALL CARD
	  "周末也有人值班。", true },
	{ "a clause more between", HALL CARD, HALL "不必来回奔跑，" CARD, true },
	{ "a clause more that begins as the next one does", HALL CARD,
	  HALL "工作人员轮流值班，" CARD, true },
	{ "another number", "县里今年投入资金300万元，" HALL CARD,
	  "县里今年投入资金500万元，" HALL CARD, false },
	{ "a digit more", HALL "共设窗口3个，" CARD, HALL "共设窗口13个，" CARD,
	  false },
	{ "another number in characters", HALL "共设窗口三个，" CARD,
	  HALL "共设窗口五个，" CARD, false },
	{ "another article of a law", "第五条 " HALL CARD, "第六条 " HALL CARD,
	  false },
	{ "a date in its midst says when it holds",
	  HALL "从2018年5月1日起，" CARD, HALL "从2019年9月1日起，" CARD,
	  false },
	{ "another place", "玉林市的" HALL CARD, "桂林市的" HALL CARD, false },
	{ "another person", HALL "主任韦某说，" CARD, HALL "主任黄某说，" CARD,
	  false },
	{ "a word more", HALL CARD,
	  "县政务服务大厅不实行一窗受理，群众把材料交到一个窗口即可回家等候，"
	  CARD, false },
	{ "a word in a list", "由民政、教育部门负责。" HALL CARD,
	  "由民政、公安、教育部门负责。" HALL CARD, false },
	{ "each has a clause that the other has not", HALL CARD "周末也有人值班。",
	  "不必来回奔跑。" HALL CARD, false },
	{ "shared boilerplate, another matter",
	  "会议由县长主持，各乡镇负责人参加。" HALL,
	  "会议由县长主持，各乡镇负责人参加。" CARD, false },
	{ "half of it more", HALL, HALL CARD, false },
	{ "too short to tell", "周末也有人值班，请群众前来办理各种证件。",
	  "周末也有人值班，请群众前来办理各种证件。", false },
	{ "a long one with another clause in place of one",
	  LONG "点开这里就能领取一份礼物。" HALL CARD,
	  LONG "旅游的朋友都说这条路线便宜。" HALL CARD, true },
	{ "a long one with another number", LONG "投入300万元。" HALL CARD,
	  LONG "投入500万元。" HALL CARD, false },
	{ "nothing", "", "", false },
};

static void sketch(struct reprint_sketch *out, const char *utf8)
{
	struct text text = TEXT_INIT;
	uint16_t *units;

	text_put_utf8(&text, utf8, strlen(utf8), 0);
	fold_cps(text.cp, text.cp, text.count);
	units = calloc(text.count + 1, sizeof(*units));
	for (size_t i = 0; i < text.count; i++)
		units[i] = (uint16_t)text.cp[i];
	reprint_sketch_make(out, units, text.count);
	free(units);
	text_release(&text);
}

int main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct reprint_sketch a, b;

		sketch(&a, rows[i].a);
		sketch(&b, rows[i].b);
		unit_begin(rows[i].why);
		EXPECT_INT(reprint_is_near(&a, &b), rows[i].folds);
		EXPECT_INT(reprint_is_near(&b, &a), rows[i].folds);
		reprint_sketch_release(&a);
		reprint_sketch_release(&b);
	}
	return unit_done();
}
