#!/bin/sh
test_description='bagui-index: every hostile file ends as it must, and costs no other file anything'
. "$(dirname "$0")/../lib.sh"

manifest=$BAGUI_SHARED/data/hostile/MANIFEST.tsv
test -f "$manifest" || test_skip_all '../shared/data/hostile is absent'

# Each string of the manifest, with the ids of the documents that hold it.
answers () {
	perl -CSD -lne 'print $1 while /(?:FIND|LOSE)=(\S+?)(?=[;,]|\s|$)/g' "$manifest" |
		sort -u | awk '{ print NR "\t\"" $0 "\"" }' >strings &&
	bagui-query -i idx --batch strings --format=trec -n all >found &&
	awk 'NR == FNR { at = index($0, "\t"); s = substr($0, at + 2)
		string[substr($0, 1, at - 1)] = substr(s, 1, length(s) - 1); next }
		{ print string[$1] "\t" $3 }' strings found
}

test_expect_success 'the whole set is one run that refuses what it must' '
	cp -r "$BAGUI_SHARED/data/hostile" hostile && chmod -R u+w hostile &&
	rm hostile/MANIFEST.tsv hostile/queries.tsv &&
	test_expect_code 3 bagui-index -i idx --progress=never --report=report hostile 2>err &&
	answers >answers
'

# A sentence a file; they count as tests of this script.
perl "$BAGUI_ROOT/tests/hostile/judge.pl" "$manifest" report answers >judged
sed "/^1\.\./d" judged >judgements
while read -r word rest; do
	case $word in
	ok | not)
		test_count=$((test_count + 1))
		test "$word" = ok || test_failed=$((test_failed + 1))
		printf '%s %s\n' "$word" "$rest" | sed "s/ok [0-9]*/ok $test_count/" ;;
	*) printf '%s %s\n' "$word" "$rest" ;;
	esac
done <judgements

test_expect_success 'what was seen is what the report accounts for' '
	tail -n 1 report >totals &&
	perl -ne '\''%n = /"(\w+)":(\d+)/g; $sum += $n{$_} for qw(indexed repaired unchanged duplicate skipped
		rejected quarantined); exit($sum != $n{seen} || !$n{seen})'\'' totals
'

test_expect_success 'the index is whole, and a second run reads nothing again' '
	bagui-index -i idx --check &&
	test_expect_code 3 bagui-index -i idx --progress=never hostile 2>err >out &&
	grep "^0 documents added, 0 replaced, 0 removed" out
'

test_expect_success 'odd names are names: with line ends, wild bytes, a dash in front, spaces' '
	mkdir special && page () { printf "<p>%s</p>" "$1"; } &&
	page 特壹 >"special/new
line.html" && page 特贰 >"special/$(printf "bad_\377\376.html")" &&
	page 特叁 >special/-rf.html && page 特肆 >"special/ 空 格 .html" &&
	bagui-index -i special.idx special &&
	for word in 特壹 特贰 特叁 特肆; do
		bagui-query -i special.idx --format=json "\"$word\"" >answer &&
		grep "\"total\":1," answer && iconv -f UTF-8 -t UTF-8 answer >/dev/null || return 1
	done
'

test_expect_success 'links are not followed, and what is no text is not read to its end' '
	mkdir odd && ln -s nowhere odd/dangling && ln -s /etc/passwd odd/to_passwd &&
	ln -s /proc/self/mem odd/memory && mkfifo odd/fifo && echo 特伍 >odd/last.txt &&
	truncate -s 100G odd/sparse.txt &&
	test_expect_code 3 timeout 60 bagui-index -i odd.idx --report=odd.report odd 2>err &&
	for name in dangling to_passwd memory; do
		grep "\"path\":\"odd/$name\".*\"skipped\".*\"reason\":\"symlink" odd.report || return 1
	done &&
	grep "\"path\":\"odd/sparse.txt\".*\"rejected\".*\"reason\":\"binary: mostly NUL" odd.report &&
	test_expect_code 1 bagui-query -i odd.idx "\"root:x\"" &&
	bagui-query -i odd.idx "\"特伍\""
'

test_expect_success 'a thousand folders deep is read, or refused for its name' '
	deep=deep && i=0 && while test $i -lt 1000; do deep=$deep/d; i=$((i + 1)); done &&
	mkdir -p "$deep" && echo 特陆 >"$deep/page.txt" && echo 特柒 >deep/zz.txt &&
	{ bagui-index -i deep.idx --report=deep.report deep 2>err || test $? -eq 3; } &&
	{ bagui-query -i deep.idx "\"特陆\"" || grep name-too-long deep.report; } &&
	bagui-query -i deep.idx "\"特柒\""
'

test_done
