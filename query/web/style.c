#include "query/web/style.h"

#include <stdint.h>
#include <stdio.h>

/* static const unsigned char sheet[]: the bytes of query/style/bagui.css. */
#include "style.inc"

const char *style_sheet(size_t *len)
{
	*len = sizeof(sheet);
	return (const char *)sheet;
}

/* FNV-1a. */
const char *style_etag(void)
{
	static char etag[17];
	uint64_t hash = 14695981039346656037u;

	if (etag[0])
		return etag;
	for (size_t i = 0; i < sizeof(sheet); i++)
		hash = (hash ^ sheet[i]) * 1099511628211u;
	snprintf(etag, sizeof(etag), "%016llx", (unsigned long long)hash);
	return etag;
}
