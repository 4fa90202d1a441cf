#!/bin/sh
test_description='bagui-query --facets: counts as pictures'
. "$(dirname "$0")/../lib.sh"

# The columns that each line takes: wide characters are Han and full width.
columns () {
	perl -CSD -lne 's/\e\[[0-9;]*m//g;
		print length($_) + (() = /[\x{3000}-\x{9FFF}\x{FF00}-\x{FF60}]/g)' "$1"
}

test_expect_success 'setup: the sample' '
	bagui-index -i sample "$BAGUI_ROOT/corpus/sample"
'

for width in 60 80 200; do
	for lang in en_US zh_CN; do
		test_expect_success "no line is wider than $width columns, $lang" '
			COLUMNS=$width LC_ALL=$lang.UTF-8 bagui-query -i sample --facets --zeros 热线 >actual &&
			columns actual | sort -n | tail -n 1 >most &&
			test "$(cat most)" -le $width
		'
	done
done

test_expect_success 'a row is a name, the count, its part of the answer and a bar' '
	COLUMNS=80 bagui-query -i sample --facets=platform 热线 >actual &&
	bagui-query -i sample --facets=platform --format=json 热线 >json &&
	total=$(sed "s/.*\"total\":\([0-9]*\),.*/\1/" json) &&
	count=$(sed "s/.*\"id\":\"hotline\",\"name\":\"[^\"]*\",\"parent\":null,\"count\":\([0-9]*\).*/\1/" json) &&
	percent=$(((count * 200 + total) / (total * 2))) &&
	test_grep "^  Hotlines  *$count  *$percent%  █" actual
'

test_expect_success 'the bars of all kinds begin in one column' '
	COLUMNS=80 bagui-query -i sample --facets 热线 >actual &&
	perl -CSD -lne "s/\\x{2588}.*// or next; /%/ or next;
		print length(\$_) + (() = /[\\x{3000}-\\x{9FFF}]/g)" actual | sort -u >places &&
	test "$(wc -l <places)" -eq 1
'

test_expect_success 'a tree is indented; its parents stand above their children' '
	COLUMNS=80 bagui-query -i sample --facets=topic 热线 >actual &&
	test_grep "^  Keeping stability " actual && test_grep "^    Counselling " actual &&
	grep -n "Keeping stability\|Counselling" actual | cut -d: -f1 | sort -nc
'

test_expect_success '--zeros: siblings without any stand in the tree, those of a list behind it' '
	COLUMNS=80 bagui-query -i sample --facets=topic,region --zeros 热线 >actual &&
	test_grep "^    Raising farm incomes *0    0%\$" actual &&
	test_grep "^  none: Beijing  Tianjin" actual && test_grep ! "^  Beijing" actual &&
	COLUMNS=80 bagui-query -i sample --facets=topic,region 热线 >actual &&
	test_grep ! "Raising farm incomes" actual && test_grep ! "none:" actual
'

test_expect_success 'years are read in order of time, undated last' '
	bagui-query -i sample --facets=year 的 >actual &&
	sed -n "/^Year/,\$s/^  \([^ ]*\) .*%.*/\1/p" actual >years &&
	test_write_lines 2009 2010 Undated >expect && test_cmp expect years
'

test_expect_success 'of publishers the first 20, all with -n all' '
	for n in 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23; do
		echo "{\"id\":\"$n\",\"publisher\":\"报 $n\",\"text\":\"热线。\"}"
	done >many.jsonl &&
	bagui-index -i many many.jsonl &&
	bagui-query -i many --facets=publisher 热线 >actual &&
	test "$(grep -c "^  报" actual)" -eq 20 && test_grep "^  … 3 more" actual &&
	bagui-query -i many --facets=publisher -n all 热线 >actual &&
	test "$(grep -c "^  报" actual)" -eq 23
'

test_done
