#!/bin/sh
test_description='bagui-query --similar and --since'
. "$(dirname "$0")/../lib.sh"

ids () { sed 1d | cut -f3; }

test_expect_success 'setup: a sample, and a text with a reprint in the other script' '
	cp -r "$BAGUI_ROOT/corpus/sample" . &&
	cat >docs.jsonl <<-\EOF &&
	{"id":"one","date":"2010-05-01","region":"450900","text":"玉林市荔枝合作社在田间开设蜜蜂授粉课堂，三十名果农学会了分箱和防螨。\n课堂设在陈村。"}
	{"id":"reprint","date":"2010-05-02","text":"玉林市荔枝合作社在田間開設蜜蜂授粉課堂，三十名果農學會了分箱和防螨。"}
	{"id":"alike","date":"2010-06-01","region":"450300","text":"恭城的果农请来蜜蜂，荔枝授粉之后坐果多了两成，课堂也开到了田间。"}
	{"id":"alike too","date":"2010-07-01","text":"蜜蜂防螨要在分箱之前做。"}
	{"id":"other","date":"2010-06-01","text":"公路通车。"}
	EOF
	bagui-index -i idx sample docs.jsonl
'

test_expect_success 'what is like a passage comes, itself and its reprints do not' '
	bagui-query -i idx --similar=one#0 --format=tsv | ids >actual &&
	head -n 1 actual >first &&
	echo alike#0 >expect && test_cmp expect first &&
	test_grep ! "^one#" actual && test_grep ! "^reprint#" actual && test_grep ! "^other#" actual
'

test_expect_success 'a document, too; the query says by which words' '
	bagui-query -i idx --similar=one --format=json -n 1 >actual &&
	test_grep "\"query\":\"[^\"]*蜜蜂" actual && test_grep "\"document\":\"alike" actual
'

test_expect_success 'filters, facets and pages work as in any search' '
	bagui-query -i idx --similar=one#0 --from=2010-06 --to=2010-06 --format=json --facets=region >actual &&
	test_grep "\"total\":3,.*\"rank\":1,[^{]*\"id\":\"alike#0\".*\"facets\":{\"region\":\[{\"id\":\"450000\"" actual &&
	bagui-query -i idx --similar=one#0 -n all --format=tsv | ids >all &&
	bagui-query -i idx --similar=one#0 -n 1 --format=tsv | ids >parts &&
	bagui-query -i idx --similar=one#0 -n all --offset=1 --format=tsv | ids >>parts &&
	test_cmp all parts
'

while IFS='|' read -r args why; do
	test_expect_success "exit status 2: $why" '
		eval "test_expect_code 2 bagui-query -i idx $args" >actual 2>err &&
		test_must_be_empty actual && test "$(wc -l <err)" -eq 1
	'
done <<'EOF'
--similar=nothing|an id that is not there
--similar=one#9|a passage that is not there
--similar=one 热线|an id and a query
--since=x 热线|a run that is no number
--since=0 热线|runs begin with 1
EOF

test_expect_success '--since: all is of the first run' '
	bagui-query -i idx -n all --format=tsv 热线 | ids >expect &&
	bagui-query -i idx -n all --since=1 --format=tsv 热线 | ids >actual &&
	test_cmp expect actual &&
	test_expect_code 1 bagui-query -i idx --since=2 热线
'

test_expect_success '--since=last: what was added or replaced, and nothing else' '
	sed "s/公路通车/公路通车了/" docs.jsonl >new &&
	echo "{\"id\":\"new\",\"text\":\"新的热线。\"}" >>new && mv new docs.jsonl &&
	bagui-index -i idx docs.jsonl &&
	bagui-query -i idx --since=last --format=tsv | ids | sort >actual &&
	test_write_lines new#0 other#0 >expect && test_cmp expect actual &&
	bagui-query -i idx --since=2 --format=tsv 热线 | ids >actual &&
	echo new#0 >expect && test_cmp expect actual &&
	bagui-query -i idx --since=last --facets=year --format=json 公路 >actual &&
	test_grep "\"total\":1,.*\"year\":\[{\"id\":\"2010\",\"name\":\"2010\",\"parent\":null,\"count\":1}\]" actual
'

test_expect_success '--since=last after a run that changed nothing finds nothing' '
	bagui-index -i idx docs.jsonl &&
	test_expect_code 1 bagui-query -i idx --since=last 热线 &&
	bagui-query -i idx --since=2 --format=tsv 热线 | ids >actual &&
	echo new#0 >expect && test_cmp expect actual
'

test_expect_success '--since goes with --trend and --kwic' '
	bagui-query -i idx --since=2 --trend --format=tsv 热线 | sed 1d | cut -f2,3,9 >actual &&
	test_write_lines "2010	0	6" "undated	1	5" >expect && test_cmp expect actual &&
	bagui-query -i idx --since=2 --kwic --format=tsv 热线 | sed 1d | cut -f4 >actual &&
	echo new#0 >expect && test_cmp expect actual
'

test_expect_success 'two indexes: last is the last run of each' '
	echo "{\"id\":\"newer\",\"text\":\"更新的热线。\"}" >more.jsonl &&
	bagui-index -i two docs.jsonl &&
	bagui-index -i two more.jsonl &&
	bagui-query -i idx -i two --since=last --format=tsv 热线 | ids >actual &&
	echo newer#0 >expect && test_cmp expect actual
'

test_done
