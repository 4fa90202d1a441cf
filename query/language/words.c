#include "query/language/words.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

const char *const words_languages[WORDS_LANGUAGES] = { "zh-Hans", "zh-Hant",
						       "en" };
const char *const words_language_names[WORDS_LANGUAGES] = { "简体", "繁體",
							    "English" };

static const char *const table[WORD_COUNT][WORDS_LANGUAGES] = {
	[WORD_SITE] = { "八桂检索", "八桂檢索", "Bagui search" },
	[WORD_SEARCH] = { "搜索", "搜尋", "Search" },
	[WORD_QUERY] = { "检索词", "檢索詞", "Search words" },
	[WORD_SKIP] = { "跳到结果", "跳到結果", "Skip to the results" },
	[WORD_REFINE] = { "缩小范围", "縮小範圍", "Refine" },
	[WORD_TOPIC] = { "主题", "主題", "Topic" },
	[WORD_REGION] = { "地区", "地區", "Region" },
	[WORD_PLATFORM] = { "平台", "平台", "Platform" },
	[WORD_YEAR] = { "年份", "年份", "Year" },
	[WORD_PUBLISHER] = { "来源单位", "來源單位", "Publisher" },
	[WORD_ORIGIN] = { "发文地区", "發文地區", "Issued by" },
	[WORD_FROM] = { "从", "從", "From" },
	[WORD_TO] = { "到", "到", "To" },
	[WORD_SOURCE] = { "原文网址", "原文網址", "Original page" },
	[WORD_SORT] = { "排序", "排序", "Order" },
	[WORD_BY_RELEVANCE] = { "按相关度", "按相關度", "Most relevant first" },
	[WORD_BY_NEWEST] = { "从新到旧", "從新到舊", "Newest first" },
	[WORD_BY_OLDEST] = { "从旧到新", "從舊到新", "Oldest first" },
	[WORD_GROUP] = { "显示", "顯示", "Show" },
	[WORD_GROUP_PASSAGE] = { "每一段", "每一段", "Every passage" },
	[WORD_GROUP_DOCUMENT] = { "每篇最佳一段", "每篇最佳一段",
				  "The best of each document" },
	[WORD_MATCH] = { "匹配", "比對", "Words" },
	[WORD_MATCH_AUTO] = { "自动", "自動", "Automatic" },
	[WORD_MATCH_ALL] = { "全部词语", "全部詞語", "All of them" },
	[WORD_MATCH_ANY] = { "任一词语", "任一詞語", "Any of them" },
	[WORD_FILTERS] = { "已选条件", "已選條件", "Narrowed to" },
	[WORD_REMOVE] = { "去掉条件：%s", "去掉條件：%s", "Remove %s" },
	[WORD_REMOVE_ALL] = { "全部去掉", "全部去掉", "Remove all" },
	[WORD_ANY] = { "不限", "不限", "Any" },
	[WORD_PASSAGES] = { "共 %s 段", "共 %s 段", "%s passages" },
	[WORD_PASSAGES_ABOUT] = { "约 %s 段", "約 %s 段", "about %s passages" },
	[WORD_DOCUMENTS] = { "共 %s 篇", "共 %s 篇", "%s documents" },
	[WORD_DOCUMENTS_ABOUT] = { "约 %s 篇", "約 %s 篇",
				   "about %s documents" },
	[WORD_ONE_PASSAGE] = { "共 %s 段", "共 %s 段", "%s passage" },
	[WORD_ONE_DOCUMENT] = { "共 %s 篇", "共 %s 篇", "%s document" },
	[WORD_NONE] = { "没有找到", "沒有找到", "Nothing was found" },
	[WORD_SHOWN] = { "显示第 %s 段", "顯示第 %s 段", "showing %s" },
	[WORD_TREND_TIMES] = { "次", "次", "times" },
	[WORD_TREND_PASSAGES] = { "段", "段", "passages" },
	[WORD_TREND_DOCUMENTS] = { "篇", "篇", "documents" },
	[WORD_TREND_RATE] = { "每百万字", "每百萬字", "per million" },
	[WORD_TREND_FIRST] = { "最早见于 %s", "最早見於 %s", "first %s" },
	[WORD_ALL] = { "合计", "合計", "All" },
	[WORD_MORE_ENTRIES] = { "… 另有 %s 项（-n all 全部列出）",
				"… 另有 %s 項（-n all 全部列出）",
				"… %s more (-n all lists them)" },
	[WORD_NONE_OF] = { "没有的：%s", "沒有的：%s", "none: %s" },
	[WORD_LINES_SHOWN] = { "显示 %s 行", "顯示 %s 行", "%s lines shown" },
	[WORD_ONE_LINE_SHOWN] = { "显示 %s 行", "顯示 %s 行",
				  "%s line shown" },
	[WORD_LOOSENED] = {
		"同时含有全部词语的段落不多，已放宽为含有任一词语",
		"同時含有全部詞語的段落不多，已放寬為含有任一詞語",
		"few passages hold all of the words; any of them counts" },
	[WORD_UNDATED] = { "另有 %s 篇没有日期，未计入",
			   "另有 %s 篇沒有日期，未計入",
			   "%s undated left out" },
	[WORD_UNDATED_YEAR] = { "未注明", "未註明", "Undated" },
	[WORD_MISSING] = { "部分索引没有应答，结果可能不全",
			   "部分索引沒有應答，結果可能不全",
			   "part of the index did not answer" },
	[WORD_INHERITED] = { "由发文单位推定", "由發文單位推定",
			     "from the issuing body" },
	[WORD_MORE_HERE] = { "该篇共有 %s 段符合", "該篇共有 %s 段符合",
			     "%s matching passages in this document" },
	[WORD_PREVIOUS] = { "上一页", "上一頁", "Previous" },
	[WORD_NEXT] = { "下一页", "下一頁", "Next" },
	[WORD_PAGES] = { "分页", "分頁", "Pages" },
	[WORD_PAGE_NUMBER] = { "第 %s 页", "第 %s 頁", "Page %s" },
	[WORD_HELP_NONE] = { "可以试试：", "可以試試：", "You can try:" },
	[WORD_HELP_FEWER] = { "减少词语，或换一种说法",
			      "減少詞語，或換一種說法",
			      "fewer words, or other ones" },
	[WORD_HELP_FILTERS] = { "去掉一些条件", "去掉一些條件",
				"removing a filter" },
	[WORD_HELP_QUOTES] = { "去掉引号：引号内的文字必须一字不差地出现",
			       "去掉引號：引號內的文字必須一字不差地出現",
			       "removing quotation marks: what they hold must "
			       "occur exactly" },
	[WORD_HELP_ANY] = { "改为匹配任一词语", "改為比對任一詞語",
			    "asking for any of the words" },
	[WORD_MEANT] = { "是不是要找：", "是不是要找：", "Did you mean:" },
	[WORD_REPRINTS] = { "另见 %s 处", "另見 %s 處", "also in %s" },
	[WORD_ALONE] = { "各词单独检索：", "各詞單獨檢索：",
			 "Each part alone:" },
	[WORD_HOW] = { "怎样检索", "怎樣檢索", "How to search" },
	[WORD_HOW_WORDS] = { "直接输入词语，简体繁体皆可，结果按相关度排列。",
			     "直接輸入詞語，簡體繁體皆可，結果按相關度排列。",
			     "Type words in either script; the answer is "
			     "ranked." },
	[WORD_HOW_EXACT] = { "加引号则一字不差，不多不漏。",
			     "加引號則一字不差，不多不漏。",
			     "Quotation marks find exactly that string: none "
			     "missed, none added." },
	[WORD_HOW_BOOLEAN] = { "可用 AND、OR、NOT 与括号；词尾加 * 表示词首相同。",
			       "可用 AND、OR、NOT 與括號；詞尾加 * 表示詞首相同。",
			       "AND, OR, NOT and brackets work; a final * "
			       "stands for any ending." },
	[WORD_HOW_FIELDS] = { "可限定字段。", "可限定欄位。",
			      "Fields narrow the search." },
	[WORD_BACK] = { "返回结果", "返回結果", "Back to the results" },
	[WORD_ALSO] = { "相同文件", "相同檔案", "Identical files" },
	[WORD_RESULTS] = { "检索结果", "檢索結果", "Results" },
	[WORD_NOTICES] = { "说明", "說明", "Notices" },
	[WORD_CITE] = { "引用编号", "引用編號", "Cite as" },
	[WORD_LANGUAGE] = { "界面语言", "介面語言", "Language" },
	[WORD_DATE_HINT] = { "2009 或 2009-03-15", "2009 或 2009-03-15",
			     "2009 or 2009-03-15" },
	[WORD_ERROR] = { "出错了", "出錯了", "Something is wrong" },
	[WORD_ERROR_REQUEST] = { "这个请求无法理解，请检查网址或检索条件。",
				 "這個請求無法理解，請檢查網址或檢索條件。",
				 "This request cannot be understood. Please "
				 "check the address or the search." },
	[WORD_ERROR_NOT_FOUND] = { "没有这个页面或文件。",
				   "沒有這個頁面或文件。",
				   "There is no such page or document." },
	[WORD_ERROR_METHOD] = { "此处只能读取。", "此處只能讀取。",
				"This address can only be read." },
	[WORD_ERROR_UNAVAILABLE] = { "检索服务暂时不可用，请稍后再试。",
				     "檢索服務暫時無法使用，請稍後再試。",
				     "The search is not available at the moment."
				     " Please try again later." },
	[WORD_ERROR_TIMEOUT] = { "检索超时，请减少词语或增加条件后再试。",
				 "檢索逾時，請減少詞語或增加條件後再試。",
				 "The search took too long. Please use fewer "
				 "words, or narrow it." },
	[WORD_ABOUT] = {
		"在党政机关的报告、新闻和通知中逐段检索",
		"在黨政機關的報告、新聞和通知中逐段檢索",
		"Search the reports, news and notices of government and party bodies, passage by passage" },
	[WORD_TIMELINE] = { "历年分布", "歷年分布", "Over the years" },
	[WORD_TIMELINE_MONTHS] = {
		"%s年各月分布",
		"%s年各月分布",
		"Through the months of %s" },
	[WORD_PER_WRITTEN] = {
		"每万段中的段数",
		"每萬段中的段數",
		"passages of every 10,000 written" },
	[WORD_IN_PASSAGES] = { "段数", "段數", "passages" },
	[WORD_IN_DOCUMENTS] = { "篇数", "篇數", "documents" },
	[WORD_AS_TABLE] = { "数字列表", "數字列表", "The figures" },
	[WORD_MAP] = { "地区分布", "地區分布", "By region" },
	[WORD_MAP_OF] = { "%s各地", "%s各地", "Within %s" },
	[WORD_APPLY] = {
		"按所选条件查看",
		"按所選條件查看",
		"Apply what is ticked" },
	[WORD_OPEN] = { "展开%s", "展開%s", "Open %s" },
	[WORD_WHY] = { "标签依据", "標籤依據", "Why these labels" },
	[WORD_GIVEN] = { "来源已注明", "來源已註明", "stated by the source" },
	[WORD_REPAIRED] = { "已修复 %s 处", "已修復 %s 處", "repairs: %s" },
	[WORD_REPAIR_PINYIN] = {
		"去掉夹注的拼音",
		"去掉夾注的拼音",
		"pinyin removed" },
	[WORD_REPAIR_INVISIBLE] = {
		"去掉不可见字符",
		"去掉不可見字元",
		"invisible characters removed" },
	[WORD_REPAIR_CONTROL] = {
		"去掉控制字符",
		"去掉控制字元",
		"control characters removed" },
	[WORD_REPAIR_LINE] = { "接合断行", "接合斷行", "a broken line joined" },
	[WORD_REPAIR_SPACING] = {
		"去掉字间空格",
		"去掉字間空格",
		"spaces between characters removed" },
	[WORD_REPAIR_PRIVATE] = {
		"替换自造字",
		"替換自造字",
		"a private character replaced" },
	[WORD_REPAIR_MOJIBAKE] = {
		"还原乱码",
		"還原亂碼",
		"garbled text restored" },
	[WORD_REPAIR_SUSPECT] = {
		"疑似乱码，未改动",
		"疑似亂碼，未更動",
		"looks garbled, left as it is" },
	[WORD_CITATION] = {
		"引用格式（GB/T 7714）",
		"引用格式（GB/T 7714）",
		"Citation (GB/T 7714)" },
	[WORD_PERMALINK] = { "固定网址", "固定網址", "Permanent address" },
	[WORD_SIMPLIFIED] = {
		"简体文本（便于复制）",
		"簡體文字（便於複製）",
		"In Simplified characters, to copy" },
	[WORD_FIRST_MARK] = { "第一处", "第一處", "First mark" },
	[WORD_MARKS_HERE] = {
		"本篇有 %s 段符合",
		"本篇有 %s 段符合",
		"%s passages match in this document" },
	[WORD_NEXT_MARK] = { "下一段符合", "下一段符合", "Next match" },
	[WORD_PREVIOUS_MARK] = { "上一段符合", "上一段符合", "Previous match" },
	[WORD_HELP] = { "检索帮助", "檢索說明", "How to search" },
	[WORD_FEED] = { "订阅（Atom）", "訂閱（Atom）", "Feed (Atom)" },
	[WORD_TAKE_AWAY] = { "其他形式", "其他形式", "Other forms" },
	[WORD_HOLDS_PASSAGES] = { "%s 段", "%s 段", "%s passages" },
	[WORD_HOLDS_DOCUMENTS] = { "%s 篇", "%s 篇", "%s documents" },
	[WORD_HOLDS_YEARS] = { "%s 年", "%s 年", "of %s" },
	[WORD_HOLDS_UPDATED] = { "更新于 %s", "更新於 %s", "updated %s" },
	[WORD_WORD_COUNTS] = {
		"各词单独可得",
		"各詞單獨可得",
		"Each word alone finds" },
	[WORD_BROWSE] = {
		"按主题、平台浏览",
		"按主題、平台瀏覽",
		"Browse by topic and platform" },
	[WORD_VERSION] = { "另一时间的内容", "另一時間的內容",
			   "At another time" },
	[WORD_VERSION_SHOWN] = { "以上内容", "以上內容", "As above" },
	[WORD_GROUP_REPRINT] = { "按段落，转载合并", "按段落，轉載合併",
				 "passages, reprints once" },
	[WORD_SUGGESTED] = { "是否要找", "是否要找", "Did you mean" },
	[WORD_AS_IT_CAME] = { "对照未修复的原文", "對照未修復的原文",
			      "Show what came before repairs" },
	[WORD_AS_REPAIRED] = { "只看修复后的文本", "只看修復後的文字",
			       "Show only what was repaired" },
	[WORD_RAW] = { "原文：", "原文：", "As it came:" },
	[WORD_NO_RAW] = { "原文此刻无法读取", "原文此刻無法讀取",
			  "What came cannot be read at the moment" },
	[WORD_MORE_OF] = { "其余 %s 项", "其餘 %s 項", "%s more" },
	[WORD_TO_REFINE] = { "转到“缩小范围”", "轉到「縮小範圍」", "To the counts" },
	[WORD_ALL_REGIONS] = { "全国", "全國", "The whole country" },
	[WORD_YEARS_ALL] = { "全部年份", "全部年份", "All years" },
};

static size_t language_index(const char *lang)
{
	for (size_t i = 0; lang && i < WORDS_LANGUAGES; i++) {
		if (!strcmp(lang, words_languages[i]))
			return i;
	}
	return 0;
}

const char *words_language(const char *name)
{
	for (size_t i = 0; i < WORDS_LANGUAGES; i++) {
		if (!strcmp(name, words_languages[i]))
			return words_languages[i];
	}
	return NULL;
}

/* The language of a tag such as zh-TW or en_GB, or NULL for others. */
static const char *of_tag(const char *tag, size_t len)
{
	static const char *const traditional[] = { "Hant", "TW", "HK", "MO" };

	if (len >= 2 && !strncasecmp(tag, "en", 2) &&
	    (len == 2 || strchr("-_.", tag[2])))
		return words_languages[2];
	if (len < 2 || strncasecmp(tag, "zh", 2) ||
	    (len > 2 && !strchr("-_.", tag[2])))
		return NULL;
	for (size_t i = 2; i < len; i++) {
		for (size_t t = 0; t < sizeof(traditional) / sizeof(*traditional);
		     t++) {
			if (len - i >= strlen(traditional[t]) &&
			    !strncasecmp(tag + i, traditional[t],
					 strlen(traditional[t])))
				return words_languages[1];
		}
	}
	return words_languages[0];
}

/* The weight of "zh-TW;q=0.8", in thousandths. */
static int weight_of(const char *item, size_t len)
{
	const char *q = memmem(item, len, "q=", 2);
	int weight = 0, unit = 1000;

	if (!q)
		return 1000;
	for (q += 2; q < item + len && unit; q++) {
		if (*q >= '0' && *q <= '9') {
			weight += (*q - '0') * unit;
			unit /= 10;
		} else if (*q != '.') {
			break;
		}
	}
	return weight > 1000 ? 1000 : weight;
}

const char *words_accept(const char *header)
{
	const char *best = NULL;
	int most = 0;

	while (header && *header) {
		size_t len, tag;

		header += strspn(header, ", \t");
		len = strcspn(header, ",");
		tag = strcspn(header, ",; \t");
		if (of_tag(header, tag) && weight_of(header, len) > most) {
			most = weight_of(header, len);
			best = of_tag(header, tag);
		}
		header += len;
	}
	return best ? best : words_languages[0];
}

const char *words_locale(void)
{
	static const char *const variables[] = { "LC_ALL", "LC_MESSAGES",
						 "LANG" };

	for (size_t i = 0; i < sizeof(variables) / sizeof(*variables); i++) {
		const char *value = getenv(variables[i]), *lang;

		if (!value || !*value)
			continue;
		lang = of_tag(value, strlen(value));
		return lang ? lang : words_languages[2];
	}
	return words_languages[2];
}

const char *words(enum word word, const char *lang)
{
	return table[word][language_index(lang)];
}

void words_put(struct buf *out, enum word word, const char *lang,
	       const char *value)
{
	const char *text = words(word, lang), *gap = strstr(text, "%s");

	if (!gap) {
		buf_put_string(out, text);
		return;
	}
	buf_put(out, text, (size_t)(gap - text));
	buf_put_string(out, value);
	buf_put_string(out, gap + 2);
}

void words_put_total(struct buf *out, const char *lang, unsigned long long total,
		     int is_exact, int is_documents)
{
	enum word word = is_documents ? WORD_DOCUMENTS : WORD_PASSAGES;
	char number[32];

	if (!is_exact)
		word = is_documents ? WORD_DOCUMENTS_ABOUT : WORD_PASSAGES_ABOUT;
	else if (total == 1)
		word = is_documents ? WORD_ONE_DOCUMENT : WORD_ONE_PASSAGE;
	snprintf(number, sizeof(number), "%llu", total);
	words_put(out, word, lang, number);
}
