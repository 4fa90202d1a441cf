/* text/decode on real files: 125 pages and feeds whose encodings are known, and
 * 97 articles in GB18030, some damaged.  They are not part of the project:
 * where they are absent, the tests are skipped. */
#include "tests/unit/unit.h"

#include <dirent.h>
#include <stdlib.h>

#include "text/decode.h"
#include "text/encoding_sniff.h"

#define REAL "../shared/data/"

static char *read_file(const char *path, size_t *len)
{
	FILE *file = fopen(path, "rb");
	size_t capacity = (size_t)4 << 20;
	char *bytes = malloc(capacity);

	*len = file ? fread(bytes, 1, capacity, file) : 0;
	if (file)
		fclose(file);
	return bytes;
}

static const char *wanted_name(const char *manifest_name)
{
	if (!strcmp(manifest_name, "gb18030"))
		return "GB18030";
	if (!strcmp(manifest_name, "big5hkscs"))
		return "Big5";
	return strcmp(manifest_name, "utf-8") ? "unknown" : "UTF-8";
}

static void check_page(const char *name, const char *actual, bool is_labelled)
{
	struct text text = TEXT_INIT;
	struct decode_report report;
	char path[2048], label[64];
	size_t len, label_len;
	char *bytes;
	const char *found;

	snprintf(path, sizeof(path), REAL "html/%s", name);
	bytes = read_file(path, &len);
	EXPECT(len > 0);
	found = encoding_sniff_label(&label_len, bytes, len);
	snprintf(label, sizeof(label), "%.*s", (int)label_len, found ? found : "");
	decode(&text, &report, bytes, len, found && is_labelled ? label : NULL, 0,
	       NULL, NULL);
	EXPECT_STR(encoding_name(report.encoding), wanted_name(actual));
	if (unit_row_failed)
		printf("#   in %s\n", name);
	text_release(&text);
	free(bytes);
}

static void test_pages(const char *title, bool is_labelled)
{
	FILE *manifest = fopen(REAL "html/MANIFEST.tsv", "r");
	char line[2048], name[1024], actual[64], full[128];

	snprintf(full, sizeof(full), "%s%s", title,
		 manifest ? "" : " # SKIP no " REAL "html");
	unit_begin(full);
	if (!manifest)
		return;
	while (fgets(line, sizeof(line), manifest)) {
		char *tab = strchr(line, '\t');
		char *third = tab ? strchr(tab + 1, '\t') : NULL;
		char *fourth = third ? strchr(third + 1, '\t') : NULL;

		if (!fourth || !strncmp(line, "file\t", 5))
			continue;
		snprintf(name, sizeof(name), "%.*s", (int)(tab - line), line);
		snprintf(actual, sizeof(actual), "%.*s",
			 (int)strcspn(fourth + 1, "\t"), fourth + 1);
		check_page(name, actual, is_labelled);
	}
	fclose(manifest);
}

static void test_articles(void)
{
	static const char folder[] = REAL "legacy/gb18030";
	DIR *dir = opendir(folder);
	struct dirent *entry;

	unit_begin(dir ? "97 articles without labels are GB18030"
		       : "articles in GB18030 # SKIP no " REAL "legacy");
	while (dir && (entry = readdir(dir))) {
		struct text text = TEXT_INIT;
		struct decode_report report;
		char path[1024];
		size_t len;
		char *bytes;

		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		bytes = read_file(path, &len);
		EXPECT_INT(decode(&text, &report, bytes, len, NULL, 0, NULL, NULL),
			   STATUS_OK);
		EXPECT_STR(encoding_name(report.encoding), "GB18030");
		EXPECT(report.replaced * 100 <= text.count && !report.mixed);
		text_release(&text);
		free(bytes);
	}
	if (dir)
		closedir(dir);
}

int main(void)
{
	test_pages("125 pages are read in their encoding", true);
	test_pages("and so they are without their labels", false);
	test_articles();
	return unit_done();
}
