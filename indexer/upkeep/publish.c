#include "indexer/upkeep/publish.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "index/layout.h"
#include "indexer/run/messages.h"
#include "indexer/write/seal.h"

struct publishing {
	const char *from, *to;
	struct layout old, next;	/* of from; of to, from now on */
	struct seal seal, there;	/* of from; of what is in to, if known */
	struct layout standing;		/* what is in to */
	int from_lock, to_lock;
	uint64_t bytes;
	struct error *err;
};

static enum status io_failed(const char *path, struct error *err)
{
	return error_set(err, STATUS_IO, "%s: %s", path, strerror(errno));
}

static enum status take_source(struct publishing *all)
{
	enum status status = layout_read(&all->old, all->from, all->err);

	if (!status)
		status = layout_lock(&all->from_lock, all->from, all->err);
	if (!status)	/* again, since it may have moved before the lock */
		status = layout_read(&all->old, all->from, all->err);
	if (status)
		return status;
	status = seal_load(&all->seal, all->from, all->err);
	if (status != STATUS_NOT_FOUND)
		return status;
	status = seal_make(all->from, NULL, all->err);
	return status ? status : seal_load(&all->seal, all->from, all->err);
}

enum status publish_take(struct layout *there, int *lock, const char *to,
			 struct error *err)
{
	enum status status = STATUS_OK;

	*there = (struct layout){ .generation = 0 };
	*lock = -1;
	if (mkdir(to, 0777) && errno != EEXIST)
		return io_failed(to, err);
	if (rmdir(to) || mkdir(to, 0777))
		status = layout_read_any(there, to, NULL) ?
			 error_set(err, STATUS_EXISTS, "%s: there, and no "
				   "Bagui index", to) : STATUS_OK;
	if (!status)
		status = layout_lock(lock, to, err);
	if (!status)	/* STATUS_CORRUPT: nothing was published yet */
		layout_read_any(there, to, NULL);
	if (!status && there->generation)
		status = layout_sweep(there, to, err);
	return status;
}

static enum status take_target(struct publishing *all)
{
	enum status status = publish_take(&all->standing, &all->to_lock,
					  all->to, all->err);

	all->next = all->old;
	all->next.generation = all->standing.generation + 1;
	if (!status && all->standing.generation)
		seal_load(&all->there, all->to, NULL);
	return status;
}

/* Does path lie in what is called base, or in a file that goes with it? */
static bool is_of(const char *path, const char *base)
{
	const size_t len = strlen(base);

	return !strncmp(path, base, len) &&
	       (!path[len] || path[len] == '/' || !strcmp(path + len, ".at"));
}

/* Where the file of the sealed index belongs in a generation of to; NULL: it is
 * written anew. */
static char *target_of(const struct publishing *all,
		       const struct layout *generation, const char *path)
{
	static const char *const files[] = { "labels", "lexicon", "taxonomy" };
	char *out = NULL;

	for (size_t i = 0; !out && i < 2 * all->old.shards + 3; i++) {
		const size_t shard = i / 2;
		char *(*name)(const struct layout *, const char *, size_t) =
			i % 2 ? layout_folded : layout_shard;
		const bool is_file = i >= 2 * all->old.shards;
		char *old = is_file ?
			layout_file(&all->old, "", files[i - 2 * all->old.shards]) :
			name(&all->old, "", shard);
		char *next = is_file ?
			layout_file(generation, "", files[i - 2 * all->old.shards]) :
			name(generation, "", shard);

		if (is_of(path, old + 1)) {
			struct buf whole = BUF_INIT;

			buf_put_format(&whole, "%s%s%s", all->to, next,
				       path + strlen(old + 1));
			out = buf_detach(&whole);
		}
		free(old);
		free(next);
	}
	return out;
}

/* The folder that a file goes into. */
static enum status make_folder(const struct publishing *all, const char *path)
{
	char *folder = mem_string_len(path,
				      (size_t)(strrchr(path, '/') - path));
	enum status status = STATUS_OK;

	if (mkdir(folder, 0777) && errno != EEXIST)
		status = io_failed(folder, all->err);
	free(folder);
	return status;
}

/* The kernel copies, where it can without reading. */
static bool copy_bytes(int from, int to)
{
	enum { STEP = 1 << 20 };
	char *bytes;
	ssize_t got;

	do
		got = copy_file_range(from, NULL, to, NULL, 1 << 30, 0);
	while (got > 0);
	if (!got)
		return true;
	bytes = mem_alloc(STEP);
	while ((got = read(from, bytes, STEP)) > 0)
		for (ssize_t done = 0, step; done < got; done += step) {
			step = write(to, bytes + done, (size_t)(got - done));
			if (step < 0) {
				free(bytes);
				return false;
			}
		}
	free(bytes);
	return !got;
}

enum status publish_copy(const char *from, const char *to, struct error *err)
{
	const int in = open(from, O_RDONLY | O_CLOEXEC);
	const int out = in < 0 ? -1 :
		open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	enum status status = STATUS_OK;

	if (in < 0)
		status = io_failed(from, err);
	else if (out < 0 || !copy_bytes(in, out) || fsync(out))
		status = io_failed(to, err);
	if (out >= 0 && close(out) && !status)
		status = io_failed(to, err);
	if (in >= 0)
		close(in);
	return status;
}

/* What stands there has the same file: give it another name, and no copy is
 * needed. */
static bool link_equal(const struct publishing *all,
		       const struct seal_file *file, const char *to)
{
	char *standing = target_of(all, &all->standing, file->path);
	const char *below = standing + strlen(all->to) + 1;
	bool linked = false;

	for (size_t i = 0; !linked && i < all->there.count; i++) {
		const struct seal_file *old = &all->there.at[i];

		linked = !strcmp(old->path, below) &&
			 old->size == file->size &&
			 !strcmp(old->hash, file->hash) && !link(standing, to);
	}
	free(standing);
	return linked;
}

/* Copied, and read again: is it what was sealed? */
static enum status copy_sealed(struct publishing *all,
			       const struct seal_file *file)
{
	char *to = target_of(all, &all->next, file->path);
	bool linked;
	struct buf from = BUF_INIT;
	enum status status;

	if (!to)
		return STATUS_OK;
	buf_put_format(&from, "%s/%s", all->from, file->path);
	status = make_folder(all, to);
	linked = !status && link_equal(all, file, to);
	if (linked && seal_verify(file, to, NULL)) {
		linked = false;		/* damaged since */
		unlink(to);
	}
	if (!status && !linked)
		status = publish_copy(from.data, to, all->err);
	if (!status && !linked)
		status = seal_verify(file, to, all->err);
	if (!linked)
		all->bytes += file->size;
	buf_release(&from);
	free(to);
	return status;
}

/* The users' word files, which no generation owns and no reader reads. */
static enum status copy_words(struct publishing *all)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; !status && i < all->seal.count; i++) {
		const char *path = all->seal.at[i].path;
		struct buf from = BUF_INIT, to = BUF_INIT;

		buf_put_format(&from, "%s/%s", all->from, path);
		buf_put_format(&to, "%s/%s", all->to, path);
		if (!strncmp(path, "words/", 6)) {
			status = make_folder(all, to.data);
			if (!status)
				status = publish_copy(from.data, to.data,
						      all->err);
		}
		buf_release(&from);
		buf_release(&to);
	}
	return status;
}

/* The names of the files in new folders must be durable before the switch. */
static enum status sync_folders(struct publishing *all)
{
	char *taxonomy = layout_file(&all->next, all->to, "taxonomy");
	enum status status = layout_sync(taxonomy, all->err);

	for (size_t i = 0; !status && i < all->next.shards; i++) {
		char *shard = layout_shard(&all->next, all->to, i);

		status = layout_sync(shard, all->err);
		free(shard);
	}
	free(taxonomy);
	return status;
}

static enum status copy_all(struct publishing *all)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; !status && i < all->seal.count; i++)
		status = copy_sealed(all, &all->seal.at[i]);
	if (!status)
		status = copy_words(all);
	return status ? status : sync_folders(all);
}

enum status publish_put(const struct layout *next, const char *to,
			struct error *err)
{
	enum status status = seal_break(to, err);

	if (!status)
		status = layout_switch(next, to, err);
	if (!status)
		status = layout_sweep(next, to, err);
	return status ? status : seal_make(to, NULL, err);
}

void publish_give_up(const char *to)
{
	struct layout there;

	if (!layout_read_any(&there, to, NULL))
		layout_sweep(&there, to, NULL);
}

enum status publish(const struct run_options *options, const char *to,
		    struct error *err)
{
	struct publishing all = { .from = options->index, .to = to,
				  .from_lock = -1, .to_lock = -1, .err = err };
	enum status status = take_source(&all);

	if (!status)
		status = take_target(&all);
	if (!status) {
		status = copy_all(&all);
		if (!status)
			status = publish_put(&all.next, to, err);
		if (status)
			publish_give_up(to);
	}
	if (!status)
		say("%s: generation %u, %zu shards, %.1f MB copied", to,
		    all.next.generation, all.next.shards,
		    (double)all.bytes / 1e6);
	seal_release(&all.seal);
	seal_release(&all.there);
	if (all.to_lock >= 0)
		close(all.to_lock);
	if (all.from_lock >= 0)
		close(all.from_lock);
	return status;
}
