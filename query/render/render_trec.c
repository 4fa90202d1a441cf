/* trec_eval's run format: six columns between blanks. */
#include "query/render/render.h"

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

static void put_nothing(struct rendering *rendering)
{
	(void)rendering;
}

static void put_hit(struct rendering *rendering, const struct answer_hit *hit)
{
	const char *qid = rendering->options->qid;
	struct buf *out = rendering->out, id = BUF_INIT;

	if (rendering->request->group == GROUP_DOCUMENT)
		buf_put_string(&id, hit->passage.document);
	else
		record_put_id(&id, &hit->passage);
	put_word(out, qid ? qid : "1");
	buf_put_string(out, " Q0 ");
	put_word(out, id.data);
	buf_put_format(out, " %zu ", hit->rank);
	render_put_score(out, hit->score);
	buf_put_string(out, " bagui\n");
	buf_release(&id);
}

const struct renderer render_trec = { put_nothing, put_hit, put_nothing };
