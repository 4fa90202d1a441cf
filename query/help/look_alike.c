#include "query/help/look_alike.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"

/* Each string is a group; a character may be in several. */
static const char *const groups[] = {
	"己已巳", "未末", "戊戌戍戎", "弊币蔽毙", "辩辨辫瓣", "竟竞", "侯候",
	"拔拨", "析折拆", "治冶", "贷货", "洒酒", "墓幕慕暮募", "土士",
	"干千于", "人入八", "天夫无", "日曰目", "田由甲申", "大太犬", "王玉主",
	"白自", "午牛", "今令", "问间", "住往", "代伐", "刀力", "九丸", "万方",
	"乌鸟", "兔免", "晴睛", "情清请", "坏环怀", "护扩", "技枝支", "扶抚",
	"抗坑", "投设没", "受爱", "买卖实", "处外", "夏复", "失矢", "贫贪",
	"困因囚", "团图", "原愿", "历厉", "厂广", "凤风", "衣农", "休体",
	"低底抵", "作做", "材村林", "板版", "查杳", "柱桂", "构购沟", "析柝",
	"标示", "检捡险验", "极级", "条务", "服报", "服股", "务各", "平乎",
	"平半", "台合", "活话", "治沿", "浇烧绕晓", "津律", "测侧则", "渴喝",
	"湖糊", "漠摸模", "满瞒", "泄泻", "准淮", "准难", "推堆", "惟唯维",
	"隹佳", "住佳", "挂桂", "晨震", "暑署", "著着", "署暑曙", "幸辛",
	"享亨", "亭停", "徒陡", "徙徒", "即既", "却郤", "卷券", "崇祟", "密蜜",
	"宣宜", "官宫", "容客", "寒塞", "蓝篮", "监览", "籍藉", "第弟", "管菅",
	"签答", "粟栗", "粮粱", "梁粱", "缓援暖", "绿录", "绩积", "续读",
	"肓盲", "胀账帐", "脉咏", "腾誊", "至致", "艰难", "范苑", "菜莱", "荼茶",
	"苍仓", "萧肃", "蕴温", "虑虚", "蚀触", "补朴", "裁栽载", "裸棵", "见贝",
	"规现", "视祝", "记纪", "订钉", "训驯", "讯迅", "许诈", "诊珍", "谓渭",
	"赢嬴羸", "赏尝", "赋贱", "跟根银", "踪综", "转传", "辍缀", "边达",
	"过迂", "迁千", "近进", "远运", "述迷", "追退", "造选", "通诵", "逮棣",
	"遗遣", "邮油", "部陪", "都却", "酋酉", "采彩", "重童", "钧均", "锻煅",
	"镇填", "陷谄", "陌百", "隐急", "隔融", "雇顾", "需霜", "震振", "项顶",
	"须颂", "领颌", "饱抱", "驻注", "骄娇", "鸣呜", "黑墨", "声生", "热执",
	"线钱浅", "振震", "兴光", "乡多", "村材", "党堂", "员贝", "政攻", "府腐",
	"民氏", "培陪倍", "企介", "业亚", "帮邦", "扶夫", "助组", "矛予", "戒戎",
	"候侯", "疫役", "症证", "哀衷衰", "毫豪", "栏拦", "毁毀", "孤狐", "沮诅",
};

static bool has(const char *group, uint32_t han)
{
	const char *end = group + strlen(group);

	while (group < end)
		if (utf8_next(&group, end) == han)
			return true;
	return false;
}

static size_t add(uint32_t *out, size_t count, uint32_t han)
{
	for (size_t i = 0; i < count; i++)
		if (out[i] == han)
			return count;
	if (count < LOOK_ALIKES)
		out[count++] = han;
	return count;
}

size_t look_alikes(uint32_t out[LOOK_ALIKES], uint32_t han)
{
	size_t count = 0;

	for (size_t i = 0; i < sizeof(groups) / sizeof(*groups); i++) {
		const char *at = groups[i], *end = at + strlen(at);

		if (!has(at, han))
			continue;
		while (at < end) {
			uint32_t other = utf8_next(&at, end);

			if (other != han)
				count = add(out, count, other);
		}
	}
	return count;
}
