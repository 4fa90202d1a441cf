/* The help and the manual of bagui-index in Chinese, for Chinese locales. */
#include "indexer/command/options.h"

#include <string.h>

/* The first column is the text of options.c, letter by letter; a test sees to it
 * that none of them is left without its second. */
static const struct {
	const char *english, *chinese;
} rows[] = {
	{ "index Chinese campaign documents for searching",
	  "为检索中文专题活动文件建立索引" },
	{ "What to index", "索引什么" },
	{ "How to index", "怎样索引" },
	{ "What to drop", "去掉什么" },
	{ "The whole index", "整个索引" },
	{ "What to look at", "查看什么" },
	{ "The index; else $BAGUI_INDEX, else ./bagui.index. It is made when it "
	  "is not there.",
	  "索引；否则为 $BAGUI_INDEX，再否则为 ./bagui.index。没有则新建。" },
	{ "Read names of sources from FILE ('-': standard input), each ended by "
	  "a NUL.",
	  "从 FILE（“-”为标准输入）读取来源的名称，每个以 NUL 结束。" },
	{ "What sources that declare no encoding are in, such as gb18030 or "
	  "big5. Without it, each file's own bytes tell.",
	  "没有声明编码的来源用什么编码，如 gb18030、big5。不写则由各文件自己的"
	  "字节判断。" },
	{ "The topics, regions and platforms; default: those of the index, else "
	  "the installed ones.",
	  "主题、地区、平台；默认为索引已有的，否则为安装的。" },
	{ "More words, one a line; kept in the index. Repeatable.",
	  "补充的词语，每行一个；存于索引。可重复。" },
	{ "What the elements of your XML mean: a role, a tab and names on each "
	  "line.",
	  "自有 XML 各元素的含义：每行一个角色、一个制表符和元素名。" },
	{ "How many processes work; default: the processors.",
	  "多少个进程同时工作；默认为处理器的个数。" },
	{ "How many parts the index has, fixed when it is made; default: one a "
	  "job.",
	  "索引分为几片，新建时定下；默认每个进程一片。" },
	{ "Keep what is indexed as it came, each file and member compressed "
	  "beside the index, so that it can be shown when the source is gone. "
	  "Lines of JSON Lines and TSV are not kept.",
	  "保留所索引的原件，每个文件和成员压缩后存于索引旁，来源不在时仍可显"
	  "示。JSON Lines 和 TSV 的各行不保留。" },
	{ "A line on standard error that says how far it is.",
	  "在标准错误上用一行显示进度。" },
	{ "Write a JSON line for every source or member that was not plainly "
	  "indexed, and the totals.",
	  "未能照常索引的来源或压缩包成员，各写一行 JSON，最后是总数。" },
	{ "Drop the documents of files below the sources that are gone; refuses "
	  "when over half would go.",
	  "来源中文件已不在的，去掉其内容；若会去掉一半以上则拒绝。" },
	{ "Only say what would be read or dropped.",
	  "只说明会读取或去掉什么。" },
	{ "Drop a document and keep it out of later runs. Repeatable.",
	  "去掉一篇文件，以后也不再收入。可重复。" },
	{ "Let a removed document in again, the next time its source is read. "
	  "Repeatable.",
	  "去掉过的文件，下次读到其来源时重新收入。可重复。" },
	{ "Label all anew from the stored text, without the sources; --taxonomy "
	  "says with what.",
	  "用存储的文字重新标注全部标签，不需要来源；用 --taxonomy 指定标签。" },
	{ "Make all terms anew from the stored text, for an index that another "
	  "version made.",
	  "用存储的文字重建全部检索词，用于另一版本建立的索引。" },
	{ "Write the index in less space, without what was dropped, and seal it.",
	  "压缩索引，清除已去掉的内容，并封存。" },
	{ "Write the index with N shards, from what is stored.",
	  "用存储的内容把索引改为 N 片。" },
	{ "Copy the sealed index to DIR, whose readers go over to it at once.",
	  "把封存的索引复制到 DIR，那里的读者立即改用。" },
	{ "Make the index a list of shards that lie elsewhere: index "
	  "directories, or HOST:PORT of a xapian-tcpsrv. Repeatable.",
	  "索引只列出别处的分片：索引目录，或 xapian-tcpsrv 的 HOST:PORT。可重"
	  "复。" },
	{ "Verify all files, records and counts; a line for each finding.",
	  "核对全部文件、记录和计数；每个发现一行。" },
	{ "Put right what --check finds, from what is stored; what is lost is "
	  "named, and the next run reads its sources again.",
	  "用存储的内容修复 --check 所发现的；丢失的会指明，下次运行重新读取其来"
	  "源。" },
	{ "Copy the index to DIR, also while it is in use, and verify the copy; "
	  "files that DIR has are not copied again. To restore, copy DIR back.",
	  "把索引复制到 DIR 并核对，使用中也可以；DIR 已有的文件不再复制。恢复时"
	  "把 DIR 复制回来。" },
	{ "Print what that stage makes of the sources; index nothing.",
	  "显示这一步骤处理来源的结果；不建立索引。" },
	{ "Print figures of the index.", "显示索引的统计数字。" },
	{ "Print what was refused, and why; it is tried again when it changes, "
	  "and by another version of the program.",
	  "显示拒收了什么，以及原因；有改动时、或换了程序版本后会再试。" },
	{ "bagui-index reads Chinese reports, news and notices as they really "
	  "come, cuts them into passages, labels these with topics, regions and "
	  "platforms, and keeps them in an index that bagui-query(1) and "
	  "bagui.cgi search.",
	  "bagui-index 读取实际形形色色的中文报告、新闻、通知，切成段落，标注主"
	  "题、地区、平台，存入索引，供 bagui-query(1) 和 bagui.cgi 检索。" },
	{ "A SOURCE is a file, a folder (all files below it), an archive (tar, "
	  "zip, WARC, WACZ, ARC; three deep), or '-' for JSON Lines on standard "
	  "input. Plain text, HTML, Markdown, XML, mail, docx, odt, EPUB, OFD, "
	  "JSON Lines and TSV are read, also compressed as .gz, .zst, .bz2 or "
	  ".xz, in UTF-8, GB18030 (GB2312, GBK), Big5 or UTF-16, whatever they "
	  "declare.",
	  "SOURCE 是文件、文件夹（其下全部文件）、压缩包（tar、zip、WARC、WACZ、"
	  "ARC，至多套三层），或“-”（标准输入上的 JSON Lines）。可读纯文本、"
	  "HTML、Markdown、XML、邮件、docx、odt、EPUB、OFD、JSON Lines、TSV，也"
	  "可以压缩为 .gz、.zst、.bz2、.xz；编码为 UTF-8、GB18030（GB2312、"
	  "GBK）、Big5、UTF-16，不论声明为何。" },
	{ "Files are parsed by a process that can open no file and reach no "
	  "network. What makes it crash, hang or grow is put in quarantine, and "
	  "the run goes on.",
	  "文件由一个不能打开文件、不能连接网络的进程解析。使它崩溃、停滞或膨胀的"
	  "文件被隔离，运行继续。" },
	{ "Running it again on the same sources does only the work that changed. "
	  "What was committed stays, whatever ends the program; the next run "
	  "goes on from there.",
	  "对同样的来源再次运行，只处理改动的部分。已提交的内容不论程序怎样终止都"
	  "保留；下次运行从那里继续。" },
	{ "Done.", "完成。" },
	{ "The command line makes no sense, or the work could not go on (a full "
	  "disk, for example); one line says why.",
	  "命令行不通，或无法继续（例如磁盘已满）；有一行说明原因。" },
	{ "Something was rejected, put in quarantine or missing; the rest is "
	  "indexed.",
	  "有的被拒收、隔离或缺失；其余已索引。" },
	{ "Another bagui-index is writing to the index.",
	  "另一个 bagui-index 正在写这个索引。" },
	{ "The index is damaged (--check says where), of another version, or not "
	  "one.",
	  "索引已损坏（--check 说明何处）、版本不同，或不是索引。" },
	{ "Interrupted; what was read is committed.",
	  "被中断；已读取的内容已提交。" },
	{ "The index when -i does not say.", "没有 -i 时用的索引。" },
	{ "A file that gets a line for each stage of the work.",
	  "一个文件，工作的每一步骤在其中记一行。" },
	{ "Index a folder, or bring its index up to date.",
	  "索引一个文件夹，或更新其索引。" },
	{ "Index a compressed file of JSON Lines.",
	  "索引一个压缩的 JSON Lines 文件。" },
	{ "See how a page is cut into passages and labelled, and why.",
	  "查看一个网页怎样切成段落、标注标签，以及依据。" },
};

const char *indexer_translate(const char *text)
{
	if (!options_is_chinese())
		return text;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (!strcmp(rows[i].english, text))
			return rows[i].chinese;
	return options_chinese(text);
}
