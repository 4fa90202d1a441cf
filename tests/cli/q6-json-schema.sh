#!/bin/sh
test_description='every answer as JSON is what docs/answer.schema.json says'
. "$(dirname "$0")/../lib.sh"
python3 -c 'import jsonschema' 2>/dev/null || test_skip_all 'python3-jsonschema is not installed'

cat >validate.py <<'EOF'
"""validate.py DEFINITION FILE: every line of FILE is such an object, and FILE
is not empty."""
import json, sys
import jsonschema

with open(sys.argv[1]) as file:
    schema = json.load(file)
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(dict(schema, anyOf=[{"$ref": "#/$defs/" + sys.argv[2]}]))
lines = open(sys.argv[3]).read().splitlines()
bad = [error.message for line in lines for error in validator.iter_errors(json.loads(line))]
print("\n".join(bad[:5]))
sys.exit(bool(bad) or not lines)
EOF
valid () { python3 validate.py "$BAGUI_ROOT/docs/answer.schema.json" "$1" "$2"; }

test_expect_success 'setup: the sample, and documents that know little' '
	cat >docs.jsonl <<-\EOF &&
	{"id":"a","text":"热线。"}
	{"id":"b","date":"2010","title":"乙","publisher":"报","author":"某人","url":"http://example.org/","region":"450900","topic":["employment"],"text":"服務(wù)热线。"}
	{"id":"c","text":"县里在每个村设了便民服务点，代办证件。"}
	{"id":"d","text":"縣裏在每個村設了便民服務點，代辦證件。"}
	EOF
	bagui-index -i idx "$BAGUI_ROOT/corpus/sample" docs.jsonl
'

while IFS='|' read -r kind args; do
	test_expect_success "$kind: bagui-query $args" '
		bagui-query -i idx $args >actual; test $? -le 1 && valid $kind actual
	'
done <<'EOF'
answer|--format=json -n all 热线
answer|--format=json -n 3 --facets --zeros 热线 服务
answer|--format=json --group=document --facets=region:450000 热线
answer|--format=json --explain --match=any 热线 航天飞机
answer|--format=json 航天飞机
answer|--format=json --group=reprint 代办证件
answer|--format=json minsheng rexian
answer|--format=json --from=2010 --to=2010-06-30 热线
answer|--format=json "没有结束 热线
answer|--format=json --show=sample/news/beiliu-hotline.html
answer|--format=json --similar=sample/news/beiliu-hotline.html#0
answer|--format=json -p hotline --sort=-date -n all
passage_line|--format=jsonl -n all 热线
passage_line|--format=jsonl --group=document --match=any 的 了
passage_line|--format=jsonl --show=b
concordance|--format=json --kwic 热线
concordance|--format=json --kwic --sort=left 航天飞机
concordance_line|--format=jsonl --kwic -n all 热线
trend|--format=json --trend 热线 服务 航天飞机
trend|--format=json --trend=region 热线
trend_line|--format=jsonl --trend 热线
EOF

test_expect_success 'a batch: answers with their qid' '
	printf "q1\t热线\nq2\t航天飞机\nq3\t%1025s\n" a | tr " " a >batch.tsv &&
	bagui-query -i idx --format=json --batch=batch.tsv >actual 2>err &&
	test "$(wc -l <actual)" -eq 3 && valid answer actual &&
	bagui-query -i idx --format=jsonl --batch=batch.tsv >actual 2>err && valid passage_line actual
'

test_expect_success 'the page says the same as JSON' '
	BAGUI_INDEX=idx GATEWAY_INTERFACE=CGI/1.1 REQUEST_METHOD=GET PATH_INFO=/json \
		QUERY_STRING="q=%E7%83%AD%E7%BA%BF" SCRIPT_NAME=/s bagui.cgi >response &&
	sed "1,/^.\{0,1\}\$/d" response >actual && valid answer actual
'

test_expect_success 'the schema refuses what is not so' '
	bagui-query -i idx --format=json -n 1 热线 >good && valid answer good &&
	for edit in "s/\"total\":/\"totals\":/" "s/\"rank\":1/\"rank\":\"1\"/" "s/\"bytes\":\[[0-9]*,/\"bytes\":[/" "s/\"format\":1/\"format\":2/"; do
		sed "$edit" good >bad && ! cmp -s good bad && ! valid answer bad >/dev/null || { echo "$edit"; return 1; }
	done
'

test_expect_success '--format-version: 1 is known, others are refused before anything is written' '
	bagui-query -i idx --format=json --format-version=1 热线 >actual && test -s actual &&
	test_expect_code 2 bagui-query -i idx --format=json --format-version=2 热线 >actual 2>err &&
	test_must_be_empty actual && test_grep "^bagui-query: --format-version: only version 1 is known\$" err
'

test_done
