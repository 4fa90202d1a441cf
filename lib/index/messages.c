#include "index/messages.h"

static const struct message_row rows[] = {
	{ "%s: no index here", "%1：这里没有索引" },
	{ "%s: no such document", "%1：没有这篇文件" },
	{ "%s: made by another version (%s): run bagui-index --upgrade",
	  "%1：由另一版本建立（%2）：请运行 bagui-index --upgrade" },
	{ "schema %s, terms %s; this program knows %s, %s",
	  "结构 %1，词语 %2；本程序认得 %3，%4" },
	{ "%s: there, and not a Bagui index", "%1：不是八桂的索引" },
	{ "%s: not a Bagui index", "%1：不是八桂的索引" },
	{ "%s: the index's description is damaged", "%1：索引的说明已损坏" },
	{ "%s: shorter than the database says", "%1：比数据库所记的短" },
	{ "%s: %s is missing", "%1：缺少 %2" },
	{ "a stored passage is damaged", "有一段存储的文字已损坏" },
	{ "the record of a document is damaged", "有一篇文件的记录已损坏" },
	{ "no answer from %s: %s", "%1 没有应答：%2" },
	{ "no answer from %s", "%1 没有应答" },
	{ "no shard answers: %s", "没有分片应答：%1" },
};
const struct message_table index_messages = MESSAGE_TABLE(rows);
