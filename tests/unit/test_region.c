/* labels: which region a name means, and who issued a document. */
#include "tests/unit/labelling.h"

/* "a b" on one line: labels of one passage; (a): inherited; " / " between
 * passages. */
static const struct region_row {
	const char *why, *title, *publisher, *text, *want;
} region_rows[] = {
	{ "a full name", NULL, NULL, "玉林市修了一座桥。", "450900" },
	{ "a short name", NULL, NULL, "工作组到河池调查。", "451200" },
	{ "traditional characters", NULL, NULL, "廣西壯族自治區下了雨。",
	  "450000" },
	{ "the most specific of names that stand together", NULL, NULL,
	  "广西玉林市博白县的人来了。", "450923" },
	{ "two places of one passage", NULL, NULL,
	  "玉林市派人到河池市学习。", "450900 451200" },
	{ "an alias", NULL, NULL, "八桂大地一片绿色。", "450000" },
	{ "a former name is known by the later code", NULL, NULL,
	  "襄樊的码头搬了。", "420600" },
	{ "a county that became a district", NULL, NULL,
	  "江宁县的砖窑拆了。", "320115" },
	{ "Hong Kong, Macau and Taiwan", NULL, NULL,
	  "香港、澳门和台湾的客人到了。", "710000 810000 820000" },
	{ "a desert is not a province", NULL, NULL,
	  "巴丹吉林的沙丘很高。", "" },
	{ "a name across two words", NULL, NULL,
	  "合作社和龙头企业签了合同。", "" },
	{ "a word that is also a county", NULL, NULL,
	  "全镇上下推动兴业，干劲很足。", "" },
	{ "a word that is also a county, in that county's city", "玉林市工作通报",
	  NULL, "全市上下推动兴业。", "450900" },
	{ "the county itself", NULL, NULL, "兴业县修了路。", "450924" },
	{ "a word that is a county: 资源", NULL, NULL, "要节约资源。", "" },
	{ "a power station of another province", NULL, NULL,
	  "贵州的平远电厂检修。", "520000" },
	{ "a road is not the city it is named after", NULL, NULL,
	  "店开在南京路上，旁边是北京西路。", "" },
	{ "a firm's name", NULL, NULL, "工人买了青岛啤酒。", "" },
	{ "a person's office is no county", NULL, NULL,
	  "新来的容县长讲话。", "" },
	{ "a county of two characters where a clause begins", NULL, NULL,
	  "容县派人下乡。", "450921" },
	{ "a person's name", NULL, NULL, "村支书苏桂林说路通了。", "" },
	{ "a building stone", NULL, NULL, "工地上堆着大理石。", "" },
	{ "a smaller place of the same name", NULL, NULL,
	  "广西的和平镇赶圩。", "450000" },
	{ "a shared name: the parent before it", NULL, NULL,
	  "福州市鼓楼区换了路灯。", "350102" },
	{ "a shared name: the parent elsewhere in the passage", NULL, NULL,
	  "徐州下了雪，鼓楼区的路封了。", "320300 320302" },
	{ "a shared name: the title", "南京见闻", NULL,
	  "鼓楼区的梧桐落叶了。", "320106" },
	{ "a shared name: the publisher", NULL, "开封市民政局",
	  "鼓楼区的老人领到了补贴。", "410204" },
	{ "a shared name: nothing decides", NULL, NULL,
	  "鼓楼区的路灯换了。", "" },
	{ "朝阳: a word, a city, two districts", NULL, NULL,
	  "迎着朝阳出发。\n辽宁省朝阳市开会。\n北京市朝阳区开会。",
	  " / 211300 / 110105" },
	{ "short names in a list that says what they are", NULL, NULL,
	  "覃塘、港南两区通了水。", "450803 450804" },
	{ "吉林 alone is the province", NULL, NULL,
	  "吉林下雪了，吉林市也下了。", "220000 220200" },
	{ "the document's own region by its level", "玉林市工作总结", NULL,
	  "我市修路。\n全区开会。\n全市场的人都来了。",
	  "450900 / 450000 / (450900)" },
	{ "全市 after another city's name is that city", "广西工作总结", NULL,
	  "河池市动员全市力量。", "451200" },
	{ "a passage that names none inherits the origin", "河池市工作总结",
	  NULL, "修了三条路。\n都安瑶族自治县通了车。", "(451200) / 451228" },
	{ "a neighbour of a list", NULL, NULL,
	  "全州县和资源、兴安等县受灾。", "450324 450325 450329" },
	{ "a newspaper's name is no place of the passage", NULL, NULL,
	  "据广西日报报道，昨夜有雨。", "" },
	{ "a document's number", NULL, NULL,
	  "按照桂政发〔2009〕12号文件修路。", "450000" },
	{ "the same, with other brackets", NULL, NULL,
	  "见粤府办[2010]3号。", "440000" },
	{ "a single character says nothing elsewhere", NULL, NULL,
	  "桂花开了，桂东的川菜馆也开了（2009）。", "" },
	{ "a province is not a river's bank", NULL, NULL,
	  "长江西岸和黄河南岸都涨了水。", "" },
};

static const struct origin_row {
	const char *why, *title, *publisher, *region, *text, *want;
} origin_rows[] = {
	{ "given by name", "河池见闻", NULL, "玉林市", "修路。", "450900" },
	{ "given by code", NULL, NULL, "450000", "修路。", "450000" },
	{ "an organ in the title", "玉林市人民政府关于修路的通知", "青海日报",
	  NULL, "各县区：修路。", "450900" },
	{ "an organ that publishes", NULL, "河池市民政局", NULL,
	  "玉林市修路。", "451200" },
	{ "an organ in the lead", NULL, NULL, NULL,
	  "今年以来，广西壮族自治区各级党组织修路。\n玉林市修路。", "450000" },
	{ "a congress in the lead", NULL, NULL, NULL,
	  "来源：青海日报\n——在宁夏回族自治区第十三届人民代表大会上\n"
	  "现在，我代表自治区人民政府报告工作。", "640000" },
	{ "a newspaper alone", NULL, "青海日报", NULL, "宁夏的枸杞红了。",
	  "630000" },
	{ "a reprint stays its author's", "宁夏回族自治区人民政府工作报告",
	  "青海日报", NULL, "修路。", "640000" },
	{ "a document's number above the text", NULL, NULL, NULL,
	  "桂政办发〔2010〕8号\n各厅局：请修路。", "450000" },
	{ "a dateline", NULL, NULL, NULL,
	  "本报南宁6月3日讯　记者从市里获悉，路通了。\n南宁市还要修桥。",
	  "450100" },
	{ "a wire service's dateline says where, not who", NULL, NULL, NULL,
	  "新华社南宁6月3日电　记者获悉，路通了。", "-" },
	{ "a sign-off", NULL, NULL, NULL,
	  "各乡镇：请修路。\n请按时完成各项任务，把路修好，把桥修好。\n"
	  "北流市人民政府\n二〇一〇年五月一日", "450981" },
	{ "what a text is about is not who issued it", NULL, NULL, NULL,
	  "有人说玉林市的路修好了。", "-" },
	{ "the state's organs are of no region",
	  "国务院关于支持广西发展的意见", NULL, NULL, "支持广西。", "-" },
};

static void expect_region(const struct region_row *row)
{
	struct labelling it = {
		.title = row->title, .publisher = row->publisher,
		.text = row->text
	};

	unit_begin(row->why);
	labelling_expect(&it, LABEL_REGION, row->want);
}

static void expect_origin(const struct origin_row *row)
{
	struct labelling it = {
		.title = row->title, .publisher = row->publisher,
		.region = row->region, .text = row->text
	};
	struct labelled got;

	unit_begin(row->why);
	labelling_run(&got, &it);
	EXPECT_STR(labelling_id(LABEL_REGION, got.result->origin), row->want);
	labelling_release(&got);
}

/* Evidence stands on the name in the text as it is displayed. */
static void expect_evidence(void)
{
	struct labelling row = { .text = "昨天，廣西玉林市修橋。" };
	struct labelled got;
	const struct label *label;

	unit_begin("evidence is the span of the name, in displayed characters");
	labelling_run(&got, &row);
	EXPECT_INT(got.result->passages[0].count, 1);
	label = &got.result->passages[0].at[0];
	EXPECT_INT(label->evidence_count, 1);
	EXPECT_INT(label->evidence[0].begin, 5);
	EXPECT_INT(label->evidence[0].end, 8);
	labelling_release(&got);
}

/* A document that is labelled in parts. */
static void expect_parts(void)
{
	static const struct labelling first = {
		.title = "玉林市人民政府工作报告", .date = "2009-03",
		.text = "玉林市热线开通。",
	};
	static const struct labelling second = {
		.title = "玉林市人民政府工作报告", .goes_on = true,
		.text = "那里的路修好了。\n容县也修路。",
	};
	static const struct labelling other = { .text = "那里的路修好了。" };
	struct labelled it;

	unit_begin("a later part has the origin and the date of the first");
	labelling_expect(&first, LABEL_REGION, "450900");
	labelling_expect(&second, LABEL_REGION, "(450900) / 450921");
	labelling_run(&it, &second);
	EXPECT_STR(it.result->date, "2009-03");
	labelling_release(&it);
	unit_begin("and the next document has not");
	labelling_expect(&other, LABEL_REGION, "");
	unit_begin("a part ends with a paragraph, or one that is as long as a part");
	EXPECT(!label_part_ends(LABEL_PART - 1, false));
	EXPECT(label_part_ends(LABEL_PART, false));
	EXPECT(!label_part_ends(LABEL_PART, true));
	EXPECT(label_part_ends(2 * LABEL_PART, true));
}

int main(void)
{
	if (!labelling_begin(TAXONOMY))
		return labelling_end();
	for (size_t i = 0; i < sizeof(region_rows) / sizeof(region_rows[0]); i++)
		expect_region(&region_rows[i]);
	for (size_t i = 0; i < sizeof(origin_rows) / sizeof(origin_rows[0]); i++)
		expect_origin(&origin_rows[i]);
	expect_evidence();
	expect_parts();
	return labelling_end();
}
