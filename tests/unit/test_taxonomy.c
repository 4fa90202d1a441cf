/* labels/taxonomy: the XML becomes trees; what is wrong is named by file, line
 * and reason. */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "labels/taxonomy.h"
#include "tests/unit/unit.h"
#include "text/fold.h"

static char directory[] = "/tmp/bagui-taxonomy-XXXXXX";

static void write_file(const char *name, const char *text)
{
	struct buf path = BUF_INIT;
	FILE *file;

	buf_put_format(&path, "%s/%s", directory, name);
	file = fopen(path.data, "w");
	if (file) {
		fputs(text, file);
		fclose(file);
	}
	buf_release(&path);
}

static void copy_schema(void)
{
	static char text[1 << 16];
	FILE *file = fopen("corpus/taxonomy/taxonomy.rng", "r");

	if (!file)
		return;
	text[fread(text, 1, sizeof(text) - 1, file)] = '\0';
	fclose(file);
	write_file("taxonomy.rng", text);
}

#define TOPICS "<topics><topic id='a' name='甲'/></topics>"
#define REGIONS "<regions><region code='450000' name='广西'/></regions>"
#define PLATFORMS "<platforms><platform id='p' name='乙'/></platforms>"

static const struct row {
	const char *why, *topics, *regions;
	enum status want;
	const char *message;	/* what stands behind the directory's name */
} rows[] = {
	{ "the smallest taxonomy", TOPICS, REGIONS, STATUS_OK, "" },
	{ "not well-formed", "<topics>\n<topic id='a' name='甲'>\n</topics>",
	  REGIONS, STATUS_BAD_INPUT, "/topics.xml:3: " },
	{ "empty", "", REGIONS, STATUS_BAD_INPUT, "/topics.xml:" },
	{ "an element that the schema does not know",
	  "<topics>\n<topic id='a' name='甲'/>\n<thing/></topics>", REGIONS,
	  STATUS_BAD_INPUT, "/topics.xml:3: " },
	{ "an attribute that is missing", "<topics>\n<topic id='a'/></topics>",
	  REGIONS, STATUS_BAD_INPUT, "/topics.xml:2: " },
	{ "another kind's file", PLATFORMS, REGIONS, STATUS_BAD_INPUT,
	  "/topics.xml:1: the outermost element is not \"topics\"" },
	{ "a weight that is no number",
	  "<topics><topic id='a' name='甲'>\n<rule weight='ten'><any>x</any>"
	  "</rule></topic></topics>", REGIONS, STATUS_BAD_INPUT,
	  "/topics.xml:2: not a number: \"ten\"" },
	{ "a rule without words",
	  "<topics><topic id='a' name='甲'>\n<rule weight='1'/>"
	  "</topic></topics>", REGIONS, STATUS_BAD_INPUT,
	  "/topics.xml:2: no words in \"rule\"" },
	{ "a list of words that is not there",
	  "<topics><topic id='a' name='甲'><rule weight='1'>\n<any use='z'/>"
	  "</rule></topic></topics>", REGIONS, STATUS_BAD_INPUT,
	  "/topics.xml:2: no list of words \"z\"" },
	{ "two labels with one id",
	  "<topics><topic id='a' name='甲'/>\n<topic id='a' name='乙'/>"
	  "</topics>", REGIONS, STATUS_BAD_INPUT,
	  "/topics.xml:2: second label with id \"a\"" },
	{ "a code that is none", TOPICS,
	  "<regions>\n<region code='45' name='x'/></regions>", STATUS_BAD_INPUT,
	  "/regions.xml:2: not a six-digit code: \"45\"" },
	{ "an entity from outside is not read",
	  "<!DOCTYPE topics [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>\n"
	  "<topics><topic id='a' name='甲&e;'/></topics>", REGIONS,
	  STATUS_BAD_INPUT, "/topics.xml:2: " },
};

static void expect_row(const struct row *row)
{
	taxonomy *all;
	struct error err = { 0 };
	enum status status;
	const char *message;

	unit_begin(row->why);
	write_file("topics.xml", row->topics);
	write_file("regions.xml", row->regions);
	status = taxonomy_load(&all, directory, &err);
	EXPECT_INT(status, row->want);
	EXPECT_INT(!all, row->want != STATUS_OK);
	message = strstr(err.text, directory);
	message = message ? message + strlen(directory) : err.text;
	if (strncmp(message, row->message, strlen(row->message)))
		EXPECT_STR(message, row->message);
	EXPECT(!strchr(err.text, '\n'));
	taxonomy_free(all);
}

static void expect_builtin(const taxonomy *all)
{
	const struct taxonomy_label *yulin, *aid;
	int at = taxonomy_find(all, LABEL_REGION, "450900");

	unit_begin("the built-in one has the services and the whole country");
	EXPECT_INT(taxonomy_count(all, LABEL_TOPIC), 13);
	EXPECT_INT(taxonomy_count(all, LABEL_PLATFORM), 4);
	EXPECT(taxonomy_count(all, LABEL_REGION) >= 3000);
	EXPECT(at >= 0);
	yulin = taxonomy_label(all, LABEL_REGION, (size_t)at);
	EXPECT_STR(yulin->name, "玉林市");
	EXPECT_STR(yulin->short_name, "玉林");
	EXPECT_INT(yulin->parent, taxonomy_find(all, LABEL_REGION, "450000"));
	at = taxonomy_find(all, LABEL_TOPIC, "legal-aid");
	EXPECT(at >= 0);
	aid = taxonomy_label(all, LABEL_TOPIC, (size_t)at);
	EXPECT_STR(aid->traditional, "法律維權");
	EXPECT_INT(aid->parent, taxonomy_find(all, LABEL_TOPIC, "stability"));
	EXPECT_INT(taxonomy_find(all, LABEL_TOPIC, "450000"), -1);
}

static void expect_regions(const taxonomy *all)
{
	static const char *const provinces[] = {
		"110000", "450000", "710000", "810000", "820000"
	};
	size_t count = taxonomy_count(all, LABEL_REGION), roots = 0, wrong = 0;

	unit_begin("regions: 34 provinces, and everything else lies in one");
	for (size_t i = 0; i < 5; i++)
		EXPECT(taxonomy_find(all, LABEL_REGION, provinces[i]) >= 0);
	for (size_t i = 0; i < count; i++) {
		const struct taxonomy_label *label =
			taxonomy_label(all, LABEL_REGION, i);

		roots += label->parent < 0;
		wrong += label->parent < 0 && strcmp(label->id + 2, "0000");
	}
	EXPECT_INT(roots, 34);
	EXPECT_INT(wrong, 0);

	unit_begin("regions: the traditional name folds to the simplified one");
	for (size_t i = 0; i < count; i++) {
		const struct taxonomy_label *label =
			taxonomy_label(all, LABEL_REGION, i);
		char *one = fold_utf8(label->name);
		char *two = fold_utf8(label->traditional ? label->traditional :
							   label->name);

		EXPECT_STR(two, one);
		free(one);
		free(two);
	}
}

struct tally { size_t count; bool is_empty, has_cue, has_alias; };

static void take_word(void *context, const char *word)
{
	struct tally *tally = context;

	tally->count++;
	tally->is_empty |= !*word;
	tally->has_cue |= !strcmp(word, "春风行动");
	tally->has_alias |= !strcmp(word, "八桂");
}

static void expect_words(const taxonomy *all)
{
	struct tally tally = { 0, false, false, false };

	unit_begin("names, aliases and cue words go to the word lexicon");
	taxonomy_each_word(all, take_word, &tally);
	EXPECT(tally.count > 6000);
	EXPECT(!tally.is_empty);
	EXPECT(tally.has_cue);
	EXPECT(tally.has_alias);
}

static void remove_files(void)
{
	static const char *const names[] = {
		"topics.xml", "regions.xml", "platforms.xml", "taxonomy.rng"
	};

	for (size_t i = 0; i < 4; i++) {
		struct buf path = BUF_INIT;

		buf_put_format(&path, "%s/%s", directory, names[i]);
		unlink(path.data);
		buf_release(&path);
	}
	rmdir(directory);
}

int main(void)
{
	taxonomy *all;
	char *path;
	struct error err = { 0 };

	unit_begin("the built-in taxonomy loads");
	EXPECT_INT(taxonomy_load(&all, "corpus/taxonomy", &err), STATUS_OK);
	EXPECT_STR(err.text, "");
	if (all) {
		expect_builtin(all);
		expect_regions(all);
		expect_words(all);
	}
	taxonomy_free(all);

	unit_begin("a second campaign shares the regions of the first");
	EXPECT_INT(taxonomy_load(&all, "corpus/taxonomy-poverty", &err),
		   STATUS_OK);
	EXPECT_STR(err.text, "");
	EXPECT(all && taxonomy_find(all, LABEL_TOPIC, "relocation") >= 0);
	EXPECT(all && taxonomy_find(all, LABEL_TOPIC, "finance") < 0);
	EXPECT(all && taxonomy_find(all, LABEL_REGION, "450900") >= 0);
	taxonomy_free(all);

	unit_begin("a file that is not there is named by where it is taken from");
	path = taxonomy_file("corpus/taxonomy-poverty", "regions.xml");
	EXPECT_STR(path, "corpus/taxonomy-poverty/../taxonomy/regions.xml");
	free(path);
	EXPECT(!taxonomy_file("corpus/taxonomy-poverty", "none.xml"));

	unit_begin("no such directory");
	EXPECT_INT(taxonomy_load(&all, "corpus/none", &err), STATUS_NOT_FOUND);
	EXPECT(!all);
	if (mkdtemp(directory)) {
		copy_schema();
		write_file("platforms.xml", PLATFORMS);
		for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
			expect_row(&rows[i]);
		remove_files();
	}
	return unit_done();
}
