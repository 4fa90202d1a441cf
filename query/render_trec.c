/* trec_eval's run format: six columns between blanks. */
#include "query/render.h"

#include <string.h>

#include <unicode/uchar.h>

#include "base/utf8.h"

/* The columns are split at white space, so an id must hold none: its bytes are
 * percent-escaped. */
static void put_word(struct buf *out, const char *text)
{
	const char *at = text, *end = text + strlen(text);

	while (at < end) {
		const char *from = at;
		uint32_t cp = utf8_next(&at, end);

		if (!u_isUWhiteSpace((UChar32)cp) && cp >= 0x20) {
			buf_put(out, from, (size_t)(at - from));
			continue;
		}
		for (; from < at; from++)
			buf_put_format(out, "%%%02X", (unsigned char)*from);
	}
}

void render_trec(struct buf *out, const struct answer *answer,
		 const struct request *request,
		 const struct render_options *options)
{
	struct buf id = BUF_INIT;

	for (size_t i = 0; i < answer->hit_count; i++) {
		const struct answer_hit *hit = &answer->hits[i];

		buf_clear(&id);
		if (request->group == GROUP_DOCUMENT)
			buf_put_string(&id, hit->passage.document);
		else
			render_put_id(&id, &hit->passage);
		put_word(out, options->qid ? options->qid : "1");
		buf_put_string(out, " Q0 ");
		put_word(out, id.data);
		buf_put_format(out, " %zu ", hit->rank);
		render_put_score(out, hit->score);
		buf_put_string(out, " bagui\n");
	}
	buf_release(&id);
}
