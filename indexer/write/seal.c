#include "indexer/write/seal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "base/mem.h"
#include "index/layout.h"

/* What a disk of today reads when the files are not in memory any more. */
#define BYTES_A_SECOND 500e6

enum { READ_BYTES = 1 << 20, DIGITS = 32 };

static const char magic[] = "bagui seal 1\n";

static void put_hex(char out[DIGITS + 1], XXH128_hash_t hash)
{
	snprintf(out, DIGITS + 1, "%016" PRIx64 "%016" PRIx64,
		 (uint64_t)hash.high64, (uint64_t)hash.low64);
}

void seal_release(struct seal *seal)
{
	for (size_t i = 0; i < seal->count; i++)
		free(seal->at[i].path);
	free(seal->at);
	*seal = (struct seal){ NULL, 0, 0 };
}

static struct seal_file *add(struct seal *seal, const char *path)
{
	struct seal_file *file;

	mem_reserve(&seal->at, &seal->capacity, seal->count + 1,
		    sizeof(*seal->at));
	file = &seal->at[seal->count++];
	*file = (struct seal_file){ .path = mem_string(path) };
	return file;
}

/* Locks are empty and always new; a seal cannot hold its own hash. */
static bool is_sealed(const char *name)
{
	size_t len = strlen(name);

	return strcmp(name, "seal") && strcmp(name, "lock") &&
	       strcmp(name, "flintlock") &&
	       (len < 4 || strcmp(name + len - 4, ".tmp"));
}

/* Add all files of a folder of the index and of the folders in it. */
static enum status list(struct seal *out, const char *directory,
			const char *below, struct error *err)
{
	struct buf path = BUF_INIT;
	struct dirent **items;
	int count;
	enum status status = STATUS_OK;

	buf_put_format(&path, "%s/%s", directory, below);
	count = scandir(path.data, &items, NULL, alphasort);
	if (count < 0)
		status = error_set(err, STATUS_IO, "%s: %s", path.data,
				   strerror(errno));
	for (int i = 0; i < count; i++) {
		const char *name = items[i]->d_name;
		struct stat about;
		struct buf inner = BUF_INIT;

		buf_clear(&path);
		buf_put_format(&inner, "%s%s", below, name);
		buf_put_format(&path, "%s/%s", directory, inner.data);
		if (!status && name[0] != '.' && !lstat(path.data, &about)) {
			if (S_ISDIR(about.st_mode)) {
				buf_put_byte(&inner, '/');
				status = list(out, directory, inner.data, err);
			} else if (S_ISREG(about.st_mode) && is_sealed(name)) {
				struct seal_file *file = add(out, inner.data);

				file->size = (uint64_t)about.st_size;
				file->mtime_ns = about.st_mtim.tv_sec *
					INT64_C(1000000000) +
					about.st_mtim.tv_nsec;
			}
		}
		buf_release(&inner);
		free(items[i]);
	}
	if (count >= 0)
		free(items);
	buf_release(&path);
	return status;
}

static enum status hash_file(char out[DIGITS + 1], uint64_t *size,
			     const char *path, struct error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	char *bytes = mem_alloc(READ_BYTES);
	XXH3_state_t *state = XXH3_createState();
	ssize_t got = -1;

	*size = 0;
	XXH3_128bits_reset(state);
	while (fd >= 0 && ((got = read(fd, bytes, READ_BYTES)) > 0 ||
			   (got < 0 && errno == EINTR))) {
		if (got < 0)
			continue;
		XXH3_128bits_update(state, bytes, (size_t)got);
		*size += (uint64_t)got;
	}
	if (got < 0)
		error_set(err, STATUS_IO, "%s: %s", path, strerror(errno));
	else
		put_hex(out, XXH3_128bits_digest(state));
	XXH3_freeState(state);
	free(bytes);
	if (fd >= 0)
		close(fd);
	return got < 0 ? STATUS_IO : STATUS_OK;
}

static const struct seal_file *find(const struct seal *seal, const char *path)
{
	for (size_t i = 0; seal && i < seal->count; i++)
		if (!strcmp(seal->at[i].path, path))
			return &seal->at[i];
	return NULL;
}

/* The file as known has it, if it was not written since. */
static const struct seal_file *unchanged(const struct seal *known,
					 const struct seal_file *now)
{
	const struct seal_file *old = find(known, now->path);

	return old && old->size == now->size && old->mtime_ns == now->mtime_ns ?
	       old : NULL;
}

uint64_t seal_cost(const char *directory, const struct seal *known)
{
	struct seal files = { NULL, 0, 0 };
	uint64_t bytes = 0;

	list(&files, directory, "", NULL);
	for (size_t i = 0; i < files.count; i++)
		if (!unchanged(known, &files.at[i]))
			bytes += files.at[i].size;
	seal_release(&files);
	return bytes;
}

static enum status hash_all(struct seal *files, const char *directory,
			    const struct seal *known, struct error *err)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; !status && i < files->count; i++) {
		struct seal_file *file = &files->at[i];
		const struct seal_file *old = unchanged(known, file);
		struct buf path = BUF_INIT;

		buf_put_format(&path, "%s/%s", directory, file->path);
		if (old)
			memcpy(file->hash, old->hash, sizeof(file->hash));
		else
			status = hash_file(file->hash, &file->size, path.data,
					   err);
		buf_release(&path);
	}
	return status;
}

static enum status save(const struct seal *files, const char *directory,
			struct error *err)
{
	char *path = layout_path(directory, "seal");
	char hash[DIGITS + 1];
	struct buf text = BUF_INIT;
	enum status status;

	buf_put_string(&text, magic);
	for (size_t i = 0; i < files->count; i++)
		buf_put_format(&text, "%s %" PRIu64 " %" PRId64 " %s\n",
			       files->at[i].hash, files->at[i].size,
			       files->at[i].mtime_ns, files->at[i].path);
	put_hex(hash, XXH3_128bits(text.data, text.len));
	buf_put_format(&text, "end %s\n", hash);
	status = layout_save(path, text.data, text.len, err);
	buf_release(&text);
	free(path);
	return status;
}

enum status seal_make(const char *directory, const struct seal *known,
		      struct error *err)
{
	struct seal files = { NULL, 0, 0 };
	enum status status = list(&files, directory, "", err);

	if (!status)
		status = hash_all(&files, directory, known, err);
	if (!status)
		status = save(&files, directory, err);
	seal_release(&files);
	return status;
}

enum status seal_if_cheap(const char *directory, const struct seal *known,
			  double seconds, struct error *err)
{
	double cost = (double)seal_cost(directory, known) / BYTES_A_SECOND;

	return cost > 1 && cost > seconds / 20 ?
	       STATUS_OK : seal_make(directory, known, err);
}

enum status seal_break(const char *directory, struct error *err)
{
	char *path = layout_path(directory, "seal");
	enum status status = STATUS_OK;

	if (!unlink(path))
		status = layout_sync(directory, err);
	else if (errno != ENOENT)
		status = error_set(err, STATUS_IO, "%s: %s", path,
				   strerror(errno));
	free(path);
	return status;
}

static bool parse_line(struct seal *out, char *line)
{
	char hash[DIGITS + 1];
	uint64_t size;
	int64_t mtime_ns;
	int path = 0;
	struct seal_file *file;

	if (sscanf(line, "%32s %" SCNu64 " %" SCNd64 " %n", hash, &size,
		   &mtime_ns, &path) != 3 || !path || !line[path])
		return false;
	file = add(out, line + path);
	memcpy(file->hash, hash, sizeof(hash));
	file->size = size;
	file->mtime_ns = mtime_ns;
	return true;
}

/* text is cut into lines. */
static bool parse(struct seal *out, char *text, size_t len)
{
	char *end = strstr(text, "\nend "), hash[DIGITS + 1];
	char *line, *rest = NULL;

	if (!end || strlen(text) != len || strncmp(text, magic,
						   sizeof(magic) - 1))
		return false;
	put_hex(hash, XXH3_128bits(text, (size_t)(end + 1 - text)));
	if (strlen(end) != 5 + DIGITS + 1 || end[5 + DIGITS] != '\n' ||
	    strncmp(end + 5, hash, DIGITS))
		return false;
	*end = '\0';
	line = strtok_r(text + sizeof(magic) - 1, "\n", &rest);
	for (; line; line = strtok_r(NULL, "\n", &rest))
		if (!parse_line(out, line))
			return false;
	return true;
}

enum status seal_load(struct seal *out, const char *directory,
		      struct error *err)
{
	char *path = layout_path(directory, "seal"), *text;
	size_t len;
	enum status status = layout_load(&text, &len, path, err);

	*out = (struct seal){ NULL, 0, 0 };
	if (!status && !parse(out, text, len)) {
		seal_release(out);
		status = error_set(err, STATUS_CORRUPT,
				   "seal: the seal itself is damaged");
	}
	free(text);
	free(path);
	return status;
}

enum status seal_verify(const struct seal_file *file, const char *path,
			struct error *err)
{
	char hash[DIGITS + 1];
	uint64_t size;
	enum status status = hash_file(hash, &size, path, err);

	return status || (size == file->size && !strcmp(hash, file->hash)) ?
	       status : error_set(err, STATUS_CORRUPT, "%s: is not what was "
				  "sealed as %s; see --check", path, file->path);
}

enum status seal_check(const struct seal *seal, const char *directory,
		       seal_fn *found, void *context, struct error *err)
{
	for (size_t i = 0; i < seal->count; i++) {
		const struct seal_file *file = &seal->at[i];
		struct buf path = BUF_INIT, line = BUF_INIT;
		char hash[DIGITS + 1];
		uint64_t size;

		buf_put_format(&path, "%s/%s", directory, file->path);
		if (hash_file(hash, &size, path.data, err))
			buf_put_format(&line, "%s: cannot be read",
				       file->path);
		else if (size != file->size)
			buf_put_format(&line, "%s: has %" PRIu64 " bytes, not "
				       "%" PRIu64, file->path, size,
				       file->size);
		else if (strcmp(hash, file->hash))
			buf_put_format(&line, "%s: differs from the seal",
				       file->path);
		if (line.len)
			found(context, line.data);
		buf_release(&line);
		buf_release(&path);
	}
	return STATUS_OK;
}
