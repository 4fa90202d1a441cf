#include "indexer/upkeep/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "index/layout.h"
#include "indexer/upkeep/check_shard.h"
#include "indexer/upkeep/crew.h"
#include "indexer/run/messages.h"
#include "indexer/write/seal.h"
#include "text/lexicon.h"

struct checks {
	const char *directory;
	struct layout layout;
	label_names *names;
	bool is_sealed;
	size_t findings;
	unsigned long long documents, passages;
};

static void found(void *context, const char *line)
{
	struct checks *checks = context;

	puts(line);
	checks->findings++;
}

static void on_line(void *context, size_t shard, const char *line)
{
	struct checks *checks = context;
	unsigned long long documents, passages;

	(void)shard;
	if (sscanf(line, "= %llu %llu", &documents, &passages) != 2) {
		found(checks, line);
		return;
	}
	checks->documents += documents;
	checks->passages += passages;
}

static void on_failure(void *context, size_t shard, const struct error *err)
{
	(void)shard;
	found(context, err->text);
}

static enum status work(void *context, size_t shard, FILE *out,
			struct error *err)
{
	const struct checks *checks = context;
	const struct check_config config = {
		checks->directory, &checks->layout, checks->names
	};

	return check_shard(&config, shard, out, err);
}

static void check_seal(struct checks *checks)
{
	struct seal seal;
	struct error why;
	enum status status = seal_load(&seal, checks->directory, &why);

	checks->is_sealed = !status;
	if (!status)
		seal_check(&seal, checks->directory, found, checks, &why);
	else if (status != STATUS_NOT_FOUND)
		found(checks, why.text);
	seal_release(&seal);
}

static void check_names(struct checks *checks)
{
	char *path = layout_file(&checks->layout, checks->directory, "labels");
	char *bytes = NULL;
	size_t len;
	struct error why;

	if (layout_load(&bytes, &len, path, &why) ||
	    label_names_decode(&checks->names, bytes, len, &why))
		found(checks, why.text);
	free(bytes);
	free(path);
}

static void check_words(struct checks *checks)
{
	char *path = layout_file(&checks->layout, checks->directory,
				 "lexicon");
	char *bytes = NULL;
	size_t len;
	lexicon *words = NULL;
	struct error why;

	if (layout_load(&bytes, &len, path, &why) ||
	    lexicon_map(&words, bytes, len, &why))
		found(checks, why.text);
	lexicon_free(words);
	free(bytes);
	free(path);
}

/* Nobody may write meanwhile; where we may not write, nobody is asked. */
static enum status hold(int *lock, const char *directory, struct error *err)
{
	enum status status = layout_lock(lock, directory, err);

	return status == STATUS_LOCKED ? status : STATUS_OK;
}

static enum status conclude(const struct checks *checks, struct error *err)
{
	if (checks->findings)
		return error_set(err, STATUS_CORRUPT,
				 "%s: damaged: %zu findings",
				 checks->directory, checks->findings);
	say("%s: sound: %llu documents, %llu passages in %zu shards%s",
	    checks->directory, checks->documents, checks->passages,
	    checks->layout.shards, checks->is_sealed ? "" :
	    "; not sealed, so flipped bits may have passed (see --compact)");
	return STATUS_OK;
}

enum status check(const char *directory, struct error *err)
{
	struct checks checks = { .directory = directory };
	struct crew crew = { .work = work, .line = on_line,
			     .failed = on_failure, .context = &checks };
	int lock = -1;
	enum status status = layout_read(&checks.layout, directory, err);

	if (!status)
		status = hold(&lock, directory, err);
	if (!status)
		status = layout_read(&checks.layout, directory, err);
	if (!status) {
		check_seal(&checks);
		check_names(&checks);
		check_words(&checks);
		crew.shards = checks.layout.shards;
		status = crew_run(&crew, err);
	}
	if (!status)
		status = conclude(&checks, err);
	label_names_free(checks.names);
	if (lock >= 0)
		close(lock);
	return status;
}
