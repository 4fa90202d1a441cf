#include "labels/context.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "text/fold.h"
#include "text/lexicon.h"

static const char *const sets[CONTEXT_SETS] = {
	[CONTEXT_DIRECTION] = "东 西 南 北 中 一 二 三 四 五",
	[CONTEXT_ROAD] = "路 街 大街 大道 胡同 巷",
	[CONTEXT_NO_ROAD] =
		"路网 路演 路桥 路径 路线 街头 街上 街区 街舞 街坊 街市 街边",
	[CONTEXT_FIRM] =
		"啤酒 白药 茅台 人家 汽车 银行 证券 人寿 重工 电气 电器 石化 "
		"钢铁 集团 股份 制药 药业 酒业 乳业 传媒 科技 实业 控股 置业 "
		"地产 基金 信托 卫视 国安 申花 恒大 鲁能 泰山队 饭店 大饭店 "
		"酒店 大酒店 酒楼 宾馆 大厦 花园",
	[CONTEXT_HOUSE] =
		"有限 公司 电厂 厂 矿 保险 航空 足球 队 小区 广场 中学 小学 "
		"大学 学院 医院 出版社 铁路 高速 机场 水库 隧道 特大桥 站 频道",
	[CONTEXT_PRESS] =
		"日报 晚报 早报 晨报 商报 都市报 青年报 晚刊 新闻网 电视台 "
		"卫视 广播电台",
	[CONTEXT_PLACE] = "镇 乡 村 社区 庄 屯 岛 桥 湖 河 江 山 湾 寺 庙 街 坊 "
			  "门 井 泉 峡 沟 岭 关 庵",
	[CONTEXT_SURNAME] =
		"王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 "
		"梁 宋 郑 谢 韩 唐 冯 于 董 萧 程 曹 袁 邓 许 傅 沈 曾 彭 吕 "
		"苏 卢 蒋 蔡 贾 丁 魏 薛 叶 阎 余 潘 杜 戴 夏 钟 汪 田 任 姜 "
		"范 方 石 姚 谭 廖 邹 熊 金 陆 郝 孔 白 崔 康 毛 邱 秦 江 史 "
		"顾 侯 邵 孟 龙 万 段 雷 钱 汤 尹 黎 易 常 武 乔 贺 赖 龚 文 "
		"韦 覃 农 蒙 莫 蓝 玉 闭 岑 甘",
	[CONTEXT_ROLE] =
		"书记 支书 主任 记者 同志 村民 工人 老师 队长 代表 局长 县长 "
		"市长 区长 厂长 经理 校长 院长 医生 党员 居民 教授 律师 主席 "
		"组长 司机 民警 负责人 通讯员 员工 学生 农民 先生 老人 总理",
	[CONTEXT_SPEAKS] =
		"说 表示 介绍 告诉 认为 同志 先生 女士 老师 书记 局长 主任 "
		"县长 市长 厂长 校长 教授 家 等人",
	[CONTEXT_LIST] = "、 和 与 及 到 至 , -",
	[CONTEXT_AND_MORE] = "等",
	[CONTEXT_NUMBER] =
		"两 二 三 四 五 六 七 八 九 十 几 多 各 2 3 4 5 6 7 8 9 两个 二个 "
		"三个 四个 五个 六个 七个 八个 九个 十个 几个 多个 各个 2个 3个 4个 "
		"5个 6个 7个 8个 9个",
	[CONTEXT_NUMBER_WORD] = "政 发 办 委 府 人 党 组 纪 财 教 民 建 卫 农 审 "
				"人社 国土 工信 发改 环 水 交 林 商 文 法",
	[CONTEXT_COUNTY_WORD] = "长 级 域 令 官 太爷",
	[CONTEXT_OWN_NOT] = "场 域 间 块 别 分 政 县 长期 值 面 外 内外 委 直",
	[CONTEXT_ORGAN] =
		"人民政府 政府 各级党 党委 省委 市委 区委 县委 州委 党组 "
		"人民代表大会 人大 政协 委员会 办公厅 办公室 各级 省长 市长 "
		"区长 县长 主席 代省长 代市长 代理主席 监察委 总工会 纪委 "
		"统计局 财政厅 财政局 公安厅 公安局 教育厅 教育局 卫生 "
		"人力资源 民政厅 民政局 发展和改革 发展改革 组织部 宣传部 "
		"住房和 自然资源 生态环境 农业农村 市场监督 工商局 税务局 "
		"交通运输 水利 文化和 管理局 条例 实施 规定 办法 暂行 "
		"工作报告 年鉴 统计公报",
	[CONTEXT_SELF] = "自治区党委 自治区人民政府 自治区政府 自治区纪委 "
			 "自治区组织部 自治区主席 自治区民政 自治区劳动 "
			 "自治区财政 自治区十大",
	[CONTEXT_SOURCE] = "来源 转自 转载 摘自 出处 原载",
	[CONTEXT_MEDIA] = "日报 晚报 早报 晨报 商报 都市报 新闻 卫视 电视台 "
			  "广播 网 在线 发布 人大— 人大-",
	[CONTEXT_DATELINE_BEFORE] = "新华社 本报 中新网 新华网 人民网 中新社",
	[CONTEXT_DATELINE_AFTER] = "讯 电 报道 日电 消息",
	[CONTEXT_PAPER] = "报告 小结 总结 纪要 简报 通报 公报 公告 通知 意见 "
			  "方案 综述 情况 简讯 规划 计划 决定 概况",
	[CONTEXT_PUBLISHER_ORGAN] =
		"政府 委员会 办公室 办公厅 人大 常委会 党委 厅 局 组织部 "
		"宣传部 网信办 法院 检察院",
	[CONTEXT_STATE_ORGAN] =
		"中华人民共和国 国务院 中共中央 中国共产党中央 最高人民法院 "
		"最高人民检察院 全国人民代表大会 全国人大 全国政协 国家发展 "
		"国家统计 国家税务 财政部 教育部 公安部 民政部 司法部 "
		"人力资源和社会保障部 人力资源社会保障部 住房城乡建设部 "
		"交通运输部 农业农村部 农业部 水利部 商务部 生态环境部 "
		"自然资源部 工业和信息化部 国家卫生 国家市场 国家能源 国家医疗 "
		"中国人民银行 中央组织部 中组部",
	[CONTEXT_STATE_PRESS] = "新华 人民日报 人民网 光明日报 经济日报 中新社 中新网 "
				"中国新闻 央视 中央电视 求是 中国日报",
	[CONTEXT_STATE_ACT] = "全国人民代表大会 国务院令 国务院批准 "
			      "最高人民法院 最高人民检察院 主席令",
	[CONTEXT_SINCE_BEFORE] = "自 从",
	[CONTEXT_SINCE_AFTER] = "以来 起",
	[CONTEXT_UNTIL] = "到 至",
	[CONTEXT_DATE_END] = ") ( 印发 。",
	[CONTEXT_ADOPTS] = "通过 修正 修订",
};

_Static_assert(CONTEXT_SETS <= 32, "a mask has a bit a set");

struct entry {			/* a word, and the sets that it is in */
	char *word;
	uint32_t mask;		/* a bit a set */
};

struct context {
	lexicon *lexicon;	/* value: the mask */
	uint32_t first[65536 / 32];	/* characters that begin a word */
};

static size_t add(struct entry *entries, size_t count, const char *word,
		  size_t len, unsigned set)
{
	size_t at = 0;

	while (at < count && (strlen(entries[at].word) != len ||
			      memcmp(entries[at].word, word, len)))
		at++;
	if (at == count)
		entries[count++] = (struct entry){
			mem_string_len(word, len), 0
		};
	entries[at].mask |= 1u << set;
	return count;
}

static void fill(struct context *made, struct entry *entries, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char *folded = fold_utf8(entries[i].word);
		const char *at = folded;
		uint32_t first = utf8_next(&at, at + strlen(at));

		if (first < 65536)
			made->first[first / 32] |= 1u << first % 32;
		lexicon_add(made->lexicon, folded, strlen(folded),
			    entries[i].mask);
		free(folded);
		free(entries[i].word);
	}
	lexicon_ready(made->lexicon);
}

context *context_new(void)
{
	struct context *made = mem_alloc(sizeof(*made));
	struct entry entries[1024];
	size_t count = 0;

	made->lexicon = lexicon_new();
	for (unsigned set = 0; set < CONTEXT_SETS; set++)
		for (const char *at = sets[set]; *at;) {
			size_t len = strcspn(at, " ");

			count = add(entries, count, at, len, set);
			at += len + (at[len] == ' ');
		}
	fill(made, entries, count);
	return made;
}

void context_free(context *it)
{
	if (!it)
		return;
	lexicon_free(it->lexicon);
	free(it);
}

struct search {
	enum context_set set;
	size_t length;
};

static void take(void *data, size_t begin, size_t end, uint32_t mask)
{
	struct search *search = data;

	if (mask & 1u << search->set)
		search->length = end - begin;
}

size_t context_at(const context *it, const uint32_t *folded, size_t count,
		  size_t at, enum context_set set)
{
	struct search search = { set, 0 };
	uint32_t first;

	if (at >= count)
		return 0;
	first = folded[at];
	if (first < 65536 && it->first[first / 32] & 1u << first % 32)
		lexicon_each_at(it->lexicon, folded, count, at, take, &search);
	return search.length;
}
