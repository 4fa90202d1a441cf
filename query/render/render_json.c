/* JSON as spec.md section 2 promises it: keys in that order, none dropped. */
#include "query/render/render.h"

#include <string.h>

#include "base/json.h"
#include "query/render/render_help.h"

enum { SCORE_DECIMALS = 6, TIME_DECIMALS = 2 };

static void put_known(struct json *json, const char *key, const char *text)
{
	json_put_string(json, key, text && *text ? text : NULL);
}

static void put_span(struct json *json, size_t begin, size_t end)
{
	json_begin_array(json);
	json_uint(json, begin);
	json_uint(json, end);
	json_end_array(json);
}

static void put_spans(struct json *json, const char *key,
		      const struct text_span *spans, size_t count)
{
	json_key(json, key);
	json_begin_array(json);
	for (size_t i = 0; i < count; i++)
		put_span(json, spans[i].begin, spans[i].end);
	json_end_array(json);
}

static void put_strings(struct json *json, const char *key,
			char *const *strings, size_t count)
{
	json_key(json, key);
	json_begin_array(json);
	for (size_t i = 0; i < count; i++)
		json_string(json, strings[i]);
	json_end_array(json);
}

static void put_label(struct json *json, const struct answer *answer,
		      const struct record_label *label, const char *lang)
{
	json_begin_object(json);
	json_put_string(json, "id", label->id);
	json_put_string(json, "name", answer_label_name(answer, label->kind,
							label->id, lang));
	if (label->inherited)
		json_put_bool(json, "inherited", true);
	else
		put_spans(json, "evidence", label->evidence,
			  label->evidence_count);
	if (label->given)
		json_put_bool(json, "given", true);
	json_end_object(json);
}

static void put_labels(struct json *json, const char *key, enum label_kind kind,
		       const struct answer *answer,
		       const struct record_passage *passage, const char *lang)
{
	json_key(json, key);
	json_begin_array(json);
	for (size_t i = 0; i < passage->label_count; i++) {
		if (passage->labels[i].kind == kind)
			put_label(json, answer, &passage->labels[i], lang);
	}
	json_end_array(json);
}

static void put_origin(struct json *json, const struct answer *answer,
		       const char *id, const char *lang)
{
	json_key(json, "origin");
	if (!id || !*id) {
		json_null(json);
		return;
	}
	json_begin_object(json);
	json_put_string(json, "id", id);
	json_put_string(json, "name",
			answer_label_name(answer, LABEL_REGION, id, lang));
	json_end_object(json);
}

static void put_repairs(struct json *json, const struct record_passage *passage)
{
	json_key(json, "repairs");
	json_begin_array(json);
	for (size_t i = 0; i < passage->repair_count; i++) {
		const struct repair *repair = &passage->repairs[i];

		json_begin_object(json);
		json_put_string(json, "kind", repair_name(repair->kind));
		json_key(json, "at");
		put_span(json, repair->begin, repair->end);
		json_end_object(json);
	}
	json_end_array(json);
}

static void put_source(struct json *json, const struct answer_hit *hit,
		       const struct render_options *options)
{
	const struct record_document *document = &hit->document;

	json_key(json, "source");
	json_begin_object(json);
	json_put_string(json, "path", render_path(document, options));
	put_known(json, "member", document->member);
	put_known(json, "url", document->url);
	json_key(json, "bytes");
	put_span(json, hit->passage.bytes_begin, hit->passage.bytes_end);
	json_put_string(json, "encoding", document->encoding);
	json_end_object(json);
}

static void put_rank(struct json *json, const struct answer_hit *hit)
{
	if (!hit->rank) {	/* shown by its id, not found by a query */
		json_put_null(json, "rank");
		json_put_null(json, "score");
		return;
	}
	json_put_uint(json, "rank", hit->rank);
	json_key(json, "score");
	json_real(json, hit->score, SCORE_DECIMALS);
}

static void put_reprints(struct json *json, const struct answer_hit *hit)
{
	json_key(json, "reprints");
	json_begin_object(json);
	json_put_uint(json, "count", hit->reprint_count);
	json_key(json, "ids");
	json_begin_array(json);
	for (size_t i = 0; i < hit->reprint_count; i++)
		json_string(json, hit->reprints[i]);
	json_end_array(json);
	json_end_object(json);
}

static void put_head(struct json *json, const struct answer_hit *hit)
{
	const struct record_passage *passage = &hit->passage;
	struct buf id = BUF_INIT;

	put_rank(json, hit);
	record_put_id(&id, passage);
	json_put_string(json, "id", id.data);
	buf_release(&id);
	json_put_string(json, "document", passage->document);
	if (hit->reprint_count)
		put_reprints(json, hit);
	if (hit->in_document)
		json_put_uint(json, "in_document", hit->in_document);
	json_put_string(json, "title", hit->document.title);
	put_strings(json, "heading", passage->headings, passage->heading_count);
	json_key(json, "text");
	json_string_len(json, passage->text, passage->text_len);
}

/* The keys of one passage, into an object that the caller began. */
static void put_hit(struct json *json, const struct answer *answer,
		    const struct answer_hit *hit,
		    const struct render_options *options)
{
	const struct record_document *document = &hit->document;
	const struct record_passage *passage = &hit->passage;
	const char *lang = options->lang;

	put_head(json, hit);
	put_spans(json, "highlights", hit->highlights, hit->highlight_count);
	put_known(json, "date", document->date);
	put_known(json, "publisher", document->publisher);
	put_known(json, "author", document->author);
	put_origin(json, answer, document->origin, lang);
	put_labels(json, "topics", LABEL_TOPIC, answer, passage, lang);
	put_labels(json, "regions", LABEL_REGION, answer, passage, lang);
	put_labels(json, "platforms", LABEL_PLATFORM, answer, passage, lang);
	put_strings(json, "also", document->also, document->also_count);
	put_repairs(json, passage);
	put_source(json, hit, options);
}

static void put_facet(struct json *json, const struct answer *answer,
		      enum facet_kind kind, const char *lang)
{
	const struct answer_facets *facets = &answer->facets[kind];

	json_key(json, facet_kind_name(kind));
	json_begin_array(json);
	for (size_t i = 0; i < facets->count; i++) {
		const struct answer_facet *facet = &facets->at[i];

		json_begin_object(json);
		json_put_string(json, "id", facet->id);
		json_put_string(json, "name", render_facet_name(answer, kind,
								facet, lang));
		json_put_string(json, "parent", facet->parent < 0 ? NULL :
				facets->at[facet->parent].id);
		json_put_uint(json, "count", facet->count);
		json_end_object(json);
	}
	json_end_array(json);
}

static void put_facets(struct json *json, const struct answer *answer,
		       const char *lang)
{
	bool begun = false;

	for (enum facet_kind kind = 0; kind < FACET_KINDS; kind++) {
		if (!answer->facets[kind].asked)
			continue;
		if (!begun) {
			json_key(json, "facets");
			json_begin_object(json);
			begun = true;
		}
		put_facet(json, answer, kind, lang);
	}
	if (begun)
		json_end_object(json);
}

void render_put_totals(struct json *json, const struct answer *answer,
		       const struct request *request, const char *qid)
{
	json_put_uint(json, "format", RENDER_FORMAT);
	if (qid)
		json_put_string(json, "qid", qid);
	json_put_string(json, "query", request->query ? request->query : "");
	json_put_uint(json, "total", answer->total);
	json_put_bool(json, "total_exact", answer->total_exact);
	json_put_bool(json, "loosened", answer->loosened);
	json_put_uint(json, "undated_excluded", answer->undated_excluded);
	json_key(json, "took_ms");
	json_real(json, answer->took_ms, TIME_DECIMALS);
	put_strings(json, "warnings", answer->warnings, answer->warning_count);
	if (answer->missing_count)
		put_strings(json, "missing", answer->missing,
			    answer->missing_count);
}

static void begin_object(struct rendering *rendering)
{
	struct json json = json_into(rendering->out);

	json_begin_object(&json);
	render_put_totals(&json, rendering->answer, rendering->request,
			  rendering->options->qid);
	json_key(&json, "passages");
	json_begin_array(&json);
}

static void put_passage(struct rendering *rendering,
			const struct answer_hit *hit)
{
	struct json json = { rendering->out, rendering->count > 0 };

	json_begin_object(&json);
	put_hit(&json, rendering->answer, hit, rendering->options);
	json_end_object(&json);
}

/* "text" is null for what the passages say. */
static void put_versions(struct json *json, const struct answer *answer)
{
	if (!answer->version_count)
		return;
	json_key(json, "versions");
	json_begin_array(json);
	for (size_t i = 0; i < answer->version_count; i++) {
		const struct answer_version *version = &answer->versions[i];

		json_begin_object(json);
		json_put_string(json, "first_seen", version->first);
		json_put_string(json, "last_seen", version->last);
		json_put_string(json, "path", version->path);
		json_put_string(json, "text", version->text);
		json_end_object(json);
	}
	json_end_array(json);
}

static void end_object(struct rendering *rendering)
{
	const struct answer *answer = rendering->answer;
	struct json json = { rendering->out, true };

	json_end_array(&json);
	put_facets(&json, answer, rendering->options->lang);
	render_json_help(&json, answer->help);
	if (answer->explanation)
		json_put_string(&json, "explanation", answer->explanation);
	put_versions(&json, answer);
	json_end_object(&json);
	buf_put_byte(rendering->out, '\n');
}

static void put_line(struct rendering *rendering, const struct answer_hit *hit)
{
	const struct render_options *options = rendering->options;
	struct json json = json_into(rendering->out);

	json_begin_object(&json);
	json_put_uint(&json, "format", RENDER_FORMAT);
	if (options->qid)
		json_put_string(&json, "qid", options->qid);
	put_hit(&json, rendering->answer, hit, options);
	json_end_object(&json);
	buf_put_byte(rendering->out, '\n');
}

static void put_nothing(struct rendering *rendering)
{
	(void)rendering;
}

const struct renderer render_json = { begin_object, put_passage, end_object };
const struct renderer render_jsonl = { put_nothing, put_line, put_nothing };
