/* query/render/render_facets.h - counts as bars on a terminal, and the order in which
 * a tree of counts is read. */
#ifndef QUERY_RENDER_RENDER_FACETS_H
#define QUERY_RENDER_RENDER_FACETS_H
#include "query/answer/answer.h"
#include "query/render/render.h"
#include "query/render/screen.h"
#include "query/language/words.h"

typedef void render_facet_fn(void *context, const struct answer_facet *facet,
			     unsigned depth);
/* Each entry, parents before their children, in the list's order otherwise.
 * depth is 0 for those whose parent is not in the list. */
void render_each_facet(const struct answer_facets *facets,
		       render_facet_fn *each, void *context);
/* The kind's heading. */
enum word render_facet_word(enum facet_kind kind);
/* Append all the kinds that were asked for: trees indented, years as a line of
 * time, of publishers the first 20 unless all hits were asked for.  In lists,
 * what nothing was found of stands in a line of its own. */
void render_text_facets(const struct screen *screen,
			const struct rendering *rendering);

#endif
