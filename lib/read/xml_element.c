#include "read/xml_element.h"

#include <stddef.h>
#include <strings.h>

struct row {
	enum xml_kind kind;
	const char *names;	/* separated by one space, in lower case */
};

static const struct row rows[] = {
	{ XML_KIND_INLINE,
	  "hi emph em b i u s strong bold italic underline sup sub ref ptr seg "
	  "w c pc s foreign quote q said soCalled term gloss mentioned name "
	  "persname placename orgname geogname rs num measure time abbr expan "
	  "choice orig reg sic corr add del unclear supplied gap g span font a "
	  "ruby rb pb cb milestone anchor emphasis literal phrase "
	  "person org location money chron event" },
	{ XML_KIND_PARAGRAPH, "p para paragraph l ab td th cell hl2" },
	{ XML_KIND_BLOCK,
	  "text li item-text list row table tr lg body block line "
	  "blockquote note figure caption figdesc dd dt label abstract "
	  "lead pre poem opener closer salute signed "
	  "dateline trailer" },
	{ XML_KIND_SECTION,
	  "section sect sect1 sect2 sect3 sect4 div div1 div2 div3 div4 div5 "
	  "chapter part article entry item book volume appendix" },
	{ XML_KIND_HEADING, "heading subtitle subheading h1 h2 h3 h4 h5 h6" },
	{ XML_KIND_HEAD, "head" },
	{ XML_KIND_HEADER,
	  "teiheader header metadata meta docinfo info docdata itemmeta "
	  "contentmeta catalogref front-matter" },
	{ XML_KIND_BREAK, "lb br" },
	{ XML_KIND_SKIPPED,
	  "script style rt rp binary bindata guid id generator language docs "
	  "ttl cloud skiphours skipdays width height rights copyright "
	  "webmaster managingeditor comments commentrss wfw slash" },
	{ XML_KIND_FRAGMENT, "description encoded content summary" },
	{ XML_KIND_TITLE, "title headline hl1" },
	{ XML_KIND_DATE,
	  "date dateissued publishdate publish_date date.issue contentcreated" },
	{ XML_KIND_STAMP, "pubdate published issued created updated modified "
	  "lastbuilddate" },
	{ XML_KIND_PUBLISHER, "publisher source provider" },
	{ XML_KIND_AUTHOR, "author creator byline" },
	{ XML_KIND_URL, "url uri link" },
};

static size_t word_length(const char *word)
{
	size_t len = 0;

	while (word[len] && word[len] != ' ')
		len++;
	return len;
}

enum xml_kind xml_kind(const char *local_name)
{
	size_t wanted = word_length(local_name);

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		for (const char *at = rows[i].names; *at;) {
			size_t len = word_length(at);

			if (len == wanted && !strncasecmp(at, local_name, len))
				return rows[i].kind;
			at += len + (at[len] == ' ');
		}
	return XML_KIND_UNKNOWN;
}
