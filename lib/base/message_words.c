#include "base/message.h"

static const struct message_row rows[] = {
	/* the command line */
	{ "unknown option %s; words that begin with - come after --",
	  "没有选项 %1；以 - 开头的词请写在 -- 之后" },
	{ "unknown option %s", "没有选项 %1" },
	{ "option %s needs an argument", "选项 %1 需要一个值" },
	{ "option %s takes no argument", "选项 %1 不带值" },
	{ "\"%s\" is not a number from %s to %s", "“%1”不是 %2 到 %3 的数" },
	{ "\"%s\" is not one of %s", "“%1”不在 %2 之中" },
	{ "%s: empty", "%1：是空的" },
	{ "standard output: %s", "标准输出：%1" },
	{ "standard input:%s", "标准输入:%1" },
	{ "--%s: %s", "--%1：%2" },
	/* the machine */
	{ "No such file or directory", "没有这个文件或目录" },
	{ "Permission denied", "没有权限" },
	{ "No space left on device", "磁盘已满" },
	{ "Is a directory", "是一个目录" },
	{ "Not a directory", "不是目录" },
	{ "File exists", "已经存在" },
	{ "File name too long", "文件名过长" },
	{ "Read-only file system", "文件系统只读" },
	{ "Too many open files", "打开的文件过多" },
	{ "Input/output error", "输入输出错误" },
	{ "Connection refused", "连接被拒绝" },
	{ "Cannot allocate memory", "内存不足" },
};
const struct message_table base_messages = MESSAGE_TABLE(rows);
