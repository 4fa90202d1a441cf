#!/bin/sh
test_description='bagui-query --kwic: a concordance'
. "$(dirname "$0")/../lib.sh"

# The columns that each line takes: a wide character is three bytes and two
# columns, one of two or three bytes that is not wide (…) one.
columns () {
	LC_ALL=C awk '{ gsub(/\342\200\246/, "x")
		wide = gsub(/[\343-\357][\200-\277][\200-\277]/, "")
		print 2 * wide + length }' "$1"
}
# At which column the match, which is marked, begins.
match_columns () {
	LC_ALL=C awk '{ line = $0; sub(/\033\[1;31m.*/, "", line)
		gsub(/\033\[[0-9;]*m/, "", line); gsub(/\342\200\246/, "x", line)
		wide = gsub(/[\343-\357][\200-\277][\200-\277]/, "", line)
		print 2 * wide + length(line) }' "$1"
}

test_expect_success 'setup: a sample, and a text made for it' '
	bagui-index -i sample "$BAGUI_ROOT/corpus/sample" &&
	cat >docs.jsonl <<-\EOF &&
	{"id":"a","date":"2009-03-15","title":"甲","text":"热线热，线热线。丙热线乙，ab热线。"}
	{"id":"b","title":"乙","text":"一、标题\n甲熱線甲。"}
	{"id":"c","date":"2010","title":"丙","text":"=热线=\n没有别的。"}
	EOF
	bagui-index -i idx docs.jsonl &&
	echo "开通民生热线热线的人说。" >touching.txt && bagui-index -i touching touching.txt
'

test_expect_success 'every occurrence has a line, in either script' '
	bagui-query -i idx --kwic --format=tsv 热线 | cut -f4 | sed 1d | sort >actual &&
	test_write_lines a#0 a#0 a#0 a#0 b#0 c#0 >expect && test_cmp expect actual
'

while IFS='|' read -r query want; do
	test_expect_success "places that touch are lines of their own: $query" '
		bagui-query -i touching --kwic --format=tsv "$query" | sed 1d | cut -f2 | tr "\n" " " >actual &&
		printf "%s " $want >expect && test_cmp expect actual
	'
done <<'EOF'
热线|热线 热线
民生 热线|民生 热线 热线
民生热线|民生热线
"热线热线"|热线热线
EOF

test_expect_success 'as many lines as a count of the stored text gives' '
	bagui-query -i sample -n all --format=jsonl \"热线\" >passages &&
	grep -o "\"text\":\"[^\"]*\"" passages | grep -o "[热熱][线線]" | wc -l >expect &&
	bagui-query -i sample -n all --kwic --format=jsonl \"热线\" | wc -l >actual &&
	test "$(cat actual)" -gt 10 && test_cmp expect actual
'

test_expect_success 'N characters on each side; a line end is a blank' '
	bagui-query -i idx --kwic=2 --format=tsv --sort=left \"热线\" >actual &&
	printf "left\tmatch\tright\tid\tdate\ttitle\n" >expect &&
	head -n 1 actual >header && test_cmp expect header &&
	grep b#0 actual >line &&
	printf " 甲\t熱線\t甲。\tb#0\t\t乙\n" >expect && test_cmp expect line &&
	grep "^，线" actual >line &&
	printf "，线\t热线\t。丙\ta#0\t2009-03-15\t甲\n" >expect && test_cmp expect line
'

while IFS='|' read -r side column; do
	test_expect_success "--sort=$side reads that side outwards from the match" '
		bagui-query -i sample -n all --kwic=6 --sort=$side --format=tsv 热线 |
			sed 1d | cut -f$column >texts &&
		if test $side = left; then
			perl -CSD -lne "print scalar reverse" texts
		else
			cat texts
		fi >keys &&
		test "$(wc -l <keys)" -gt 10 &&
		# What begins alike stands together.
		perl -CSD -lne "print substr(\$_, 0, 1)" keys | uniq | sort | uniq -d >twice &&
		test_must_be_empty twice
	'
done <<'EOF'
left|1
right|3
EOF

test_expect_success '--limit and --offset count lines and tile the whole' '
	bagui-query -i sample -n all --kwic --format=tsv 热线 | sed 1d >all &&
	for offset in 0 5 10 15 20 25 30; do
		bagui-query -i sample -n 5 --offset=$offset --kwic --format=tsv 热线 | sed 1d
	done >parts &&
	test_cmp all parts &&
	bagui-query -i sample -n all --kwic --sort=right --format=tsv 热线 | sed 1d >all &&
	for offset in 0 5 10 15 20 25 30; do
		bagui-query -i sample -n 5 --offset=$offset --kwic --sort=right --format=tsv 热线 | sed 1d
	done >parts &&
	test_cmp all parts
'

for width in 60 80 200; do
	test_expect_success "text fits $width columns, and what was found stands in one of them" '
		COLUMNS=$width bagui-query -i sample -n all --kwic 热线 >actual &&
		columns actual | sort -n | tail -n 1 >most &&
		test "$(cat most)" -le $width && test "$(cat most)" -gt $((width / 2)) &&
		COLUMNS=$width bagui-query -i sample -n all --kwic --color=always 热线 >actual &&
		grep "31m" actual >lines && match_columns lines | sort -u >places &&
		test "$(wc -l <lines)" -gt 10 && test "$(wc -l <places)" -eq 1
	'
done

test_expect_success 'csv: a context that begins a formula is disarmed' '
	bagui-query -i idx --kwic=1 --format=csv \"热线\" >actual &&
	test_grep "^\"'"'"'=\",热线,\"'"'"'=\",c#0,2010,丙" actual
'

test_expect_success 'json: the span lies in the passage, the totals are those of a search' '
	bagui-query -i idx --kwic=1 --format=json \"甲熱線\" >actual &&
	test_grep "\"total\":1,.*\"lines\":\[{\"rank\":1,\"id\":\"b#0\",\"document\":\"b\",\"date\":null,\"title\":\"乙\",\"left\":\" \",\"match\":\"甲熱線\",\"right\":\"甲\",\"at\":\[5,8\]}\]}" actual
'

test_expect_success 'none found: exit status 1; filters hold' '
	test_expect_code 1 bagui-query -i idx --kwic 航天飞机 >actual &&
	test_must_be_empty actual &&
	bagui-query -i idx --kwic --from=2010 --format=tsv 热线 | cut -f4 | sed 1d >actual &&
	echo c#0 >expect && test_cmp expect actual
'

while IFS='|' read -r args why; do
	test_expect_success "exit status 2: $why" '
		eval "test_expect_code 2 bagui-query -i idx $args" >actual 2>err &&
		test_must_be_empty actual && test "$(wc -l <err)" -eq 1
	'
done <<'EOF'
--kwic --region=玉林|nothing to align
--kwic=0 热线|no context
--sort=left 热线|a side without a concordance
--kwic --format=trec 热线|a concordance for trec_eval
--kwic --show=a 热线|two tools at once
EOF

test_done
