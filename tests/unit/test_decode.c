/* text/decode: which bytes become which text, written as tables; and what is
 * refused, and why. */
#include "tests/unit/unit.h"

#include <stdlib.h>

#include "text/decode.h"

#define BYTES(literal) literal, sizeof(literal) - 1
#define PLAIN 1	/* report.ascii */
#define WRONG 2	/* report.label_wrong */
#define MIXED 4	/* report.mixed */

static const struct row {
	const char *why, *bytes;
	size_t len;
	const char *label;
	enum encoding encoding;
	const char *want;
	size_t replaced, dropped;
	int flags;
} rows[] = {
	{ "an empty file is plain ASCII",
	  BYTES(""), NULL, ENCODING_UTF8,
	  "", 0, 0, PLAIN },
	{ "ASCII without a label is UTF-8",
	  BYTES("plain text"), NULL, ENCODING_UTF8,
	  "plain text", 0, 0, PLAIN },
	{ "ASCII is what its label says",
	  BYTES("plain text"), "gb2312", ENCODING_GB18030,
	  "plain text", 0, 0, PLAIN },
	{ "a byte order mark is not text",
	  BYTES("\xEF\xBB\xBF\xE7\x8E\x89\xE6\x9E\x97\xE5\xB8\x82"), NULL, ENCODING_UTF8,
	  "玉林市", 0, 0, 0 },
	{ "nor is one in the middle",
	  BYTES("\xE7\x8E\x89\xE6\x9E\x97\xEF\xBB\xBF\xE5\xB8\x82"), NULL, ENCODING_UTF8,
	  "玉林市", 0, 0, 0 },
	{ "a file of nothing but the mark is empty",
	  BYTES("\xEF\xBB\xBF"), NULL, ENCODING_UTF8,
	  "", 0, 0, PLAIN },
	{ "UTF-16LE by its mark",
	  BYTES("\xFF\xFE,{1\x00" "2\x00\x1Fg"), NULL, ENCODING_UTF16LE,
	  "第12期", 0, 0, 0 },
	{ "UTF-16BE by its mark, with a character of two units",
	  BYTES("\xFE\xFF\xD8" "B\xDF\xB7\x91\xCE"), NULL, ENCODING_UTF16BE,
	  "𠮷野", 0, 0, 0 },
	{ "a lone surrogate and an odd byte are bad",
	  BYTES("\xFF\xFE\x00\xD8\x0Dg\xA1RA"), NULL, ENCODING_UTF16LE,
	  "�服务�", 2, 0, 0 },
	{ "UTF-16BE without a mark, Chinese",
	  BYTES("T\x04~\xA7QZ~\xC4~\xC7\x89\x81N:\x7F\xA4O\x17g\x0DR\xA1\xFF\x0C\x00\x0D\x00\n\x89\xE3Q\xB3[\x9E\x96" "EV\xF0\x96\xBE" "0\x02"), NULL, ENCODING_UTF16BE,
	  "各级党组织要为群众服务，\r\n解决实际困难。", 0, 0, 0 },
	{ "UTF-16LE without a mark, ASCII",
	  BYTES("h\x00o\x00t\x00l\x00i\x00n\x00" "e\x00 \x00" "1\x00" "2\x00" "3\x00" "4\x00" "5\x00"), NULL, ENCODING_UTF16LE,
	  "hotline 12345", 0, 0, PLAIN },
	{ "four characters of GBK are enough",
	  BYTES("\xCD\xD1\xC6\xB6\xB9\xA5\xBC\xE1"), NULL, ENCODING_GB18030,
	  "脱贫攻坚", 0, 0, 0 },
	{ "four characters of Big5 are enough",
	  BYTES("\xA7\xD3\xC4@\xAA" "A\xB0\xC8"), NULL, ENCODING_BIG5,
	  "志願服務", 0, 0, 0 },
	{ "four characters of UTF-8 are enough",
	  BYTES("\xE5\xBF\x97\xE6\x84\xBF\xE6\x9C\x8D\xE5\x8A\xA1"), NULL, ENCODING_UTF8,
	  "志愿服务", 0, 0, 0 },
	{ "traditional text in GBK",
	  BYTES("\xFCh\xBDM\xBF\x97\x9E\xE9\xC8\xBA\xB1\x8A\xB7\xFE\x84\xD5"), NULL, ENCODING_GB18030,
	  "黨組織為群眾服務", 0, 0, 0 },
	{ "gb2312 is read as GB18030: 镕 and 喆 are not in GB 2312",
	  BYTES("\xD6\xEC\xE9" "F\xBB\xF9\xA1\xA2\xCC\xD5\x86\xB4"), "gb2312", ENCODING_GB18030,
	  "朱镕基、陶喆", 0, 0, 0 },
	{ "x-gbk and white space in a label",
	  BYTES("\xC8\xC8\xCF\xDF\xB7\xFE\xCE\xF1"), " X-GBK ", ENCODING_GB18030,
	  "热线服务", 0, 0, 0 },
	{ "gb_2312-80",
	  BYTES("\xC8\xC8\xCF\xDF"), "gb_2312-80", ENCODING_GB18030,
	  "热线", 0, 0, 0 },
	{ "four-byte sequences, the first and the last of the planes",
	  BYTES("\x90" "0\x81" "0\x81" "0\x81" "0\xE3" "2\x9A" "3 \xB7\xFE\xCE\xF1"), "gb18030", ENCODING_GB18030,
	  "\xF0\x90\x80\x80\xC2\x80\xF4\x8F\xBF\xBD 服务", 0, 0, 0 },
	{ "the assignments of 2022, not private use",
	  BYTES("\xA6\xD9 \xA6\xED \xA6\xF3 \xFEY \xFE" "a \xFE\xA0 \xA8\xBC \xB1\xEA\xD7\xBC\xD7\xD6\xB7\xFB"), "gb18030", ENCODING_GB18030,
	  "︐ ︘ ︙ 龴 龵 龻 ḿ 标准字符", 0, 0, 0 },
	{ "the euro of code page 936 is one byte",
	  BYTES("\x80 \xD3\xEB\xC5\xB7\xD4\xAA"), "gbk", ENCODING_GB18030,
	  "€ 与欧元", 0, 0, 0 },
	{ "a backslash may be the second byte of Big5",
	  BYTES("\xB3\x5C\xA5\x5C\xBB\x5C\xBBP\xA4\xA4\xB0\xEA"), "big5", ENCODING_BIG5,
	  "許功蓋與中國", 0, 0, 0 },
	{ "the ETEN extensions: 碁, kana, euro",
	  BYTES("\xF9\xD6 \xC6\xE7 \xA3\xE1 \xC1" "c\xC5\xE9\xA4\xA4\xA4\xE5"), NULL, ENCODING_BIG5,
	  "碁 ぁ € 繁體中文", 0, 0, 0 },
	{ "HKSCS: 嘅 and 喺, and a code of two characters",
	  BYTES("\xA7\xDA\x92]\x9D\xEF\xAA" "A\xB0\xC8\x9D\xF6\xAD\xBB\xB4\xE4\x88" "b"), "big5-hkscs", ENCODING_BIG5,
	  "我哋嘅服務喺香港Ê̄", 0, 0, 0 },
	{ "UTF-8 that claims to be GBK",
	  BYTES("\xE6\xA0\x87\xE9\x94\x99"), "gbk", ENCODING_UTF8,
	  "标错", 0, 0, WRONG },
	{ "GBK that claims to be UTF-8",
	  BYTES("\xB8\xF7\xBC\xB6\xB5\xB3\xD7\xE9\xD6\xAF"), "utf-8", ENCODING_GB18030,
	  "各级党组织", 0, 0, WRONG },
	{ "Big5 that claims to be GB2312",
	  BYTES("\xA6U\xAF\xC5\xC4\xD2\xB2\xD5\xC2\xB4\xB6}\xAEi\xAA" "A\xB0\xC8\xAC\xA1\xB0\xCA"), "gb2312", ENCODING_BIG5,
	  "各級黨組織開展服務活動", 0, 0, WRONG },
	{ "an unknown label is not believed",
	  BYTES("\xB4\xB0\xBF\xDA\xB7\xFE\xCE\xF1\xC6\xBD\xCC\xA8"), "iso-8859-1", ENCODING_GB18030,
	  "窗口服务平台", 0, 0, WRONG },
	{ "an unknown label of plain ASCII does no harm",
	  BYTES("plain"), "iso-8859-1", ENCODING_UTF8,
	  "plain", 0, 0, PLAIN },
	{ "UTF-7 stays literal",
	  BYTES("+ADw-b+AD4-"), "utf-7", ENCODING_UTF8,
	  "+ADw-b+AD4-", 0, 0, PLAIN | WRONG },
	{ "HZ without a label stays literal",
	  BYTES("see ~{<:Ky2;Ks!#~} here"), NULL, ENCODING_UTF8,
	  "see ~{<:Ky2;Ks!#~} here", 0, 0, PLAIN },
	{ "halves in two encodings",
	  BYTES("\xE4\xB8\x8A\xE5\x8D\x8A\xE9\x83\xA8\xE5\x88\x86\xE6\x98\xAF\xE7\xBB\x9F\xE4\xB8\x80\xE7\xA0\x81\xE3\x80\x82\n\xE4\xB8\x8A\xE5\x8D\x8A\xE9\x83\xA8\xE5\x88\x86\xE6\x98\xAF\xE7\xBB\x9F\xE4\xB8\x80\xE7\xA0\x81\xE3\x80\x82\n\xCF\xC2\xB0\xEB\xB2\xBF\xB7\xD6\xCA\xC7\xB9\xFA\xB1\xEA\xC2\xEB\xA1\xA3\n\xCF\xC2\xB0\xEB\xB2\xBF\xB7\xD6\xCA\xC7\xB9\xFA\xB1\xEA\xC2\xEB\xA1\xA3\n"), NULL, ENCODING_UTF8,
	  "上半部分是统一码。\n上半部分是统一码。\n下半部分是国标码。\n下半部分是国标码。\n", 0, 0, MIXED },
	{ "GBK around one line of UTF-8",
	  BYTES("\xB9\xD8\xD3\xDA\xB7\xFE\xCE\xF1\xBB\xEE\xB6\xAF\xB5\xC4\xCD\xA8\xD6\xAA\n\xE5\x85\xB3\xE4\xBA\x8E\xE6\x9C\x8D\xE5\x8A\xA1\xE6\xB4\xBB\xE5\x8A\xA8\xE7\x9A\x84\xE9\x80\x9A\xE7\x9F\xA5\n\xB9\xD8\xD3\xDA\xB7\xFE\xCE\xF1\xBB\xEE\xB6\xAF\xB5\xC4\xCD\xA8\xD6\xAA"), "gbk", ENCODING_GB18030,
	  "关于服务活动的通知\n关于服务活动的通知\n关于服务活动的通知", 0, 0, MIXED },
	{ "Big5 after GBK",
	  BYTES("\xC8\xAB\xC7\xF8\xBF\xAA\xD5\xB9\xD6\xBE\xD4\xB8\xB7\xFE\xCE\xF1\xBB\xEE\xB6\xAF\xA1\xA3\n\xA5\xFE\xB0\xCF\xB6}\xAEi\xA7\xD3\xC4@\xAA" "A\xB0\xC8\xA1" "C\n"), NULL, ENCODING_GB18030,
	  "全区开展志愿服务活动。\n全區開展志願服務。\n", 0, 0, MIXED },
	{ "GBK cut inside a character",
	  BYTES("\xBD\xF1\xCC\xEC\xB5\xC4\xB7\xFE\xCE\xF1\xBA\xDC\xBA\xC3\xA3\xAC\xCE\xD2\xC3\xC7\xC8\xA5\xB9\xAB\xD4\xB0\xA1\xA3\xB7"), NULL, ENCODING_GB18030,
	  "今天的服务很好，我们去公园。�", 1, 0, 0 },
	{ "one bad byte in a line of GBK",
	  BYTES("\xB8\xF7\xBC\xB6\xB5\xB3\xD7\xE9\xD6\xAF\xFF\xBF\xAA\xD5\xB9\xB7\xFE\xCE\xF1"), NULL, ENCODING_GB18030,
	  "各级党组织�开展服务", 1, 0, 0 },
	{ "overlong forms are not what they hide",
	  BYTES("\xE4\xB8\x8A\xC0\xBC" "b\xC0\xBE\xE0\x80\xBC"), "utf-8", ENCODING_UTF8,
	  "上��b�����", 7, 0, 0 },
	{ "a pair of encoded surrogates is six bad bytes",
	  BYTES("\xE5\x93\xA8\xE5\x85\xB5\xE4\xB8\x8A\xE5\xB2\x97\xED\xA1\x80\xED\xB0\x80\xE5\xB0\xBE\xE9\x83\xA8"), NULL, ENCODING_UTF8,
	  "哨兵上岗������尾部", 6, 0, 0 },
	{ "a lone encoded surrogate",
	  BYTES("\xE5\x93\xA8\xE5\x85\xB5\xE4\xB8\x8A\xE5\xB2\x97\xED\xA0\x80" "A\xE5\xB0\xBE\xE9\x83\xA8"), NULL, ENCODING_UTF8,
	  "哨兵上岗���A尾部", 3, 0, 0 },
	{ "a broken lead byte swallows no quote",
	  BYTES("<p title=\"\xE3\x80\">\xE6\xAD\xA3\xE6\x96\x87\xE5\x86\x85\xE5\xAE\xB9"), "utf-8", ENCODING_UTF8,
	  "<p title=\"�\">正文内容", 1, 0, 0 },
	{ "nor does one of Big5 swallow markup",
	  BYTES("\xA4\"x\" \xA4<b>y</b>"), "big5", ENCODING_BIG5,
	  "�\"x\" �<b>y</b>", 2, 0, 0 },
	{ "nor one of GB18030",
	  BYTES("\x81<b>\x81" "0\"\xD5\xFD\xCE\xC4\xC4\xDA\xC8\xDD"), "gbk", ENCODING_GB18030,
	  "�<b>�0\"正文内容", 2, 0, 0 },
	{ "NUL is left out",
	  BYTES("\xE9\xA2\x98\x00\xE7\x9B\xAE\xE5\x86\x85\xE5\xAE\xB9"), "utf-8", ENCODING_UTF8,
	  "题目内容", 0, 1, 0 },
	{ "noncharacters are left out",
	  BYTES("\xE5\x86\x85\xE5\xAE\xB9\xEF\xBF\xBE\xEF\xB7\x90\xF0\x9F\xBF\xBE\xF4\x8F\xBF\xBF\xE5\xAE\x8C"), NULL, ENCODING_UTF8,
	  "内容完", 0, 4, 0 },
	{ "a noncharacter in GB18030 too",
	  BYTES("\x84" "1\xA4" "9\xC4\xDA\xC8\xDD"), "gb18030", ENCODING_GB18030,
	  "内容", 0, 1, 0 },
	{ "a well-formed U+FFFD is no new damage",
	  BYTES("\x84" "1\xA4" "7\xC4\xDA\xC8\xDD"), "gb18030", ENCODING_GB18030,
	  "�内容", 0, 0, 0 },
	{ "other controls are left to the next stage",
	  BYTES("\xE7\x94\xB2\x01\x1B\x7F\xC2\x85\x0D\n\xE4\xB9\x99"), NULL, ENCODING_UTF8,
	  "甲\x01\x1B\x7F\xC2\x85\r\n乙", 0, 0, 0 },
	{ "every second byte NUL, and yet UTF-8",
	  BYTES("\xE5\x93\xA8\xE5\x85\xB5\xE4\xB8\x8A\xE5\xB2\x97x\x00x\x00x\x00x\x00x\x00x\x00x\x00x\x00x\x00x\x00x\x00x\x00"), NULL, ENCODING_UTF8,
	  "哨兵上岗xxxxxxxxxxxx", 0, 12, 0 },
	{ "private use of old converters becomes standard",
	  BYTES("\xE5\xAD\x97\xEE\xA0\x9E\xEE\x9E\x8D\xEF\x9B\xB7\xE5\xAD\x97"), NULL, ENCODING_UTF8,
	  "字龴︐ぁ字", 0, 0, 0 },
	{ "Cantonese characters of the HKSCS of Windows: 我喺香港食嘢呀",
	  BYTES("\xE6\x88\x91\xEE\xB3\x98\xE9\xA6\x99\xE6\xB8\xAF\xE9\xA3\x9F\xEE\xB2\xB1\xE5\x91\x80"), NULL, ENCODING_UTF8,
	  "我喺香港食嘢呀", 0, 0, 0 },
	{ "an icon of those rows beside a word is not a character",
	  BYTES("\xEE\x98\x82 \xE9\xA6\x96\xE9\xA1\xB5\xEE\x98\x82"), NULL, ENCODING_UTF8,
	  "\xEE\x98\x82 首页\xEE\x98\x82", 0, 0, 0 },
	{ "the rest of private use stays",
	  BYTES("\xE5\xAD\x97\xEE\x80\x80\xEF\xA3\xBF"), NULL, ENCODING_UTF8,
	  "字\xEE\x80\x80\xEF\xA3\xBF", 0, 0, 0 },
	{ "an icon that stands alone is not a character",
	  BYTES("<i>\xEF\x8B\x86</i>\xE9\xA6\x96\xE9\xA1\xB5"), NULL, ENCODING_UTF8,
	  "<i>\xEF\x8B\x86</i>首页", 0, 0, 0 },
	{ "Tibetan in GB18030 is believed when it is labelled",
	  BYTES("\x81\x32\xF1\x30\x81\x32\xF4\x38\x81\x32\xF0\x35\x81\x32\xE9\x35"
		"\x81\x32\xF2\x31\x81\x32\xF3\x38\x81\x32\xEF\x30\x81\x32\xE9\x35"
		"\x81\x32\xEF\x30\x81\x32\xF3\x38\x81\x32\xE9\x35\x81\x32\xF1\x34"
		"\x81\x32\xEF\x30\x81\x32\xF2\x36\x81\x32\xE9\x35\x81\x32\xF0\x38"
		"\x81\x32\xF2\x32\x81\x32\xE9\x35\x81\x32\xF2\x30\x81\x32\xF0\x35"
		"\x81\x32\xF3\x38\x81\x32\xE9\x35\x81\x32\xF2\x32\x81\x32\xF4\x36"
		"\x81\x32\xF0\x35\x81\x32\xE9\x37"), "gb18030", ENCODING_GB18030,
	  "བོད་ཡིག་གི་ཚགས་པར་འདི་རེད།", 0, 0, 0 },
	{ "a single Latin-1 character in much ASCII is lost, the rest is not",
	  BYTES("0123456789 0123456789 0123456789 0123456789 0123456789 "
		"0123456789 0123456789 0123456789 0123456789 \xA9 2009"),
	  NULL, ENCODING_UTF8,
	  "0123456789 0123456789 0123456789 0123456789 0123456789 "
	  "0123456789 0123456789 0123456789 0123456789 � 2009", 1, 0, 0 },
	{ "an empty label is none", BYTES("\xB7\xFE\xCE\xF1\xC8\xBA\xD6\xDA"), "",
	  ENCODING_GB18030, "服务群众", 0, 0, 0 },
	{ "the byte order mark of GB18030",
	  BYTES("\x84\x31\x95\x33\xB7\xFE\xCE\xF1"), NULL, ENCODING_GB18030,
	  "服务", 0, 0, 0 },
	{ "much valid UTF-8 is UTF-8 whatever its label",
	  BYTES("各级党组织要组织党员为群众服务，为企业服务，为基层服务。"), "big5",
	  ENCODING_UTF8,
	  "各级党组织要组织党员为群众服务，为企业服务，为基层服务。", 0, 0, WRONG },
	{ "French in UTF-8 is UTF-8",
	  BYTES("caf\xC3\xA9 cr\xC3\xA8me br\xC3\xBBl\xC3\xA9" "e"), NULL, ENCODING_UTF8,
	  "café crème brûlée", 0, 0, 0 },
	{ "Cyrillic in UTF-8 is UTF-8",
	  BYTES("\xD0\x9C\xD0\xBE\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB0"), NULL, ENCODING_UTF8,
	  "Москва", 0, 0, 0 },
	{ "no-break spaces and middle dots are UTF-8",
	  BYTES("A\xC2\xA0\xC2\xB7\xC2\xA0" "B\xC2\xA0\xC2\xB7\xC2\xA0" "C"), NULL, ENCODING_UTF8,
	  "A · B · C", 0, 0, 0 },
};

/* Bytes that are refused, and how the message begins. */
static const struct refusal {
	const char *why, *bytes;
	size_t len;
	const char *label, *reason;
} refusals[] = {
	{ "UTF-32 by its mark, which begins like that of UTF-16",
	  BYTES("\xFF\xFE\0\0\x0D\x67\0\0\xA1\x52\0\0"), NULL,
	  "encoding-unsupported: UTF-32" },
	{ "UTF-32 by its pattern",
	  BYTES("\0\0\x67\x0D\0\0\x52\xA1\0\0\0A"), NULL,
	  "encoding-unsupported: UTF-32" },
	{ "EUC-JP, in sequences that GB18030 has too",
	  BYTES("\xC5\xEC\xB5\xFE\xC5\xD4\xC3\xCE\xBB\xF6\xC1\xAA\xB5\xF3\xA4\xAC\xB9\xD4\xA4\xEF\xA4\xEC\xA4\xDE\xA4\xB7\xA4\xBF\xA1\xA2\xB8\xF5\xCA\xE4\xBC\xD4"), NULL,
	  "encoding-unknown" },
	{ "Korean in EUC-KR",
	  BYTES("\xB4\xEB\xC7\xD1\xB9\xCE\xB1\xB9 \xC1\xA4\xBA\xCE\xB4\xC2 \xBF\xC0\xB4\xC3 \xBB\xF5\xB7\xCE\xBF\xEE \xC1\xA4\xC3\xA5\xC0\xBB \xB9\xDF\xC7\xA5\xC7\xDF\xBD\xC0\xB4\xCF\xB4\xD9"), NULL,
	  "encoding-unknown" },
	{ "Latin-1",
	  BYTES("d\xE9j\xE0 vu, No\xEBl \xE0 la cr\xE8me br\xFBl\xE9" "e"), NULL,
	  "encoding-unknown" },
	{ "ISO-2022-CN by its label",
	  BYTES("see \x1B$)A\x0EVPND\x0F here"), "iso-2022-cn",
	  "encoding-unsupported" },
	{ "a mark of UTF-16 before units that are mostly broken",
	  BYTES("\xFF\xFE\0\xD8\0\xD8\0\xD8\0\xD8\0\xD8\0\xD8\0\xD8\0\xD8\0\xD8"
		"\0\xD8\0\xD8\0\xD8\0\xD8\0\xD8\0\xD8\0\xD8\0\xD8\0\xD8\0\xD8"),
	  NULL, "binary" },
	{ "HZ by its label", BYTES("see ~{<:Ky2;Ks!#~} here"), "hz-gb-2312",
	  "encoding-unsupported: labelled \"hz-gb-2312\"" },
	{ "an ELF file", BYTES("\x7F" "ELF\2\1\1\0\0\0\0\0\0\0\0\0"), NULL,
	  "binary: ELF" },
	{ "a zip file", BYTES("PK\3\4\x14\0\0\0\x08\0"), NULL, "binary: zip" },
	{ "only NULs", BYTES("\0\0\0\0\0\0\0\0\0\0\0\0"), NULL, "binary" },
	{ "control characters among bytes of no encoding",
	  BYTES("\x80\xFF\1\2\3\4\5\6\7\xFF\x8F\1\2\3\x80\xFE\xFF"), NULL,
	  "binary" },
	{ "bytes that are no text, labelled GBK",
	  BYTES("\xFF\x80 \xFF. \xFF. \xFF. \xFF. \xFF. \xFF. \xFF. \xFF. "
		"\xFF. \xFF. \xFF. \xFF. \xFF. \xFF. \xFF. \xFF. \xFF. \xFF."),
	  "gbk", "encoding-mismatch: labelled \"gbk\"" },
};

static void check_sources(const struct text *text, size_t len)
{
	for (size_t i = 0; i < text->count; i++) {
		uint32_t cp = text->cp[i];

		EXPECT(cp != 0 && cp != 0xFEFF && cp <= 0x10FFFF);
		EXPECT(cp < 0xD800 || cp > 0xDFFF);
		EXPECT((cp & 0xFFFE) != 0xFFFE && (cp < 0xFDD0 || cp > 0xFDEF));
		EXPECT(text->src[i] < text_src_end(text, i + 1));
	}
	EXPECT(text->src_end <= len);
}

static void test_rows(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const struct row *row = &rows[i];
		struct text text = TEXT_INIT;
		struct buf got = BUF_INIT;
		struct decode_report report;
		struct error err = { 0 };

		unit_begin(row->why);
		EXPECT_INT(decode(&text, &report, row->bytes, row->len, row->label,
				  ENCODING_UNKNOWN, NULL, &err),
			   STATUS_OK);
		EXPECT_STR(err.text, "");
		buf_put_string(&got, "");
		if (text.count)
			text_to_utf8(&got, &text, 0, text.count);
		EXPECT_STR(got.data, row->want);
		EXPECT_STR(encoding_name(report.encoding),
			   encoding_name(row->encoding));
		EXPECT_INT(report.replaced, row->replaced);
		EXPECT_INT(report.dropped, row->dropped);
		EXPECT_INT((report.ascii ? PLAIN : 0) |
				   (report.label_wrong ? WRONG : 0) |
				   (report.mixed ? MIXED : 0),
			   row->flags);
		check_sources(&text, row->len);
		buf_release(&got);
		text_release(&text);
	}
}

static void test_refusals(void)
{
	for (size_t i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
		const struct refusal *row = &refusals[i];
		struct text text = TEXT_INIT;
		struct decode_report report;
		struct error err = { 0 };
		char title[128];

		snprintf(title, sizeof(title), "refused: %s", row->why);
		unit_begin(title);
		text_put(&text, 'x', 0, 1);
		EXPECT_INT(decode(&text, &report, row->bytes, row->len, row->label,
				  ENCODING_UNKNOWN, NULL, &err),
			   STATUS_BAD_INPUT);
		err.text[strlen(row->reason)] = '\0';
		EXPECT_STR(err.text, row->reason);
		EXPECT_INT(text.count, 1);
		EXPECT_INT(text.src_end, 1);
		text_release(&text);
	}
}

static enum encoding encoding_with(const char *bytes, size_t len,
				   enum encoding forced,
				   const struct decode_prior *prior)
{
	struct text text = TEXT_INIT;
	struct decode_report report;

	decode(&text, &report, bytes, len, NULL, forced, prior, NULL);
	text_release(&text);
	return report.encoding;
}

static void test_ties(void)
{
	static const char both[] = "\xD2\xBB\xD0\xA9";	/* 一些, or two letters */
	struct decode_prior gb = { { [ENCODING_GB18030] = 200 } };
	struct decode_prior utf8 = { { [ENCODING_UTF8] = 200 } };

	unit_begin("two characters that GB18030 and UTF-8 share go with the "
		   "collection");
	EXPECT_INT(encoding_with(BYTES(both), 0, &gb), ENCODING_GB18030);
	EXPECT_INT(encoding_with(BYTES(both), 0, &utf8), ENCODING_UTF8);

	unit_begin("or with what the user says");
	EXPECT_INT(encoding_with(BYTES(both), ENCODING_GB18030, NULL),
		   ENCODING_GB18030);
	EXPECT_INT(encoding_with(BYTES(both), ENCODING_UTF8, &gb), ENCODING_UTF8);

	unit_begin("but neither turns longer text into what it is not");
	EXPECT_INT(encoding_with(BYTES("各级党组织开展服务活动"),
				 ENCODING_GB18030, &gb),
		   ENCODING_UTF8);
}

static void test_sources(void)
{
	static const char bytes[] = "a\xB7\xFE\x81\x30\x81\x30\xFF" "b\xCE\xF1";
	static const uint32_t want[] = { 0, 1, 3, 7, 8, 9 };
	struct text text = TEXT_INIT;
	struct decode_report report;

	unit_begin("every character knows its first byte");
	EXPECT_INT(decode(&text, &report, BYTES(bytes), "gbk", 0, NULL, NULL),
		   STATUS_OK);
	EXPECT_INT(text.count, 6);
	for (size_t i = 0; i < 6 && i < text.count; i++)
		EXPECT_INT(text.src[i], want[i]);
	EXPECT_INT(text.src_end, sizeof(bytes) - 1);
	text_release(&text);
}

/* Longer than any buffer in between, in lines that change encoding midway. */
static void test_long(void)
{
	static const char gbk[] = "\xB7\xFE\xCE\xF1\xC8\xBA\xD6\xDA\n";
	static const char utf8[] = "服务群众\n";
	struct text text = TEXT_INIT;
	struct decode_report report;
	struct buf bytes = BUF_INIT;
	size_t lines = 30000, differ = 0;

	unit_begin("the end of a long line of ASCII decides");
	for (size_t i = 0; i < 50000; i++)
		buf_put_byte(&bytes, 'x');
	buf_put_string(&bytes, gbk);
	decode(&text, &report, bytes.data, bytes.len, NULL, 0, NULL, NULL);
	EXPECT_STR(encoding_name(report.encoding), "GB18030");
	EXPECT_INT(text.count, 50005);
	buf_clear(&bytes);
	text_clear(&text);

	unit_begin("a long file in two encodings, to its last character");
	for (size_t i = 0; i < lines; i++)
		buf_put_string(&bytes, i < lines / 2 ? gbk : utf8);
	EXPECT_INT(decode(&text, &report, bytes.data, bytes.len, "gbk", 0, NULL,
			  NULL),
		   STATUS_OK);
	EXPECT(report.mixed);
	EXPECT_INT(report.replaced, 0);
	EXPECT_INT(text.count, lines * 5);
	for (size_t i = 5; i < text.count; i++)
		differ += text.cp[i] != text.cp[i - 5];
	EXPECT_INT(differ, 0);
	EXPECT_INT(text.cp[0], 0x670D);
	EXPECT_INT(text.src[5 * (lines / 2)], lines / 2 * 9);
	EXPECT_INT(text.src_end, bytes.len);
	buf_release(&bytes);
	text_release(&text);
}

static uint32_t random_next(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

/* Rows with some bytes changed, under every kind of label. */
static void test_damaged(void)
{
	static const char *const labels[] = { NULL, "gbk", "big5", "utf-8",
					      "utf-16be", "hz-gb-2312", "" };
	uint32_t seed = 20090315;
	struct text text = TEXT_INIT;

	unit_begin("whatever the bytes, the text is well-formed");
	for (int round = 0; round < 20000; round++) {
		const struct row *row =
			&rows[random_next(&seed) % (sizeof(rows) / sizeof(rows[0]))];
		const char *label = labels[random_next(&seed) % 7];
		char *bytes = malloc(row->len + 1);	/* exact, for ASan */
		struct decode_report report;

		memcpy(bytes, row->bytes, row->len + 1);
		for (uint32_t n = random_next(&seed) % 6; n && row->len; n--)
			bytes[random_next(&seed) % row->len] =
				(char)random_next(&seed);
		text_clear(&text);
		bytes = realloc(bytes, row->len ? row->len : 1);
		decode(&text, &report, bytes, row->len, label, 0, NULL, NULL);
		check_sources(&text, row->len);
		free(bytes);
	}
	text_release(&text);
}

int main(void)
{
	test_rows();
	test_refusals();
	test_ties();
	test_sources();
	test_long();
	test_damaged();
	return unit_done();
}
