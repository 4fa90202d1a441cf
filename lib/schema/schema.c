#include "schema/schema.h"

#include <stdio.h>
#include <string.h>
#include <xxhash.h>

/* Xapian takes 245 bytes and counts a NUL twice; names have no NUL. */
enum { KEY_MOST = 240, KEY_HASH_DIGITS = 32 };

const char *schema_label_prefix(enum label_kind kind)
{
	switch (kind) {
	case LABEL_TOPIC: return PREFIX_TOPIC;
	case LABEL_REGION: return PREFIX_REGION;
	case LABEL_PLATFORM: return PREFIX_PLATFORM;
	case LABEL_KINDS: break;
	}
	return "";
}

uint32_t schema_label_slot(enum label_kind kind)
{
	switch (kind) {
	case LABEL_TOPIC: return SLOT_TOPIC;
	case LABEL_REGION: return SLOT_REGION;
	case LABEL_PLATFORM: return SLOT_PLATFORM;
	case LABEL_KINDS: break;
	}
	return 0;
}

uint32_t schema_order_slot(enum label_kind kind)
{
	switch (kind) {
	case LABEL_TOPIC: return SLOT_ORDER_TOPIC;
	case LABEL_REGION: return SLOT_DATE_FIRST;
	case LABEL_PLATFORM: return SLOT_ORDER_PLATFORM;
	case LABEL_KINDS: break;
	}
	return 0;
}

void schema_key(struct buf *out, const char *prefix, const char *name,
		size_t len)
{
	size_t prefix_len = strlen(prefix);
	XXH128_hash_t hash;

	buf_put(out, prefix, prefix_len);
	if (prefix_len + len <= KEY_MOST) {
		buf_put(out, name, len);
		return;
	}
	hash = XXH3_128bits(name, len);
	buf_put(out, name, KEY_MOST - KEY_HASH_DIGITS - prefix_len);
	buf_put_format(out, "%016llx%016llx", (unsigned long long)hash.high64,
		       (unsigned long long)hash.low64);
}

void schema_document_key(unsigned char out[8], const char *id, size_t len)
{
	XXH64_canonical_t canonical;

	XXH64_canonicalFromHash(&canonical, XXH3_64bits(id, len));
	memcpy(out, canonical.digest, 8);
}

size_t schema_shard_of(const char *id, size_t len, size_t shards)
{
	return shards ? (size_t)(XXH3_64bits(id, len) % shards) : 0;
}

uint64_t schema_source_number(const char *path)
{
	return XXH3_64bits(path, strlen(path));
}

static int days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30,
				    31, 31, 30, 31, 30, 31 };
	int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

int schema_date_range(char first[9], char last[9], const char *date)
{
	int year = 0, month = 0, day = 0;
	int parts = sscanf(date, "%4d-%2d-%2d", &year, &month, &day);

	first[0] = last[0] = '\0';
	if (parts < 1 || year < 1 || year > 9999)
		return 0;
	if (parts < 2 || month < 1 || month > 12) {
		snprintf(first, 9, "%04u0101", (unsigned)year % 10000);
		snprintf(last, 9, "%04u1231", (unsigned)year % 10000);
		return 1;
	}
	if (parts < 3 || day < 1 || day > days_in_month(year, month)) {
		parts = 2;
		day = 1;
	}
	snprintf(first, 9, "%04u%02u%02u", (unsigned)year % 10000,
		 (unsigned)month % 100, (unsigned)day % 100);
	if (parts == 2)
		day = days_in_month(year, month);
	snprintf(last, 9, "%04u%02u%02u", (unsigned)year % 10000,
		 (unsigned)month % 100, (unsigned)day % 100);
	return parts;
}
