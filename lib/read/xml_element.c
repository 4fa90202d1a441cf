#include "read/xml_element.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

/* Names in lower case, separated by one space.  space and parent, where they
 * are given, must be the element's: a beginning of its namespace, and one of
 * the names of its parent. */
struct row {
	enum xml_kind kind;
	const char *names, *space, *parent;
};

#define NAR "http://iptc.org/std/nar/"
#define ATOM "http://www.w3.org/2005/Atom"
#define DOCBOOK "http://docbook.org/ns/docbook"

/* Those that mean something else in their vocabulary than by themselves. */
static const struct row special_rows[] = {
	/* NewsML-G2 */
	{ XML_KIND_SKIPPED, "rightsinfo hophistory assert partmeta remotecontent "
	  "inlinedata derivedfrom planningid", NAR, NULL },
	{ XML_KIND_AUTHOR, "name", NAR, "creator" },
	{ XML_KIND_PUBLISHER, "name", NAR, "provider infosource" },
	{ XML_KIND_INLINE, "creator provider infosource", NAR, NULL },
	{ XML_KIND_STAMP, "versioncreated", NAR, NULL },
	{ XML_KIND_CAPTION, "description", NAR, "contentmeta" },
	{ XML_KIND_HEADING, "hl1", NULL, "hedline" },	/* NITF */
	/* Atom */
	{ XML_KIND_HEADER, "author contributor source", ATOM, NULL },
	{ XML_KIND_AUTHOR, "name", ATOM, "author" },
	{ XML_KIND_PUBLISHER, "title", ATOM, "source" },
	{ XML_KIND_SKIPPED, "uri email", ATOM, "author contributor" },
	{ XML_KIND_SKIPPED, "id link updated published", ATOM, "source" },
	{ XML_KIND_SKIPPED, "icon logo", ATOM, "feed" },
	/* RSS */
	{ XML_KIND_SKIPPED, "image textinput updateperiod updatefrequency "
	  "updatebase rating", NULL, "channel rdf" },
	/* ALTO and METS */
	{ XML_KIND_SKIPPED, "description styles tags readingorder", NULL, "alto" },
	{ XML_KIND_PARAGRAPH, "textblock", NULL, NULL },
	{ XML_KIND_LINE, "textline", NULL, "textblock" },
	{ XML_KIND_STRING, "string", NULL, "textline" },
	{ XML_KIND_SKIPPED, "sp hyp", NULL, "textline" },
	{ XML_KIND_SKIPPED, "metshdr amdsec filesec structmap structlink",
	  NULL, "mets" },
	{ XML_KIND_HEADER, "dmdsec", NULL, "mets" },
	{ XML_KIND_AUTHOR, "namepart", NULL, "name" },
	/* JATS */
	{ XML_KIND_SKIPPED, "journal-meta", NULL, "front" },
	{ XML_KIND_SKIPPED, "article-id article-categories aff author-notes "
	  "pub-date volume issue fpage lpage elocation-id history permissions "
	  "self-uri counts custom-meta-group funding-group", NULL,
	  "article-meta" },
	{ XML_KIND_HEADER, "title-group contrib-group", NULL, "article-meta" },
	{ XML_KIND_TITLE, "article-title", NULL, "title-group" },
	{ XML_KIND_AUTHOR, "name string-name", NULL, "contrib" },
	{ XML_KIND_PARAGRAPH, "mixed-citation element-citation", NULL, NULL },
	/* DocBook */
	{ XML_KIND_HEADER, "articleinfo bookinfo chapterinfo sectioninfo "
	  "sect1info partinfo", NULL, NULL },
	{ XML_KIND_SECTION, "sect5 simplesect preface refsect1 refsect2",
	  NULL, NULL },
	{ XML_KIND_PARAGRAPH, "simpara programlisting screen literallayout",
	  NULL, NULL },
	{ XML_KIND_SKIPPED, "indexterm remark revhistory legalnotice", DOCBOOK,
	  NULL },
	{ XML_KIND_AUTHOR, "personname", NULL, "author" },
};

static const struct row rows[] = {
	{ XML_KIND_INLINE,
	  "hi emph em b i u s strong bold italic underline sup sub ref ptr seg "
	  "w c pc s foreign quote q said socalled term gloss mentioned name "
	  "persname placename orgname geogname rs num measure time abbr expan "
	  "choice orig reg sic corr add del unclear supplied gap g span font a "
	  "ruby rb pb cb milestone anchor emphasis literal phrase "
	  "person org location money chron event", NULL, NULL },
	{ XML_KIND_PARAGRAPH, "p para paragraph l ab td th cell hl2", NULL, NULL },
	{ XML_KIND_BLOCK,
	  "text li item-text list row table tr lg body block line "
	  "blockquote note figure caption figdesc dd dt label abstract "
	  "lead pre poem opener closer salute signed "
	  "dateline trailer", NULL, NULL },
	{ XML_KIND_SECTION,
	  "section sect sect1 sect2 sect3 sect4 div div1 div2 div3 div4 div5 "
	  "sec chapter part article entry item book volume appendix",
	  NULL, NULL },
	{ XML_KIND_HEADING, "heading subtitle subheading h1 h2 h3 h4 h5 h6",
	  NULL, NULL },
	{ XML_KIND_HEAD, "head", NULL, NULL },
	{ XML_KIND_HEADER,
	  "teiheader header metadata meta docinfo info docdata itemmeta "
	  "contentmeta catalogref front-matter", NULL, NULL },
	{ XML_KIND_BREAK, "lb br", NULL, NULL },
	{ XML_KIND_SKIPPED,
	  "script style rt rp binary bindata generator language docs "
	  "ttl cloud skiphours skipdays width height rights copyright "
	  "webmaster managingeditor comments commentrss wfw slash", NULL, NULL },
	{ XML_KIND_FRAGMENT, "description encoded content summary", NULL, NULL },
	{ XML_KIND_TITLE, "title headline hl1", NULL, NULL },
	{ XML_KIND_DATE,
	  "date dateissued publishdate publish_date date.issue contentcreated",
	  NULL, NULL },
	{ XML_KIND_STAMP, "pubdate published issued created updated modified "
	  "lastbuilddate", NULL, NULL },
	{ XML_KIND_PUBLISHER, "publisher source provider", NULL, NULL },
	{ XML_KIND_AUTHOR, "author creator byline", NULL, NULL },
	{ XML_KIND_URL, "url uri link", NULL, NULL },
	{ XML_KIND_GUID, "guid id", NULL, NULL },
};

static const struct row document_rows[] = {
	{ XML_KIND_DOCUMENT, "item", NULL, "channel rdf" },
	{ XML_KIND_DOCUMENT, "entry", NULL, "feed" },
	{ XML_KIND_DOCUMENT, "tei tei.2", NULL, "teicorpus" },
	{ XML_KIND_DOCUMENT, "newsitem packageitem conceptitem knowledgeitem "
	  "planningitem", NAR, "itemset newsmessage" },
};

static size_t word_length(const char *word)
{
	size_t len = 0;

	while (word[len] && word[len] != ' ')
		len++;
	return len;
}

bool xml_name_in(const char *name, const char *names)
{
	size_t wanted = word_length(name);

	for (const char *at = names; *at;) {
		size_t len = word_length(at);

		if (len == wanted && !strncasecmp(at, name, len))
			return true;
		at += len + (at[len] == ' ');
	}
	return false;
}

static bool fits(const struct row *row, const struct xml_name *name)
{
	return xml_name_in(name->name, row->names) &&
	       (!row->space || !strncmp(name->space, row->space,
					strlen(row->space))) &&
	       (!row->parent || xml_name_in(name->parent, row->parent));
}

enum xml_kind xml_kind(const struct xml_name *name)
{
	for (size_t i = 0; i < sizeof(special_rows) / sizeof(rows[0]); i++)
		if (fits(&special_rows[i], name))
			return special_rows[i].kind;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (fits(&rows[i], name))
			return rows[i].kind;
	return XML_KIND_UNKNOWN;
}

bool xml_is_document(const struct xml_name *name)
{
	for (size_t i = 0; i < sizeof(document_rows) / sizeof(rows[0]); i++)
		if (fits(&document_rows[i], name))
			return true;
	return false;
}
