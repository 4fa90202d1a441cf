/* read/xml_element and read/xml_map: what elements mean in the vocabularies that
 * are known, and in one that the user describes. */
#include "tests/unit/unit.h"

#include "read/xml_map.h"
#include "tests/unit/cut.h"
#include "tests/unit/folder.h"
#include "tests/unit/show_raw.h"

#define NAR "xmlns='http://iptc.org/std/nar/2006-10-01/'"
#define NITF "xmlns='http://iptc.org/std/NITF/2006-10-18/'"
#define S(text) "<String CONTENT='" text "'/>"

static const struct row { const char *why, *map, *document, *want; } rows[] = {
	{ "NewsML-G2: who, when, and the NITF inside", NULL,
	  "<newsItem " NAR "><rightsInfo><copyrightNotice>版权</copyrightNotice></rightsInfo>"
	  "<itemMeta><provider><name>右江社</name></provider><versionCreated>2010-02-02"
	  "</versionCreated></itemMeta><contentMeta><contentCreated>2010-02-01"
	  "</contentCreated><creator><name>韦一</name><affiliation>社</affiliation>"
	  "</creator><headline>三县\n  修渠</headline><subject><name>水利</name></subject>"
	  "</contentMeta><contentSet><inlineXML><nitf " NITF "><body><body.head><hedline>"
	  "<hl1>三县修渠</hl1></hedline></body.head><body.content><p>渠长三里。</p>"
	  "</body.content></body></nitf></inlineXML></contentSet></newsItem>",
	  "title=三县 修渠|date=2010-02-01|publisher=右江社|author=韦一|TITLE:三县修渠|"
	  "text:渠长三里。" },
	{ "without a date of its own, that of its version", NULL,
	  "<newsItem " NAR "><itemMeta><versionCreated>2010-02-02</versionCreated></itemMeta>"
	  "</newsItem>", "date=2010-02-02" },
	{ "ALTO: words of Chinese join, others don't, a word cut by a line is one", NULL,
	  "<alto><Description><fileName>a.tif</fileName></Description><Layout><Page>"
	  "<TextBlock><TextLine>" S("脱贫") "<SP/>" S("攻坚") "</TextLine><TextLine>"
	  S("成果") S("A&amp;B") "<String CONTENT='inter-' SUBS_TYPE='HypPart1' "
	  "SUBS_CONTENT='internet'/><HYP CONTENT='-'/></TextLine><TextLine><String "
	  "CONTENT='net' SUBS_TYPE='HypPart2' SUBS_CONTENT='internet'/><SP/>" S("end")
	  "</TextLine></TextBlock><TextBlock><TextLine>" S("二。") "</TextLine></TextBlock>"
	  "</Page></Layout></alto>", "text:脱贫攻坚 成果 A&B internet end|text:二。" },
	{ "METS has a title, and no text", NULL,
	  "<mets><metsHdr><agent>x</agent></metsHdr><dmdSec><mods><titleInfo><title>县志"
	  "</title></titleInfo><name><namePart>韦一</namePart></name><dateIssued>1935"
	  "</dateIssued></mods></dmdSec><fileSec><file>y</file></fileSec></mets>",
	  "title=县志|date=1935|author=韦一" },
	{ "JATS: its front, its sections, its references", NULL,
	  "<article><front><journal-meta><journal-title>学报</journal-title></journal-meta>"
	  "<article-meta><article-id>7</article-id><title-group><article-title>水利考"
	  "</article-title></title-group><contrib-group><contrib><name><surname>韦</surname>"
	  "<given-names>一</given-names></name></contrib></contrib-group><pub-date><day>1</day>"
	  "</pub-date><abstract><p>要。</p></abstract></article-meta></front><body><sec>"
	  "<title>引言</title><p>文。</p></sec></body><back><ref-list><ref><mixed-citation>"
	  "<name>陶</name>，<article-title>渠</article-title>。</mixed-citation></ref></ref-list>"
	  "</back></article>",
	  "title=水利考|author=韦一|text:要。|h2:引言|text:文。|text:陶，渠。" },
	{ "DocBook", NULL,
	  "<article xmlns='http://docbook.org/ns/docbook'><info><title>手册</title><author>"
	  "<personname>韦一</personname></author></info><section><title>用法</title><simpara>"
	  "键入<command>a</command><indexterm>x</indexterm>。</simpara></section></article>",
	  "title=手册|author=韦一|h2:用法|text:键入a。" },
	{ "one's own: elements, parents, attributes",
	  "# 交换格式\ntitle\tdoc/subject\ndate\tdoc@issued\nregion\tdoc@from\nauthor\tdrafter\n"
	  "topic\tkeyword\nsection\tchapter\nheading\tchapter/name\nparagraph\tpara\n"
	  "skip\tstamp checksum\t# 印\n",
	  "<doc issued='2009-03' from='桂&amp;平'><chapter><name>甲</name><para>一"
	  "<x>二</x></para><stamp>印</stamp></chapter><subject>通知</subject><keyword>水利"
	  "</keyword><keyword>民生</keyword><drafter>韦 一</drafter></doc>",
	  "title=通知|date=2009-03|author=韦 一|region=桂&平|topics=水利,民生|h1:甲|text:一二" },
	{ "a namespace, and what is built in where it does not hold",
	  "skip\tp\tu:x\n", "<r><p>甲</p><p xmlns='u:x'>乙</p></r>", "text:甲" },
	{ "the first line that fits holds", "inline\tr/p\nskip\tp\n",
	  "<r>甲<p>乙</p><q><p>丙</p></q></r>", "text:甲乙" },
	{ "an element that is HTML", "html\tbody\n",
	  "<r><body>&lt;p&gt;甲&lt;b&gt;乙&lt;/b&gt;&lt;/p&gt;</body></r>", "text:甲乙" },
	{ "a photo is its caption, where there is no other text", NULL,
	  "<newsItem " NAR "><contentMeta><headline>渠口</headline><description>渠口的\n新闸"
	  "</description><description>三月</description></contentMeta></newsItem>",
	  "title=渠口|text:渠口的 新闸|text:三月" },
	{ "without a caption it is its headline", NULL,
	  "<newsItem " NAR "><contentMeta><headline>渠口</headline></contentMeta></newsItem>",
	  "title=渠口|TITLE:渠口" },
	{ "with other text the caption is none", NULL,
	  "<newsItem " NAR "><contentMeta><description>新闸</description></contentMeta>"
	  "<contentSet><inlineXML><p>渠长三里。</p></inlineXML></contentSet></newsItem>",
	  "text:渠长三里。" },
	{ "a document of one's own is a section where all is to be one",
	  "document\tmail\n", "<box><mail><title>甲</title><p>一</p></mail></box>",
	  "h1:甲|text:一" },
	{ "an attribute that is to be a document", "document\ta@b\n", "",
	  "! line 1: an attribute cannot be a document" },
	{ "a role that there is not", "title\ta\nhead\tb\n", "",
	  "! line 2: no role is called head" },
	{ "a role without names", "title\n", "", "! line 1: title has no names" },
	{ "an attribute that is to be a paragraph", "paragraph\ta@b\n", "",
	  "! line 1: an attribute cannot be a paragraph" },
	{ "no name", "title\t/b\n", "", "! line 1: /b is no name" },
	{ "another that is none", "title\ta@\n", "", "! line 1: a@ is no name" },
};

static void show_list(struct buf *out, const char *name,
		      const struct raw_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		buf_put_format(out, "%s%s%s", i ? "," : "|", i ? "" : name,
			       list->at[i]);
}

static void show_mapped(struct buf *out, const xml_map *map,
			const char *document)
{
	struct reader_input input = { .bytes = document,
		.len = strlen(document), .map = map };
	struct raw_document raw;

	raw_init(&raw);
	EXPECT_INT(reader_xml(&raw, &input, NULL), STATUS_OK);
	show_field(out, "title", raw.title);
	show_field(out, "date", raw.date);
	show_field(out, "publisher", raw.publisher);
	show_field(out, "author", raw.author);
	show_field(out, "region", raw.region);
	show_list(out, "topics=", &raw.topics);
	for (size_t i = 0; i < raw.count; i++)
		show_block(out, &raw.text, &raw.blocks[i]);
	raw_release(&raw);
}

static void check(const struct row *row)
{
	struct buf got = BUF_INIT;
	struct error err = { 0 };
	xml_map *map = NULL;

	unit_begin(row->why);
	if (row->map && xml_map_parse(&map, row->map, strlen(row->map), &err))
		buf_put_format(&got, "! %s", err.text);
	else
		show_mapped(&got, map, row->document);
	EXPECT_STR(got.data, row->want);
	xml_map_free(map);
	buf_release(&got);
}

/* A word of ALTO comes from its attribute. */
static void check_source(void)
{
	static const char document[] = "<alto><Page><TextBlock><TextLine>"
		"<String ID='x' CONTENT='脱贫'/></TextLine></TextBlock></Page></alto>";
	struct reader_input input = { .bytes = document,
				      .len = sizeof(document) - 1 };
	struct raw_document raw;

	unit_begin("a scanned word comes from its attribute");
	raw_init(&raw);
	EXPECT_INT(reader_xml(&raw, &input, NULL), STATUS_OK);
	EXPECT_INT(raw.text.src[raw.blocks[0].begin],
		   strstr(document, "脱") - document);
	raw_release(&raw);
}

/* What real ones hold; the others have no words of their own. */
static const struct real { const char *name, *want; } reals[] = {
	{ "newsml-g2__LISTING_1_A_NewsML-G2_News_Item.xml", NULL },
	{ "newsml-g2__LISTING_3_Photo_in_NewsML-G2.xml", "|text:A general view of part of" },
	{ "newsml-g2__LISTING_4_Multiple_Renditions_of_a_Video_in_NewsML-G2.xml", "|text:" },
	{ "newsml-g2__ap_metadata_example.xml", NULL },
	{ "newsml-g2__LISTING_2_NewsML-G2_Text_Document.xml",
	  "title=Fed to halt QE to avert \"bubble\"|date=2016-11-21T15:21:06-05:00|"
	  "publisher=Associated Press|author=Meredith Jameson|TITLE:" },
	{ "newsml-g2__LISTING_25_An_NITF_marked-up_article_conveyed_in_inlineXML.xml",
	  "text:(Sports Network) - With the Philadelphia Phillies picking up" },
	{ "newsml-g2__Receiver_View.xml", "|text:Ugiating ea feugait utat" },
	{ "documentation__ALTO-BnF-V2.xml", "Disgracieuseté" },
};

static void check_real(const char *name, const char *bytes, size_t len)
{
	struct buf got = BUF_INIT;

	show_read(&got, reader_xml, bytes, len);
	EXPECT(got.data[0] != '!');
	for (size_t i = 0; i < sizeof(reals) / sizeof(reals[0]); i++) {
		if (strcmp(reals[i].name, name))
			continue;
		if (reals[i].want)
			EXPECT(strstr(got.data, reals[i].want));
		else
			EXPECT(!strstr(got.data, "text:"));
	}
	buf_release(&got);
}

int main(void)
{
	struct reader_input input = { .bytes = NULL };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check(&rows[i]);
	check_source();
	folder_each("../shared/data/formats/newsml", check_real);
	folder_each("../shared/data/formats/alto", check_real);
	unit_begin("cut or changed at every byte, it still ends in a status");
	cut_everywhere(reader_xml, input, rows[0].document,
		       strlen(rows[0].document));
	cut_everywhere(reader_xml, input, rows[2].document,
		       strlen(rows[2].document));
	return unit_done();
}
