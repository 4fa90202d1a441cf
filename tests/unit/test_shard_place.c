/* index/shard_place: what may stand behind -i, and the stub files of Xapian. */
#include "tests/unit/unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "index/shard_place.h"

static char directory[] = "/tmp/bagui-place-XXXXXX";

static void write_file(const char *name, const char *text)
{
	FILE *file = fopen(name, "w");

	if (!file || fputs(text, file) < 0 || fclose(file)) {
		printf("Bail out! %s cannot be written\n", name);
		exit(1);
	}
}

/* "K:name ..." of all places; "?why" when it is refused. */
static const char *list(const char *given)
{
	static char out[1024];
	struct shard_places places = { NULL, 0, 0 };
	struct error err = { STATUS_OK, "" };

	out[0] = '\0';
	if (shard_places_add(&places, given, &err))
		snprintf(out, sizeof(out), "?%s", err.text);
	for (size_t i = 0; !err.status && i < places.count; i++)
		snprintf(out + strlen(out), sizeof(out) - strlen(out), "%s%c:%s",
			 i ? " " : "", "ISR"[places.at[i].kind],
			 places.at[i].name);
	shard_places_release(&places);
	return out;
}

static const struct {
	const char *why, *given, *want;
} rows[] = {
	{ "a host and a port is a server", "10.77.0.2:7700", "R:10.77.0.2:7700" },
	{ "so is a name", "shards.example:1", "R:shards.example:1" },
	{ "a port is a number up to 65535", "host:70000", "I:host:70000" },
	{ "what has a slash is a path", "./host:7700", "I:./host:7700" },
	{ "a file of that name is no server", "file:7700", "I:file:7700" },
	{ "nothing there: an index that is not there", "none", "I:none" },
	{ "an index", "index", "I:index" },
	{ "a shard's database", "index/shard-0", "S:index/shard-0" },
	{ "a stub lists both, from its own folder", "lists/stub",
	  "R:a:1 S:lists/../index/shard-0 I:lists/../index" },
	{ "a directory with such a list", "far", "R:a:1 R:b:2" },
	{ "a stub in a stub", "lists/outer", "R:a:1 R:b:2 R:c:3" },
	{ "a line that would run a program is refused", "lists/program",
	  "?lists/program:2: neither \"auto PATH\" nor \"remote HOST:PORT\"" },
	{ "an empty list is refused", "lists/empty",
	  "?lists/empty: a stub that lists nothing" },
	{ "a list of itself is refused", "lists/loop",
	  "?lists/loop: stubs that lead to stubs without end" },
};

static void make_files(void)
{
	mkdir("index", 0777);
	write_file("index/bagui", "bagui index\n");
	write_file("index/XAPIANDB", "auto shard-0\n");
	mkdir("index/shard-0", 0777);
	write_file("index/shard-0/iamglass", "");
	mkdir("far", 0777);
	write_file("far/XAPIANDB", "remote a:1\nremote b:2\n");
	mkdir("lists", 0777);
	write_file("lists/stub", "# here and there\n\nremote a:1\n"
		   "auto ../index/shard-0\r\nauto ../index\n");
	write_file("lists/outer", "auto ../far\nremote c:3\n");
	write_file("lists/program", "remote a:1\nremote :ssh host\n");
	write_file("lists/empty", "# nothing\n");
	write_file("lists/loop", "auto loop\n");
	mkdir("file:7700", 0777);
}

/* What is written is read as the same places, local ones by their whole path. */
static void save(void)
{
	struct shard_places places = { NULL, 0, 0 };
	struct error err = { STATUS_OK, "" };
	char want[1024];

	unit_begin("a list that is written is read as the same places");
	shard_places_add(&places, "a:1", &err);
	shard_places_add(&places, "index", &err);
	EXPECT_INT(shard_places_save(&places, "lists/made", &err), STATUS_OK);
	snprintf(want, sizeof(want), "R:a:1 I:%s/index", directory);
	EXPECT_STR(list("lists/made"), want);
	shard_places_release(&places);
}

int main(void)
{
	char command[64];

	if (!mkdtemp(directory) || chdir(directory)) {
		printf("Bail out! no directory\n");
		return 1;
	}
	make_files();
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		unit_begin(rows[i].why);
		EXPECT_STR(list(rows[i].given), rows[i].want);
	}
	save();
	snprintf(command, sizeof(command), "rm -rf '%s'", directory);
	if (chdir("/") || system(command))
		printf("# %s is left\n", directory);
	return unit_done();
}
