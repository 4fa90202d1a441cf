#!/bin/sh
test_description='bagui-index: an archive is the documents in it, wherever they lie'
. "$(dirname "$0")/../lib.sh"

ids () { bagui-query -i "$1" --format=trec -n all "$2" | cut -d' ' -f3 | sort; }
total () { bagui-query -i "$1" --format=json -n 1 "$2" | sed 's/.*"total":\([0-9]*\).*/\1/'; }

test_expect_success 'setup: documents of several kinds, in a folder and in archives' '
	mkdir -p docs/sub &&
	echo "玉林市开通了民生热线。" >docs/one.txt &&
	echo "河池市开通了网络平台。" | iconv -t GB18030 >docs/sub/gb.txt &&
	echo "<html><title>通知</title><p>百色市<b>慰问</b>老人。</p></html>" >docs/page.html &&
	printf "%s\n" "{\"id\":\"line-one\",\"text\":\"贺州市扶持企业。\"}" "{\"broken" \
		"{\"text\":\"没有编号的一行。\"}" >docs/lines.jsonl &&
	printf "title\ttext\n甲\t梧州市组织了宣讲。\n" >docs/table.tsv &&
	tar -cf plain.tar docs && gzip -n -c plain.tar >packed.tar.gz &&
	zstd -q -c plain.tar >packed.tar.zst && bzip2 -c plain.tar >packed.tar.bz2 &&
	echo "钦州市的里层文件。" >inner.txt && tar -czf inner.tar.gz inner.txt &&
	tar -cf outer.tar inner.tar.gz
'

test_expect_success 'members are documents of their own, lines in them too' '
	test_expect_code 3 bagui-index -i idx --report=report plain.tar >out 2>err &&
	grep "^6 documents added" out &&
	test "$(ids idx "\"民生热线\"")" = "plain.tar!/docs/one.txt#0" &&
	test "$(ids idx "\"网络平台\"")" = "plain.tar!/docs/sub/gb.txt#0" &&
	test "$(ids idx "\"百色市慰问老人\"")" = "plain.tar!/docs/page.html#0" &&
	test "$(ids idx "\"扶持企业\"")" = "line-one#0" &&
	test "$(ids idx "\"没有编号\"")" = "plain.tar!/docs/lines.jsonl!3#0" &&
	test "$(ids idx "\"组织了宣讲\"")" = "plain.tar!/docs/table.tsv!2#0"
'

test_expect_success 'an answer says where it lies: container, member, bytes, encoding' '
	bagui-query -i idx --format=json "\"网络平台\"" >answer &&
	grep "\"path\":\"plain.tar\",\"member\":\"docs/sub/gb.txt\"" answer &&
	grep "\"bytes\":\[0,2[0-9]\],\"encoding\":\"GB18030\"" answer
'

test_expect_success 'the report has a row a member, and what was seen adds up' '
	grep "^bagui-index: plain.tar: docs/lines.jsonl: line 2: " err &&
	grep "{\"path\":\"plain.tar\",\"member\":\"docs/lines.jsonl: line 2\",\"status\":\"rejected\"" report &&
	tail -n 1 report >totals &&
	grep "\"seen\":7,\"indexed\":6,.*\"rejected\":1," totals
'

for kind in gz zst bz2; do
	test_expect_success "the same archive, packed as .$kind" '
		test_expect_code 3 bagui-index -i '$kind' packed.tar.'$kind' >out 2>err &&
		grep "^6 documents added" out &&
		test "$(ids '$kind' "\"民生热线\"")" = "packed.tar.'$kind'!/docs/one.txt#0"
	'
done

test_expect_success 'equal bytes in two archives and a folder are one document' '
	test_expect_code 3 bagui-index -i idx packed.tar.gz docs >out 2>err &&
	test "$(ids idx "\"民生热线\"")" = "plain.tar!/docs/one.txt#0" &&
	bagui-query -i idx --format=json "\"民生热线\"" >answer &&
	grep "\"also\":\[\"packed.tar.gz!/docs/one.txt\",\"docs/one.txt\"\]" answer &&
	bagui-index -i idx --check
'

test_expect_success 'an archive in an archive has its members under both names' '
	bagui-index -i deep outer.tar &&
	test "$(ids deep "\"里层文件\"")" = "outer.tar!/inner.tar.gz!/inner.txt#0"
'

test_expect_success 'two members of one name are told apart, and the report says so' '
	echo "先放进去的文件。" >same.txt && tar -cf twice.tar same.txt &&
	echo "后放进去的文件。" >same.txt && tar -rf twice.tar same.txt &&
	bagui-index -i twice --report=report twice.tar &&
	test "$(ids twice "\"后放进去\"")" = "twice.tar!/same.txt~2#0" &&
	grep "same.txt~2.*duplicate-name" report
'

test_expect_success 'what came before the end of a cut archive is indexed, the rest reported' '
	head -c 2200 plain.tar >cut.tar &&
	test_expect_code 3 bagui-index -i cut --report=report cut.tar 2>err &&
	grep "truncated" err && grep "\"path\":\"cut.tar\",\"member\":null,\"status\":\"rejected\"" report
'

test_expect_success '--show shows the members' '
	bagui-index --show=passages outer.tar >out &&
	grep "^== outer.tar!/inner.tar.gz!/inner.txt" out && grep "里层文件" out
'

test_expect_success 'the version says that files are parsed in a sandbox, or that this build has none' '
	bagui-index --version >out && grep "^sandbox: " out
'

# record TYPE URL DATE BODY: one WARC record of an HTTP answer, or of a revisit.
record () {
	printf "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=UTF-8\r\n\r\n%s" "$4" >body
	printf "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: %s\r\n" "$1" "$2" "$3"
	printf "WARC-Record-ID: <urn:uuid:%s-%s>\r\nContent-Type: application/http; msgtype=response\r\n" "$3" "$1"
	printf "Content-Length: %s\r\n\r\n" "$(wc -c <body)"
	cat body && printf "\r\n\r\n"
}

test_expect_success 'a capture is a document under its URL' '
	record response http://a.cn/ 2024-01-01T00:00:00Z "<p>首页说的是甲事。</p>" >night1.warc &&
	record response http://a.cn/b 2024-01-01T00:00:01Z "<p>另一页说的是旁事。</p>" >>night1.warc &&
	bagui-index -i web night1.warc &&
	test "$(ids web "\"甲事\"")" = "night1.warc!/http://a.cn/#0" &&
	bagui-query -i web --format=json "\"甲事\"" >answer &&
	grep "\"url\":\"http://a.cn/\"" answer
'

test_expect_success 'the next night is the same document: what it says now is found' '
	record response http://a.cn/ 2024-01-02T00:00:00Z "<p>首页说的是乙事。</p>" | gzip -n >night2.warc.gz &&
	record revisit http://a.cn/b 2024-01-02T00:00:01Z "" | gzip -n >>night2.warc.gz &&
	bagui-index -i web --report=report night2.warc.gz >out &&
	grep "^0 documents added, 1 replaced" out &&
	grep "\"member\":\"http://a.cn/b\",\"status\":\"duplicate\",\"reason\":\"captured before as night1.warc!/http://a.cn/b\"" report &&
	test "$(ids web "\"乙事\"")" = "night1.warc!/http://a.cn/#0" &&
	test_expect_code 1 bagui-query -i web "\"甲事\"" &&
	bagui-query -i web --format=json "\"乙事\"" >answer &&
	grep "\"path\":\"night2.warc.gz\",\"member\":\"http://a.cn/\"" answer
'

test_expect_success 'an older crawl that comes later does not take its place' '
	record response http://a.cn/ 2023-12-31T00:00:00Z "<p>首页说的是早先的事。</p>" >night0.warc &&
	bagui-index -i web night0.warc >out &&
	grep "^0 documents added, 0 replaced" out &&
	test "$(ids web "\"乙事\"")" = "night1.warc!/http://a.cn/#0" &&
	bagui-index -i web --check
'

test_expect_success 'a page that the next crawl does not find any more stays' '
	cp night1.warc kept && head -c "$(record response http://a.cn/ 2024-01-01T00:00:00Z "<p>首页说的是甲事。</p>" | wc -c)" kept >night1.warc &&
	bagui-index -i web night1.warc &&
	test "$(ids web "\"旁事\"")" = "night1.warc!/http://a.cn/b#0"
'

test_expect_success 'in one run, and in one file, the captures are one document as well' '
	cat kept night0.warc >all.warc && gunzip -c night2.warc.gz >>all.warc &&
	bagui-index -i once all.warc >out &&
	test "$(ids once "\"乙事\"")" = "all.warc!/http://a.cn/#0" &&
	test "$(total once "\"说的是\"")" = 2 && bagui-index -i once --check &&
	bagui-index -i once --prune=force kept night0.warc >out && bagui-index -i once --check
'

test_done
