#include "indexer/run/walk.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "index/layout.h"

/* Paths still to be visited; the last one is next. */
struct stack {
	struct entry { char *path, *name; } *at;
	size_t count, capacity;
};

static void push(struct stack *stack, char *path, char *name)
{
	mem_reserve(&stack->at, &stack->capacity, stack->count + 1,
		    sizeof(*stack->at));
	stack->at[stack->count++] = (struct entry){ path, name };
}

static char *join(const char *folder, const char *name)
{
	struct buf path = BUF_INIT;
	size_t len = strlen(folder);

	buf_put_format(&path, "%s%s%s", folder,
		       len && folder[len - 1] == '/' ? "" : "/", name);
	return buf_detach(&path);
}

static int descending(const void *a, const void *b)
{
	return strcmp(*(char *const *)b, *(char *const *)a);
}

static const char *reason_of(int error)
{
	switch (error) {
	case ENOENT: return "missing";
	case EACCES: case EPERM: return "permission";
	case ENAMETOOLONG: return "name-too-long";
	case ELOOP: return "symlink";
	default: return strerror(error);
	}
}

/* The folder's entries go on the stack, the first on top. */
static void push_folder(struct stack *stack, const struct entry *folder,
			walk_skip_fn *skip, void *context, bool is_source)
{
	DIR *handle = opendir(folder->path);
	char **names = NULL;
	size_t count = 0, capacity = 0;
	struct dirent *item;

	if (!handle) {
		skip(context, folder->path, reason_of(errno), is_source);
		return;
	}
	while ((item = readdir(handle))) {
		if (!strcmp(item->d_name, ".") || !strcmp(item->d_name, ".."))
			continue;
		mem_reserve(&names, &capacity, count + 1, sizeof(*names));
		names[count++] = mem_string(item->d_name);
	}
	closedir(handle);
	if (count)
		qsort(names, count, sizeof(*names), descending);
	for (size_t i = 0; i < count; i++) {
		push(stack, join(folder->path, names[i]),
		     join(folder->name, names[i]));
		free(names[i]);
	}
	free(names);
}

/* An index below a SOURCE is no document of the archive. */
static bool is_index(const char *path)
{
	struct layout layout;

	return !layout_read_any(&layout, path, NULL);
}

static const char *odd_kind(mode_t mode)
{
	if (S_ISLNK(mode))
		return "symlink";
	if (S_ISFIFO(mode))
		return "fifo";
	if (S_ISSOCK(mode))
		return "socket";
	return "device";
}

static enum status visit(struct stack *stack, const struct entry *entry,
			 bool is_source, walk_file_fn *file,
			 walk_skip_fn *skip, void *context, struct error *err)
{
	struct walk_file found = { .path = entry->path, .name = entry->name };
	int failed = is_source ? stat(entry->path, &found.about) :
				 lstat(entry->path, &found.about);

	if (failed)
		skip(context, entry->path, reason_of(errno), is_source);
	else if (S_ISDIR(found.about.st_mode) && is_index(entry->path))
		skip(context, entry->path, "index", false);
	else if (S_ISDIR(found.about.st_mode))
		push_folder(stack, entry, skip, context, is_source);
	else if (S_ISREG(found.about.st_mode))
		return file(context, &found, err);
	else
		skip(context, entry->path, odd_kind(found.about.st_mode),
		     false);
	return STATUS_OK;
}

/* The SOURCE's own name: the last part of its real path. */
static char *own_name(const char *source)
{
	char *real = realpath(source, NULL);
	const char *last = real ? strrchr(real, '/') : NULL;
	char *name = mem_string(last && last[1] ? last + 1 : "root");

	free(real);
	return name;
}

enum status walk(const char *source, walk_file_fn *file, walk_skip_fn *skip,
		 void *context, struct error *err)
{
	struct stack stack = { NULL, 0, 0 };
	enum status status = STATUS_OK;
	bool is_source = true;

	push(&stack, mem_string(source), own_name(source));
	while (stack.count) {
		struct entry entry = stack.at[--stack.count];

		if (!status)
			status = visit(&stack, &entry, is_source, file, skip,
				       context, err);
		is_source = false;
		free(entry.path);
		free(entry.name);
	}
	free(stack.at);
	return status;
}
