#include "indexer/upkeep/shards_at.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "index/about.h"
#include "index/layout.h"
#include "index/reader.h"
#include "index/shard_place.h"
#include "indexer/run/messages.h"

static enum status parse(struct shard_places *out, const char *const *lists,
			 size_t count, struct error *err)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; !status && i < count; i++) {
		char *text = mem_string(lists[i]), *rest = text, *one;

		while (!status && (one = strsep(&rest, ",")))
			if (*one)
				status = shard_places_add(out, one, err);
		free(text);
	}
	if (!status && !out->count)
		status = error_set(err, STATUS_USAGE,
				   "--shards-at: no shard is named");
	return status;
}

static enum status open_all(index_reader **out, const struct shard_places *all,
			    struct error *err)
{
	const char **names = mem_array(all->count, sizeof(*names));
	const char *why;
	enum status status;

	for (size_t i = 0; i < all->count; i++)
		names[i] = all->at[i].name;
	status = index_open(out, names, all->count, err);
	free(names);
	if (status || !index_missing_count(*out))
		return status;
	index_missing(*out, 0, &why);
	return error_set(err, index_missing_status(*out, 0), "%s", why);
}

static enum status make_directory(const char *directory, struct error *err)
{
	if (!mkdir(directory, 0777) || shard_place_is_stub_directory(directory))
		return STATUS_OK;
	if (errno == EEXIST && !rmdir(directory) && !mkdir(directory, 0777))
		return STATUS_OK;
	return error_set(err, errno == EEXIST || errno == ENOTEMPTY ?
			 STATUS_EXISTS : STATUS_IO,
			 "%s: there, and no list of shards", directory);
}

static enum status save(const char *directory, const char *name, char *bytes,
			size_t len, struct error *err)
{
	char *path = layout_path(directory, "%s", name);
	enum status status = layout_save(path, bytes, len, err);

	free(path);
	return status;
}

static enum status save_words(const char *directory, const index_reader *all,
			      struct error *err)
{
	const xc_database *shard = index_shard(all, 0);
	struct about about;
	char *names = NULL, *words = NULL;
	size_t names_len = 0, words_len = 0;
	enum status status = about_read(&about, shard, "the first shard", err);

	if (!status)
		status = about_names(&names, &names_len, shard, &about, err);
	if (!status)
		status = save(directory, "labels", names, names_len, err);
	if (!status && *about.words)
		status = about_words(&words, &words_len, shard, &about, err);
	if (!status && words)
		status = save(directory, "lexicon", words, words_len, err);
	free(words);
	free(names);
	return status;
}

enum status shards_at(const char *directory, const char *const *lists,
		      size_t count, struct error *err)
{
	struct shard_places all = { NULL, 0, 0 };
	index_reader *reader = NULL;
	char *stub = layout_path(directory, "XAPIANDB");
	enum status status = parse(&all, lists, count, err);

	if (!status)
		status = open_all(&reader, &all, err);
	if (!status)
		status = make_directory(directory, err);
	if (!status)
		status = save_words(directory, reader, err);
	if (!status)
		status = shard_places_save(&all, stub, err);
	if (!status)
		say("%zu shards in %zu places", index_shard_count(reader),
		    all.count);
	index_close(reader);
	shard_places_release(&all);
	free(stub);
	return status;
}
