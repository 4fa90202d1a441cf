/* Counts beside the answer: each is a link that narrows it. */
#include "query/page.h"

#include <inttypes.h>
#include <string.h>

#include "query/html.h"
#include "query/link.h"
#include "query/render.h"
#include "query/render_facets.h"

enum { SHOWN_MOST = 40, PUBLISHERS_MOST = 12 };

struct listing {
	const struct page *page;
	enum facet_kind kind;
	size_t count;
};

/* Append the query with a publisher: field; false when the name holds what
 * would end the quotation. */
static bool put_publisher_query(struct buf *out, const struct page *page,
				const char *publisher)
{
	const char *query = http_params_find(page->params, "q");

	if (!*publisher || strpbrk(publisher, "\"\\"))
		return false;
	buf_put_format(out, "%s%spublisher:\"%s\"", query ? query : "",
		       query && *query ? " " : "", publisher);
	return true;
}

/* The parameter that an entry sets; false when it can be no link. */
static bool entry_change(struct link_change *out, struct buf *value,
			 const struct listing *listing,
			 const struct answer_facet *facet)
{
	static const char *const names[] = { "topic", "region", "platform" };

	switch (listing->kind) {
	case FACET_TOPIC:
	case FACET_REGION:
	case FACET_PLATFORM:
		/* In place of its kind's others, which it would only join. */
		*out = (struct link_change){ .drop = names[listing->kind],
					     .set = names[listing->kind],
					     .value = facet->id };
		return true;
	case FACET_YEAR:
		*out = (struct link_change){ .within = facet->id };
		return strcmp(facet->id, "undated") != 0;
	case FACET_PUBLISHER:
		*out = (struct link_change){ .drop = "q", .set = "q" };
		if (!put_publisher_query(value, listing->page, facet->id))
			return false;
		out->value = value->data;
		return true;
	case FACET_KINDS:
		break;
	}
	return false;
}

static const char *entry_name(const struct listing *listing,
			      const struct answer_facet *facet)
{
	if (listing->kind == FACET_YEAR && !strcmp(facet->id, "undated"))
		return words(WORD_UNDATED_YEAR, listing->page->lang);
	return render_facet_name(listing->page->answer, listing->kind, facet,
				 listing->page->lang);
}

static bool is_on(const struct listing *listing,
		  const struct link_change *change)
{
	if (change->within)
		return page_has_param(listing->page, "from", change->within) &&
		       page_has_param(listing->page, "to", change->within);
	return page_has_param(listing->page, change->set, change->value);
}

static void put_name(const struct listing *listing,
		     const struct answer_facet *facet)
{
	if (listing->kind == FACET_PUBLISHER)
		page_put_foreign(listing->page, entry_name(listing, facet));
	else
		html_put(listing->page->out, entry_name(listing, facet));
}

static void put_entry(const struct listing *listing,
		      const struct answer_facet *facet, unsigned depth)
{
	const struct page *page = listing->page;
	struct link_change change = { .drop = NULL };
	struct buf value = BUF_INIT;
	bool is_link = entry_change(&change, &value, listing, facet);

	is_link = is_link && facet->count;
	buf_put_format(page->out, "<li class=\"depth%u\">", depth > 3 ? 3 : depth);
	if (is_link && is_on(listing, &change)) {
		page_put(page, "<strong>");
		put_name(listing, facet);
		page_put(page, "</strong>");
	} else if (is_link) {
		page_put(page, "<a href=\"");
		link_put(page, "", &change);
		page_put(page, "\">");
		put_name(listing, facet);
		page_put(page, "</a>");
	} else {
		put_name(listing, facet);
	}
	buf_put_format(page->out, " <span class=\"count\">%" PRIu64
		       "</span></li>\n", facet->count);
	buf_release(&value);
}

static void put_if_room(void *context, const struct answer_facet *facet,
			unsigned depth)
{
	struct listing *listing = context;
	size_t most = listing->kind == FACET_PUBLISHER ? PUBLISHERS_MOST
						       : SHOWN_MOST;

	if (listing->count++ < most)
		put_entry(listing, facet, depth);
}

static void put_kind(const struct page *page, enum facet_kind kind)
{
	struct listing listing = { page, kind, 0 };

	page_put(page, "<section>\n<h3>");
	page_put_word(page, render_facet_word(kind));
	page_put(page, "</h3>\n<ul>\n");
	render_each_facet(&page->answer->facets[kind], put_if_room, &listing);
	page_put(page, "</ul>\n</section>\n");
}

void page_facets(const struct page *page)
{
	static const enum facet_kind order[] = {
		FACET_PLATFORM, FACET_TOPIC, FACET_REGION, FACET_YEAR,
		FACET_PUBLISHER };

	page_put(page, "<nav class=\"facets\" aria-labelledby=\"facets\">\n"
		 "<h2 id=\"facets\">");
	page_put_word(page, WORD_REFINE);
	page_put(page, "</h2>\n");
	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		if (page->answer->facets[order[i]].count)
			put_kind(page, order[i]);
	}
	page_put(page, "</nav>\n");
}
