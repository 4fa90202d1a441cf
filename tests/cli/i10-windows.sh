#!/bin/sh
test_description='bagui-index: a text of any size is indexed, in bounded memory'
. "$(dirname "$0")/../lib.sh"

query () { bagui-query -i "$@"; }
hits () { query "$1" -n all --format=trec "$2" | wc -l; }
bytes () { query "$1" --format=jsonl "$2" | sed "s/.*\"bytes\":\\[\\([0-9]*\\),\\([0-9]*\\)\\].*/\\1 \\2/"; }
all () { query "$1" -n all --match=any --sort=date --format=jsonl "\"。\" OR \"，\" OR \"1\" OR \"热线\"" |
	sed "s/\"rank\":[0-9]*,\"score\":[-0-9.e]*,//" | sort; }
lines () { awk -v n="$1" -v w="$2" 'BEGIN { for (i = 1; i <= n; i++) printf "第%d号%s的一句话，说的是村里修路和接通水管的事情。\n", i, w }'; }

# Each half; a sanitizer is too slow for 64 MB.
half=${BAGUI_SANITIZE:+1000000}

test_expect_success 'setup: one line of 64 MB without any punctuation' '
	awk -v n="${half:-10400000}" "BEGIN { printf \"甲乙丙丁戊\"; for (i = 0; i < n; i++) printf \"民\"; printf \"子丑寅卯\";
		for (i = 0; i < n; i++) printf \"众\"; printf \"己庚辛壬癸\" }" >line.txt &&
	test "$(wc -c <line.txt)" -gt 6000000
'

test_expect_success 'it is indexed, and so is what stands at its beginning, in its middle, at its end' '
	bagui-index -i idx --shards=1 --keep-originals line.txt >out && grep "^1 documents added" out &&
	test "$(hits idx "\"甲乙丙丁戊民民\"")" -eq 1 && test "$(hits idx "\"民民子丑寅卯众众\"")" -eq 1 &&
	test "$(hits idx "\"众己庚辛壬癸\"")" -eq 1 && bagui-index -i idx --check
'

test_expect_success 'the bytes of a passage are those of the whole file' '
	set -- $(bytes idx "\"子丑寅卯\"") && tail -c "+$(($1 + 1))" line.txt | head -c "$(($2 - $1))" >actual &&
	grep "子丑寅卯" actual && set -- $(bytes idx "\"己庚辛壬癸\"") && test "$2" -eq "$(wc -c <line.txt)"
'

test_expect_success '--source gives the file as it was, also when it is gone' '
	query idx --source=line.txt >actual && cmp line.txt actual &&
	mv line.txt away && query idx --source=line.txt >actual && cmp away actual && mv away line.txt
'

test_expect_success '--show goes through it' '
	bagui-index --show=passages line.txt >shown && grep "^title: $" shown && grep "子丑寅卯" shown &&
	bagui-index --show=text line.txt >shown && cmp line.txt shown || test "$(wc -c <shown)" -eq "$(($(wc -c <line.txt) + 1))"
'

test_expect_success 'a run that finds it as it was does nothing' '
	touch line.txt && bagui-index -i idx line.txt >out && grep "^0 documents added, 0 replaced, 0 removed" out
'

test_expect_success 'setup: texts whose windows are as small as can be, and the same as a whole' '
	rm -rf idx line.txt && mkdir docs in && lines 300 热线 >docs/a.txt && iconv -t GB18030 docs/a.txt >docs/gb.txt &&
	{ echo "另一个题目" && lines 400 窗口; } | iconv -t UTF-16 >docs/u16.txt && lines 200 志愿 >in/one.txt && lines 210 网络 >in/two.txt &&
	echo "短的一句话。" >in/short.txt && tar -cf docs/in.tar in && gzip -c in/two.txt >docs/two.txt.gz &&
	{ lines 30 热线 && echo "a row of plain ASCII, then more of it" && lines 30 热线 | iconv -t GB18030; } >docs/mixed.txt &&
	bagui-index -i whole docs && BAGUI_WINDOW=100 bagui-index -i windows docs
'

test_expect_success 'passages, labels, places, repairs: all is the same' '
	all whole >expect && all windows >actual && test "$(wc -l <expect)" -gt 1000 && test_cmp expect actual &&
	bagui-index -i windows --check
'

test_expect_success 'members of archives have their own bytes' '
	query windows --source="docs/in.tar!/in/one.txt" >actual && cmp in/one.txt actual &&
	query windows --source=docs/gb.txt >actual && cmp docs/gb.txt actual
'

test_expect_success 'equal bytes are indexed once, and noted' '
	cp docs/a.txt docs/b.txt && BAGUI_WINDOW=100 bagui-index -i windows docs >out &&
	grep "^0 documents added, 0 replaced" out && grep "1 duplicate" out
'

test_expect_success 'what changed is replaced, what is gone is dropped' '
	lines 301 热线 >docs/gb.txt && rm docs/u16.txt && BAGUI_WINDOW=100 bagui-index -i windows --prune docs >out &&
	grep "^0 documents added, 1 replaced, 1 removed" out && test "$(hits windows "\"另一个题目\"")" -eq 0 &&
	test "$(hits windows "\"第301号热线\"")" -eq 1 && bagui-index -i windows --check
'

test_expect_success 'one that is damaged at its end leaves nothing behind' '
	lines 5000 坏了 >bad.txt && gzip -c bad.txt >bad.gz && size=$(wc -c <bad.gz) && head -c "$((size - 6))" bad.gz >cut.txt.gz &&
	BAGUI_WINDOW=100 test_expect_code 3 bagui-index -i windows --report=rows cut.txt.gz &&
	grep "truncated" rows && test "$(hits windows "\"坏了的一句\"")" -eq 0 && bagui-index -i windows --check
'

# More passages than a part of a new shard has: some of them are committed before
# the document is whole.
test_expect_success 'setup: a run is killed in the middle of a text' '
	mkdir large && lines 60000 热线 >large/large.txt && echo "短的一句话。" >large/short.txt &&
	for try in 1 2 3 4 5; do
		rm -rf killed && { bagui-index -i killed --shards=1 large & } && pid=$! &&
		while test ! -e killed/shard-0.part-1 && kill -0 $pid; do sleep 0.02; done
		kill -9 $pid && wait $pid
		test -e killed/shard-0 || break
	done && test -e killed/shard-0.part-1 && test ! -e killed/shard-0
'

test_expect_success 'the next run removes what is left of it, when it is gone' '
	cp -r killed again && bagui-index -i killed large/short.txt && test "$(hits killed "\"一句话，说\"")" -eq 0 &&
	test "$(hits killed "\"短的一句\"")" -eq 1 && bagui-index -i killed --check
'

test_expect_success 'and makes it whole, when it is there' '
	bagui-index -i again large && test "$(hits again "\"的一句话，说\"")" -eq 60000 && bagui-index -i again --check
'

test_expect_success 'what is labelled and made anew, part by part, is the same' '
	all again >expect && bagui-index -i again --relabel && all again >actual && test_cmp expect actual &&
	bagui-index -i again --upgrade && all again >actual && test_cmp expect actual && bagui-index -i again --check
'

test_expect_success 'a run that is interrupted commits no half of it' '
	lines 60001 窗口 >large/large.txt && { bagui-index -i again large & } && pid=$! && sleep 1 &&
	kill -INT $pid && { wait $pid || true; } && bagui-index -i again --check &&
	{ test "$(hits again "\"号热线的一句\"")" -eq 60000 || test "$(hits again "\"号窗口的一句\"")" -eq 60001 ||
	  test "$(hits again "\"的一句话，说\"")" -eq 0; }
'

test_done
