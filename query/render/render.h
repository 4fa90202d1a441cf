/* query/render/render.h - stage 10: an answer becomes bytes.  Escaping lives in the
 * renderers and nowhere else: each writes all outside text through one function
 * for its context. */
#ifndef QUERY_RENDER_RENDER_H
#define QUERY_RENDER_RENDER_H
#include <stdbool.h>
#include "base/buf.h"
#include "base/json.h"
#include "query/answer/answer.h"

enum { RENDER_FORMAT = 1 };	/* "format" of all our JSON */

struct render_options {
	const char *qid;	/* of a batch line, or NULL */
	bool color;		/* text only */
	unsigned columns;	/* text only; 80 when not a terminal */
	bool is_measured;	/* columns is more than that guess */
	const char *lang;	/* "zh-Hans", "zh-Hant", "en"; NULL: zh-Hans */
	bool whole;		/* text only: passages whole, one document's */
	bool headless;		/* table only: its header line was written */
	bool hides_paths;	/* of an absolute path, show the last part */
};

/* An answer on its way out, hit by hit; the renderer appends to out, which may
 * be emptied between its calls. */
struct rendering {
	struct buf *out;
	const struct answer *answer;
	const struct request *request;
	const struct render_options *options;
	size_t count;		/* hits rendered so far */
	size_t first, last;	/* the ranks of the first and the last */
};

/* The answer's totals and warnings are known when begin is called, all of it
 * but its hits when end is. */
struct renderer {
	void (*begin)(struct rendering *rendering);
	void (*hit)(struct rendering *rendering, const struct answer_hit *hit);
	void (*end)(struct rendering *rendering);
};

/* For people; with options->whole, one document. */
extern const struct renderer render_text;
/* One JSON object and '\n', spec.md section 2. */
extern const struct renderer render_json;
/* One JSON object and '\n' a passage, with the keys of render_json's. */
extern const struct renderer render_jsonl;
/* A header line and a line a passage: rank, score, id, document, title, date,
 * publisher, origin, topics, regions, platforms, heading, text, path, url;
 * before them qid, when there is one.  Lists are joined by ';', headings by
 * " > ".  Cells are those of query/render/cell.h. */
extern const struct renderer render_csv, render_tsv;
/* qid Q0 document rank score bagui (the passage id under GROUP_PASSAGE). */
extern const struct renderer render_trec;

/* Append the next hit, keeping count. */
void render_hit(const struct renderer *renderer, struct rendering *rendering,
		const struct answer_hit *hit);
/* Append the whole answer, with the hits that it holds. */
void render(const struct renderer *renderer, struct buf *out,
	    const struct answer *answer, const struct request *request,
	    const struct render_options *options);

/* What the renderers share. */

/* The character with which the shown text of a hit begins: its body, for its
 * headings stand above it; 0 when only they hold what was sought. */
size_t render_begin(const struct answer_hit *hit);
/* Do the headings stand above the text?  On results always, unless the text
 * shows them itself; in a whole document where they begin. */
bool render_shows_headings(const struct answer_hit *hit, bool whole);
/* The name of a facet's entry in the script of lang. */
const char *render_facet_name(const struct answer *answer, enum facet_kind kind,
			      const struct answer_facet *facet,
			      const char *lang);
/* The path to show for a document; borrowed from it. */
const char *render_path(const struct record_document *document,
			const struct render_options *options);
/* The keys from "format" to "missing" of an answer as JSON. */
void render_put_totals(struct json *json, const struct answer *answer,
		       const struct request *request, const char *qid);
/* The score of trec and the tables: six decimals and a point, always. */
void render_put_score(struct buf *out, double score);

#endif
