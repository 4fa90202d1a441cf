/* read/xml_element.h - what an XML element means for the text in it, by its
 * local name, and where that is not enough by its namespace or its parent:
 * TEI, NewsML-G2 and NITF, DocBook, JATS, METS and ALTO, RSS, Atom, one's own.
 *
 * An element that is not known separates what is before it from what it holds,
 * unless it stands inside a paragraph, or behind text of its parent on the same
 * line; and it separates what it holds from what follows, unless text follows
 * on the same line.  So <name>甲</name><post>乙</post> are two blocks, and
 * 脱贫<x>攻坚</x>成果 is one. */
#ifndef READ_XML_ELEMENT_H
#define READ_XML_ELEMENT_H
#include <stdbool.h>
#include <stddef.h>

enum xml_kind {
	XML_KIND_UNKNOWN,
	XML_KIND_INLINE,
	XML_KIND_PARAGRAPH,	/* a block whose elements are inline */
	XML_KIND_BLOCK,
	XML_KIND_SECTION,	/* a block with headings of its own level */
	XML_KIND_HEADING,
	XML_KIND_HEAD,		/* a heading, or a header that holds elements */
	XML_KIND_HEADER,	/* holds what is said about the document */
	XML_KIND_BREAK,		/* a line end inside a block */
	XML_KIND_SKIPPED,
	XML_KIND_FRAGMENT,	/* its text can be HTML, tags and all (RSS, Atom) */
	XML_KIND_STRING,	/* its text is its attribute CONTENT (ALTO) */
	XML_KIND_LINE,		/* of such strings */
	XML_KIND_DOCUMENT,	/* of a mapping of one's own: one of several in
				 * the file; else a section */
	XML_KIND_CAPTION,	/* in a header: text where there is no other */
	/* About the document, before its text or in a header. */
	XML_KIND_TITLE,		/* a heading elsewhere */
	XML_KIND_DATE,		/* text elsewhere */
	XML_KIND_PUBLISHER,
	XML_KIND_AUTHOR,
	XML_KIND_URL,		/* text nowhere */
	XML_KIND_STAMP,		/* a date for machines, where there is no other;
				 * text nowhere */
	XML_KIND_GUID,		/* the URL, where it is one and there is no
				 * other; text nowhere */
	/* The same, of a mapping of one's own alone. */
	XML_KIND_REGION,
	XML_KIND_TOPIC,
	XML_KIND_PLATFORM
};

/* Local names, and a namespace ("" for none); parent "" at the root. */
struct xml_name {
	const char *name, *space, *parent;
};

enum xml_kind xml_kind(const struct xml_name *name);

/* Is the element a document of its own, where a file can hold several?  An item
 * of RSS, an entry of Atom, a TEI in a corpus, an item in a NewsML message. */
bool xml_is_document(const struct xml_name *name);

/* Is the name one of names, which are separated by one space? In any case. */
bool xml_name_in(const char *name, const char *names);

#endif
