#include "indexer/upkeep/backup.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "index/error.h"
#include "index/layout.h"
#include "indexer/write/bulk.h"
#include "indexer/upkeep/check.h"
#include "indexer/upkeep/publish.h"
#include "xapian-c/xc_database.h"

/* A commit may overtake the reading of a database; twice and more, and its
 * blocks are written anew. */
enum { ATTEMPTS = 10 };

/* A copy of an index that is being written. */
struct live {
	const char *from, *to;
	struct layout old, next;
	struct error *err;
};

static enum status copy_database(const struct live *live, size_t shard)
{
	char *from = layout_shard(&live->old, live->from, shard);
	char *to = layout_shard(&live->next, live->to, shard);
	const char *sources[] = { from };
	struct xc_error xerr = { .status = XC_OK };
	enum xc_status made = XC_MODIFIED;
	enum status status = STATUS_OK;

	for (int i = 0; !status && made && i < ATTEMPTS; i++) {
		status = layout_remove(to, live->err);
		if (!status)
			made = xc_compact(to, sources, 1, true, &xerr);
		if (made == XC_NOT_FOUND)
			break;
	}
	if (!status && made == XC_NOT_FOUND)
		status = error_set(live->err, STATUS_LOCKED, "%s: is being "
				   "made, and nothing is committed yet",
				   live->from);
	else if (!status && made)
		status = index_error(live->err, from, &xerr);
	if (!status)
		status = bulk_sync(to, live->err);
	free(from);
	free(to);
	return status;
}

/* Texts only grow, and are durable before the database says so: copied after it,
 * they have all that it names. */
static enum status copy_folded(const struct live *live, size_t shard)
{
	char *from = layout_folded(&live->old, live->from, shard);
	char *to = layout_folded(&live->next, live->to, shard);
	struct buf from_ends = BUF_INIT, to_ends = BUF_INIT;
	enum status status;

	buf_put_format(&from_ends, "%s.at", from);
	buf_put_format(&to_ends, "%s.at", to);
	status = publish_copy(from_ends.data, to_ends.data, live->err);
	if (!status)
		status = publish_copy(from, to, live->err);
	buf_release(&from_ends);
	buf_release(&to_ends);
	free(from);
	free(to);
	return status;
}

static enum status copy_named(const struct live *live, const char *name)
{
	char *from = layout_file(&live->old, live->from, name);
	char *to = layout_file(&live->next, live->to, name);
	enum status status = publish_copy(from, to, live->err);

	free(from);
	free(to);
	return status;
}

static enum status copy_taxonomy(const struct live *live)
{
	static const char *const names[] = { "topics.xml", "regions.xml",
					     "platforms.xml", "taxonomy.rng" };
	char *from = layout_file(&live->old, live->from, "taxonomy");
	char *to = layout_file(&live->next, live->to, "taxonomy");
	enum status status = STATUS_OK;

	if (mkdir(to, 0777))
		status = error_set(live->err, STATUS_IO, "%s: %s", to,
				   strerror(errno));
	for (size_t i = 0; !status && i < 4; i++) {
		struct buf one = BUF_INIT, two = BUF_INIT;

		buf_put_format(&one, "%s/%s", from, names[i]);
		buf_put_format(&two, "%s/%s", to, names[i]);
		status = publish_copy(one.data, two.data, live->err);
		buf_release(&one);
		buf_release(&two);
	}
	if (!status)
		status = layout_sync(to, live->err);
	free(from);
	free(to);
	return status;
}

static enum status copy_all(const struct live *live)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; !status && i < live->old.shards; i++) {
		status = copy_database(live, i);
		if (!status)
			status = copy_folded(live, i);
	}
	if (!status)
		status = copy_named(live, "labels");
	if (!status)
		status = copy_named(live, "lexicon");
	return status ? status : copy_taxonomy(live);
}

static enum status copy_live(const char *from, const char *to,
			     struct error *err)
{
	struct live live = { .from = from, .to = to, .err = err };
	struct layout there;
	int lock;
	enum status status = layout_read(&live.old, from, err);

	if (!status)
		status = publish_take(&there, &lock, to, err);
	if (status)
		return status;
	live.next = live.old;
	live.next.generation = there.generation + 1;
	status = copy_all(&live);
	if (!status)
		status = publish_put(&live.next, to, err);
	if (status)
		publish_give_up(to);
	if (lock >= 0)
		close(lock);
	return status ? status : check(to, err);
}

enum status backup(const struct run_options *options, const char *to,
		   struct error *err)
{
	int lock;
	enum status status = layout_lock(&lock, options->index, err);

	if (status == STATUS_LOCKED)
		return copy_live(options->index, to, err);
	if (!status)
		close(lock);
	return publish(options, to, err);
}
