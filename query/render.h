/* query/render.h - stage 10: an answer becomes bytes.  Escaping lives in the
 * renderers and nowhere else: each writes all outside text through one function
 * for its context. */
#ifndef QUERY_RENDER_H
#define QUERY_RENDER_H
#include <stdbool.h>
#include "base/buf.h"
#include "query/answer.h"

struct render_options {
	const char *qid;	/* of a batch line, or NULL */
	bool color;		/* text only */
	unsigned columns;	/* text only; 80 when not a terminal */
	const char *lang;	/* "zh-Hans", "zh-Hant", "en"; NULL: zh-Hans */
	bool whole;		/* text only: passages whole, one document's */
	bool headless;		/* table only: its header line was written */
	bool hides_paths;	/* of an absolute path, show the last part */
};

/* Append the whole answer to out. */
void render_text(struct buf *out, const struct answer *answer,
		 const struct request *request,
		 const struct render_options *options);
/* One JSON object and '\n', spec.md section 2. */
void render_json(struct buf *out, const struct answer *answer,
		 const struct request *request,
		 const struct render_options *options);
/* One JSON object and '\n' a passage, with the keys of render_json()'s. */
void render_jsonl(struct buf *out, const struct answer *answer,
		  const struct request *request,
		  const struct render_options *options);
/* A header line and a line a passage: rank, score, id, document, title, date,
 * publisher, origin, topics, regions, platforms, heading, text, path, url;
 * before them qid, when there is one.  Lists are joined by ';', headings by
 * " > ".  csv is RFC 4180 with a ' before cells that a spreadsheet would
 * compute; in tsv tabs and line ends inside a cell become blanks. */
void render_csv(struct buf *out, const struct answer *answer,
		const struct request *request,
		const struct render_options *options);
void render_tsv(struct buf *out, const struct answer *answer,
		const struct request *request,
		const struct render_options *options);
/* qid Q0 document rank score bagui (the passage id under GROUP_PASSAGE). */
void render_trec(struct buf *out, const struct answer *answer,
		 const struct request *request,
		 const struct render_options *options);

/* What the renderers share. */

/* The character with which the shown text of a hit begins: its body, for its
 * headings stand above it; 0 when only they hold what was sought. */
size_t render_begin(const struct answer_hit *hit);
/* Do the headings stand above the text?  On results always, unless the text
 * shows them itself; in a whole document where they begin. */
bool render_shows_headings(const struct answer_hit *hit, bool whole);
/* Append "document#n". */
void render_put_id(struct buf *out, const struct record_passage *passage);
/* The name of a facet's entry in the script of lang. */
const char *render_facet_name(const struct answer *answer, enum facet_kind kind,
			      const struct answer_facet *facet,
			      const char *lang);
/* The path to show for a document; borrowed from it. */
const char *render_path(const struct record_document *document,
			const struct render_options *options);
/* The score of trec and the tables: six decimals and a point, always. */
void render_put_score(struct buf *out, double score);

#endif
