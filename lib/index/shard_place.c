#include "index/shard_place.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/mem.h"
#include "index/layout.h"

enum { NESTED_MOST = 4, PORT_MOST = 65535 };

static bool is_file(const char *directory, const char *name)
{
	char *path = layout_path(directory, "%s", name);
	struct stat about;
	bool is = !stat(path, &about) && S_ISREG(about.st_mode);

	free(path);
	return is;
}

/* The port behind the last colon; 0 when given is no host:port. */
static uint16_t port_of(const char *given)
{
	const char *colon = strrchr(given, ':');
	char *end;
	unsigned long port;

	if (!colon || colon == given || colon[1] < '0' || colon[1] > '9' ||
	    strchr(given, '/') || strpbrk(given, " \t"))
		return 0;
	port = strtoul(colon + 1, &end, 10);
	return *end || port > PORT_MOST ? 0 : (uint16_t)port;
}

/* Is it host:port, and no file of that name? */
static bool is_remote(const char *given)
{
	struct stat about;

	return port_of(given) && stat(given, &about);
}

bool shard_place_is_stub_directory(const char *path)
{
	return is_file(path, "XAPIANDB") && !is_file(path, "bagui");
}

static struct shard_place *add(struct shard_places *out, enum shard_place_kind kind,
			 const char *name, const char *stub)
{
	struct shard_place *place;

	mem_reserve(&out->at, &out->capacity, out->count + 1,
		    sizeof(*out->at));
	place = &out->at[out->count++];
	*place = (struct shard_place){ .kind = kind, .name = mem_string(name) };
	if (stub)
		place->stub = mem_string(stub);
	return place;
}

static void add_remote(struct shard_places *out, const char *name, const char *stub)
{
	struct shard_place *place = add(out, PLACE_REMOTE, name, stub);

	place->port = port_of(name);
	place->host = mem_string_len(name,
				     (size_t)(strrchr(name, ':') - name));
}

static enum status add_path(struct shard_places *out, const char *path,
			    const char *stub, int depth, struct error *err);

/* path as a line of the stub gives it, from the folder of the stub. */
static char *beside(const char *stub, const char *path)
{
	const char *slash = strrchr(stub, '/');
	struct buf out = BUF_INIT;

	if (*path != '/' && slash)
		buf_put(&out, stub, (size_t)(slash + 1 - stub));
	buf_put_string(&out, path);
	return buf_detach(&out);
}

static enum status add_line(struct shard_places *out, char *line, const char *stub,
			    int depth, struct error *err)
{
	char *rest = line + strcspn(line, " \t");
	enum status status = STATUS_BAD_INPUT;

	if (*rest)
		*rest++ = '\0';
	rest += strspn(rest, " \t");
	if (!strcmp(line, "remote") && port_of(rest)) {
		add_remote(out, rest, stub);
		status = STATUS_OK;
	} else if ((!strcmp(line, "auto") || !strcmp(line, "glass")) && *rest) {
		char *path = beside(stub, rest);

		status = add_path(out, path, stub, depth + 1, err);
		free(path);
	}
	return status;
}

static enum status read_stub(struct shard_places *out, const char *stub, int depth,
			     struct error *err)
{
	char *text, *line, *rest = NULL;
	size_t len, number = 0;
	enum status status = layout_load(&text, &len, stub, err);

	if (status)
		return status;
	for (rest = text; !status && (line = strsep(&rest, "\n"));) {
		number++;
		line[strcspn(line, "\r")] = '\0';
		line += strspn(line, " \t");
		if (!*line || *line == '#')
			continue;
		status = add_line(out, line, stub, depth, err);
		if (status == STATUS_BAD_INPUT)
			status = error_set(err, STATUS_CORRUPT, "%s:%zu: neither "
					   "\"auto PATH\" nor \"remote "
					   "HOST:PORT\"", stub, number);
	}
	free(text);
	return status;
}

static enum status add_path(struct shard_places *out, const char *path,
			    const char *stub, int depth, struct error *err)
{
	struct stat about;
	char *inner;
	enum status status;

	if (depth > NESTED_MOST)
		return error_set(err, STATUS_CORRUPT, "%s: stubs that lead to "
				 "stubs without end", path);
	if (!stat(path, &about) && S_ISREG(about.st_mode))
		return read_stub(out, path, depth, err);
	if (shard_place_is_stub_directory(path)) {
		inner = layout_path(path, "XAPIANDB");
		status = read_stub(out, inner, depth, err);
		free(inner);
		return status;
	}
	add(out, is_file(path, "iamglass") ? PLACE_SHARD : PLACE_INDEX, path,
	    stub);
	return STATUS_OK;
}

enum status shard_places_add(struct shard_places *out, const char *given,
		       struct error *err)
{
	const size_t before = out->count;
	enum status status;

	if (is_remote(given)) {
		add_remote(out, given, NULL);
		return STATUS_OK;
	}
	status = add_path(out, given, NULL, 0, err);
	if (!status && out->count == before)
		status = error_set(err, STATUS_CORRUPT,
				   "%s: a stub that lists nothing", given);
	return status;
}

void shard_places_release(struct shard_places *places)
{
	for (size_t i = 0; i < places->count; i++) {
		free(places->at[i].name);
		free(places->at[i].host);
		free(places->at[i].stub);
	}
	free(places->at);
	memset(places, 0, sizeof(*places));
}

enum status shard_places_save(const struct shard_places *places, const char *path,
			struct error *err)
{
	struct buf text = BUF_INIT;
	enum status status = STATUS_OK;

	buf_put_string(&text, "# Shards that are searched as one index; "
			      "bagui-index --shards-at writes this.\n");
	for (size_t i = 0; !status && i < places->count; i++) {
		const struct shard_place *place = &places->at[i];
		char *whole = place->kind == PLACE_REMOTE ? NULL :
			      realpath(place->name, NULL);

		if (place->kind == PLACE_REMOTE)
			buf_put_format(&text, "remote %s\n", place->name);
		else if (whole)
			buf_put_format(&text, "auto %s\n", whole);
		else
			status = error_set(err, STATUS_NOT_FOUND, "%s: %s",
					   place->name, strerror(errno));
		free(whole);
	}
	if (!status)
		status = layout_save(path, text.data, text.len, err);
	buf_release(&text);
	return status;
}
