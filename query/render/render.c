#include "query/render/render.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/utf8.h"

void render_hit(const struct renderer *renderer, struct rendering *rendering,
		const struct answer_hit *hit)
{
	if (!rendering->count)
		rendering->first = hit->rank;
	renderer->hit(rendering, hit);
	rendering->last = hit->rank;
	rendering->count++;
}

void render(const struct renderer *renderer, struct buf *out,
	    const struct answer *answer, const struct request *request,
	    const struct render_options *options)
{
	struct rendering rendering = { .out = out, .answer = answer,
				       .request = request,
				       .options = options };

	renderer->begin(&rendering);
	for (size_t i = 0; i < answer->hit_count; i++)
		render_hit(renderer, &rendering, &answer->hits[i]);
	renderer->end(&rendering);
}

size_t render_begin(const struct answer_hit *hit)
{
	size_t body = hit->passage.body, last = hit->highlight_count;
	size_t count = utf8_count(hit->passage.text, hit->passage.text_len);

	if (body >= count)
		return 0;
	return last && hit->highlights[last - 1].end <= body ? 0 : body;
}

bool render_shows_headings(const struct answer_hit *hit, bool whole)
{
	return whole ? render_begin(hit) > 0
		     : render_begin(hit) == hit->passage.body;
}

const char *render_facet_name(const struct answer *answer, enum facet_kind kind,
			      const struct answer_facet *facet, const char *lang)
{
	switch (kind) {
	case FACET_TOPIC:
		return answer_label_name(answer, LABEL_TOPIC, facet->id, lang);
	case FACET_REGION:
		return answer_label_name(answer, LABEL_REGION, facet->id, lang);
	case FACET_PLATFORM:
		return answer_label_name(answer, LABEL_PLATFORM, facet->id, lang);
	case FACET_YEAR:
	case FACET_PUBLISHER:
	case FACET_KINDS:
		break;
	}
	return facet->name;
}

const char *render_path(const struct record_document *document,
			const struct render_options *options)
{
	const char *path = document->path ? document->path : "";
	const char *last = strrchr(path, '/');

	return options->hides_paths && path[0] == '/' ? last + 1 : path;
}

/* Not printf's %f: its point depends on the locale. */
void render_put_score(struct buf *out, double score)
{
	uint64_t millionths;

	if (!isfinite(score) || fabs(score) > 1e12)
		score = 0;
	millionths = (uint64_t)llround(fabs(score) * 1e6);
	buf_put_format(out, "%s%" PRIu64 ".%06" PRIu64,
		       score < 0 && millionths ? "-" : "", millionths / 1000000,
		       millionths % 1000000);
}
