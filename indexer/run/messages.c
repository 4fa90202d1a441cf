#include "indexer/run/messages.h"

#include <stdarg.h>
#include <stdlib.h>

#include "base/message.h"
#include "base/utf8.h"
#include "index/messages.h"

static const struct message_row rows[] = {
	/* the command line */
	{ "no SOURCE given; see --help", "没有指定来源；请看 --help" },
	{ "%s: no index, and no SOURCE to make it of",
	  "%1：没有索引，也没有可供建立的来源" },
	{ "--encoding: %s is not an encoding that is read",
	  "--encoding：不能读取编码 %1" },
	{ "--prune takes nothing but =force", "--prune 只能带 =force" },
	{ "--xml-map: %s: %s", "--xml-map：%1：%2" },
	{ "--relabel, --upgrade, --compact, --check, --repair, --backup, "
	  "--split, --publish and --shards-at take no SOURCE",
	  "--relabel、--upgrade、--compact、--check、--repair、--backup、--split、"
	  "--publish、--shards-at 不带来源" },
	{ "--taxonomy here needs --relabel", "--taxonomy 在此须与 --relabel 同用" },
	{ "--shards: %s has %s, fixed when it was made",
	  "--shards：%1 有 %2 个分片，建立时已定" },
	{ "--prune: %s is missing itself; nothing pruned",
	  "--prune：来源 %1 本身不见了；没有去掉任何文件" },
	{ "--prune: %s of %s files are gone, over half; use --prune=force if "
	  "that is meant",
	  "--prune：%2 个文件中 %1 个不见了，超过一半；确要去掉请用 --prune=force" },
	{ "--shards-at: no shard is named", "--shards-at：没有写明分片" },
	{ "%s: there, and no list of shards", "%1：已经存在，而不是分片的清单" },
	{ "%s: there, and no Bagui index", "%1：已经存在，而不是八桂的索引" },
	{ "%s: serves several shards as one; start a xapian-tcpsrv for each",
	  "%1：把几个分片当作一个；请为每个分片各启动一个 xapian-tcpsrv" },
	/* taxonomies and lexicons */
	{ "the installed taxonomy is missing; use --taxonomy=DIR",
	  "没有安装好的分类；请用 --taxonomy=DIR" },
	{ "%s: no such taxonomy directory", "%1：没有这个分类目录" },
	{ "%s: no such file", "%1：没有这个文件" },
	{ "%s: labelled with another taxonomy; --relabel --taxonomy changes it",
	  "%1：标注用的是另一分类；更换请用 --relabel --taxonomy" },
	{ "not well-formed", "格式不正确" },
	{ "not UTF-8", "不是 UTF-8" },
	/* a run */
	{ "%s: another bagui-index is writing here",
	  "%1：另一个 bagui-index 正在写入" },
	{ "%s: another bagui-index was writing here",
	  "%1：另一个 bagui-index 刚才在写入" },
	{ "%s documents added, %s replaced, %s removed; %s passages, %s MB in "
	  "%s s (%s MB/s)",
	  "新增 %1 篇，替换 %2 篇，去掉 %3 篇；%4 段，%5 MB，用时 %6 秒（每秒 %7 MB）" },
	{ "sources and members: %s indexed, %s repaired, %s unchanged, "
	  "%s duplicate, %s skipped, %s rejected, %s quarantined",
	  "来源与成员：编入 %1，修复 %2，未变 %3，重复 %4，略过 %5，拒收 %6，隔离 %7" },
	{ "[%s] %s%  %s documents  %s MB  %s MB/s  %s left",
	  "[%1] %2%  %3 篇  %4 MB  每秒 %5 MB  还需 %6" },
	{ "[%s] %s%  %s documents  %s MB  %s MB/s",
	  "[%1] %2%  %3 篇  %4 MB  每秒 %5 MB" },
	{ "would drop %s", "将去掉 %1" },
	{ "dropped %s", "已去掉 %1" },
	{ "would read again %s", "将重新读取 %1" },
	{ "would index %s", "将编入 %1" },
	{ "interrupted", "中断" },
	{ "a shard writer failed", "写分片的进程出错" },
	{ "the writer of shard-%s died", "写 shard-%1 的进程死了" },
	{ "no reader process", "没有读取的进程" },
	/* the whole index */
	{ "%s: sound: %s documents, %s passages in %s shards; not sealed, so "
	  "flipped bits may have passed (see --compact)",
	  "%1：完好：%2 篇，%3 段，%4 个分片；没有封存，比特翻转未必查得出（见 --compact）" },
	{ "%s: sound: %s documents, %s passages in %s shards",
	  "%1：完好：%2 篇，%3 段，%4 个分片" },
	{ "%s: damaged: %s findings", "%1：已损坏：%2 处" },
	{ "%s: is not what was sealed as %s; see --check",
	  "%1：与封存的 %2 不符；请看 --check" },
	{ "seal: the seal itself is damaged", "封存记录本身已损坏" },
	{ "%s; taking the installed taxonomy", "%1；改用安装好的分类" },
	{ "%s: %s shards of generation %s are there",
	  "%1：第 %3 代的 %2 个分片都在" },
	{ "lost: %s", "丢失：%1" },
	{ "to be read again: %s", "须重新读取：%1" },
	{ "%s: repaired: %s documents, %s passages; run bagui-index on the "
	  "sources to get back what was lost",
	  "%1：已修复：%2 篇，%3 段；请对来源运行 bagui-index，取回丢失的" },
	{ "%s: repaired: %s documents, %s passages", "%1：已修复：%2 篇，%3 段" },
	{ "%s documents, %s passages labelled anew in %s s",
	  "%1 篇，%2 段，重新标注，用时 %3 秒" },
	{ "%s documents, %s passages made anew in %s s",
	  "%1 篇，%2 段，重新建立，用时 %3 秒" },
	{ "%s documents, %s passages: %s shards, %s before",
	  "%1 篇，%2 段：%3 个分片，原有 %4 个" },
	{ "%s: generation %s, %s shards, %s MB copied",
	  "%1：第 %2 代，%3 个分片，复制 %4 MB" },
	{ "%s shards in %s places", "%1 个分片，%2 处" },
	{ "%s: %s passages in %s shards, %s labels, %s words",
	  "%1：%2 段，%3 个分片，%4 个标签，%5 个词语" },
	{ "%s: is being made, and nothing is committed yet",
	  "%1：正在建立，还没有提交任何内容" },
	{ "%s: unreadable", "%1：无法读取" },
	/* why a source or member was not plainly indexed: the report's word first */
	{ "missing", "不见了" },
	{ "permission", "没有权限" },
	{ "empty", "是空的" },
	{ "no-text", "其中没有文字" },
	{ "binary", "不是文字" },
	{ "binary: %s", "不是文字：%1" },
	{ "no directory", "没有目录" },
	{ "encrypted", "加了密" },
	{ "encrypted: %s", "加了密：%1" },
	{ "truncated", "不完整" },
	{ "truncated: %s", "不完整：%1" },
	{ "damaged: %s", "已损坏：%1" },
	{ "zip-damaged: %s", "压缩包已损坏：%1" },
	{ "checksum: %s", "校验和不符：%1" },
	{ "bomb: %s", "解压后过大：%1" },
	{ "too-large", "过大" },
	{ "too-large: %s", "过大：%1" },
	{ "too-many-members: %s", "成员过多：%1" },
	{ "unsupported: %s", "不支持：%1" },
	{ "media-type: %s", "不是文字类型：%1" },
	{ "duplicate-id: the first one is kept", "编号重复：保留先出现的" },
	{ "memory-limit", "超过内存限制" },
	{ "time-limit: %s", "超过时间限制：%1" },
	{ "crashed: %s", "读取的进程崩溃：%1" },
	{ "no-filter: install %s", "没有转换程序：请安装 %1" },
	{ "filter: %s", "转换程序：%1" },
	{ "nesting", "嵌套过深" },
	{ "symlink", "是符号链接" },
	{ "hardlink", "是硬链接" },
	{ "special-file", "是特殊文件" },
	{ "no-members", "其中没有成员" },
	{ "json: %s", "JSON 有误：%1" },
	{ "not a JSON object", "不是 JSON 对象" },
	{ "not read", "没有读取" },
};
static const struct message_table own = MESSAGE_TABLE(rows);
static const struct message_table *const tables[] = {
	&own, &index_messages, &base_messages, NULL
};

__attribute__((format(printf, 3, 0)))
static void put(FILE *file, const char *lead, const char *format,
		va_list arguments, const char *end)
{
	struct buf message = BUF_INIT, line = BUF_INIT;

	buf_put_format_list(&message, format, arguments);
	message_put(&line, tables, message.data);
	fprintf(file, "%s%s%s", lead, line.data, end);
	buf_release(&message);
	buf_release(&line);
}

void say(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	put(stdout, "", format, arguments, "\n");
	va_end(arguments);
}

void say_to(FILE *file, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	put(file, "", format, arguments, "");
	va_end(arguments);
}

void complain(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	put(stderr, "bagui-index: ", format, arguments, "\n");
	va_end(arguments);
}
