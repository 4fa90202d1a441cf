/* What the printers say of themselves, in Chinese. */
#include "base/options.h"

#include <stdlib.h>
#include <string.h>

static const struct {
	const char *english, *chinese;
} rows[] = {
	{ "General", "一般" },
	{ "Usage", "用法" },
	{ "Environment", "环境变量" },
	{ "Exit status", "退出状态" },
	{ "Examples", "例子" },
	{ "Show this help.", "显示本说明。" },
	{ "Show the version, and those of the libraries.", "显示本程序和所用程序库的版本。" },
	{ "NAME", "名称" },
	{ "SYNOPSIS", "概要" },
	{ "DESCRIPTION", "描述" },
	{ "OPTIONS", "选项" },
	{ "EXIT STATUS", "退出状态" },
	{ "ENVIRONMENT", "环境变量" },
	{ "FILES", "文件" },
	{ "EXAMPLES", "例子" },
	{ "SEE ALSO", "另见" },
	{ "Files", "文件" },
};

const char *options_chinese(const char *text)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (!strcmp(rows[i].english, text))
			return rows[i].chinese;
	return text;
}

bool options_is_chinese(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return !strncmp(value, "zh", 2);
	}
	return false;
}
