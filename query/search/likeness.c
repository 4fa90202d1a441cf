#include "query/search/likeness.h"

#include <stdlib.h>
#include <string.h>

#include <unicode/uchar.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "text/fold.h"

void likeness_add(struct likeness *likeness, const char *text, size_t len)
{
	const char *at = text, *end = text + len;
	uint32_t before = 0;

	while (at < end) {
		const uint32_t cp = fold_cp(utf8_next(&at, end));

		if (!u_isalnum((UChar32)cp))
			continue;
		if (before) {
			mem_reserve(&likeness->pairs, &likeness->capacity,
				    likeness->count + 1,
				    sizeof(*likeness->pairs));
			likeness->pairs[likeness->count++] =
				(uint64_t)before << 32 | cp;
		}
		before = cp;
	}
}

static int compare(const void *a, const void *b)
{
	const uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;

	return (left > right) - (left < right);
}

void likeness_settle(struct likeness *likeness)
{
	size_t kept = 0;

	if (likeness->count)
		qsort(likeness->pairs, likeness->count,
		      sizeof(*likeness->pairs), compare);
	for (size_t i = 0; i < likeness->count; i++)
		if (!kept || likeness->pairs[kept - 1] != likeness->pairs[i])
			likeness->pairs[kept++] = likeness->pairs[i];
	likeness->count = kept;
}

void likeness_release(struct likeness *likeness)
{
	free(likeness->pairs);
	memset(likeness, 0, sizeof(*likeness));
}

double likeness_of(const struct likeness *a, const struct likeness *b)
{
	size_t both = 0, i = 0, k = 0;

	while (i < a->count && k < b->count) {
		const uint64_t left = a->pairs[i], right = b->pairs[k];

		both += left == right;
		i += left <= right;
		k += right <= left;
	}
	return both ? (double)both / (double)(a->count + b->count - both) : 0;
}
