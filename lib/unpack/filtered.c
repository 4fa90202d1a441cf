#include "unpack/packed.h"

#include <stdlib.h>
#include <string.h>
#include <archive.h>
#include <archive_entry.h>

#include "base/mem.h"
#include "unpack/pulled.h"

/* One bzip2 or xz file, through libarchive's filters and its raw format. */
struct filtered {
	struct pulled pulled;
	struct archive *archive;
	bool is_open;
	uint64_t out;
};

static enum status open_archive(struct filtered *filtered, struct error *err)
{
	struct archive *archive = archive_read_new();
	struct archive_entry *entry;

	if (!archive)
		return error_set(err, STATUS_NO_MEMORY, "libarchive");
	filtered->archive = archive;
	filtered->is_open = true;
	archive_read_support_filter_bzip2(archive);
	archive_read_support_filter_xz(archive);
	archive_read_support_format_raw(archive);
	if (archive_read_open(archive, &filtered->pulled, NULL, pulled_read,
			      NULL) != ARCHIVE_OK ||
	    archive_read_next_header(archive, &entry) != ARCHIVE_OK)
		return pulled_error(&filtered->pulled, archive, err);
	return STATUS_OK;
}

static enum status filtered_more(void *self, struct buf *out, struct error *err)
{
	struct filtered *filtered = self;
	enum status status = filtered->is_open ? STATUS_OK :
			     open_archive(filtered, err);
	const void *block;
	size_t len;
	la_int64_t offset;
	int result;

	if (status)
		return status;
	result = archive_read_data_block(filtered->archive, &block, &len,
					 &offset);
	if (result == ARCHIVE_EOF)
		return STATUS_DONE;
	if (result != ARCHIVE_OK && result != ARCHIVE_WARN)
		return pulled_error(&filtered->pulled, filtered->archive, err);
	buf_put(out, block, len);
	filtered->out += len;
	return packed_check(filtered->pulled.bytes, filtered->out, err);
}

static void filtered_close(void *self)
{
	struct filtered *filtered = self;

	archive_read_free(filtered->archive);
	stream_close(filtered->pulled.from);
	free(filtered);
}

static bool filtered_is_packed(const void *self)
{
	(void)self;
	return true;
}

static uint64_t filtered_file_bytes(const void *self)
{
	return stream_file_bytes(((const struct filtered *)self)->pulled.from);
}

stream *filtered_open(stream *below)
{
	static const struct stream_source source = {
		.more = filtered_more, .close = filtered_close,
		.is_packed = filtered_is_packed,
		.file_bytes = filtered_file_bytes,
	};
	struct filtered *filtered = mem_alloc(sizeof(*filtered));

	filtered->pulled.from = below;
	return stream_over(&source, filtered);
}
