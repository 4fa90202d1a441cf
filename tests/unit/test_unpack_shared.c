/* unpack over real and hostile archives of ../shared/data; skipped where they
 * are absent. */
#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>

#include "tests/unit/members.h"
#include "tests/unit/unit.h"

#define HOSTILE "../shared/data/hostile/"
#define WARCS "../shared/data/formats/warc/"

static bool list_path(struct members *out, const char *folder, const char *name)
{
	char path[512];
	int fd;

	*out = (struct members){ .count = 0 };
	snprintf(path, sizeof(path), "%s%s", folder, name);
	fd = open(path, O_RDONLY);
	if (fd >= 0)
		members_list(out, fd, name);
	return fd >= 0;
}

static bool has(const struct buf *text, const char *word, size_t len)
{
	return text->len && memmem(text->data, text->len, word, len);
}

/* Is one of the words "bomb|nesting" the reason of some line? */
static bool has_reason(const struct buf *lines, const char *words)
{
	char begin[64];

	for (;; words++) {
		size_t len = strcspn(words, "| ;,()\n");

		snprintf(begin, sizeof(begin), "(%.*s", (int)len, words);
		if (has(lines, begin, strlen(begin)))
			return true;
		/* That a member holds nothing is seen by who reads it. */
		if (!strncmp(words, "empty", len) &&
		    !strcmp(lines->data, "read  0\n"))
			return true;
		words += len;
		if (*words != '|')
			return false;
	}
}

/* What is wanted, as the manifest has it: all of FIND=, or a reason= of those
 * that it allows, and never a LOSE=. */
static void check_outcome(const struct members *members, const char *want)
{
	bool all_found = true, any_find = false, reason = false;
	const char *at;

	for (at = want; (at = strstr(at, "FIND=")); at += 5) {
		any_find = true;
		if (!has(&members->text, at + 5, strcspn(at + 5, " ;\n")))
			all_found = false;
	}
	for (at = want; (at = strstr(at, "reason=")); at += 7)
		reason = reason || has_reason(&members->lines, at + 7);
	EXPECT((any_find && all_found) || reason ||
	       !(any_find || strstr(want, "reason=")));
	for (at = want; (at = strstr(at, "LOSE=")); at += 5)
		EXPECT(!has(&members->text, at + 5, strcspn(at + 5, " ;\n")));
}

static void check_hostile(const char *line)
{
	struct members members;
	char title[128], file[128];
	const char *why = strchr(line, '\t');
	const char *want = why ? strchr(why + 1, '\t') : NULL;
	struct timespec begin, end;

	if (!want || strncmp(line, "arc/", 4))
		return;
	snprintf(title, sizeof(title), "hostile: %.*s", (int)(want - why - 1),
		 why + 1);
	snprintf(file, sizeof(file), "%.*s", (int)(why - line), line);
	unit_begin(title);
	clock_gettime(CLOCK_MONOTONIC, &begin);
	EXPECT(list_path(&members, HOSTILE, file));
	clock_gettime(CLOCK_MONOTONIC, &end);
	EXPECT(end.tv_sec - begin.tv_sec < 10);
	EXPECT(members.count < 100);
	check_outcome(&members, want + 1);
	members_release(&members);
}

static bool check_all_hostile(void)
{
	FILE *manifest = fopen(HOSTILE "MANIFEST.tsv", "r");
	char *line = NULL;
	size_t capacity = 0;

	if (!manifest)
		return false;
	while (getline(&line, &capacity, manifest) > 0)
		check_hostile(line);
	free(line);
	fclose(manifest);
	return true;
}

/* Web archives that other tools are tested with, and what must be found. */
static const struct warc_row {
	const char *file, *lines;	/* whole, or with "..." a part */
} warc_rows[] = {
	{ "jwarc__gzip_extra_sl.warc.gz", "skip  (no-members)\n" },
	{ "solrwayback__transfer_compression_brotli.warc",
	  "read http://tokemon.sb.statsbiblioteket.dk/ 246\n" },
	{ "solrwayback__transfer_compression_gzip.warc.gz",
	  "read http://tokemon.sb.statsbiblioteket.dk/ 246\n" },
	{ "solrwayback__transfer_compression_none_truncated.warc.gz",
	  "read http://tokemon.sb.statsbiblioteket.dk/ 59 (truncated)\n" },
	{ "warc-specifications__20130729-heritrix-original.warc.gz",
	  "read http://www.bl.uk/ 68639\n" },
	{ "warc-specifications__20130729-heritrix-revisit-with-http-headers"
	  ".warc.gz", "revisit http://www.bl.uk/\n" },
	{ "warc-specifications__20141124-heritrix-server-not-modified.warc.gz",
	  "revisit http://www.bl.uk/\n" },
	{ "warcio__bad.arc", "...read http://example.com/ 1\n" },
	{ "warcio__example-bad-non-chunked.warc.gz",
	  "read http://example.com/ 1270\nrevisit http://example.com/\n" },
	{ "warcio__example-digest.warc", "skip  (no-members)\n" },
	{ "warcio__example-resource.warc.gz", "read http://example.com/ 1303\n" },
	{ "warcio__example-space-in-target-uri.warc.gz",
	  "skip file:///example with spaces.png (media-type: image/png)\n" },
	{ "warcio__example-space-in-url.arc",
	  "...EmailTitle=Examples From The Live Web&IsPopUp=False 1271\n" },
	{ "warcio__example-trunc.warc",
	  "...read http://example.com/ 1270 (truncated)\n" },
	{ "warcio__example-wrong-chunks.warc.gz",
	  "read http://example.com/ 1270\n" },
	{ "warcio__example.arc.gz", "read http://example.com/ 1270\n" },
	{ "warcio__example.warc",
	  "read http://example.com/ 1270\nrevisit http://example.com/\n" },
	{ "warcio__post-test.warc.gz",
	  "read http://httpbin.org/post 545\nread http://httpbin.org/post 552\n"
	  "read http://httpbin.org/post?foo=bar 551\n" },
	{ "webarchive-discovery__BL-20140325121225068-00000-32090~opera~8443"
	  ".warc.gz", "...read http://data.gov.uk/ 14786\n" },
	{ "webarchive-discovery__IAH-20080430204825-00000-blackbook-truncated"
	  ".arc", "...read http://www.archive.org/index.php 28681\n" },
	{ "webarchive-discovery__IAH-20080430204825-00000-blackbook-truncated"
	  ".warc.gz", "...read http://www.archive.org/index.php 28681\n" },
	{ "webarchive-discovery__ip-host-testcase.warc.gz",
	  "skip http://93.184.216.34/ (http-404)\n" },
	{ "webarchive-discovery__truncated_datetime.warc",
	  "read http://tokemon.sb.statsbiblioteket.dk/ 246\n" },
};

static void check_warc(const struct warc_row *row)
{
	struct members members;

	unit_begin(row->file);
	EXPECT(list_path(&members, WARCS, row->file));
	if (!strncmp(row->lines, "...", 3))
		EXPECT(strstr(members.lines.data, row->lines + 3));
	else
		EXPECT_STR(members.lines.data, row->lines);
	EXPECT(members.is_container);
	members_release(&members);
}

/* Every file of the folder is read to its end. */
static void check_all_warcs(void)
{
	DIR *folder = opendir(WARCS);
	struct dirent *entry;

	while (folder && (entry = readdir(folder))) {
		struct members members;

		if (*entry->d_name == '.')
			continue;
		EXPECT(list_path(&members, WARCS, entry->d_name));
		EXPECT(members.is_container && members.count);
		EXPECT(!strstr(members.lines.data, "end ("));
		members_release(&members);
	}
	if (folder)
		closedir(folder);
}

int main(void)
{
	if (!check_all_hostile()) {
		unit_begin("real archives # SKIP no " HOSTILE);
		return unit_done();
	}
	for (size_t i = 0; i < sizeof(warc_rows) / sizeof(warc_rows[0]); i++)
		check_warc(&warc_rows[i]);
	unit_begin("all web archives are read to their ends");
	check_all_warcs();
	return unit_done();
}
