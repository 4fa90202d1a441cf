#include "indexer/upkeep/compact.h"

#include <stdlib.h>

#include "base/mem.h"
#include "index/error.h"
#include "index/folded.h"
#include "indexer/upkeep/crew.h"
#include "indexer/upkeep/generation.h"
#include "indexer/upkeep/sizes.h"
#include "indexer/upkeep/sweep_originals.h"
#include "xapian-c/xc_database.h"

static enum status failed(size_t shard, const struct xc_error *xerr,
			  struct error *err)
{
	char what[32];

	snprintf(what, sizeof(what), "shard-%zu", shard);
	return index_error(err, what, xerr);
}

struct copying {
	const folded_text *from;
	folded_writer *to;
	uint32_t last;
	struct error *err;
};

static int copy_text(void *context, uint32_t id, uint32_t wdf)
{
	struct copying *copying = context;
	size_t count;
	bool continues;
	const uint16_t *units = folded_at(copying->from, id, &count,
					  &continues);

	(void)wdf;
	copying->last = id;
	if (!units) {
		error_set(copying->err, STATUS_CORRUPT,
			  "the folded text of passage %u is damaged; "
			  "see --check", id);
		return -1;
	}
	return folded_append_units(copying->to, id, units, count, continues,
				   copying->err) ? -1 : 0;
}

/* The texts of the documents that are there; deleted ids get empty ones. */
static enum status copy_texts(const xc_database *database,
			      struct copying *copying, size_t shard)
{
	struct xc_database_info info;
	struct xc_error xerr;

	if (xc_database_each_posting(database, "", 0, copy_text, copying,
				     &xerr))
		return xerr.status == XC_CALLBACK ? copying->err->status :
		       failed(shard, &xerr, copying->err);
	if (xc_database_info(database, &info, &xerr))
		return failed(shard, &xerr, copying->err);
	if (info.last_id > copying->last)
		return folded_append(copying->to, info.last_id, NULL, 0, false,
				     copying->err);
	return STATUS_OK;
}

/* database: the compacted one. */
static enum status compact_folded(const struct generation *generation,
				  size_t shard, const xc_database *database,
				  struct error *err)
{
	char *from = layout_folded(&generation->old, generation->directory,
				   shard);
	char *to = layout_folded(&generation->next, generation->directory,
				 shard);
	struct copying copying = { .last = 0, .err = err };
	folded_text *old = NULL;
	struct xc_database_info info;
	struct xc_error xerr;
	enum status status = STATUS_OK;

	if (xc_database_info(database, &info, &xerr))
		status = failed(shard, &xerr, err);
	if (!status)
		status = folded_open(&old, from, info.last_id, err);
	copying.from = old;
	if (!status)
		status = folded_writer_open(&copying.to, to, 0, err);
	if (!status)
		status = copy_texts(database, &copying, shard);
	if (!status)
		status = folded_sync(copying.to, err);
	folded_writer_close(copying.to, NULL);
	folded_close(old);
	free(from);
	free(to);
	return status;
}

/* A run that was cut short at once has left some shards out; they are made. */
static enum xc_status compact_database(xc_database **out, const char *from,
				       const char *to, struct xc_error *xerr)
{
	const char *sources[] = { from };
	enum xc_status status = xc_compact(to, sources, 1, true, xerr);

	*out = NULL;
	if (status == XC_NOT_FOUND)
		return xc_database_open_writable(out, to, XC_CREATE, xerr);
	return status ? status : xc_database_open(out, to, xerr);
}

static enum status compact_shard(void *context, size_t shard, FILE *out,
				 struct error *err)
{
	const struct generation *generation = context;
	char *from = layout_shard(&generation->old, generation->directory,
				  shard);
	char *to = layout_shard(&generation->next, generation->directory,
				shard);
	xc_database *database;
	struct xc_error xerr;
	enum status status;

	(void)out;
	if (compact_database(&database, from, to, &xerr))
		status = failed(shard, &xerr, err);
	else
		status = compact_folded(generation, shard, database, err);
	xc_database_free(database);
	free(from);
	free(to);
	return status;
}

enum status compact(const struct run_options *options, struct error *err)
{
	struct generation generation;
	struct sizes before = { 0, 0, 0, 0, 0 }, after = before;
	struct crew crew = { .jobs = options->jobs, .work = compact_shard,
			     .context = &generation };
	enum status status = generation_begin(&generation, options, false,
					      err);

	crew.shards = generation.old.shards;
	if (!status) {
		sizes_take(&before, generation.directory);
		status = crew_run(&crew, err);
	}
	if (!status)	/* before all is sealed */
		status = sweep_originals(generation.directory,
					 &generation.old, err);
	if (!status)
		status = generation_finish(&generation, options, err);
	if (!status) {
		sizes_take(&after, generation.directory);
		sizes_print(&before, &after);
	}
	generation_end(&generation);
	return status;
}
