#include "query/search/original_entry.h"

#include <string.h>
#include <xxhash.h>

enum {
	TAGS_MOST = 4096,	/* that begin before the passage */
	ENDS_MOST = 16,		/* of one name, behind it */
	NAME_MOST = 128,
	BYTES_MOST = 1 << 30	/* to be looked at */
};

/* Begun with the bytes of an element; add is what comes behind. */
static bool has_hash(XXH3_state_t *state, const struct record_document *document)
{
	const char *fields[] = { document->publisher, document->author,
				 document->given_region };
	XXH128_canonical_t canonical;

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		XXH3_128bits_update(state, "\n", 1);
		XXH3_128bits_update(state, fields[i], strlen(fields[i]));
	}
	XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(state));
	return !memcmp(canonical.digest, document->hash,
		       sizeof(canonical.digest));
}

static bool is_entry(const char *bytes, size_t len,
		     const struct record_document *document)
{
	XXH3_state_t *state = XXH3_createState();
	bool is = false;

	if (state) {
		XXH3_128bits_reset(state);
		XXH3_128bits_update(state, bytes, len);
		is = has_hash(state, document);
	}
	XXH3_freeState(state);
	return is;
}

/* Behind the next end tag of that name, or NULL. */
static const char *end_of(const char *at, const char *end, const char *name,
			  size_t len)
{
	while ((at = memmem(at, (size_t)(end - at), "</", 2))) {
		at += 2;
		if ((size_t)(end - at) > len && !memcmp(at, name, len) &&
		    strchr(" \t\r\n>", at[len])) {
			at = memchr(at, '>', (size_t)(end - at));
			return at ? at + 1 : NULL;
		}
	}
	return NULL;
}

static size_t name_length(const char *name, const char *end)
{
	size_t len = 0;

	while (len < NAME_MOST && name + len < end &&
	       !strchr(" \t\r\n/<>!?", name[len]))
		len++;
	return len;
}

bool original_entry(size_t *begin, size_t *end, const char *bytes, size_t len,
		    uint64_t first, const struct record_document *document)
{
	const char *last = bytes + len;
	size_t at = first < len ? (size_t)first + 1 : 0, seen = 0;

	for (int tags = 0; at-- > 0 && tags < TAGS_MOST && seen < BYTES_MOST;) {
		const char *name = bytes + at + 1, *behind = bytes + first;
		size_t name_len;

		if (bytes[at] != '<' || !(name_len = name_length(name, last)))
			continue;
		tags++;
		for (int i = 0; i < ENDS_MOST; i++) {
			behind = end_of(behind, last, name, name_len);
			seen += (size_t)((behind ? behind : last) - name);
			if (!behind)
				break;
			*begin = at;
			*end = (size_t)(behind - bytes);
			if (is_entry(bytes + at, *end - at, document))
				return true;
		}
	}
	return false;
}
