#include "query/search/versions.h"

#include <stdlib.h>
#include <string.h>
#include <zstd.h>

#include "base/mem.h"
#include "index/error.h"
#include "query/engine/engine.h"
#include "schema/schema.h"

enum { TEXT_MOST = 64 << 20 };	/* bytes of a version's text */

static char *unpack_text(const void *packed, size_t len)
{
	const unsigned long long size = ZSTD_getFrameContentSize(packed, len);
	char *text;
	size_t got;

	if (!len || size > TEXT_MOST)	/* errors are great numbers, too */
		return NULL;
	text = mem_alloc((size_t)size + 1);
	got = ZSTD_decompress(text, (size_t)size, packed, len);
	if (!ZSTD_isError(got) && got == size)
		return text;
	free(text);
	return NULL;
}

static enum status read_text(char **out, const xc_database *shard,
			     const char *id, uint64_t number,
			     struct error *err)
{
	struct buf name = BUF_INIT, key = BUF_INIT;
	struct xc_error xerr;
	enum status status = STATUS_OK;
	void *packed = NULL;
	size_t len = 0;

	buf_put_format(&name, "%llu %s", (unsigned long long)number, id);
	schema_key(&key, META_VERSION, name.data, name.len);
	if (xc_database_metadata(shard, key.data, key.len, &packed, &len,
				 &xerr))
		status = index_error(err, "reading a version", &xerr);
	else
		*out = unpack_text(packed, len);
	if (!status && !*out)
		status = error_set(err, STATUS_CORRUPT, "%.300s: the text of an "
				   "earlier version is damaged", id);
	free(packed);
	buf_release(&name);
	buf_release(&key);
	return status;
}

static struct answer_version *add(struct answer *answer, const char *first,
				  const char *last, const char *path)
{
	struct answer_version *made;
	size_t capacity = answer->version_count;

	mem_reserve(&answer->versions, &capacity, answer->version_count + 1,
		    sizeof(*answer->versions));
	made = &answer->versions[answer->version_count++];
	*made = (struct answer_version){ mem_string(first), mem_string(last),
					 mem_string(path), NULL };
	return made;
}

static int by_first(const void *a, const void *b)
{
	const struct answer_version *one = a, *two = b;

	return strcmp(one->first, two->first);
}

static enum status read_versions(struct answer *answer,
				 const struct engine *engine,
				 const struct record_document *document,
				 size_t shard, struct error *err)
{
	enum status status = STATUS_OK;

	answer_forget_versions(answer);
	add(answer, document->first_seen, document->last_seen, document->path);
	for (size_t i = 0; !status && i < document->version_count; i++) {
		const struct record_version *from = &document->versions[i];
		struct answer_version *to = add(answer, from->first,
						from->last, from->path);

		status = read_text(&to->text,
				   index_shard(engine->index, shard),
				   document->id, from->number, err);
	}
	qsort(answer->versions, answer->version_count,
	      sizeof(*answer->versions), by_first);
	return status;
}

static enum status find(void *context, struct engine *engine,
			struct error *err)
{
	struct answer *answer = context;
	struct record_document document;
	size_t shard;
	enum status status = index_document(engine->index,
					    answer->hits[0].document.id,
					    &document, &shard, err);

	if (status)
		return status;
	if (document.seen_in && *document.seen_in)
		status = read_versions(answer, engine, &document, shard, err);
	record_document_release(&document);
	return status;
}

enum status versions_find(struct answer *out, searcher *searcher,
			  struct error *err)
{
	return out->hit_count ? search_task(searcher, NULL, find, out, err)
			      : STATUS_OK;
}
