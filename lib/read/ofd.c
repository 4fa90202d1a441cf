#include "read/office.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "read/ofd_lines.h"
#include "read/page_title.h"
#include "read/xml_sax.h"

enum { PAGES_MOST = 100000 };

struct ofd {
	package *package;
	struct raw_document *raw;
	char *root;		/* the name of OFD.xml */
	char *document;		/* of the Document.xml that is read */
	struct raw_list documents, pages, templates;	/* names of parts */
	struct buf title, value;
	bool in_info, in_custom;
};

static bool is(const char *name, const char *wanted)
{
	return !strcmp(name, wanted);
}

/* The last of its steps, as writers that know no folders mean it. */
static const char *find_by_end(const package *package, const char *path)
{
	size_t wanted = strlen(path);

	for (size_t i = 0; i < package_count(package); i++) {
		const char *name = package_name(package, i);
		size_t len = strlen(name);

		if (len > wanted && name[len - wanted - 1] == '/' &&
		    !strcmp(name + len - wanted, path))
			return name;
	}
	return NULL;
}

/* The part that path means in base, or from the root, or wherever it is. */
static void add_part(struct ofd *ofd, struct raw_list *list, const char *base,
		     const char *path)
{
	char *name = package_resolve(base, path);
	char *rooted = package_resolve("", path);
	const char *found = package_has(ofd->package, name) ? name :
			    package_has(ofd->package, rooted) ? rooted :
			    find_by_end(ofd->package, rooted);

	if (found && list->count < PAGES_MOST)
		raw_list_add(list, found, strlen(found));
	free(name);
	free(rooted);
}

static void start_root(void *context, const struct xml_tag *tag)
{
	struct ofd *ofd = context;

	ofd->in_info |= is(tag->name, "DocInfo");
	ofd->in_custom |= is(tag->name, "CustomDatas");
	buf_clear(&ofd->value);
}

static void end_root(void *context, const char *name)
{
	struct ofd *ofd = context;
	struct buf *value = &ofd->value;

	buf_put_string(value, "");
	if (is(name, "DocInfo"))
		ofd->in_info = false;
	else if (is(name, "CustomDatas"))
		ofd->in_custom = false;
	else if (is(name, "DocRoot"))
		add_part(ofd, &ofd->documents, ofd->root, value->data);
	else if (ofd->in_info && !ofd->in_custom && is(name, "Title") &&
		 !ofd->title.len)
		buf_put(&ofd->title, value->data, value->len);
	else if (ofd->in_info && is(name, "Author"))
		office_set_author(ofd->raw, value->data);
	else if (ofd->in_info && is(name, "CreationDate"))
		page_title_set(&ofd->raw->date, value->data, value->len);
	buf_clear(value);
}

static void root_text(void *context, const char *utf8, size_t len)
{
	struct ofd *ofd = context;

	if (ofd->value.len < TITLE_MOST * 4)
		buf_put(&ofd->value, utf8, len);
}

static void start_document(void *context, const struct xml_tag *tag)
{
	struct ofd *ofd = context;
	char *path = xml_tag_string(tag, "BaseLoc");

	if (path && is(tag->name, "Page"))
		add_part(ofd, &ofd->pages, ofd->document, path);
	else if (path && is(tag->name, "TemplatePage"))
		add_part(ofd, &ofd->templates, ofd->document, path);
	free(path);
}

static void end_document(void *context, const char *name)
{
	(void)context, (void)name;
}

static enum status parse_part(struct ofd *ofd, const struct xml_sax *sax,
			      const char *name, struct error *err)
{
	struct buf bytes = BUF_INIT;
	enum status status = package_read(ofd->package, &bytes, name, err);

	if (!status)
		status = xml_sax_parse(sax, ofd, bytes.data, bytes.len, err);
	buf_release(&bytes);
	return status;
}

static enum status read_root(struct ofd *ofd, struct error *err)
{
	static const struct xml_sax root = { start_root, end_root, root_text };
	static const struct xml_sax document = { start_document, end_document,
						 NULL };
	const char *found = package_has(ofd->package, "OFD.xml") ? "OFD.xml" :
			    find_by_end(ofd->package, "OFD.xml");
	enum status status;

	ofd->root = mem_string(found ? found : "OFD.xml");
	status = parse_part(ofd, &root, ofd->root, err);
	for (size_t i = 0; !status && i < ofd->documents.count; i++) {
		ofd->document = ofd->documents.at[i];
		status = parse_part(ofd, &document, ofd->document, err);
	}
	return status;
}

/* What several pages have as their template is one text. */
static enum status put_pages(struct ofd *ofd, struct markup *markup,
			     const struct raw_list *pages, struct error *err)
{
	struct ofd_runs runs = { TEXT_INIT, NULL, 0, 0 };
	enum status status = STATUS_OK;

	for (size_t i = 0; !status && i < pages->count; i++)
		status = ofd_page_read(&runs, ofd->package, pages->at[i], i,
				       err);
	if (!status)
		ofd_lines_put(markup, &runs);
	ofd_runs_release(&runs);
	return status;
}

static void list_release(struct raw_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->at[i]);
	free(list->at);
}

enum status ofd_read(struct raw_document *out, package *package,
		     struct error *err)
{
	struct ofd ofd = { .package = package, .raw = out };
	struct markup markup;
	enum status status = read_root(&ofd, err);

	markup_init(&markup, out);
	if (!status)
		status = put_pages(&ofd, &markup, &ofd.pages, err);
	if (!status)
		status = put_pages(&ofd, &markup, &ofd.templates, err);
	if (!status)
		office_finish(&markup, ofd.title.data);
	markup_release(&markup);
	list_release(&ofd.documents);
	list_release(&ofd.pages);
	list_release(&ofd.templates);
	buf_release(&ofd.title);
	buf_release(&ofd.value);
	free(ofd.root);
	return status;
}
