/* Counts beside the answer: each is a link that narrows it. */
#include "query/web/page.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "query/web/html.h"
#include "query/web/link.h"
#include "query/render/render.h"
#include "query/render/render_facets.h"

enum { SHOWN_MOST = 40, SHOWN_AT_ONCE = 12, PUBLISHERS_MOST = 24 };

struct listing {
	const struct page *page;
	enum facet_kind kind;
	size_t count;
	size_t all;		/* entries that there are to show */
};

static const char *entry_name(const struct listing *listing,
			      const struct answer_facet *facet)
{
	if (listing->kind == FACET_YEAR && !strcmp(facet->id, "undated"))
		return words(WORD_UNDATED_YEAR, listing->page->lang);
	return render_facet_name(listing->page->answer, listing->kind, facet,
				 listing->page->lang);
}

static bool is_on(const struct listing *listing,
		  const struct answer_facet *facet)
{
	return page_has_param(listing->page, facet_kind_name(listing->kind),
			      facet->id);
}

static void put_name(const struct listing *listing,
		     const struct answer_facet *facet)
{
	if (listing->kind == FACET_PUBLISHER)
		page_put_foreign(listing->page, entry_name(listing, facet));
	else
		html_put(listing->page->out, entry_name(listing, facet));
}

/* Several of a kind may be ticked: any of them counts. */
static void put_tick(const struct listing *listing,
		     const struct answer_facet *facet)
{
	const struct page *page = listing->page;

	page_put(page, "<input type=\"checkbox\"");
	page_put_attribute(page, "name", facet_kind_name(listing->kind));
	page_put_attribute(page, "value", facet->id);
	page_put_attribute(page, "aria-label", entry_name(listing, facet));
	page_put(page, is_on(listing, facet) ? " checked> " : "> ");
}

/* What lies in a region can be listed without narrowing the answer to it. */
static void put_opener(const struct listing *listing,
		       const struct answer_facet *facet)
{
	const struct page *page = listing->page;
	const char *opened = page->request->facet_of[FACET_REGION];
	struct buf value = BUF_INIT, name = BUF_INIT;
	struct link_change change = { .drop = "facets", .set = "facets",
				      .keeps_offset = true };

	if (opened && !strcmp(opened, facet->id))
		return;
	buf_put_format(&value, "region:%s", facet->id);
	change.value = value.data;
	words_put(&name, WORD_OPEN, page->lang, entry_name(listing, facet));
	page_put(page, "<a class=\"open\" href=\"");
	link_put(page, "", &change);
	page_put(page, "\"");
	page_put_attribute(page, "aria-label", name.data);
	page_put(page, "><span aria-hidden=\"true\">▸</span></a>");
	buf_release(&value);
	buf_release(&name);
}

static bool has_parts(const struct listing *listing,
		      const struct answer_facet *facet)
{
	const label_names *names = listing->page->answer->names;
	int number = label_names_find(names, LABEL_REGION, facet->id);

	for (size_t i = 0; number >= 0 && i < label_names_count(names); i++) {
		if (label_names_at(names, i)->parent == number)
			return true;
	}
	return false;
}

static void put_entry(const struct listing *listing,
		      const struct answer_facet *facet, unsigned depth)
{
	const struct page *page = listing->page;
	/* In place of its kind's others, which it would only join. */
	const struct link_change change = {
		.drop = facet_kind_name(listing->kind),
		.set = facet_kind_name(listing->kind), .value = facet->id };
	const bool is_link = facet->count && *facet->id;

	buf_put_format(page->out, "<li class=\"depth%u\">", depth > 3 ? 3 : depth);
	if (is_link)
		put_tick(listing, facet);
	page_put(page, "<span class=\"entry\">");
	if (is_link && is_on(listing, facet)) {
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
	page_put(page, "</span> ");
	if (is_link && listing->kind == FACET_REGION && has_parts(listing, facet))
		put_opener(listing, facet);
	buf_put_format(page->out, " <span class=\"count\">%" PRIu64
		       "</span></li>\n", facet->count);
}

/* Years are few, and not in the order of their counts. */
static size_t shown_of(const struct page *page, enum facet_kind kind)
{
	const size_t count = page->answer->facets[kind].count;
	const size_t most = kind == FACET_PUBLISHER ? PUBLISHERS_MOST
						    : SHOWN_MOST;

	return kind == FACET_YEAR || count < most ? count : most;
}

/* A long list is cut where it is still short enough to be read at once. */
static void put_cut(const struct listing *listing)
{
	char number[32];

	snprintf(number, sizeof(number), "%zu", listing->all - SHOWN_AT_ONCE);
	page_put(listing->page, "</ul>\n<details class=\"rest\"><summary>");
	page_put_word_with(listing->page, WORD_MORE_OF, number);
	page_put(listing->page, "</summary>\n<ul>\n");
}

static bool is_cut(const struct listing *listing)
{
	return listing->all > SHOWN_AT_ONCE + SHOWN_AT_ONCE / 2;
}

static void put_if_room(void *context, const struct answer_facet *facet,
			unsigned depth)
{
	struct listing *listing = context;

	if (listing->count == SHOWN_AT_ONCE && is_cut(listing))
		put_cut(listing);
	if (listing->count++ < listing->all)
		put_entry(listing, facet, depth);
}

/* Does a box of the list stand for this parameter? */
static bool has_box(const struct page *page, const struct http_param *param)
{
	for (int kind = 0; kind < FACET_KINDS; kind++) {
		const struct answer_facets *facets = &page->answer->facets[kind];

		if (strcmp(param->name, facet_kind_name((enum facet_kind)kind)) ||
		    (kind == FACET_YEAR && page->request->months))
			continue;
		for (size_t i = 0; i < shown_of(page, (enum facet_kind)kind); i++) {
			if (facets->at[i].count &&
			    !strcmp(facets->at[i].id, param->value))
				return true;
		}
	}
	return false;
}

/* From an open region back to the one around it, or to the whole country. */
static void put_way_up(const struct page *page)
{
	const char *opened = page->request->facet_of[FACET_REGION];
	const label_names *names = page->answer->names;
	int number = opened ? label_names_find(names, LABEL_REGION, opened) : -1;
	int parent = number < 0 ? -1
		: label_names_at(names, (size_t)number)->parent;
	struct buf value = BUF_INIT;
	struct link_change change = { .drop = "facets", .set = "facets" };

	if (!opened)
		return;
	if (parent >= 0)
		buf_put_format(&value, "region:%s",
			       label_names_at(names, (size_t)parent)->id);
	else
		buf_put_string(&value, "region");
	change.value = value.data;
	page_put(page, "<li class=\"up\"><a href=\"");
	link_put(page, "", &change);
	page_put(page, "\">‹ ");
	if (parent >= 0)
		html_put(page->out, answer_label_name(page->answer, LABEL_REGION,
			label_names_at(names, (size_t)parent)->id, page->lang));
	else
		page_put_word(page, WORD_ALL_REGIONS);
	page_put(page, "</a></li>\n");
	buf_release(&value);
}

static int newest_first(const void *a, const void *b)
{
	const struct answer_facet *left = a, *right = b;
	const int digits = isdigit((unsigned char)*right->id) -
			   isdigit((unsigned char)*left->id);

	return digits ? digits : strcmp(right->id, left->id);
}

/* By count, but years in their order, what has none behind them. */
static void put_entries(struct listing *listing)
{
	struct answer_facets facets =
		listing->page->answer->facets[listing->kind];
	struct answer_facet *years = NULL;

	if (listing->kind == FACET_YEAR) {
		years = mem_array(facets.count, sizeof(*years));
		memcpy(years, facets.at, facets.count * sizeof(*years));
		qsort(years, facets.count, sizeof(*years), newest_first);
		facets.at = years;
	}
	render_each_facet(&facets, put_if_room, listing);
	free(years);
}

static void put_kind(const struct page *page, enum facet_kind kind)
{
	struct listing listing = { page, kind, 0, shown_of(page, kind) };

	page_put(page, "<details open>\n<summary><h3>");
	page_put_word(page, render_facet_word(kind));
	page_put(page, "</h3></summary>\n<ul>\n");
	if (kind == FACET_REGION)
		put_way_up(page);
	put_entries(&listing);
	page_put(page, is_cut(&listing) ? "</ul></details>\n</details>\n"
					: "</ul>\n</details>\n");
}

/* A form that keeps everything but what its own boxes say. */
static void begin_ticks(const struct page *page)
{
	page_put(page, "<form method=\"get\" action=\"");
	html_put_path(page->out, *page->http->script ? page->http->script : "/");
	page_put(page, "\">\n");
	for (size_t i = 0; i < page->params->count; i++) {
		const struct http_param *param = &page->params->at[i];

		if (!link_is_known(param->name, NULL, NULL) ||
		    !strcmp(param->name, "offset") || has_box(page, param))
			continue;
		page_put(page, "<input type=\"hidden\"");
		page_put_attribute(page, "name", param->name);
		page_put_attribute(page, "value", param->value);
		page_put(page, ">\n");
	}
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
	begin_ticks(page);
	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		if (page->answer->facets[order[i]].count &&
		    !(order[i] == FACET_YEAR && page->request->months))
			put_kind(page, order[i]);
	}
	page_put(page, "<p class=\"apply\"><button type=\"submit\">");
	page_put_word(page, WORD_APPLY);
	page_put(page, "</button></p>\n</form>\n</nav>\n");
}
