#!/bin/sh
test_description='bagui-query --trend: phrases by year and by region'
. "$(dirname "$0")/../lib.sh"

test_expect_success 'setup: a sample, and texts whose counts are known' '
	bagui-index -i sample "$BAGUI_ROOT/corpus/sample" &&
	cat >docs.jsonl <<-\EOF &&
	{"id":"a","date":"2009-03-15","region":"450900","text":"热线热线，熱線。\n没有它。"}
	{"id":"b","date":"2009","region":"450100","text":"热线。"}
	{"id":"c","date":"2010-06","region":"440000","text":"没有。"}
	{"id":"d","date":"2013-01-02","region":"450900","text":"哈哈哈，热线。\n热线。"}
	{"id":"e","text":"热线。"}
	EOF
	bagui-index -i idx docs.jsonl
'

test_expect_success 'csv: a line a year; one without documents is a gap, one without the phrase a zero' '
	bagui-query -i idx --trend --format=csv 热线 | tr -d "\r" >actual &&
	cat >expect <<-\EOF &&
	phrase,year,occurrences,passages,documents,per_million,first_date,first_id,characters
	热线,2009,4,2,2,266666.67,2009,b#0,15
	热线,2010,0,0,0,0.00,,,3
	热线,2011,,,,,,,0
	热线,2012,,,,,,,0
	热线,2013,2,2,1,200000.00,2013-01-02,d#0,10
	热线,undated,1,1,1,333333.33,,,3
	EOF
	test_cmp expect actual
'

test_expect_success 'every QUERY is a phrase of its own; the same place is counted once' '
	bagui-query -i idx --trend --format=tsv 热线 "“哈哈”" 没有 | sed 1d | cut -f1,3 | grep -v "	\$" >actual &&
	test_write_lines "热线	4" "热线	0" "热线	2" "热线	1" \
		"哈哈	0" "哈哈	0" "哈哈	1" "哈哈	0" \
		"没有	1" "没有	1" "没有	0" "没有	0" >expect &&
	test_cmp expect actual
'

test_expect_success 'by region: what lies in a region is its own; --trend=region:ID opens one' '
	bagui-query -i idx --trend=region --format=tsv 热线 | sed 1d | cut -f2-6 >actual &&
	test_write_lines "450000	广西壮族自治区	6	4	3" "440000	广东省	0	0	0" >expect &&
	test_cmp expect actual &&
	bagui-query -i idx --trend=region:广西 --format=tsv 热线 | sed 1d | cut -f2-6 >actual &&
	test_write_lines "450900	玉林市	5	3	2" "450100	南宁市	1	1	1" >expect &&
	test_cmp expect actual
'

test_expect_success 'filters restrict what is counted and what it is measured against' '
	bagui-query -i idx --trend --region=玉林 --format=tsv 热线 | sed 1d | cut -f2,3,9 >actual &&
	test_write_lines "2009	3	12" "2010		0" "2011		0" "2012		0" "2013	2	10" >expect &&
	test_cmp expect actual
'

test_expect_success 'the counts are those of the stored text' '
	bagui-query -i sample -n all --format=jsonl \"热线\" >passages &&
	grep "\"date\":\"2010" passages | grep -o "\"text\":\"[^\"]*\"" | grep -o "[热熱][线線]" | wc -l >expect &&
	bagui-query -i sample --trend --format=tsv 热线 | grep "	2010	" | cut -f3 >actual &&
	test "$(cat actual)" -gt 5 && test_cmp expect actual &&
	bagui-query -i sample --trend --format=tsv 热线 | sed 1d | cut -f4 | paste -sd+ >sum &&
	wc -l <passages >expect && expr $(sed "s/+/ + /g" sum) >actual && test_cmp expect actual
'

test_expect_success 'json: the phrase as a whole, and its rows' '
	bagui-query -i idx --trend --format=json 热线 >actual &&
	test_grep "^{\"format\":1,\"trend\":\"year\",\"took_ms\":[0-9.]*,\"warnings\":\[\],\"phrases\":\[{\"phrase\":\"热线\",\"occurrences\":7,\"passages\":5,\"documents\":4,\"per_million\":[0-9.]*,\"first\":{\"date\":\"2009\",\"id\":\"b#0\"},\"characters\":31,\"rows\":\[" actual &&
	test_grep "{\"id\":\"2011\",\"name\":\"2011\",\"occurrences\":null,\"passages\":null,\"documents\":null,\"per_million\":null,\"first\":null,\"characters\":0}" actual &&
	bagui-query -i idx --trend --format=jsonl 热线 没有 >actual &&
	test "$(grep -c "^{\"format\":1,\"phrase\":" actual)" -eq 12
'

test_expect_success 'text: bars and dots, and the first use' '
	COLUMNS=80 bagui-query -i idx --trend 热线 >actual &&
	test_grep "^  2009  .* 4 .* 2 .* 2 .*█" actual &&
	test_grep "^  2011  *· *· *· *·\$" actual &&
	test_grep "^  first 2009\$" actual && test_grep "^  b#0\$" actual
'

for width in 60 80 200; do
	test_expect_success "text fits $width columns" '
		COLUMNS=$width bagui-query -i sample --trend 热线 >actual &&
		COLUMNS=$width LC_ALL=zh_CN.UTF-8 bagui-query -i sample --trend=region 热线 >>actual &&
		perl -CSD -lne "\$n = length(\$_) + (() = /[\x{2E80}-\x{9FFF}\x{FF00}-\x{FF60}]/g);
			print if \$n > $width" actual >wide && test_must_be_empty wide
	'
done

test_expect_success 'a phrase that nobody used: zeros, and exit status 1' '
	test_expect_code 1 bagui-query -i idx --trend --format=tsv 航天飞机 >actual &&
	test "$(grep -c "	0	0	0	0.00	" actual)" -eq 4
'

while IFS='|' read -r args why; do
	test_expect_success "exit status 2: $why" '
		eval "test_expect_code 2 bagui-query -i idx $args" >actual 2>err &&
		test_must_be_empty actual && test "$(wc -l <err)" -eq 1
	'
done <<'EOF'
--trend|no phrase
--trend ""|an empty phrase
--trend=month 热线|by what is not counted
--trend=region:没有这个地方 热线|an unknown region
--trend --format=trec 热线|a trend for trec_eval
--trend --kwic 热线|two tools at once
EOF

test_done
