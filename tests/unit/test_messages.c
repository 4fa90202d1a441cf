/* query/messages: what is said in Chinese. */
#include "tests/unit/unit.h"

#include <stdlib.h>

#include "query/command/messages.h"

static const struct row { const char *why, *message, *want; } rows[] = {
	{ "a message as it stands", "nothing to search for", "没有要查的内容" },
	{ "with what it is about", "idx: no index here", "idx：这里没有索引" },
	{ "a part that is a message itself",
	  "--limit: \"x\" is not a number from 0 to 9",
	  "--limit：“x”不是 0 到 9 的数" },
	{ "two parts deep", "b.tsv:3: query: 2000 bytes, 1024 are the most",
	  "b.tsv:3：检索式有 2000 字节，至多 1024" },
	{ "parts in another order",
	  "over remote shards, facets count the documents of 10 passages of 20",
	  "远程分片：统计只计 20 段中 10 段所属的文件" },
	{ "the reason of the system", "standard output: No space left on device",
	  "标准输出：磁盘已满" },
	{ "what a user typed may look like a message",
	  "unknown region \"x\"; nearest: y\"; nearest: 玉林市",
	  "没有地区“x”；相近的有：y\"; nearest: 玉林市" },
	{ "a percent sign of the user's is a percent sign", "%1: no index here",
	  "%1：这里没有索引" },
	{ "what is not known stays as it is", "the moon is full",
	  "the moon is full" },
	{ "nothing stays nothing", "", "" },
};

int main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf got = BUF_INIT;

		unit_begin(rows[i].why);
		buf_put_string(&got, "");
		message_put_chinese(&got, query_messages, rows[i].message);
		EXPECT_STR(got.data, rows[i].want);
		buf_release(&got);
	}
	return unit_done();
}
