#include "index/about.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>
#include <zstd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "index/error.h"
#include "schema/schema.h"
#include "text/terms.h"

static const char about_key[] = "bagui.about";
static const char names_key[] = "bagui.names";
static const char words_key[] = "bagui.words";

enum { PACKED_LEVEL = 9, UNPACKED_MOST = 1 << 30 };

void about_hash(char out[ABOUT_HASH], const void *bytes, size_t len)
{
	const XXH128_hash_t hash = XXH3_128bits(bytes, len);

	snprintf(out, ABOUT_HASH, "%016" PRIx64 "%016" PRIx64,
		 (uint64_t)hash.high64, (uint64_t)hash.low64);
}

static void put_text(struct buf *out, const struct about *about)
{
	buf_put_format(out, "schema %d\nterms %d\nnames %s\nwords %s\n",
		       about->schema, about->terms,
		       *about->names ? about->names : "-",
		       *about->words ? about->words : "-");
}

static enum status set(xc_database *shard, const char *key, const void *value,
		       size_t len, struct error *err)
{
	struct xc_error xerr;

	return xc_database_set_metadata(shard, key, strlen(key), value, len,
					&xerr) ?
	       index_error(err, "writing a shard", &xerr) : STATUS_OK;
}

static enum status get(char **out, size_t *len, const xc_database *shard,
		       const char *key, struct error *err)
{
	struct xc_error xerr;
	void *bytes;

	*out = NULL;
	if (xc_database_metadata(shard, key, strlen(key), &bytes, len, &xerr))
		return index_error(err, "reading a shard", &xerr);
	*out = bytes;
	return STATUS_OK;
}

static enum status set_packed(xc_database *shard, const char *key,
			      const char *bytes, size_t len, struct error *err)
{
	size_t room = ZSTD_compressBound(len), packed;
	char *out = mem_alloc(room);
	enum status status;

	packed = ZSTD_compress(out, room, bytes, len, PACKED_LEVEL);
	status = ZSTD_isError(packed) ?
		 error_set(err, STATUS_INTERNAL, "compressing failed") :
		 set(shard, key, out, packed, err);
	free(out);
	return status;
}

/* What the files of an index say. */
struct files {
	char *names, *words;
	size_t names_len, words_len;
	struct about about;
};

static enum status load(char **out, size_t *len, char hash[ABOUT_HASH],
			const struct layout *layout, const char *directory,
			const char *name, struct error *err)
{
	char *path = layout_file(layout, directory, name);
	enum status status = layout_load(out, len, path, err);

	free(path);
	if (status == STATUS_NOT_FOUND)
		return STATUS_OK;
	if (!status)
		about_hash(hash, *out, *len);
	return status;
}

static enum status load_files(struct files *out, const struct layout *layout,
			      const char *directory, struct error *err)
{
	enum status status;

	memset(out, 0, sizeof(*out));
	out->about.schema = layout->schema;
	out->about.terms = layout->terms;
	status = load(&out->names, &out->names_len, out->about.names, layout,
		      directory, "labels", err);
	return status ? status :
	       load(&out->words, &out->words_len, out->about.words, layout,
		    directory, "lexicon", err);
}

static void release_files(struct files *files)
{
	free(files->names);
	free(files->words);
}

static bool is_said(const xc_database *shard, const struct buf *text)
{
	char *said;
	size_t len;
	bool is = !get(&said, &len, shard, about_key, NULL) && said &&
		  len == text->len && !memcmp(said, text->data, len);

	free(said);
	return is;
}

static enum status put(xc_database *shard, const struct files *files,
		       const struct buf *text, struct error *err)
{
	enum status status = set(shard, about_key, text->data, text->len, err);

	if (!status && files->names)
		status = set_packed(shard, names_key, files->names,
				    files->names_len, err);
	if (!status && files->words)
		status = set_packed(shard, words_key, files->words,
				    files->words_len, err);
	return status;
}

/* A run that was cut short at once has left some shards out. */
static enum status save_shard(const char *path, const struct files *files,
			      const struct buf *text, struct error *err)
{
	xc_database *database;
	struct xc_error xerr;
	enum xc_status opened = xc_database_open(&database, path, &xerr);
	enum status status;
	bool is_done;

	if (opened == XC_NOT_FOUND)
		return STATUS_OK;
	if (opened)
		return index_error(err, path, &xerr);
	is_done = is_said(database, text);
	xc_database_free(database);
	if (is_done)
		return STATUS_OK;
	if (xc_database_open_writable(&database, path, XC_OPEN, &xerr))
		return index_error(err, path, &xerr);
	status = put(database, files, text, err);
	if (status)
		xc_database_free(database);
	else if (xc_database_close(database, &xerr))
		status = index_error(err, path, &xerr);
	return status;
}

enum status about_save(const struct layout *layout, const char *directory,
		       struct error *err)
{
	struct files files;
	struct buf text = BUF_INIT;
	enum status status = load_files(&files, layout, directory, err);

	put_text(&text, &files.about);
	for (size_t i = 0; !status && i < layout->shards; i++) {
		char *path = layout_shard(layout, directory, i);

		status = save_shard(path, &files, &text, err);
		free(path);
	}
	buf_release(&text);
	release_files(&files);
	return status;
}

static bool parse(struct about *out, const char *text, size_t len)
{
	char line[256];

	memset(out, 0, sizeof(*out));
	snprintf(line, sizeof(line), "%.*s", (int)(len < 255 ? len : 255),
		 text);
	if (sscanf(line, "schema %d\nterms %d\nnames %32s\nwords %32s",
		   &out->schema, &out->terms, out->names, out->words) != 4)
		return false;
	if (!strcmp(out->names, "-"))
		*out->names = '\0';
	if (!strcmp(out->words, "-"))
		*out->words = '\0';
	return true;
}

enum status about_read(struct about *out, const xc_database *shard,
		       const char *what, struct error *err)
{
	char *text;
	size_t len;
	enum status status = get(&text, &len, shard, about_key, err);

	if (!status && !text)
		status = error_set(err, STATUS_NOT_FOUND, "%s: does not say what "
				   "it is; run a newer bagui-index on its index",
				   what);
	else if (!status && !parse(out, text, len))
		status = error_set(err, STATUS_CORRUPT,
				   "%s: what it says of itself is damaged",
				   what);
	free(text);
	if (!status && (out->schema != SCHEMA_VERSION ||
			out->terms != TERMS_VERSION))
		status = error_set(err, STATUS_VERSION, "%s: made by another "
			"version (schema %d, terms %d; this program knows %d, "
			"%d): run bagui-index --upgrade where it lies", what,
			out->schema, out->terms, SCHEMA_VERSION,
			TERMS_VERSION);
	return status;
}

static enum status unpack(char **out, size_t *len, const char *packed,
			  size_t packed_len, const char *hash,
			  struct error *err)
{
	const unsigned long long size =
		ZSTD_getFrameContentSize(packed, packed_len);
	char is[ABOUT_HASH] = "";

	if (size < UNPACKED_MOST) {
		*out = mem_alloc((size_t)size + 1);
		*len = ZSTD_decompress(*out, (size_t)size, packed, packed_len);
		if (*len == size)
			about_hash(is, *out, *len);
	}
	if (*is && !strcmp(is, hash)) {
		(*out)[*len] = '\0';
		return STATUS_OK;
	}
	free(*out);
	*out = NULL;
	return error_set(err, STATUS_CORRUPT,
			 "what a shard says of itself is damaged");
}

static enum status fetch(char **out, size_t *len, const xc_database *shard,
			 const char *key, const char *hash, struct error *err)
{
	char *packed;
	size_t packed_len;
	enum status status = get(&packed, &packed_len, shard, key, err);

	*out = NULL;
	*len = 0;
	if (!status && packed)
		status = unpack(out, len, packed, packed_len, hash, err);
	else if (!status)
		status = error_set(err, STATUS_CORRUPT, "%s is missing", key);
	free(packed);
	return status;
}

enum status about_names(char **out, size_t *len, const xc_database *shard,
			const struct about *about, struct error *err)
{
	return fetch(out, len, shard, names_key, about->names, err);
}

enum status about_words(char **out, size_t *len, const xc_database *shard,
			const struct about *about, struct error *err)
{
	return fetch(out, len, shard, words_key, about->words, err);
}
