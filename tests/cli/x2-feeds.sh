#!/bin/sh
test_description='bagui-index: each entry of a feed is a document of its own'
. "$(dirname "$0")/../lib.sh"

entry () {
	cat <<-END
	<entry><title>$2</title><link rel="edit" href="http://a.example/edit/$1"/>
	<link href="http://a.example/$1"/><id>http://a.example/id/$1</id>
	<updated>2010-05-0${1}T08:00:00+08:00</updated>
	<content type="html">&lt;p&gt;$3&lt;/p&gt;</content><author><name>$4</name>
	<uri>http://a.example/who</uri></author></entry>
	END
}

feed () {
	echo "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\"><title>右江简报</title>"
	echo "<link rel=\"self\" href=\"http://a.example/feed\"/><updated>2010-06-01</updated>"
	entry 1 修渠 "三县的水渠修到了${1:-山脚}。" 韦一 &&
	entry 2 架桥 "河上的石桥宽两丈。" 黄二 &&
	entry 3 植树 "坡上种下了油茶树。" 梁三 && echo "</feed>"
}

rss () {
	cat <<-END
	<?xml version="1.0"?><rss version="2.0"><channel><title>热线周报</title><link>http://r.example/</link>
	<description>每周一期。</description>
	<item><title>开通热线</title><description>热线昨天开通了。</description>
	<guid>http://r.example/1</guid><pubDate>Mon, 03 May 2010 08:00:00 +0800</pubDate></item>
	<item><title>接听热线</title><link>http://r.example/2</link><guid isPermaLink="false">7</guid>
	<source url="http://s.example/">左江报</source><description>热线接听了百次。</description></item>
	<item><title>只有标题的热线</title></item></channel></rss>
	END
}

query () { bagui-query -i "$@"; }
ids () { query idx --format=trec -n all "$1" | cut -d" " -f3 | sort; }
field () { query idx --format=jsonl "$1" | sed "s/.*\"$2\":\"\\([^\"]*\\)\".*/\\1/"; }

test_expect_success 'setup: an Atom feed of three entries and an RSS feed' '
	feed >a.xml && rss >r.xml && bagui-index -i idx --report=rows a.xml r.xml >out &&
	grep "^7 documents added" out
'

test_expect_success 'an entry is found by its text, under its number' '
	test "$(ids "\"石桥宽两丈\"")" = "a.xml!2#0" &&
	test "$(ids "\"热线接听了\"")" = "r.xml!2#0"
'

test_expect_success 'its title, date, author and URL are its own' '
	test "$(field "\"油茶树\"" title)" = 植树 && test "$(field "\"油茶树\"" date)" = 2010-05-03 &&
	test "$(field "\"油茶树\"" author)" = 梁三 &&
	test "$(field "\"油茶树\"" url)" = http://a.example/3 &&
	test "$(field "\"昨天开通\"" title)" = 开通热线 && test "$(field "\"昨天开通\"" date)" = 2010-05-03
'

test_expect_success 'the URL of an item is its guid where it has no link, and that is one' '
	test "$(field "\"昨天开通\"" url)" = http://r.example/1 &&
	test "$(field "\"接听了百次\"" url)" = http://r.example/2
'

test_expect_success 'the feed is the publisher of an entry that names none' '
	test "$(field "\"油茶树\"" publisher)" = 右江简报 &&
	test "$(field "\"昨天开通\"" publisher)" = 热线周报 &&
	test "$(field "\"接听了百次\"" publisher)" = 左江报
'

test_expect_success 'the title of an entry is text, also when it is all that there is' '
	test "$(ids "\"只有标题\"")" = "r.xml!3#0" && test "$(ids "\"植树\"")" = "a.xml!3#0"
'

test_expect_success 'the bytes of a passage are those in the file' '
	query idx --format=jsonl "\"河上的石桥\"" >answer &&
	begin=$(sed "s/.*\"bytes\":\\[\\([0-9]*\\),.*/\\1/" answer) &&
	end=$(sed "s/.*\"bytes\":\\[[0-9]*,\\([0-9]*\\).*/\\1/" answer) &&
	test "$(head -c "$end" a.xml | tail -c "+$((begin + 1))")" = "河上的石桥宽两丈。"
'

test_expect_success '--show=passages shows all entries' '
	bagui-index --show=passages a.xml >shown && test "$(grep -c "^== a.xml![123]$" shown)" = 3 &&
	grep "^title: 架桥" shown && grep "油茶树" shown
'

test_expect_success 'a feed that was only touched costs a look, and nothing is written' '
	touch a.xml && bagui-index -i idx a.xml r.xml >out &&
	grep "^0 documents added, 0 replaced, 0 removed" out
'

test_expect_success 'of a feed with one changed entry, that entry alone is replaced' '
	feed 山顶 >a.xml && bagui-index -i idx a.xml r.xml >out &&
	grep "^0 documents added, 1 replaced, 0 removed" out &&
	test "$(ids "\"修到了山顶\"")" = "a.xml!1#0" && test_expect_code 1 query idx "\"修到了山脚\"" &&
	bagui-index -i idx --check
'

test_expect_success 'an entry that is gone is dropped' '
	feed 山顶 | sed "/<entry><title>植树/,/<\\/entry>/d" >a.xml && bagui-index -i idx a.xml r.xml >out &&
	grep "^0 documents added, 0 replaced, 1 removed" out &&
	test_expect_code 1 query idx "\"油茶树\"" && test "$(ids "\"石桥宽两丈\"")" = "a.xml!2#0" &&
	bagui-index -i idx --check
'

test_expect_success 'when the name of the feed changes, its entries say so' '
	sed s/右江简报/右江日报/ a.xml >b && mv b a.xml && bagui-index -i idx a.xml >out &&
	grep "^0 documents added, 2 replaced, 0 removed" out &&
	test "$(field "\"石桥宽两丈\"" publisher)" = 右江日报
'

test_expect_success 'a feed in an archive has entries too' '
	mkdir in && feed >in/f.xml && tar -cf in.tar in && bagui-index -i tar in.tar &&
	query tar --format=trec "\"油茶树\"" | grep "in.tar!/in/f.xml!3#0"
'

test_expect_success 'of a feed that breaks off, the entries before are kept, and the rest is told' '
	feed | head -c -40 >cut.xml && test_expect_code 3 bagui-index -i cut cut.xml 2>err &&
	grep "cut.xml: xml-malformed" err && query cut --format=trec "\"石桥宽两丈\""
'

test_expect_success 'a corpus is its texts, and a mapping can say what a document is' '
	echo "<teiCorpus xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><title>县志</title></teiHeader>" >c.xml &&
	for name in 甲 乙; do
		echo "<TEI><teiHeader><title>卷$name</title></teiHeader><text><p>县城在${name}河。</p></text></TEI>"
	done >>c.xml && echo "</teiCorpus>" >>c.xml &&
	echo "<box><mail><title>来信</title><p>信里说路通了。</p></mail><mail><p>信里说水清了。</p></mail></box>" >m.xml &&
	printf "document\\tbox/mail\\n" >map && bagui-index -i corpus --xml-map=map c.xml m.xml &&
	query corpus --format=trec "\"县城在\"" | cut -d" " -f3 | sort >found &&
	test_write_lines "c.xml!1#0" "c.xml!2#0" >expect && test_cmp expect found &&
	query corpus --format=trec "\"信里说水\"" | grep "m.xml!2#0"
'

test_expect_success 'what a feed says besides its entries is a document of its own' '
	feed >a.xml && rss >r.xml && bagui-index -i own a.xml r.xml >out && grep "^7 documents added" out &&
	query own --format=trec "\"每周一期\"" | grep "r.xml!0#0" && query own --format=jsonl "\"每周一期\"" | grep "\"title\":\"热线周报\"" &&
	bagui-index --show=passages r.xml | grep "^== r.xml!0" &&
	touch r.xml && bagui-index -i own r.xml >out && grep "^0 documents added, 0 replaced, 0 removed" out &&
	bagui-index -i own --check
'

test_expect_success 'a feed is known without an XML declaration, and whatever it is called' '
	feed | sed "s/<?xml version=\"1.0\"?>//" >plain.txt && { echo "<!-- a -->"; rss | sed "s/<?xml version=\"1.0\"?>//"; } >other.dat &&
	printf "%s" "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\">
		<channel><title>旧式</title></channel><item><title>一</title><description>老的热线。</description></item>
		<item><title>二</title><description>老的窗口。</description></item></rdf:RDF>" >third &&
	bagui-index -i plain plain.txt other.dat third && test "$(query plain --format=trec "\"石桥宽两丈\"" | cut -d" " -f3)" = "plain.txt!2#0" &&
	query plain --format=trec "\"接听了百次\"" | grep "other.dat!2#0" && query plain --format=trec "\"老的窗口\"" | grep "third!2#0"
'

test_expect_success '--source of an entry is its element, and of a passage its own bytes' '
	query own --source="a.xml!2" >actual && { printf %s "$(entry 2 架桥 "河上的石桥宽两丈。" 黄二)"; } >expect && cmp expect actual &&
	query own --source="r.xml!1" >actual && head -c 6 actual | grep "<item>" && tail -c 7 actual | grep "</item>" && grep 昨天开通 actual &&
	query own --source="r.xml!3" >actual && grep "只有标题" actual && test_expect_code 1 grep 百次 actual &&
	query own --source="a.xml!2#0" >actual && grep "石桥" actual && test_expect_code 1 grep "<entry>" actual &&
	query own --source="r.xml!0" >actual && cmp r.xml actual
'

test_expect_success '--source of an entry whose feed has changed: if it is as it was, that is it' '
	sed "s/山脚/山顶/" a.xml >b && mv b a.xml && query own --source="a.xml!2" | grep 石桥 &&
	test_expect_code 2 query own --source="a.xml!1" 2>err && grep "changed since it was indexed" err
'

test_expect_success 'what was kept of a feed and of lines is had when they are gone' '
	feed >k.xml && printf "%s\n" "{\"id\":\"l1\",\"text\":\"第一行热线。\"}" "{\"id\":\"l2\",\"text\":\"第二行窗口。\"}" >k.jsonl &&
	bagui-index -i kept --keep-originals k.xml k.jsonl && bagui-index -i kept --compact && sed -n 2p k.jsonl | tr -d "\n" >expect && rm k.xml k.jsonl &&
	query kept --source=l2 >actual && cmp expect actual && query kept --source="k.xml!3" >actual && grep 油茶树 actual &&
	test_expect_code 1 grep 石桥 actual
'

capture () {
	feed "$1" >body && { printf "HTTP/1.1 200 OK\r\nContent-Type: application/atom+xml\r\n\r\n"; cat body; } >http &&
	printf "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/feed\r\nWARC-Date: %s\r\nWARC-Record-ID: <urn:uuid:%s>\r\nContent-Type: application/http;msgtype=response\r\nContent-Length: %d\r\n\r\n" \
		"$2" "$3" "$(wc -c <http)" && cat http && printf "\r\n\r\n"
}

test_expect_success 'a feed that was captured has entries, and those captured again are one' '
	{ capture 山脚 2010-06-01T00:00:00Z 1 && capture 山顶 2010-06-02T00:00:00Z 2; } >feeds.warc &&
	bagui-index -i warc --report=rows feeds.warc >out && grep "^4 documents added" out && grep -c "captured before" rows | grep "^2$" &&
	test "$(query warc --format=trec -n all "\"石桥宽两丈\"" | wc -l)" -eq 1 && query warc "\"修到了山脚\"" && query warc "\"修到了山顶\"" &&
	id=$(query warc --format=tsv "\"石桥宽两丈\"" | sed 1d | cut -f3) && query warc --source="${id%#0}" >actual && grep 石桥宽两丈 actual &&
	bagui-index -i warc --check
'

test_expect_success 'what is wrong with an entry names the entry' '
	echo "<?xml version=\"1.0\"?><rss><channel><item><link>http://x.example/</link></item><item><title>有字</title></item></channel></rss>" >e.xml &&
	bagui-index -i wrong --report=rows e.xml && grep "\"member\":\"entry 1\".*no-text" rows
'

test_done
