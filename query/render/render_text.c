/* Answers for people at a terminal. */
#include "query/render/render.h"

#include <stdio.h>
#include <string.h>

#include "query/render/render_facets.h"
#include "query/render/render_help.h"
#include "query/render/screen.h"
#include "query/language/width.h"
#include "query/language/words.h"

enum { SNIPPET_LINES = 3, INDENT = 4, DEFAULT_COLUMNS = 80,
       MOST_COLUMNS = 120 };

static void append(struct buf *line, const char *separator, const char *text)
{
	if (!text || !*text)
		return;
	if (line->len)
		buf_put_string(line, separator);
	buf_put_string(line, text);
}

static void put_nonempty(const struct screen *screen, enum screen_style style,
			 struct buf *line)
{
	if (line->len)
		screen_put(screen, style, "", line->data);
	buf_clear(line);
}

/* Date, publisher, origin. */
static void put_about(const struct screen *screen, const struct answer *answer,
		      const struct record_document *document, const char *lang)
{
	const char *origin = document->origin;
	struct buf line = BUF_INIT;

	append(&line, " · ", document->date);
	append(&line, " · ", document->publisher);
	append(&line, " · ", document->author);
	if (origin && *origin)
		append(&line, " · ", answer_label_name(answer, LABEL_REGION,
						       origin, lang));
	put_nonempty(screen, SCREEN_FAINT, &line);
	buf_release(&line);
}

static void put_headings(const struct screen *screen,
			 const struct answer_hit *hit, bool whole)
{
	const struct record_passage *passage = &hit->passage;
	struct buf line = BUF_INIT;

	if (!render_shows_headings(hit, whole))
		return;
	for (size_t i = 0; i < passage->heading_count; i++)
		append(&line, " › ", passage->headings[i]);
	put_nonempty(screen, SCREEN_FAINT, &line);
	buf_release(&line);
}

/* Labels of one kind; those that the passage only inherits in brackets. */
static void append_labels(struct buf *line, const struct answer *answer,
			  const struct record_passage *passage,
			  enum label_kind kind, const char *lang)
{
	for (size_t i = 0; i < passage->label_count; i++) {
		const struct record_label *label = &passage->labels[i];
		const char *name;

		if (label->kind != kind)
			continue;
		name = answer_label_name(answer, kind, label->id, lang);
		if (line->len)
			buf_put_string(line, "  ");
		buf_put_format(line, label->inherited ? "[%s]" : "#%s", name);
	}
}

static void put_labels(const struct screen *screen, const struct answer *answer,
		       const struct record_passage *passage, const char *lang)
{
	struct buf line = BUF_INIT;

	append_labels(&line, answer, passage, LABEL_TOPIC, lang);
	append_labels(&line, answer, passage, LABEL_PLATFORM, lang);
	append_labels(&line, answer, passage, LABEL_REGION, lang);
	put_nonempty(screen, SCREEN_LABEL, &line);
	buf_release(&line);
}

/* The passage, or the part of it that shows most of what was sought. */
static void put_passage(const struct screen *screen,
			const struct answer_hit *hit, bool whole)
{
	const struct record_passage *passage = &hit->passage;
	size_t room = screen_room(screen) - 1, from = render_begin(hit);
	struct snippet_text text;

	snippet_text_init(&text, passage->text, passage->text_len,
			  hit->highlights, hit->highlight_count);
	if (!whole)
		snippet_text_join(&text);
	screen_put_window(screen, &text, from, whole ?
			  (struct text_span){ from, text.count } :
			  snippet_window(&text, from,
					 room * SNIPPET_LINES - 4));
	snippet_text_release(&text);
}

static void put_id(const struct screen *screen,
		   const struct record_passage *passage)
{
	struct buf line = BUF_INIT;

	record_put_id(&line, passage);
	screen_put(screen, SCREEN_FAINT, "", line.data);
	buf_release(&line);
}

static void put_hit(struct screen *screen, const struct answer *answer,
		    const struct answer_hit *hit, const char *lang)
{
	const struct record_document *document = &hit->document;
	const char *title = document->title && *document->title
		? document->title : document->id;
	char rank[32], count[32];
	struct buf line = BUF_INIT;

	snprintf(rank, sizeof(rank), "%2zu", hit->rank);
	screen->indent = strlen(rank) + 2 > INDENT ? strlen(rank) + 2 : INDENT;
	screen_put(screen, SCREEN_BOLD, rank, title);
	put_about(screen, answer, document, lang);
	put_headings(screen, hit, false);
	put_passage(screen, hit, false);
	put_labels(screen, answer, &hit->passage, lang);
	if (hit->in_document > 1) {
		snprintf(count, sizeof(count), "%zu", hit->in_document);
		words_put(&line, WORD_MORE_HERE, lang, count);
		put_nonempty(screen, SCREEN_FAINT, &line);
	}
	if (hit->reprint_count) {
		snprintf(count, sizeof(count), "%zu", hit->reprint_count);
		words_put(&line, WORD_REPRINTS, lang, count);
		append(&line, ": ", hit->reprints[0]);
		put_nonempty(screen, SCREEN_FAINT, &line);
	}
	put_id(screen, &hit->passage);
	buf_put_byte(screen->out, '\n');
	buf_release(&line);
}

/* What stands above a document's passages. */
static void put_document(struct screen *screen, const struct answer *answer,
			 const struct record_document *document,
			 const char *lang)
{
	screen->indent = 0;
	screen_put(screen, SCREEN_BOLD, "", document->title && *document->title
		   ? document->title : document->id);
	put_about(screen, answer, document, lang);
	if (document->url && *document->url)
		screen_put(screen, SCREEN_FAINT, "", document->url);
	for (size_t i = 0; i < document->also_count; i++)
		screen_put(screen, SCREEN_FAINT, "= ", document->also[i]);
}

/* One document's passages come whole and in order. */
static void put_part(struct screen *screen, const struct rendering *rendering,
		     const struct answer_hit *hit)
{
	const struct answer *answer = rendering->answer;
	const char *lang = rendering->options->lang;

	if (!rendering->count)
		put_document(screen, answer, &hit->document, lang);
	buf_put_byte(screen->out, '\n');
	screen->indent = 0;
	put_id(screen, &hit->passage);
	screen->indent = INDENT;
	put_headings(screen, hit, true);
	put_passage(screen, hit, true);
	put_labels(screen, answer, &hit->passage, lang);
}

static void put_totals(const struct screen *screen,
		       const struct rendering *rendering)
{
	const struct answer *answer = rendering->answer;
	const char *lang = rendering->options->lang;
	const char *comma = lang && !strcmp(lang, "en") ? ", " : "，";
	char number[64];
	struct buf line = BUF_INIT;

	words_put_total(&line, lang, answer->total, answer->total_exact,
			rendering->request->group == GROUP_DOCUMENT);
	if (rendering->count && rendering->count < answer->total) {
		snprintf(number, sizeof(number),
			 rendering->count == 1 ? "%zu" : "%zu–%zu",
			 rendering->first, rendering->last);
		buf_put_string(&line, comma);
		words_put(&line, WORD_SHOWN, lang, number);
	}
	if (answer->undated_excluded) {
		snprintf(number, sizeof(number), "%llu",
			 (unsigned long long)answer->undated_excluded);
		buf_put_string(&line, comma);
		words_put(&line, WORD_UNDATED, lang, number);
	}
	if (answer->loosened) {
		buf_put_string(&line, lang && !strcmp(lang, "en") ? "; " : "；");
		buf_put_string(&line, words(WORD_LOOSENED, lang));
	}
	screen_put(screen, SCREEN_PLAIN, "", line.data);
	buf_release(&line);
}

/* Lines of prose that are any longer are hard to read. */
static struct screen screen_of(const struct rendering *rendering)
{
	const struct render_options *options = rendering->options;
	const size_t columns = options->columns ? options->columns
						: DEFAULT_COLUMNS;

	return (struct screen){ rendering->out, options->color,
		columns < MOST_COLUMNS ? columns : MOST_COLUMNS, 0 };
}

static void begin(struct rendering *rendering)
{
	struct screen screen = screen_of(rendering);
	struct buf line = BUF_INIT;

	if (!rendering->options->qid)
		return;
	buf_put_format(&line, "%s: %s", rendering->options->qid,
		       rendering->request->query);
	screen_put(&screen, SCREEN_BOLD, "", line.data);
	buf_release(&line);
}

static void put_next(struct rendering *rendering, const struct answer_hit *hit)
{
	struct screen screen = screen_of(rendering);

	if (rendering->options->whole)
		put_part(&screen, rendering, hit);
	else
		put_hit(&screen, rendering->answer, hit,
			rendering->options->lang);
}

/* What a captured page said when, the present text only named. */
static void put_versions(struct screen *screen, const struct answer *answer,
			 const char *lang)
{
	for (size_t i = 0; i < answer->version_count; i++) {
		const struct answer_version *version = &answer->versions[i];
		struct buf line = BUF_INIT;

		buf_put_format(&line, "%s: %s - %s  %s", words(version->text ?
			WORD_VERSION : WORD_VERSION_SHOWN, lang),
			version->first, version->last, version->path);
		buf_put_byte(screen->out, '\n');
		screen->indent = 0;
		put_nonempty(screen, SCREEN_BOLD, &line);
		screen->indent = INDENT;
		if (version->text)
			screen_put(screen, SCREEN_PLAIN, "", version->text);
		buf_release(&line);
	}
}

static void end(struct rendering *rendering)
{
	const struct answer *answer = rendering->answer;
	struct screen screen = screen_of(rendering);

	if (rendering->options->whole) {
		put_versions(&screen, answer, rendering->options->lang);
		return;
	}
	if (answer->total || rendering->options->qid)
		put_totals(&screen, rendering);
	render_text_help(&screen, answer->help, rendering->options->lang);
	render_text_facets(&screen, rendering);
	if (answer->explanation) {
		buf_put_byte(rendering->out, '\n');
		screen_put(&screen, SCREEN_PLAIN, "", answer->explanation);
	}
}

const struct renderer render_text = { begin, put_next, end };
