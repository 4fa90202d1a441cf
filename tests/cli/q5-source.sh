#!/bin/sh
test_description='bagui-query --source: the untouched original bytes'
. "$(dirname "$0")/../lib.sh"

test_expect_success 'setup: files in two encodings, compressed, lines, members of archives' '
	mkdir docs in && printf "标题\n\n正文热线。\n" >docs/utf8.txt &&
	printf "\261\352\314\342\r\n\r\n\325\342\312\307\326\320\316\304\265\304\265\332\322\273\266\316\241\243\r\n\r\n\310\310\317\337\265\332\266\376\266\316\241\243\r\n\r\n\315\352\241\243\r\n" >docs/gbk.txt &&
	echo "压缩的热线。" >plain && gzip -c plain >docs/one.txt.gz &&
	echo "又一条热线。" >plain2 && zstd -qc plain2 >docs/two.txt.zst &&
	printf "%s\n" "{\"id\":\"l1\",\"text\":\"第一行热线。\"}" "{\"id\":\"l2\",\"text\":\"第二行。\\n热线在此。\"}" >docs/lines.jsonl &&
	mkdir in/sub && echo "<p>包里的热线。" >in/sub/a.html && echo "另一个热线。" >in/b.txt &&
	(cd in && tar cf ../docs/archive.tar sub/a.html b.txt) &&
	bagui-index -i idx docs
'

# A document and the file that it must be equal to.
while IFS='|' read -r id file; do
	test_expect_success "all bytes of $id" '
		bagui-query -i idx --source="$id" >actual && cmp "$file" actual
	'
done <<'EOF'
docs/utf8.txt|docs/utf8.txt
docs/gbk.txt|docs/gbk.txt
docs/one.txt.gz|plain
docs/two.txt.zst|plain2
docs/archive.tar!/sub/a.html|in/sub/a.html
docs/archive.tar!/b.txt|in/b.txt
EOF

test_expect_success 'of a JSON line the line' '
	bagui-query -i idx --source=l2 >actual &&
	sed -n 2p docs/lines.jsonl | tr -d "\n" >expect && cmp expect actual
'

test_expect_success 'of a passage its own bytes, in the encoding of the file' '
	id=$(bagui-query -i idx --format=tsv "\"热线第二段\"" | sed 1d | cut -f3) &&
	bagui-query -i idx --source="$id" >actual &&
	printf "\310\310\317\337\265\332\266\376\266\316\241\243" >expect && cmp expect actual &&
	id=$(bagui-query -i idx --format=tsv "\"热线在此\"" | sed 1d | cut -f3) &&
	bagui-query -i idx --source="$id" >actual && printf "热线在此。" >expect && cmp expect actual
'

test_expect_success 'every document of the sample can be had as it came' '
	bagui-index -i sample "$BAGUI_ROOT/corpus/sample" &&
	bagui-query -i sample -n all --match=any --format=jsonl 的 一 了 在 >passages &&
	sed "s/.*\"document\":\"\([^\"]*\)\".*/\1/" passages | sort -u >documents &&
	test "$(wc -l <documents)" -gt 50 &&
	while read -r id; do
		bagui-query -i sample --source="$id" >actual && test -s actual || echo "$id"
	done <documents >missing && test_must_be_empty missing
'

test_expect_success 'what changed since is refused, and said: one line, exit status 2' '
	echo "正文改了。" >docs/utf8.txt &&
	test_expect_code 2 bagui-query -i idx --source=docs/utf8.txt >actual 2>err &&
	test_must_be_empty actual &&
	echo "bagui-query: $PWD/docs/utf8.txt: changed since it was indexed; index it again, and with --keep-originals what it was can be had later" >expect && test_cmp expect err &&
	sed 1d docs/lines.jsonl >new && mv new docs/lines.jsonl &&
	test_expect_code 2 bagui-query -i idx --source=l1 >actual 2>err && test_must_be_empty actual
'

test_expect_success 'what is gone is said, too' '
	rm docs/gbk.txt docs/archive.tar &&
	test_expect_code 2 bagui-query -i idx --source=docs/gbk.txt >actual 2>err &&
	test_must_be_empty actual && test_grep "gbk.txt: the original is gone: No such file" err &&
	test_expect_code 2 bagui-query -i idx --source="docs/archive.tar!/b.txt" >actual 2>err &&
	test_grep "archive.tar!/b.txt: the original is gone" err &&
	echo "{\"id\":\"piped\",\"text\":\"流进来的。\"}" | bagui-index -i idx - &&
	test_expect_code 2 bagui-query -i idx --source=piped >actual 2>err &&
	test_grep "the original is gone: it was no file" err &&
	test_expect_code 2 bagui-query -i idx --source=nothing >actual 2>err && test "$(wc -l <err)" -eq 1
'

test_expect_success 'what --keep-originals kept is had when the source is gone or has changed' '
	mkdir kept && cp in/b.txt kept/ && (cd in && tar cf ../kept/archive.tar sub/a.html) &&
	bagui-index -i keeping --keep-originals kept && rm kept/archive.tar && echo x >kept/b.txt &&
	bagui-query -i keeping --source=kept/b.txt >actual && cmp in/b.txt actual &&
	bagui-query -i keeping --source="kept/archive.tar!/sub/a.html" >actual && cmp in/sub/a.html actual
'

# capture DATE BODY: one WARC record of the page http://a.cn/.
capture () {
	printf "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=UTF-8\r\n\r\n%s" "$2" >body
	printf "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.cn/\r\nWARC-Date: %s\r\n" "$1"
	printf "WARC-Record-ID: <urn:uuid:%s>\r\nContent-Type: application/http; msgtype=response\r\n" "$1"
	printf "Content-Length: %s\r\n\r\n" "$(wc -c <body)"
	cat body && printf "\r\n\r\n"
}

test_expect_success 'a captured page is shown with what it said at other times' '
	capture 2024-01-01T00:00:00Z "<p>首页说的是甲事。</p>" >night1.warc &&
	capture 2024-01-03T00:00:00Z "<p>首页说的是乙事。</p>" >night2.warc &&
	capture 2024-01-04T00:00:00Z "<p>首页说的是乙事。</p>" >>night2.warc &&
	bagui-index -i web night1.warc && bagui-index -i web night2.warc &&
	bagui-query -i web --show="night1.warc!/http://a.cn/" >out &&
	test_grep "乙事" out && test_grep "    首页说的是甲事" out &&
	test_grep "^At another time: 2024-01-01T00:00:00Z - 2024-01-01T00:00:00Z  night1.warc" out &&
	test_grep "^As above: 2024-01-03T00:00:00Z - 2024-01-04T00:00:00Z  night2.warc" out &&
	bagui-query -i web --show="night1.warc!/http://a.cn/#0" --format=json >json &&
	test_grep "\"versions\":\[{\"first_seen\":\"2024-01-01T00:00:00Z\",\"last_seen\":\"2024-01-01T00:00:00Z\",\"path\":\"night1.warc\",\"text\":\"[^\"]*首页说的是甲事" json &&
	test_grep "{\"first_seen\":\"2024-01-03T00:00:00Z\",\"last_seen\":\"2024-01-04T00:00:00Z\",\"path\":\"night2.warc\",\"text\":null}\]}" json
'

test_expect_success 'what is no captured page has no versions' '
	bagui-query -i keeping --show=kept/b.txt --format=json >json && test_grep ! versions json
'

test_done
