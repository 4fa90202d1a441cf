/* read/reader_xml: what is read of an XML document, written as a table. */
#include "tests/unit/unit.h"

#include <time.h>

#include "tests/unit/show_raw.h"

static const struct row { const char *why, *document, *want; } rows[] = {
	{ "metadata before the text, headings by their level",
	  "<report><title>台账</title><date>2010-06</date>"
	  "<publisher>劳动局</publisher><author>韦一</author><url>http://a/</url>"
	  "<section><heading>甲</heading><p>一</p><section><title>乙</title>"
	  "<para>二</para></section></section></report>",
	  "title=台账|date=2010-06|publisher=劳动局|author=韦一|url=http://a/|"
	  "h1:甲|text:一|h2:乙|text:二" },
	{ "TEI: its header, its heads, its inline elements",
	  "<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader><fileDesc><titleStmt>"
	  "<title>日记</title><author>陶</author></titleStmt><publicationStmt>"
	  "<date when='2010-04-18'>四月</date></publicationStmt></fileDesc></teiHeader>"
	  "<text><body><div><head>四月三日</head><p>助农<hi>增</hi>收，<name>桂平</name>"
	  "<note>注</note></p><lg><l>一行</l><l>二行</l></lg></div></body></text></TEI>",
	  "title=日记|date=2010-04-18|author=陶|h1:四月三日|"
	  "text:助农增收，桂平注|text:一行|text:二行" },
	{ "Dublin Core goes by its local names",
	  "<r xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>甲</dc:title>"
	  "<dc:creator>乙</dc:creator><p>文</p></r>", "title=甲|author=乙|text:文" },
	{ "metadata in the middle of text is text",
	  "<r><p>据<source>右江报</source>，<date>三月</date></p>"
	  "<date>四月</date></r>", "text:据右江报，三月|text:四月" },
	{ "a title in a paragraph is text",
	  "<r><p>读<title>水经注</title>有感</p></r>", "text:读水经注有感" },
	{ "unknown elements side by side are blocks",
	  "<row><name>韦一</name><post>乡长</post> <x>丙</x>\n<y>丁</y></row>",
	  "text:韦一|text:乡长|text:丙|text:丁" },
	{ "and within a line of text they are inline",
	  "<row>脱贫<x>攻坚</x>成果</row>", "text:脱贫攻坚成果" },
	{ "also when the line begins with one",
	  "<row><x>脱贫</x>攻坚<y/>成果</row>", "text:脱贫攻坚成果" },
	{ "on a line of its own an element is a block",
	  "<r>甲\n<x>乙</x>\n丙</r>", "text:甲|text:乙|text:丙" },
	{ "in a paragraph it is inline wherever it stands",
	  "<p>脱贫\n<x>攻坚</x>\n成果</p>", "text:脱贫 攻坚 成果" },
	{ "a line break in TEI", "<p>甲<lb/>乙</p>", "lines:甲/乙" },
	{ "an RSS feed: items with headings, HTML inside as HTML",
	  "<rss><channel><title>简报</title><link>http://a/</link><item>"
	  "<title>修渠</title><link>http://a/1</link><guid>7</guid>"
	  "<pubDate>Mon</pubDate><description>&lt;p&gt;渠长&lt;b&gt;三&lt;/b&gt;里"
	  "&lt;br&gt;深一尺&lt;/p&gt;</description></item><item><title>架桥</title>"
	  "<description>桥宽两丈，A &lt; B</description></item></channel></rss>",
	  "title=简报|url=http://a/|h1:修渠|lines:渠长三里/深一尺|h1:架桥|"
	  "text:桥宽两丈，A < B" },
	{ "an Atom entry with XHTML inside",
	  "<feed><title>甲</title><updated>2010-05-01</updated><entry>"
	  "<title>乙</title><content type='xhtml'><div><p>一</p><p>二</p></div>"
	  "</content></entry></feed>",
	  "title=甲|date=2010-05-01|h1:乙|text:一|text:二" },
	{ "CDATA is text", "<r><![CDATA[<b>甲</b> & ]]>乙</r>",
	  "text:<b>甲</b> & 乙" },
	{ "Windows line ends are line ends",
	  "<r>\r\n<a1>甲</a1>\r\n<a1>乙\r\n丙</a1></r>", "text:甲|text:乙 丙" },
	{ "the declared encoding is read by us",
	  "<?xml version=\"1.0\" encoding=\"GB18030\"?><r>\xD6\xEC\xE9" "F\xBB\xF9"
	  "\xD7\xF7\xD5\xFE\xB8\xAE\xB9\xA4\xD7\xF7\xB1\xA8\xB8\xE6</r>",
	  "text:朱镕基作政府工作报告" },
	{ "one that is wrong is not believed",
	  "<?xml version=\"1.0\" encoding=\"UTF-16\"?><r>中文内容</r>",
	  "text:中文内容" },
	/* Entities. */
	{ "an entity without markup is read",
	  "<!DOCTYPE r [<!ENTITY gs \"公司\">]><r>本&gs;&amp;x</r>",
	  "text:本公司&x" },
	{ "names of HTML too, without a DTD", "<r>甲&nbsp;乙&hellip;</r>",
	  "text:甲 乙…" },
	{ "a DTD elsewhere is not asked for",
	  "<!DOCTYPE r SYSTEM \"http://127.0.0.1:9/r.dtd\"><r>甲</r>", "text:甲" },
	{ "entities that nest are refused",
	  "<!DOCTYPE r [<!ENTITY a \"xx\"><!ENTITY b \"&a;&a;\">]><r>&b;</r>",
	  "! entity-expansion: entities that nest or are long" },
	{ "and markup in one",
	  "<!DOCTYPE r [<!ENTITY a \"<p>x</p>\">]><r>&a;</r>",
	  "! entity-expansion: entities that nest or are long" },
	{ "one that is never used harms nobody",
	  "<!DOCTYPE r [<!ENTITY a \"xx\"><!ENTITY b \"&a;&a;\">]><r>甲</r>",
	  "text:甲" },
	{ "a loop of entities",
	  "<!DOCTYPE r [<!ENTITY a \"&b;\"><!ENTITY b \"&a;\">]>\n<r>&a;</r>",
	  "! xml-malformed: line 2: an entity refers to itself" },
	{ "a file of this machine",
	  "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><r>&x;</r>",
	  "! external-entity: the document refers to one" },
	{ "parameter entities are nothing",
	  "<!DOCTYPE r [<!ENTITY % a \"&#37;b;\"><!ENTITY % b \"&#37;a;\"> %a;]>"
	  "<r>甲</r>", "text:甲" },
	{ "a DTD with brackets and comments in it ends where it ends",
	  "<!DOCTYPE r [<!-- ]> --><!ENTITY a \"]>\"><?x ]>?>]><r>甲&a;</r>",
	  "text:甲]>" },
	{ "XInclude is not followed",
	  "<r xmlns:xi='http://www.w3.org/2001/XInclude'>甲"
	  "<xi:include href='/etc/hostname' parse='text'/></r>", "text:甲" },
	/* Not well-formed. */
	{ "the line is counted in the file",
	  "<?xml version='1.0'?>\n<!DOCTYPE r [\n]>\n<r>\n<a1>甲</b></r>",
	  "! xml-malformed: line 5: Opening and ending tag mismatch: "
	  "a1 line 5 and b" },
	{ "cut short", "<r><p>甲", "! xml-malformed: line 1: "
	  "the document ends before its elements do" },
	{ "two roots", "<r>甲</r><r>乙</r>", "! xml-malformed: line 1: "
	  "Extra content at the end of the document" },
	{ "a control character is no reason to refuse",
	  "<r>甲\x01乙</r>", "text:甲\x01乙" },
};

#define ATOM "xmlns='http://www.w3.org/2005/Atom'"
#define TEI "xmlns='http://www.tei-c.org/ns/1.0'"
#define NAR "xmlns='http://iptc.org/std/nar/2006-10-01/'"

/* The documents of one file, between " ## ". */
static const struct row parts[] = {
	{ "items of RSS, what is said about each before or behind its text",
	  "<rss><channel><title>简报</title><link>http://a/</link><item><title>修渠</title>"
	  "<description>渠长三里</description><link>http://a/1</link><guid>http://a/g</guid>"
	  "<pubDate>2010-05-01</pubDate></item><item><title>架桥</title><guid>http://a/2</guid>"
	  "<description>&lt;p&gt;甲&lt;/p&gt;&lt;p&gt;乙&lt;/p&gt;</description></item>"
	  "</channel></rss>",
	  "title=修渠|date=2010-05-01|publisher=简报|url=http://a/1|text:渠长三里 ## "
	  "title=架桥|publisher=简报|url=http://a/2|text:甲|text:乙" },
	{ "entries of Atom: the first date, the link to the page, an author with a URI",
	  "<feed " ATOM "><title>甲</title><author><name>韦一</name></author><entry>"
	  "<link rel='self' href='http://a/s'/><link href='http://a/1?a=1&amp;b=2'/>"
	  "<id>tag:a,1</id><updated>2011-01-01</updated><published>2010-05-01</published>"
	  "<title>乙</title><content>一</content></entry><entry><source><id>http://b/</id>"
	  "<title>丙报</title></source><author><name>黄二</name><uri>http://h/</uri></author>"
	  "<summary>二</summary></entry></feed>",
	  "title=乙|date=2010-05-01|publisher=甲|author=韦一|url=http://a/1?a=1&b=2|text:一 ## "
	  "publisher=丙报|author=黄二|text:二" },
	{ "texts of a TEI corpus",
	  "<teiCorpus " TEI "><teiHeader><publisher>馆</publisher><title>志</title></teiHeader>"
	  "<TEI><teiHeader><title>卷一</title></teiHeader><text><p>一</p></text></TEI>"
	  "<TEI><text><p>二</p></text></TEI></teiCorpus>",
	  "title=卷一|publisher=馆|text:一 ## publisher=馆|text:二" },
	{ "items of a NewsML message",
	  "<newsMessage " NAR "><header><sent>x</sent></header><itemSet><newsItem><contentMeta>"
	  "<headline>图</headline><description>桥</description></contentMeta></newsItem>"
	  "<newsItem><contentSet><inlineXML><p>文</p></inlineXML></contentSet></newsItem>"
	  "</itemSet></newsMessage>", "title=图|text:桥 ## text:文" },
	{ "a document in a document is a part of it",
	  "<feed><entry><p>甲</p><feed><entry><p>乙</p></entry></feed></entry></feed>",
	  "text:甲|text:乙" },
	{ "an item of a list is none", "<list><item>甲</item><item>乙</item></list>", "" },
	{ "a title that is all that there is, is text",
	  "<feed><entry><title>修渠</title></entry></feed>", "title=修渠|TITLE:修渠" },
	{ "an entry that is empty is one", "<feed><entry/></feed>", "" },
	{ "those before a fault are handed over",
	  "<feed><entry><p>甲</p></entry><entry><p>乙</entry></feed>",
	  "text:甲 ## ! xml-malformed: line 1: Opening and ending tag mismatch: "
	  "p line 1 and entry" },
};

static enum status take_part(void *context, struct raw_document *raw,
			     struct error *err)
{
	struct buf *out = context, part = BUF_INIT;

	(void)err;
	show_raw(&part, raw);
	buf_put_format(out, "%s%s", out->len ? " ## " : "",
		       part.data ? part.data : "");
	buf_release(&part);
	return STATUS_OK;
}

static void check_parts(const struct row *row)
{
	struct buf got = BUF_INIT;
	struct reader_input input = { .bytes = row->document,
		.len = strlen(row->document), .each = take_part,
		.context = &got };
	struct raw_document raw;
	struct error err = { STATUS_OK, "" };

	raw_init(&raw);
	unit_begin(row->why);
	if (reader_xml(&raw, &input, &err))
		buf_put_format(&got, " ## ! %s", err.text);
	EXPECT_STR(got.data ? got.data : "", row->want);
	raw_release(&raw);
	buf_release(&got);
}

static enum status take_bytes(void *context, struct raw_document *raw,
			      struct error *err)
{
	static const char *const wants[] = { "<entry><p>河</p></entry>",
					     "<entry a='>'/>" };
	const char *const *document = context;
	static size_t count;

	(void)err;
	EXPECT(count < 2);
	EXPECT_INT(raw->part_end - raw->part_begin, strlen(wants[count % 2]));
	EXPECT(!strncmp(*document + raw->part_begin, wants[count % 2],
			strlen(wants[count % 2])));
	return count++ ? error_set(err, STATUS_INTERRUPTED, "enough") :
			 STATUS_OK;
}

static void check_places(void)
{
	const char *document = "<!DOCTYPE feed>\n<feed>题<entry><p>河</p></entry>\n"
			       "<entry a='>'/><entry/></feed>";
	struct reader_input input = { .bytes = document,
		.len = strlen(document), .each = take_bytes,
		.context = &document };
	struct raw_document raw;
	struct error err = { STATUS_OK, "" };

	raw_init(&raw);
	unit_begin("an entry has its bytes, and who takes it can say: enough");
	EXPECT_INT(reader_xml(&raw, &input, &err), STATUS_INTERRUPTED);
	EXPECT_STR(err.text, "enough");
	raw_release(&raw);
}

static const struct big {
	const char *why, *before, *repeated, *after, *want;
	size_t times;
} bigs[] = {
	{ "512 elements deep", "<r>", "<x>", "", NULL, 511 },
	{ "100,000 elements deep", "<r>", "<x>", "",
	  "! too-deep: over 512 elements inside one another", 100000 },
	{ "100,000 attributes", "<r ", "a='1' ", ">甲</r>",
	  "! too-many-attributes: over 1000", 100000 },
	{ "a quadratic blow-up", "<!DOCTYPE r [<!ENTITY a \"",
	  "aaaaaaaaaa", "\">]><r>&a;&a;&a;</r>",
	  "! entity-expansion: entities that nest or are long", 10000 },
	{ "a flood of a plain entity", "<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa"
	  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	  "\">]><r>", "&a;", "</r>",
	  "! entity-expansion: text grows without bound", 200000 },
	{ "a text of 11 MB", "<r>甲", "aaaaaaaaaaa", "</r>", NULL, 1000000 },
};

static void check_big(struct buf *got, const struct big *big)
{
	struct buf document = BUF_INIT;
	clock_t begin = clock();

	buf_put_string(&document, big->before);
	for (size_t i = 0; i < big->times; i++)
		buf_put_string(&document, big->repeated);
	buf_put_string(&document, big->after);
	if (!*big->after)
		buf_put_string(&document, "甲");
	for (size_t i = 0; !*big->after && i < big->times; i++)
		buf_put_string(&document, "</x>");
	buf_put_string(&document, *big->after ? "" : "</r>");
	show_read(got, reader_xml, document.data, document.len);
	unit_begin(big->why);
	if (big->want)
		EXPECT_STR(got->data, big->want);
	else
		EXPECT(!strncmp(got->data, "text:甲", strlen("text:甲")));
	EXPECT((clock() - begin) / CLOCKS_PER_SEC < 3);
	buf_release(&document);
}

/* Where the bytes of each character begin: "甲@3 ...". */
static const struct row sources[] = {
	{ "characters have their own bytes", "<r>河<hi>池</hi></r>", "河@3 池@10" },
	{ "a reference is its whole span", "<r>&lt;&#20013;x</r>", "<@3 中@7 x@15" },
	{ "a DTD and an entity shift nothing",
	  "<!DOCTYPE r [<!ENTITY a \"公司\">]><r>甲&a;乙</r>",
	  "甲@38 公@41 司@41 乙@44" },
	{ "CDATA has its place", "<r><![CDATA[甲&]]>乙</r>", "甲@12 &@15 乙@19" },
	{ "HTML in a feed keeps the place in the file",
	  "<r><description>&lt;b&gt;甲&lt;/b&gt;&amp;lt;</description></r>",
	  "甲@25 <@38" },
};

static void check_source(const struct row *row)
{
	struct reader_input input = { .bytes = row->document,
				      .len = strlen(row->document) };
	struct buf got = BUF_INIT;
	struct raw_document raw;

	raw_init(&raw);
	unit_begin(row->why);
	EXPECT_INT(reader_xml(&raw, &input, NULL), STATUS_OK);
	EXPECT_INT(raw.count, 1);
	for (size_t i = raw.count ? raw.blocks[0].begin : 0;
	     raw.count && i < raw.blocks[0].end; i++) {
		buf_put_string(&got, got.len ? " " : "");
		text_cps_to_utf8(&got, &raw.text.cp[i], 1);
		buf_put_format(&got, "@%u", raw.text.src[i]);
	}
	EXPECT_STR(got.data, row->want);
	buf_release(&got);
	raw_release(&raw);
}

int main(void)
{
	struct buf got = BUF_INIT;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		unit_begin(rows[i].why);
		show_read(&got, reader_xml, rows[i].document,
			  strlen(rows[i].document));
		EXPECT_STR(got.data, rows[i].want);
	}
	for (size_t i = 0; i < sizeof(bigs) / sizeof(bigs[0]); i++)
		check_big(&got, &bigs[i]);
	for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++)
		check_source(&sources[i]);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		check_parts(&parts[i]);
	check_places();
	buf_release(&got);
	return unit_done();
}
