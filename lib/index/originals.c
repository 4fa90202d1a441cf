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

static enum status write_file(const char *path, const void *bytes, size_t len,
			      struct error *err)
{
	FILE *file = fopen(path, "we");

	if (!file)
		return failed(err, path);
	if ((fwrite(bytes, 1, len, file) != len) | fclose(file))
		return failed(err, path);
	return STATUS_OK;
}

enum status originals_put(const char *index, const unsigned char hash[16],
			  const void *packed, size_t len, struct error *err)
{
	char *path = path_of(index, hash, ".zst");
	char *draft = path_of(index, hash, ".new");
	enum status status = STATUS_OK;

	if (access(path, F_OK)) {
		status = make_folders(index, hash, err);
		if (!status)
			status = write_file(draft, packed, len, err);
		if (!status && rename(draft, path))
			status = failed(err, path);
	}
	free(path);
	free(draft);
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

static enum status read_file(const char *path, struct buf *out,
			     struct error *err)
{
	FILE *file = fopen(path, "re");
	char block[16384];
	size_t got;
	enum status status = STATUS_OK;

	if (!file && errno == ENOENT)
		return error_set(err, STATUS_NOT_FOUND,
				 "the original was not kept");
	if (!file)
		return failed(err, path);
	while ((got = fread(block, 1, sizeof(block), file)) > 0)
		buf_put(out, block, got);
	if (ferror(file))
		status = failed(err, path);
	fclose(file);
	return status;
}

static bool has_hash(const void *bytes, size_t len,
		     const unsigned char hash[16])
{
	XXH128_canonical_t canonical;

	XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes, len));
	return !memcmp(canonical.digest, hash, 16);
}

enum status originals_read(const char *index, const unsigned char hash[16],
			   struct buf *out, struct error *err)
{
	char *path = path_of(index, hash, ".zst");
	struct buf packed = BUF_INIT;
	enum status status = read_file(path, &packed, err);
	unsigned long long size = status ? 0 :
		ZSTD_getFrameContentSize(packed.data, packed.len);
	size_t got = 0;

	if (!status && size < SIZE_MAX / 2) {
		buf_reserve(out, size + 1);
		got = ZSTD_decompress(out->data + out->len, size, packed.data,
				      packed.len);
	}
	if (!status && (size >= SIZE_MAX / 2 || ZSTD_isError(got) ||
			!has_hash(out->data + out->len, got, hash)))
		status = error_set(err, STATUS_CORRUPT, "%s: damaged", path);
	if (!status) {
		out->len += got;
		out->data[out->len] = '\0';
	}
	buf_release(&packed);
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
