#include "read/office.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/mem.h"
#include "read/page_title.h"
#include "read/reader.h"
#include "read/xml_sax.h"
#include "text/encoding_sniff.h"

enum { ITEMS_MOST = 20000 };

struct item {
	char *id, *href;
};

struct epub {
	package *package;
	struct raw_document *raw;
	char *opf;		/* the name of the package document */
	struct item *items;	/* what the manifest lists */
	size_t item_count, item_capacity;
	struct item *spine;	/* id only, in reading order */
	size_t spine_count, spine_capacity;
	char **field;		/* that the open element fills */
	struct buf value;
};

static bool is(const char *name, const char *wanted)
{
	return !strcmp(name, wanted);
}

static void ignore_end(void *context, const char *name)
{
	(void)context, (void)name;
}

static void on_container(void *context, const struct xml_tag *tag)
{
	struct epub *epub = context;

	if (is(tag->name, "rootfile") && !epub->opf)
		epub->opf = xml_tag_string(tag, "full-path");
}

static void add_item(struct item **items, size_t *count, size_t *capacity,
		     struct item item)
{
	if (!item.id || *count == ITEMS_MOST) {
		free(item.id);
		free(item.href);
		return;
	}
	mem_reserve(items, capacity, *count + 1, sizeof(**items));
	(*items)[(*count)++] = item;
}

static void on_start(void *context, const struct xml_tag *tag)
{
	struct epub *epub = context;
	struct raw_document *raw = epub->raw;
	const char *name = tag->name;

	epub->field = is(name, "title") ? &raw->title :
		      is(name, "creator") ? &raw->author :
		      is(name, "publisher") ? &raw->publisher :
		      is(name, "date") &&
		      !xml_tag_is(tag, "event", "modification") ? &raw->date :
		      NULL;
	buf_clear(&epub->value);
	if (is(name, "item"))
		add_item(&epub->items, &epub->item_count,
			 &epub->item_capacity, (struct item){
				 xml_tag_string(tag, "id"),
				 xml_tag_string(tag, "href") });
	else if (is(name, "itemref"))
		add_item(&epub->spine, &epub->spine_count,
			 &epub->spine_capacity, (struct item){
				 xml_tag_string(tag, "idref"), NULL });
}

static void on_end(void *context, const char *name)
{
	struct epub *epub = context;

	(void)name;
	if (epub->field && epub->value.len)
		page_title_set(epub->field, epub->value.data, epub->value.len);
	epub->field = NULL;
}

static void on_text(void *context, const char *utf8, size_t len)
{
	struct epub *epub = context;

	if (epub->field && epub->value.len < TITLE_MOST * 4)
		buf_put(&epub->value, utf8, len);
}

static enum status parse_part(struct epub *epub, const struct xml_sax *sax,
			      const char *name, struct error *err)
{
	struct buf bytes = BUF_INIT;
	enum status status = package_read(epub->package, &bytes, name, err);

	if (!status)
		status = xml_sax_parse(sax, epub, bytes.data, bytes.len, err);
	buf_release(&bytes);
	return status;
}

static int by_id(const void *one, const void *other)
{
	const struct item *a = one, *b = other;

	return strcmp(a->id, b->id);
}

static const char *href_of(const struct epub *epub, const struct item *wanted)
{
	const struct item *found = !epub->item_count ? NULL :
		bsearch(wanted, epub->items, epub->item_count,
			sizeof(*epub->items), by_id);

	return found ? found->href : NULL;
}

/* Its characters come from the whole book. */
static enum status put_page(struct raw_document *out, const struct text *text,
			    struct error *err)
{
	struct text covered = TEXT_INIT;
	enum status status;

	text_put_span(&covered, text, 0, text->count);
	for (size_t i = 0; i < covered.count; i++)
		covered.src[i] = 0;
	covered.src_end = (uint32_t)out->whole;
	status = reader_html_text(out, &covered, err);
	text_release(&covered);
	return status;
}

static bool is_page(const char *name)
{
	const char *dot = strrchr(name, '.');

	return !dot || (strcasecmp(dot, ".svg") && strcasecmp(dot, ".png") &&
			strcasecmp(dot, ".jpg") && strcasecmp(dot, ".jpeg") &&
			strcasecmp(dot, ".gif"));
}

static enum status read_page(struct epub *epub, const char *href,
			     struct error *err)
{
	char *name = package_resolve(epub->opf, href);
	struct decode_report first = epub->raw->decoded;
	struct buf bytes = BUF_INIT;
	enum status status = STATUS_OK;

	if (is_page(name) && package_has(epub->package, name))
		status = package_read(epub->package, &bytes, name, err);
	if (!status && bytes.len) {
		struct reader_input input = { .bytes = bytes.data,
					      .len = bytes.len };

		status = reader_declared(epub->raw, &input, put_page, err);
	}
	epub->raw->decoded.encoding = first.encoding;
	epub->raw->decoded.replaced += first.replaced;
	buf_release(&bytes);
	free(name);
	return status;
}

/* A book whose pages are encrypted lists them here; fonts alone don't count. */
static bool is_encrypted(struct epub *epub)
{
	struct buf bytes = BUF_INIT;
	bool found = false;

	if (!package_read(epub->package, &bytes, "META-INF/encryption.xml",
			  NULL))
		for (size_t i = 0; i < epub->spine_count && !found; i++) {
			const char *href = href_of(epub, &epub->spine[i]);

			found = href && *href && strstr(bytes.data, href);
		}
	buf_release(&bytes);
	return found;
}

static enum status read_spine(struct epub *epub, struct error *err)
{
	enum status status = STATUS_OK;

	if (epub->item_count)
		qsort(epub->items, epub->item_count, sizeof(*epub->items),
		      by_id);
	if (is_encrypted(epub))
		return error_set(err, STATUS_BAD_INPUT, "encrypted");
	for (size_t i = 0; !status && i < epub->spine_count; i++) {
		const char *href = href_of(epub, &epub->spine[i]);

		if (href)
			status = read_page(epub, href, err);
	}
	return status;
}

static void release(struct epub *epub)
{
	for (size_t i = 0; i < epub->item_count; i++) {
		free(epub->items[i].id);
		free(epub->items[i].href);
	}
	for (size_t i = 0; i < epub->spine_count; i++)
		free(epub->spine[i].id);
	free(epub->items);
	free(epub->spine);
	free(epub->opf);
	buf_release(&epub->value);
}

enum status epub_read(struct raw_document *out, package *package,
		      struct error *err)
{
	static const struct xml_sax container = { on_container, ignore_end,
						  NULL };
	static const struct xml_sax opf = { on_start, on_end, on_text };
	struct epub epub = { .package = package, .raw = out };
	enum status status = parse_part(&epub, &container,
					"META-INF/container.xml", err);

	if (!status && !epub.opf)
		status = error_set(err, STATUS_BAD_INPUT,
				   "zip-damaged: the book names no package");
	if (!status)
		status = parse_part(&epub, &opf, epub.opf, err);
	if (!status)
		status = read_spine(&epub, err);
	if (!status)
		office_settle_title(out);
	release(&epub);
	return status;
}
