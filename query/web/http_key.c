/* What makes two requests the same, for ETag and for answers that are kept. */
#include "query/web/http_visit.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <xxhash.h>

#include "query/web/style.h"

static void put_part(struct buf *out, const char *part)
{
	buf_put_string(out, part);
	buf_put_byte(out, '\n');	/* in no part but values, which are sized */
}

void visit_put_key(struct buf *out, const struct visit *visit)
{
	const struct http_request *http = visit->http;

	buf_put_format(out, "%d %llx " BAGUI_VERSION " %s\n", (int)visit->route,
		       (unsigned long long)visit->site->stamp, style_etag());
	if (visit->route == ROUTE_DOCUMENT)	/* its citation has the day */
		buf_put_format(out, "%lld\n", (long long)time(NULL) / 86400);
	put_part(out, visit->lang);
	put_part(out, http->script);
	put_part(out, http->path);
	http_put_base(out, http);
	buf_put_byte(out, '\n');
	for (size_t i = 0; i < visit->params.count; i++) {
		const struct http_param *param = &visit->params.at[i];

		buf_put_format(out, "%s %zu ", param->name,
			       strlen(param->value));
		put_part(out, param->value);
	}
}

void visit_put_tag(struct http_response *response, const char *key)
{
	snprintf(response->etag, sizeof(response->etag), "%016llx",
		 (unsigned long long)XXH3_64bits(key, strlen(key)));
}

/* Tags are hexadecimal, so one cannot stand inside another's quotes by chance;
 * a server that compresses makes weak ones of them, W/"...". */
bool visit_is_known(const struct visit *visit)
{
	const char *tag = visit->response->etag;
	const char *known = visit->http->if_none_match;

	return *tag && (!strcmp(known, "*") || strstr(known, tag));
}
