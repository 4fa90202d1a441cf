#include "schema/record_group.h"

#include <string.h>

enum { GROUP_HERE = 0x41, GROUP_BACK = 0x42 };

static enum status damaged(struct error *err)
{
	return error_set(err, STATUS_CORRUPT, "a stored passage is damaged");
}

void record_group_encode(struct buf *out, const struct record_passage *passages,
			 size_t count, size_t i)
{
	struct buf record = BUF_INIT;
	size_t end = i + RECORD_GROUP < count ? i + RECORD_GROUP : count;

	if (i % RECORD_GROUP) {
		buf_put_byte(out, GROUP_BACK);
		buf_put_uint(out, i % RECORD_GROUP);
		return;
	}
	buf_put_byte(out, GROUP_HERE);
	for (; i < end; i++) {
		buf_clear(&record);
		record_passage_encode(&record, &passages[i]);
		buf_put_sized(out, record.data, record.len);
	}
	buf_release(&record);
}

enum status record_group_back(size_t *out, const void *bytes, size_t len,
			      struct error *err)
{
	struct bytes from = bytes_of(bytes, len);
	uint64_t kind = bytes_uint(&from);

	*out = 0;
	if (kind == GROUP_HERE && !from.failed)
		return STATUS_OK;
	*out = (size_t)bytes_uint(&from);
	if (kind != GROUP_BACK || from.failed || !*out || *out >= RECORD_GROUP)
		return damaged(err);
	return STATUS_OK;
}

enum status record_group_decode(struct record_passage *out, const void *bytes,
				size_t len, size_t index, struct error *err)
{
	struct bytes from = bytes_of(bytes, len);
	const char *record = "";
	size_t record_len = 0;

	memset(out, 0, sizeof(*out));
	if (bytes_uint(&from) != GROUP_HERE)
		return damaged(err);
	for (size_t i = 0; i <= index; i++)
		record = bytes_sized(&from, &record_len);
	if (from.failed)
		return damaged(err);
	return record_passage_decode(out, record, record_len, err);
}
