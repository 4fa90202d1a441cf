#include "unpack/tar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <archive.h>
#include <archive_entry.h>

#include "base/mem.h"
#include "unpack/packed.h"
#include "unpack/pulled.h"

struct tar {
	struct pulled pulled;
	struct archive *archive;
	struct archive_entry *entry;
	int found;		/* what reading on after damage came to */
	bool has_found;
	uint64_t given;		/* of all members, holes included */
	struct error ended;	/* the reason why nothing more can be read */
	char reason[ERROR_TEXT_BYTES];
};

static enum status fail(struct tar *tar, struct error *err)
{
	pulled_error(&tar->pulled, tar->archive, &tar->ended);
	return error_set(err, tar->ended.status, "%s", tar->ended.text);
}

static enum status open_archive(struct tar *tar, struct error *err)
{
	tar->archive = archive_read_new();
	if (!tar->archive)
		return error_set(err, STATUS_NO_MEMORY, "libarchive");
	archive_read_support_format_tar(tar->archive);
	if (archive_read_open(tar->archive, &tar->pulled, NULL, pulled_read,
			      NULL) != ARCHIVE_OK)
		return fail(tar, err);
	return STATUS_OK;
}

static enum status member_more(void *self, struct buf *out, struct error *err)
{
	struct tar *tar = self;
	la_ssize_t got;

	if (tar->ended.status)
		return error_set(err, tar->ended.status, "%s", tar->ended.text);
	buf_reserve(out, STREAM_WINDOW);
	got = archive_read_data(tar->archive, out->data + out->len,
				STREAM_WINDOW);
	if (got < 0)
		return fail(tar, err);
	out->len += (size_t)got;
	tar->given += (uint64_t)got;
	if (packed_check(tar->pulled.bytes, tar->given, &tar->ended))
		return error_set(err, tar->ended.status, "%s", tar->ended.text);
	return got ? STATUS_OK : STATUS_DONE;
}

static void skip(struct tar *tar, struct unpack_member *out, const char *why)
{
	out->state = UNPACK_SKIPPED;
	out->reason = strcpy(tar->reason, why);
}

static void describe(struct tar *tar, struct unpack_member *out)
{
	static const struct stream_source source = { .more = member_more };
	struct archive_entry *entry = tar->entry;
	const char *name = archive_entry_pathname(entry);

	out->name = name ? name : archive_entry_pathname_utf8(entry);
	if (!out->name)
		out->name = "";
	out->begin = (uint64_t)archive_read_header_position(tar->archive);
	out->end = (uint64_t)archive_filter_bytes(tar->archive, 0) +
		   (uint64_t)archive_entry_size(entry);
	if (archive_entry_hardlink(entry))
		skip(tar, out, "hardlink");
	else if (archive_entry_filetype(entry) == AE_IFLNK)
		skip(tar, out, "symlink");
	else if (archive_entry_filetype(entry) != AE_IFREG)
		skip(tar, out, "special-file");
	else if (archive_entry_size_is_set(entry) && !archive_entry_size(entry))
		skip(tar, out, "empty");
	else
		out->stream = stream_over(&source, tar);
}

/* A header that was odd.  Names go by their bytes, so it does not matter that
 * libarchive could not make them those of the locale. */
static void warn(struct tar *tar, struct unpack_member *out)
{
	char said[256];

	pulled_words(said, sizeof(said), tar->archive);
	if (strstr(said, "converted"))
		return;
	snprintf(tar->reason, sizeof(tar->reason), "bad-header: %s", said);
	out->reason = tar->reason;
}

/* A header that makes no sense: libarchive goes on block by block, and what it
 * finds behind the damage is kept for the next call. */
static void pass_damage(struct tar *tar, struct unpack_member *out)
{
	char said[256];

	out->state = UNPACK_REFUSED;
	out->name = "";
	pulled_words(said, sizeof(said), tar->archive);
	snprintf(tar->reason, sizeof(tar->reason), "bad-header: %s", said);
	out->reason = tar->reason;
	do
		tar->found = archive_read_next_header(tar->archive, &tar->entry);
	while (tar->found == ARCHIVE_RETRY);
	tar->has_found = true;
}

static int find_header(struct tar *tar)
{
	int result;

	do {
		result = tar->has_found ? tar->found :
			 archive_read_next_header(tar->archive, &tar->entry);
		tar->has_found = false;
	} while ((result == ARCHIVE_OK || result == ARCHIVE_WARN) &&
		 archive_entry_filetype(tar->entry) == AE_IFDIR);
	return result;
}

static enum status tar_next(void *self, struct unpack_member *out,
			    struct error *err)
{
	struct tar *tar = self;
	enum status status = tar->archive ? STATUS_OK : open_archive(tar, err);
	int result;

	if (!status && tar->ended.status)
		status = error_set(err, tar->ended.status, "%s", tar->ended.text);
	if (status)
		return status;
	result = find_header(tar);
	if (result == ARCHIVE_EOF)
		return STATUS_DONE;
	if (result == ARCHIVE_RETRY) {
		pass_damage(tar, out);
	} else if (result == ARCHIVE_OK || result == ARCHIVE_WARN) {
		describe(tar, out);
		if (result == ARCHIVE_WARN && !out->reason)
			warn(tar, out);
	} else {
		return fail(tar, err);
	}
	return STATUS_OK;
}

static void tar_close(void *self)
{
	struct tar *tar = self;

	archive_read_free(tar->archive);
	stream_close(tar->pulled.from);
	free(tar);
}

void tar_open(struct container *out, stream *from)
{
	static const struct container_kind kind = { tar_next, tar_close };
	struct tar *tar = mem_alloc(sizeof(*tar));

	tar->pulled.from = from;
	*out = (struct container){ &kind, tar };
}

bool tar_begins(const char *head, size_t len)
{
	enum { BLOCK = 512, SUM = 148, SUM_END = 156, MAGIC = 257 };
	unsigned sum = 0, said = 0;
	size_t at = SUM;

	if (len < BLOCK)
		return false;
	if (!memcmp(head + MAGIC, "ustar", 6) ||
	    !memcmp(head + MAGIC, "ustar ", 6))
		return true;
	for (size_t i = 0; i < BLOCK; i++)
		sum += i >= SUM && i < SUM_END ? ' ' : (unsigned char)head[i];
	while (at < SUM_END && head[at] == ' ')
		at++;
	for (; at < SUM_END && head[at] >= '0' && head[at] <= '7'; at++)
		said = said * 8 + (unsigned)(head[at] - '0');
	return *head && sum == said;
}
