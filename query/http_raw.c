#include "query/http_raw.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "query/engine.h"
#include "query/http_site.h"
#include "query/original.h"
#include "query/render.h"
#include "text/decode.h"

enum { BYTES_MOST = 65536 };	/* of one passage's markup and all */

static char *read_one(const struct answer_hit *hit, searcher *engine)
{
	const char *label = hit->document.encoding;
	struct decode_report report;
	struct text text = TEXT_INIT;
	struct buf id = BUF_INIT, bytes = BUF_INIT, out = BUF_INIT;
	char *directory = mem_string(http_site_index());
	struct request_list indexes = { &directory, 1, 1 };
	char *made = NULL;

	render_put_id(&id, &hit->passage);
	if (original_read(&bytes, engine, &indexes, id.data, NULL) ==
		STATUS_OK &&
	    bytes.len && bytes.len <= BYTES_MOST &&
	    decode(&text, &report, bytes.data, bytes.len, label,
		   ENCODING_UNKNOWN, NULL, NULL) == STATUS_OK) {
		text_to_utf8(&out, &text, 0, text.count);
		made = buf_detach(&out);
	}
	free(directory);
	text_release(&text);
	buf_release(&id);
	buf_release(&bytes);
	buf_release(&out);
	return made;
}

char **http_raw_read(const struct answer *answer, searcher *engine,
		     unsigned timeout_ms)
{
	const double end_ms = clock_ms() + timeout_ms / 2.0;
	char **texts = mem_array(answer->hit_count + 1, sizeof(*texts));
	int count = 0;

	for (size_t i = 0; i < answer->hit_count; i++) {
		const struct answer_hit *hit = &answer->hits[i];

		if (!hit->passage.repair_count || count == HTTP_RAW_MOST ||
		    clock_ms() > end_ms)
			continue;
		texts[i] = read_one(hit, engine);
		count++;
	}
	return texts;
}

void http_raw_free(char **texts, const struct answer *answer)
{
	for (size_t i = 0; texts && i < answer->hit_count; i++)
		free(texts[i]);
	free(texts);
}
