/* index/folded: exact strings in the folded text of a shard. */
#include <stdlib.h>
#include <unistd.h>

#include "base/utf8.h"
#include "index/folded.h"
#include "tests/unit/unit.h"

static char directory[] = "/tmp/bagui-folded-XXXXXX";
static char path[64];

struct line { uint32_t cp[256]; size_t count; };

static struct line line_of(const char *text)
{
	struct line line = { { 0 }, 0 };
	const char *end = text + strlen(text);

	while (text < end)
		line.cp[line.count++] = utf8_next(&text, end);
	return line;
}

/* A '+' at the end of a text says that the next one goes on in its paragraph. */
static void append(folded_writer *writer, uint32_t id, const char *text)
{
	struct line line = line_of(text);
	bool more = line.count && line.cp[line.count - 1] == '+';
	struct error err;

	EXPECT_INT(folded_append(writer, id, line.cp, line.count - more, more,
				 &err), STATUS_OK);
}

static void expect_found(const folded_text *text, const char *string,
			 const char *want)
{
	struct line line = line_of(string);
	folded_needle *needle = folded_needle_new(line.cp, line.count);
	struct folded_ids ids = { NULL, 0, 0 };
	char got[128] = "", each[128] = "";

	folded_scan(&ids, text, needle);
	for (size_t i = 0; i < ids.count; i++)
		snprintf(got + strlen(got), sizeof(got) - strlen(got), "%s%u",
			 i ? " " : "", ids.at[i]);
	for (uint32_t id = 1; id <= 9; id++)
		if (folded_has(text, id, needle))
			snprintf(each + strlen(each), sizeof(each) - strlen(each),
				 "%s%u", each[0] ? " " : "", id);
	unit_begin(string);
	EXPECT_STR(got, want);
	EXPECT_STR(each, want);
	folded_ids_release(&ids);
	folded_needle_free(needle);
}

static const struct row { const char *string, *want; } rows[] = {
	{ "服务", "1 4" },
	{ "务平台", "1" },
	{ "237", "3" },
	{ "平台建设", "" },		/* not across two paragraphs */
	{ "建设队伍", "4" },		/* but across a cut of one */
	{ "队伍建设", "4" },
	{ "伍和伍", "5" },		/* begins in the second piece */
	{ "伍", "5" },
	{ "𠮷野", "6" },
	{ "不在", "" },
	{ "服务服务建设队伍建设和队伍和", "4" },
};

static void write_all(void)
{
	folded_writer *writer;
	struct error err;

	unit_begin("texts are appended for ascending ids");
	EXPECT_INT(folded_writer_open(&writer, path, 0, &err), STATUS_OK);
	append(writer, 1, "服务平台");
	append(writer, 2, "建设");
	append(writer, 3, "12371");
	append(writer, 4, "服务服务服务服务建设队+");
	EXPECT_INT(folded_sync(writer, &err), STATUS_OK);
	append(writer, 5, "伍建设和队伍和伍");
	append(writer, 6, "x𠮷野");
	EXPECT_INT(folded_append(writer, 6, NULL, 0, false, &err),
		   STATUS_INTERNAL);
	append(writer, 9, "隔着两个");
	EXPECT_INT(folded_writer_close(writer, &err), STATUS_OK);
}

static void read_all(void)
{
	folded_text *text;
	struct error err;

	unit_begin("the file opens at the committed id");
	EXPECT_INT(folded_open(&text, path, 9, &err), STATUS_OK);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		expect_found(text, rows[i].string, rows[i].want);
	expect_found(text, "队伍", "4 5");	/* across the cut, and inside */
	expect_found(text, "隔着", "9");
	folded_close(text);
}

static void cut_back(void)
{
	folded_writer *writer;
	folded_text *text;
	struct error err;

	unit_begin("what was appended but not committed is cut off");
	EXPECT_INT(folded_writer_open(&writer, path, 3, &err), STATUS_OK);
	append(writer, 4, "新的");
	EXPECT_INT(folded_writer_close(writer, &err), STATUS_OK);
	EXPECT_INT(folded_open(&text, path, 4, &err), STATUS_OK);
	expect_found(text, "新的", "4");
	expect_found(text, "队伍", "");
	folded_close(text);
	unit_begin("a file shorter than the database says is corrupt");
	EXPECT_INT(folded_open(&text, path, 5, &err), STATUS_CORRUPT);
	EXPECT_INT(folded_writer_open(&writer, path, 5, &err), STATUS_CORRUPT);
}

int main(void)
{
	if (!mkdtemp(directory))
		return 2;
	snprintf(path, sizeof(path), "%s/folded-0", directory);
	write_all();
	read_all();
	cut_back();
	unlink(path);
	snprintf(path, sizeof(path), "%s/folded-0.at", directory);
	unlink(path);
	rmdir(directory);
	return unit_done();
}
