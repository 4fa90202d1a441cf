/* The answer by region: a map of tiles, one a province (or one a prefecture of
 * the province that is chosen), shaded by what was found there.  The list of
 * regions beside the answer says the same in words. */
#include "query/web/page.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "query/web/html.h"
#include "query/web/link.h"

enum { TILE_WIDTH = 56, TILE_HEIGHT = 40, GAP = 3, SHADES = 5,
       WIDE_NAME = 3, COLUMNS_MOST = 8 };

/* Where each province stands, roughly as on a map. */
static const struct place {
	const char *id;
	int column, row;
} places[] = {
	{ "230000", 7, 0 }, { "650000", 0, 1 }, { "150000", 3, 1 },
	{ "210000", 6, 1 }, { "220000", 7, 1 }, { "630000", 0, 2 },
	{ "620000", 1, 2 }, { "640000", 2, 2 }, { "140000", 3, 2 },
	{ "130000", 4, 2 }, { "110000", 5, 2 }, { "120000", 6, 2 },
	{ "540000", 0, 3 }, { "510000", 1, 3 }, { "610000", 2, 3 },
	{ "410000", 3, 3 }, { "370000", 4, 3 }, { "320000", 5, 3 },
	{ "500000", 2, 4 }, { "420000", 3, 4 }, { "340000", 4, 4 },
	{ "310000", 5, 4 }, { "530000", 1, 5 }, { "520000", 2, 5 },
	{ "430000", 3, 5 }, { "360000", 4, 5 }, { "330000", 5, 5 },
	{ "450000", 2, 6 }, { "440000", 3, 6 }, { "350000", 4, 6 },
	{ "710000", 5, 6 }, { "460000", 2, 7 }, { "820000", 3, 7 },
	{ "810000", 4, 7 },
};

struct tile {
	const struct label_name *label;
	uint64_t count;
	int column, row;
};

struct map {
	const struct page *page;
	struct tile *tiles;
	size_t count, capacity;
	uint64_t most;
	int columns, rows;
};

static const struct place *place_of(const char *id)
{
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		if (!strcmp(places[i].id, id))
			return &places[i];
	}
	return NULL;
}

static uint64_t count_of(const struct answer *answer, const char *id)
{
	const struct answer_facets *regions = &answer->facets[FACET_REGION];

	for (size_t i = 0; i < regions->count; i++) {
		if (!strcmp(regions->at[i].id, id))
			return regions->at[i].count;
	}
	return 0;
}

/* The label whose parts are drawn: the one region that the list opens; -1: the
 * whole country; -2: several, of which no map is made. */
static int opened(const struct page *page)
{
	const char *typed = page->request->facet_of[FACET_REGION];
	int numbers[2];
	size_t count;

	if (!typed)
		return -1;
	count = label_names_resolve(page->answer->names, LABEL_REGION, typed,
				    numbers, 2);
	return count == 1 ? numbers[0] : -2;
}

static int by_id(const void *a, const void *b)
{
	const struct tile *left = a, *right = b;

	return strcmp(left->label->id, right->label->id);
}

static void add_tiles(struct map *map, int parent)
{
	const label_names *names = map->page->answer->names;

	for (size_t i = 0; i < label_names_count(names); i++) {
		const struct label_name *label = label_names_at(names, i);
		struct tile tile = { .label = label };

		if (label->kind != LABEL_REGION || label->parent != parent)
			continue;
		tile.count = count_of(map->page->answer, label->id);
		if (tile.count > map->most)
			map->most = tile.count;
		mem_reserve(&map->tiles, &map->capacity, map->count + 1,
			    sizeof(tile));
		map->tiles[map->count++] = tile;
	}
	if (map->count)
		qsort(map->tiles, map->count, sizeof(*map->tiles), by_id);
}

/* On their places, when each has one, else in lines, by code. */
static void lay_out(struct map *map, int parent)
{
	bool has_places = parent < 0;
	int columns = (int)ceil(sqrt(1.3 * (double)map->count));

	if (columns > COLUMNS_MOST)
		columns = COLUMNS_MOST;
	for (size_t i = 0; i < map->count && has_places; i++)
		has_places = place_of(map->tiles[i].label->id);
	for (size_t i = 0; i < map->count; i++) {
		struct tile *tile = &map->tiles[i];
		const struct place *place = place_of(tile->label->id);

		tile->column = has_places ? place->column : (int)i % columns;
		tile->row = has_places ? place->row : (int)i / columns;
		if (tile->column >= map->columns)
			map->columns = tile->column + 1;
		if (tile->row >= map->rows)
			map->rows = tile->row + 1;
	}
}

static bool ends_with(const char *text, size_t len, const char *end)
{
	size_t end_len = strlen(end);

	return len > end_len && !memcmp(text + len - end_len, end, end_len);
}

/* 广西壮族自治区 -> 广西: what has room in a tile. */
static void put_short_name(struct buf *out, const char *name)
{
	static const char *const kinds[] = { "特别行政区", "特別行政區",
		"自治区", "自治區", "自治州", "地区", "地區", "自治县", "自治縣",
		"新区", "新區", "省", "市", "盟", "区", "區", "县", "縣" };
	size_t len = strlen(name), count, most;
	const char *at = name;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (ends_with(name, len, kinds[i]) &&
		    utf8_count(name, len - strlen(kinds[i])) > 1) {
			len -= strlen(kinds[i]);
			break;
		}
	}
	count = utf8_count(name, len);
	most = count > 4 || (count == 4 && ends_with(name, len, "族")) ? 2 : 4;
	while (most-- && at < name + len)
		utf8_next(&at, name + len);
	buf_put(out, name, (size_t)(at - name));
}

/* A little is not nothing: shades go by the root. */
static int shade_of(const struct map *map, const struct tile *tile)
{
	if (!tile->count)
		return 0;
	return (int)ceil(SHADES * sqrt((double)tile->count / (double)map->most));
}

/* 12,345 does not fit: 1.2万. */
static void put_count(struct buf *out, uint64_t count, const char *lang)
{
	if (count < 10000)
		buf_put_format(out, "%" PRIu64, count);
	else if (!strcmp(lang, "en"))
		buf_put_format(out, "%" PRIu64 "k", count / 1000);
	else
		buf_put_format(out, "%.1f%s", (double)count / 1e4,
			       strcmp(lang, "zh-Hant") ? "万" : "萬");
}

static void put_face(const struct map *map, const struct tile *tile)
{
	struct buf *out = map->page->out;
	const struct label_name *label = tile->label;
	bool is_traditional = !strcmp(map->page->lang, "zh-Hant") &&
			      label->traditional && *label->traditional;
	int x = tile->column * (TILE_WIDTH + GAP);
	int y = tile->row * (TILE_HEIGHT + GAP);
	struct buf name = BUF_INIT;

	put_short_name(&name, is_traditional ? label->traditional : label->name);
	buf_put_format(out, "<rect class=\"shade%d\" x=\"%d\" y=\"%d\" "
		       "width=\"%d\" height=\"%d\" rx=\"4\"/><text class=\"on%d%s\""
		       " x=\"%d\" y=\"%d\">", shade_of(map, tile), x, y,
		       TILE_WIDTH, TILE_HEIGHT, shade_of(map, tile),
		       utf8_count(name.data, name.len) > WIDE_NAME ? " small" : "",
		       x + TILE_WIDTH / 2, y + (tile->count ? 18 : 26));
	html_put(out, name.data);
	buf_put_string(out, "</text>");
	if (tile->count) {
		buf_put_format(out, "<text class=\"on%d number\" x=\"%d\" "
			       "y=\"%d\">", shade_of(map, tile),
			       x + TILE_WIDTH / 2, y + 34);
		put_count(out, tile->count, map->page->lang);
		buf_put_string(out, "</text>");
	}
	buf_release(&name);
}

static void put_tile(const struct map *map, const struct tile *tile)
{
	const struct page *page = map->page;
	struct link_change change = { .drop = "region", .set = "region",
				      .value = tile->label->id,
				      .drops_opened = true };
	struct buf total = BUF_INIT;

	if (!tile->count) {
		page_put(page, "<g aria-hidden=\"true\">");
		put_face(map, tile);
		page_put(page, "</g>\n");
		return;
	}
	words_put_total(&total, page->lang, tile->count, true,
			page->request->group == GROUP_DOCUMENT);
	page_put(page, "<a href=\"");
	link_put(page, "", &change);
	page_put(page, "\"><title>");
	html_put(page->out, answer_label_name(page->answer, LABEL_REGION,
					      tile->label->id, page->lang));
	page_put(page, ": ");
	html_put(page->out, total.data);
	page_put(page, "</title>");
	put_face(map, tile);
	page_put(page, "</a>\n");
	buf_release(&total);
}

static void put_map(const struct map *map, int parent)
{
	const struct page *page = map->page;
	int width = map->columns * (TILE_WIDTH + GAP) - GAP;
	struct buf title = BUF_INIT;
	const label_names *names = page->answer->names;

	words_put(&title, parent < 0 ? WORD_MAP : WORD_MAP_OF, page->lang,
		  parent < 0 ? "" : answer_label_name(page->answer, LABEL_REGION,
				label_names_at(names, (size_t)parent)->id,
				page->lang));
	page_put(page, "<section class=\"picture\">\n<h2>");
	html_put(page->out, title.data);
	buf_put_format(page->out, "</h2>\n<svg class=\"map\" viewBox=\"0 0 %d "
		       "%d\" width=\"%d\" role=\"group\"", width,
		       map->rows * (TILE_HEIGHT + GAP) - GAP, width);
	page_put_attribute(page, "aria-label", title.data);
	page_put(page, ">\n");
	for (size_t i = 0; i < map->count; i++)
		put_tile(map, &map->tiles[i]);
	page_put(page, "</svg>\n</section>\n");
	buf_release(&title);
}

void page_map(const struct page *page)
{
	struct map map = { .page = page };
	int parent = opened(page);

	if (parent < -1)
		return;
	add_tiles(&map, parent);
	lay_out(&map, parent);
	if (map.most && map.count > 1)
		put_map(&map, parent);
	free(map.tiles);
}
