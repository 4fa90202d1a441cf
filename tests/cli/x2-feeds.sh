#!/bin/sh
test_description='bagui-index: each entry of a feed is a document of its own'
. "$(dirname "$0")/../lib.sh"

# libxapian's check frees with the wrong size, which is no matter of ours.
ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}new_delete_type_mismatch=0
export ASAN_OPTIONS

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
	grep "^6 documents added" out
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

test_done
