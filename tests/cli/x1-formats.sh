#!/bin/sh
test_description='bagui-index: a document is found whatever kind of file it came as'
. "$(dirname "$0")/../lib.sh"

ids () { bagui-query -i idx --format=trec -n all "$1" | cut -d' ' -f3 | sort; }
field () { bagui-query -i idx --format=jsonl "$2" | sed "s/.*\"$1\":\"\([^\"]*\)\".*/\1/"; }

# A zip file of the parts that follow, name and content.
zip_of () {
	perl -MIO::Compress::Zip -e '
		my $name = shift;
		my $zip;
		while (my ($part, $content) = splice @ARGV, 0, 2) {
			$zip ? $zip->newStream(Name => $part) : ($zip = IO::Compress::Zip->new($name, Name => $part));
			$zip->print($content);
		}
		$zip->close' "$@"
}

test_expect_success 'setup: the same news in nine kinds of file' '
	mkdir docs &&
	printf "# 甲县修渠\n\n渠长**三**里，民生热线一开通。\n" >docs/a.md &&
	printf "text\ttitle\n乙县渠长三里，民生热线二开通。\t乙县修渠\n" >docs/b.tsv &&
	printf "From: a@b\nMIME-Version: 1.0\nSubject: =?utf-8?B?5LiZ5Y6/5L+u5rig?=\nContent-Type: text/plain; charset=gbk\n\n" >docs/c.eml &&
	printf "民生热线三开通。\n" | iconv -t GBK >>docs/c.eml &&
	printf "From: <Saved by Blink>\nSnapshot-Content-Location: http://a/d\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html; charset=utf-8\n\n<title>丁县修渠</title><p>民生热线四开通。\n--x--\n" >docs/d.mhtml &&
	zip_of docs/e.docx word/document.xml "<w:d xmlns:w=\"w\"><w:p><w:r><w:t>民生热</w:t></w:r><w:r><w:t>线五开通。</w:t></w:r></w:p></w:d>" &&
	zip_of docs/f.odt mimetype application/vnd.oasis.opendocument.text content.xml "<o:d xmlns:o=\"o\" xmlns:text=\"t\"><text:p>民生<text:span>热线</text:span>六开通。</text:p></o:d>" &&
	zip_of docs/g.epub mimetype application/epub+zip META-INF/container.xml "<c><rootfile full-path=\"g.opf\"/></c>" g.opf "<p><item id=\"i\" href=\"g.htm\"/><itemref idref=\"i\"/></p>" g.htm "<p>民生热线七开通。" &&
	zip_of docs/h.ofd OFD.xml "<O><DocRoot>D.xml</DocRoot></O>" D.xml "<D><Page BaseLoc=\"p.xml\"/></D>" p.xml "<P><TextObject Boundary=\"1 1 9 9\" Size=\"3\"><TextCode X=\"0\" Y=\"3\">民生热线八开通。</TextCode></TextObject></P>" &&
	printf "<doc><subject>己县修渠</subject><para>民生<x>热线</x>九开通。</para><stamp>印章</stamp></doc>" >docs/i.xml &&
	printf "title\tsubject\nparagraph\tpara\nskip\tstamp\n" >map
'

test_expect_success 'each is one document, and its words are in one piece' '
	bagui-index -i idx --xml-map=map docs >out &&
	grep "^9 documents added" out &&
	for n in 一 二 三 四 五 六 七 八 九; do
		test "$(ids "\"民生热线${n}开通\"" | wc -l)" = 1 || return 1
	done
'

test_expect_success 'titles come from where each kind has them' '
	test "$(field title "\"热线一开通\"")" = 甲县修渠 &&
	test "$(field title "\"热线二开通\"")" = 乙县修渠 &&
	test "$(field title "\"热线三开通\"")" = 丙县修渠 &&
	test "$(field title "\"热线四开通\"")" = 丁县修渠 &&
	test "$(field title "\"热线九开通\"")" = 己县修渠
'

test_expect_success 'a mapping says what is no text' '
	test_expect_code 1 bagui-query -i idx "\"印章\""
'

test_expect_success 'the whole of a packed file is the source of its words' '
	size=$(wc -c <docs/e.docx) &&
	bagui-query -i idx --format=jsonl "\"热线五开通\"" >answer &&
	grep "\"bytes\":\[0,$size\]" answer
'

test_expect_success 'a mapping that breaks the rules is refused with its line' '
	printf "title\ta\nhero\tb\n" >bad &&
	test_expect_code 2 bagui-index -i idx --xml-map=bad docs 2>err &&
	grep "bad: line 2: no role is called hero" err
'

test_expect_success 'what is no text is refused, and says what it is' '
	mkdir other && printf "GIF89a......" >other/a.html &&
	zip_of other/b.docx xl/workbook.xml "<w/>" &&
	head -c 200 docs/e.docx >other/c.docx &&
	test_expect_code 3 bagui-index -i other.idx --report=report other 2>err &&
	grep "a.html.*media-type: image/gif" report &&
	grep "b.docx.*media-type: application/" report &&
	grep "c.docx.*truncated" report
'

test_done
