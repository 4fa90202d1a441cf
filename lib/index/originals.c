#include "index/originals.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>
#include <zstd.h>

#include "base/mem.h"
#include "index/layout.h"

static enum status failed(struct error *err, const char *path)
{
	return error_set(err, STATUS_IO, "%s: %s", path, strerror(errno));
}

static char *path_of(const char *index, const unsigned char hash[16],
		     const char *ending)
{
	char hex[33];

	for (int i = 0; i < 16; i++)
		snprintf(hex + 2 * i, 3, "%02x", hash[i]);
	return layout_path(index, "originals/%.2s/%s%s", hex, hex + 2, ending);
}

/* The folders above a file, where they are not there yet. */
static enum status make_folders(const char *index, const unsigned char hash[16],
				struct error *err)
{
	char *all = layout_path(index, "originals");
	char *part = layout_path(index, "originals/%02x", hash[0]);
	enum status status = STATUS_OK;

	if ((mkdir(all, 0777) && errno != EEXIST) ||
	    (mkdir(part, 0777) && errno != EEXIST))
		status = failed(err, part);
	free(all);
	free(part);
	return status;
}

struct originals_draft {
	FILE *file;		/* NULL: what it would be is there already */
	char *path, *draft;
};

enum status originals_begin(originals_draft **out, const char *index,
			    const unsigned char hash[16], struct error *err)
{
	originals_draft *made = mem_alloc(sizeof(*made));
	enum status status = STATUS_OK;

	made->path = path_of(index, hash, ".zst");
	made->draft = path_of(index, hash, ".new");
	if (access(made->path, F_OK)) {
		status = make_folders(index, hash, err);
		made->file = status ? NULL : fopen(made->draft, "we");
		if (!status && !made->file)
			status = failed(err, made->draft);
	}
	*out = made;
	if (status) {
		originals_drop(made);
		*out = NULL;
	}
	return status;
}

enum status originals_add(originals_draft *draft, const void *packed,
			  size_t len, struct error *err)
{
	return draft->file && fwrite(packed, 1, len, draft->file) != len ?
	       failed(err, draft->draft) : STATUS_OK;
}

enum status originals_keep(originals_draft *draft, struct error *err)
{
	FILE *file = draft->file;
	enum status status = STATUS_OK;

	draft->file = NULL;
	if (file && (fclose(file) || rename(draft->draft, draft->path)))
		status = failed(err, draft->path);
	originals_drop(draft);
	return status;
}

void originals_drop(originals_draft *draft)
{
	if (!draft)
		return;
	if (draft->file) {
		fclose(draft->file);
		unlink(draft->draft);
	}
	free(draft->path);
	free(draft->draft);
	free(draft);
}

enum status originals_put(const char *index, const unsigned char hash[16],
			  const void *packed, size_t len, struct error *err)
{
	originals_draft *draft;
	enum status status = originals_begin(&draft, index, hash, err);

	if (status)
		return status;
	status = originals_add(draft, packed, len, err);
	if (!status)
		return originals_keep(draft, err);
	originals_drop(draft);
	return status;
}

/* One call for all files, however many there are. */
enum status originals_sync(const char *index, struct error *err)
{
	int fd = open(index, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	enum status status = STATUS_OK;

	if (fd < 0 || syncfs(fd))
		status = failed(err, index);
	if (fd >= 0)
		close(fd);
	return status;
}

/* A kept file while it is read. */
struct reading {
	const char *path;
	FILE *file;
	ZSTD_DStream *unpacker;
	XXH3_state_t *hash;
	originals_put_fn *put;
	void *context;
};

static enum status damaged(const struct reading *reading, struct error *err)
{
	return error_set(err, STATUS_CORRUPT, "%s: damaged", reading->path);
}

/* Unpack a piece of the file; *left: how much more of the frame there is. */
static enum status unpack_piece(struct reading *reading, ZSTD_inBuffer in,
				size_t *left, struct error *err)
{
	char bytes[65536];
	ZSTD_outBuffer out = { bytes, sizeof(bytes), sizeof(bytes) };
	enum status status = STATUS_OK;

	while (!status && (in.pos < in.size || out.pos == out.size)) {
		out.pos = 0;
		*left = ZSTD_decompressStream(reading->unpacker, &out, &in);
		if (ZSTD_isError(*left))
			return damaged(reading, err);
		XXH3_128bits_update(reading->hash, bytes, out.pos);
		if (reading->put && out.pos)
			status = reading->put(reading->context, bytes, out.pos,
					      err);
	}
	return status;
}

static bool has_hash(const struct reading *reading,
		     const unsigned char hash[16])
{
	XXH128_canonical_t canonical;

	XXH128_canonicalFromHash(&canonical,
				 XXH3_128bits_digest(reading->hash));
	return !memcmp(canonical.digest, hash, 16);
}

static enum status read_kept(struct reading *reading,
			     const unsigned char hash[16], struct error *err)
{
	char packed[16384];
	size_t got, left = 1;
	enum status status = STATUS_OK;

	reading->unpacker = ZSTD_createDStream();
	reading->hash = XXH3_createState();
	if (!reading->unpacker || !reading->hash)
		return error_set(err, STATUS_NO_MEMORY, "%s: no memory",
				 reading->path);
	XXH3_128bits_reset(reading->hash);
	while (!status &&
	       (got = fread(packed, 1, sizeof(packed), reading->file)) > 0)
		status = unpack_piece(reading,
				      (ZSTD_inBuffer){ packed, got, 0 }, &left,
				      err);
	if (!status && ferror(reading->file))
		status = failed(err, reading->path);
	if (!status && (left || !has_hash(reading, hash)))
		status = damaged(reading, err);
	return status;
}

enum status originals_each(const char *index, const unsigned char hash[16],
			   originals_put_fn *put, void *context,
			   struct error *err)
{
	char *path = path_of(index, hash, ".zst");
	struct reading reading = { .path = path, .file = fopen(path, "re"),
				   .put = put, .context = context };
	enum status status;

	if (!reading.file)
		status = errno == ENOENT ?
			 error_set(err, STATUS_NOT_FOUND,
				   "the original was not kept") :
			 failed(err, path);
	else
		status = read_kept(&reading, hash, err);
	if (reading.file)
		fclose(reading.file);
	ZSTD_freeDStream(reading.unpacker);
	XXH3_freeState(reading.hash);
	free(path);
	return status;
}

/* The hash that the name of a file in folder ab means. */
static bool parse_name(unsigned char hash[16], const char *folder,
		       const char *name)
{
	char hex[33];

	if (strlen(folder) != 2 || strlen(name) != 34 ||
	    strcmp(name + 30, ".zst"))
		return false;
	memcpy(hex, folder, 2);
	memcpy(hex + 2, name, 30);
	hex[32] = '\0';
	for (int i = 0; i < 16; i++) {
		unsigned byte;

		if (sscanf(hex + 2 * i, "%2x", &byte) != 1)
			return false;
		hash[i] = (unsigned char)byte;
	}
	return true;
}

static enum status sweep_folder(const char *path, const char *name,
				originals_used_fn *is_used, void *context,
				struct error *err)
{
	DIR *folder = opendir(path);
	struct dirent *item;
	enum status status = STATUS_OK;

	if (!folder)
		return failed(err, path);
	while (!status && (item = readdir(folder))) {
		unsigned char hash[16];
		bool kept = item->d_name[0] == '.' ||
			    (parse_name(hash, name, item->d_name) &&
			     is_used(context, hash));

		if (!kept && unlinkat(dirfd(folder), item->d_name, 0))
			status = failed(err, path);
	}
	closedir(folder);
	return status;
}

enum status originals_sweep(const char *index, originals_used_fn *is_used,
			    void *context, struct error *err)
{
	char *all = layout_path(index, "originals");
	DIR *folder = opendir(all);
	struct dirent *item;
	enum status status = STATUS_OK;

	while (folder && !status && (item = readdir(folder))) {
		char *path = layout_path(index, "originals/%s", item->d_name);

		if (item->d_name[0] != '.')
			status = sweep_folder(path, item->d_name, is_used,
					      context, err);
		free(path);
	}
	if (folder)
		closedir(folder);
	free(all);
	return status;
}
