#!/bin/sh
test_description='bagui-index: a run indexes what is there, the next one what changed'
. "$(dirname "$0")/../lib.sh"

ids () { bagui-query -i idx --format=trec -n all "$@" | cut -d' ' -f3 | sort; }

test_expect_success 'setup: a folder of documents in several forms and encodings' '
	mkdir -p archive/sub &&
	echo "玉林市开通了民生热线。" >archive/a.txt &&
	echo "河池市开通了网络平台。" | iconv -t GB18030 >archive/gb.txt &&
	echo "臺北市舉辦了就業培訓，許多市民參加。" | iconv -t BIG5 >archive/sub/big5.txt &&
	printf "\377\376" >archive/utf16.txt &&
	echo "南宁市设立了服务窗口。" | iconv -t UTF-16LE >>archive/utf16.txt &&
	echo "<html><head><title>通知</title></head><body><p>百色市<b>慰问</b>老人。</p></body></html>" >archive/page.html &&
	echo "<report><title>报告</title><p>梧州市组织了宣讲。</p></report>" >archive/report.xml &&
	printf "%s\n" "{\"id\":\"one\",\"title\":\"甲\",\"text\":\"贺州市扶持企业。\"}" \
		"{\"id\":\"two\",\"html\":\"<p>来宾市送<b>岗位</b>下乡。</p>\"}" >archive/lines.jsonl &&
	gzip -n -c archive/a.txt | cat >archive/packed.txt.gz &&
	echo "崇左市修了路。" | gzip -n >archive/packed.txt.gz
'

test_expect_success 'every document is indexed under its name below the source' '
	bagui-index -i idx archive >out 2>err &&
	test_must_be_empty err &&
	ids --match=any "市" | sed "s/#.*//" | sort -u >actual &&
	test_write_lines archive/a.txt archive/gb.txt archive/packed.txt.gz archive/page.html \
		archive/report.xml archive/sub/big5.txt archive/utf16.txt one two | sort >expect &&
	test_cmp expect actual
'

test_expect_success 'each encoding is read, and found in either script' '
	test "$(ids \"网络平台\")" = "archive/gb.txt#0" &&
	test "$(ids \"就业培训\")" = "archive/sub/big5.txt#0" &&
	test "$(ids \"服務窗口\")" = "archive/utf16.txt#0"
'

test_expect_success 'a word broken by inline markup is whole' '
	test "$(ids \"百色市慰问老人\")" = "archive/page.html#0" &&
	test "$(ids \"送岗位下乡\")" = "two#0"
'

test_expect_success 'the second run finds nothing to do' '
	bagui-index -i idx archive >out &&
	grep "^0 documents added, 0 replaced, 0 removed" out &&
	grep "8 unchanged" out
'

test_expect_success 'a file touched but not changed is only looked at' '
	touch -d "2001-01-01" archive/a.txt &&
	bagui-index -i idx archive >out &&
	grep "^0 documents added, 0 replaced, 0 removed" out &&
	bagui-index -i idx archive >out &&
	grep "8 unchanged" out
'

test_expect_success 'a changed file replaces its document' '
	echo "玉林市关闭了旧的电话。" >archive/a.txt &&
	bagui-index -i idx archive >out &&
	grep "^0 documents added, 1 replaced" out &&
	test "$(ids \"旧的电话\")" = "archive/a.txt#0" &&
	test_expect_code 1 bagui-query -i idx "\"民生热线\""
'

test_expect_success 'a line that left a changed file leaves the index' '
	echo "{\"id\":\"two\",\"text\":\"来宾市送技术下乡。\"}" >archive/lines.jsonl &&
	bagui-index -i idx archive >out &&
	grep "^0 documents added, 1 replaced, 1 removed" out &&
	test_expect_code 1 bagui-query -i idx "\"扶持企业\"" &&
	test "$(ids \"送技术下乡\")" = "two#0"
'

test_expect_success 'equal bytes are indexed once, and the other place is told' '
	cp archive/gb.txt archive/same.txt &&
	bagui-index -i idx archive >out &&
	grep "1 duplicate" out &&
	bagui-query -i idx --format=json "\"网络平台\"" >answer &&
	grep "\"also\":\[\"archive/same.txt\"\]" answer
'

test_expect_success 'when the first place changes, the other one is indexed for itself' '
	echo "河池市另有消息。" >archive/gb.txt &&
	bagui-index -i idx archive >out &&
	test "$(ids \"网络平台\")" = "archive/same.txt#0" &&
	test "$(ids \"另有消息\")" = "archive/gb.txt#0"
'

test_expect_success 'a file that is gone stays until --prune' '
	rm archive/same.txt archive/gb.txt &&
	bagui-index -i idx archive &&
	test "$(ids \"网络平台\")" = "archive/same.txt#0" &&
	bagui-index -i idx --prune --dry-run archive >out &&
	grep "would drop archive/same.txt" out &&
	test "$(ids \"网络平台\")" = "archive/same.txt#0" &&
	bagui-index -i idx --prune archive >out &&
	grep "dropped archive/same.txt" out &&
	test_expect_code 1 bagui-query -i idx "\"网络平台\""
'

test_expect_success '--prune refuses when over half would go, and when a source is missing' '
	mv archive/sub sub && mkdir keep && mv archive/* keep/ && mv keep/a.txt archive/ &&
	test_expect_code 2 bagui-index -i idx --prune archive 2>err &&
	grep "over half" err &&
	test "$(ids \"就业培训\")" = "archive/sub/big5.txt#0" &&
	test_expect_code 2 bagui-index -i idx --prune gone 2>err &&
	grep "missing" err &&
	mv keep/* archive/ && mv sub archive/sub
'

test_expect_success 'a removed document stays out until it is let in again' '
	bagui-index -i idx --remove=archive/a.txt &&
	test_expect_code 1 bagui-query -i idx "\"旧的电话\"" &&
	echo "玉林市又有消息，旧的电话恢复了。" >archive/a.txt &&
	bagui-index -i idx archive &&
	test_expect_code 1 bagui-query -i idx "\"旧的电话\"" &&
	bagui-index -i idx --unremove=archive/a.txt &&
	touch archive/a.txt && echo "玉林市的旧的电话恢复了。" >archive/a.txt &&
	bagui-index -i idx archive &&
	test "$(ids \"旧的电话\")" = "archive/a.txt#0"
'

test_expect_success 'let in again it comes back from a file that did not change, once' '
	mkdir back && echo "贺州市的茶园开园。" >back/tea.txt && (cd back && tar cf ../back.tar tea.txt) &&
	printf "%s\n" "{\"id\":\"l1\",\"text\":\"贵港市的船闸通航。\"}" "{\"id\":\"l2\",\"text\":\"来宾市的糖厂开榨。\"}" >back/l.jsonl &&
	bagui-index -i back.idx back && bagui-index -i back.tar.idx back.tar &&
	for case in "back.idx back/tea.txt back 茶园" "back.idx l1 back 船闸" "back.tar.idx back.tar!/tea.txt back.tar 茶园"; do
		set -- $case &&
		bagui-index -i "$1" --remove="$2" && bagui-index -i "$1" --remove="$2" "$3" &&
		test_expect_code 1 bagui-query -i "$1" "$4" &&
		bagui-index -i "$1" --unremove="$2" && test_expect_code 1 bagui-query -i "$1" "$4" &&
		bagui-index -i "$1" "$3" >out && grep "^1 documents added, 0 replaced, 0 removed" out &&
		bagui-query -i "$1" --format=trec "$4" >out && grep -F "1 Q0 $2#0 1 " out &&
		bagui-index -i "$1" "$3" >out && grep "^0 documents added, 0 replaced, 0 removed" out &&
		bagui-index -i "$1" --remove="$2" && bagui-index -i "$1" --unremove="$2" "$3" &&
		bagui-query -i "$1" "$4" && bagui-index -i "$1" --check || return 1
	done
'

test_expect_success 'the same file reached from another folder is the same document' '
	bagui-index -i idx archive/page.html archive/sub/../utf16.txt >out &&
	grep "2 unchanged" out
'

test_expect_success 'JSON Lines come from standard input' '
	echo "{\"id\":\"piped\",\"text\":\"北海市开了听证会。\"}" | bagui-index -i idx - &&
	test "$(ids \"听证会\")" = "piped#0"
'

test_expect_success 'two different files that would get one name are told apart' '
	mkdir -p x/same y/same && echo "防城港的消息。" >x/same/n.txt && echo "钦州的消息。" >y/same/n.txt &&
	bagui-index -i two --report=report x/same y/same 2>err &&
	grep "indexed as same/n.txt~2" err &&
	grep "name-taken" report &&
	bagui-query -i two --format=trec "\"钦州的消息\"" >out &&
	grep "same/n.txt~2#0" out
'

test_expect_success '--show prints each stage and indexes nothing' '
	bagui-index --show=passages archive/page.html >out &&
	grep "百色市慰问老人。" out &&
	bagui-index --show=terms archive/page.html >out &&
	grep "百色" out &&
	bagui-index --show=labels archive/page.html >out &&
	grep "region 451000 百色市: 百色市" out &&
	test ! -e bagui.index
'

test_expect_success 'a run killed while it made the folder is no trouble for the next' '
	mkdir unborn && echo half >unborn/bagui.tmp && echo 一段话。 >words.txt &&
	bagui-index -i unborn words.txt && bagui-index -i unborn --check &&
	mkdir foreign && echo mine >foreign/bagui.tmp && echo mine >foreign/file &&
	test_expect_code 5 bagui-index -i foreign words.txt 2>err &&
	test -e foreign/bagui.tmp && test -e foreign/file
'

test_expect_success 'nor is one killed while it made the first part of a shard' '
	bagui-index -i begun --shards=1 words.txt && rm -rf begun/shard-0 &&
	mkdir begun/shard-0.part-0 && echo half >begun/shard-0.part-0/postlist.glass &&
	bagui-index -i begun words.txt && bagui-index -i begun --check &&
	bagui-query -i begun 一段话 >out
'

test_done
