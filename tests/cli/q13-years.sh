#!/bin/sh
test_description='--year and --publisher: any of several, and what they leave out is said'
. "$(dirname "$0")/../lib.sh"

ids () { bagui-query -i idx --format=trec -n all "$@" | cut -d' ' -f3 | sort | tr '\n' ' '; }

test_expect_success 'setup: three years, one document without a date, three publishers' '
	cat >docs.jsonl <<-\EOF &&
	{"id":"a","date":"2008-12-31","publisher":"玉林日报","text":"民生热线开通。"}
	{"id":"b","date":"2009","publisher":"玉林日报社","text":"民生热线再次开通。"}
	{"id":"c","date":"2010-01","publisher":"廣西日報","text":"民生热线继续开通。"}
	{"id":"d","publisher":"a\"b","text":"民生热线没有日期。"}
	EOF
	bagui-index -i idx --shards=2 docs.jsonl
'

while IFS='|' read -r args want; do
	test_expect_success "$args: $want" '
		eval "ids $args" >actual && printf "%s" "$want" >expect && test_cmp expect actual
	'
done <<'EOF'
--year=2009|b#0 
--year=2008 --year=2010|a#0 c#0 
--year=undated|d#0 
--year=undated --year=2009 热线|b#0 d#0 
--year=2009 --from=2010|
--year=2009 --year=2010 --from=2010|c#0 
--publisher=玉林日报|a#0 
--publisher=日报|a#0 b#0 c#0 
--publisher=广西日报|c#0 
--publisher=玉林日报 --publisher=广西日报 热线|a#0 c#0 
--publisher=玉林日报 --year=2009|
--publisher='a"b'|d#0 
EOF

test_expect_success 'what has no date is counted where years leave it out, and only there' '
	bagui-query -i idx --format=json --year=2009 热线 >actual &&
	test_grep "\"total\":1,.*\"undated_excluded\":1" actual &&
	bagui-query -i idx --format=json --year=2009 --year=undated 热线 >actual &&
	test_grep "\"total\":2,.*\"undated_excluded\":0" actual
'

test_expect_success 'a publisher that nobody is: nothing, and why' '
	test_expect_code 1 bagui-query -i idx --publisher=桂林晚报 热线 2>err &&
	echo "bagui-query: warning: no publisher is called \"桂林晚报\"" >expect && test_cmp expect err
'

test_expect_success 'a year that is none is refused in one line' '
	test_expect_code 2 bagui-query -i idx --year=2009-03 热线 2>err &&
	test "$(wc -l <err)" -eq 1 && test_grep "^bagui-query: year: \"2009-03\" is no year" err
'

test_expect_success 'facets count within them, as one by one' '
	bagui-query -i idx --format=json --facets=year,publisher --year=2008 --year=2009 热线 >actual &&
	test_grep "\"year\":\[{\"id\":\"2008\",[^}]*\"count\":1},{\"id\":\"2009\",[^}]*\"count\":1}\]" actual
'

page () {
	env GATEWAY_INTERFACE=CGI/1.1 REQUEST_METHOD=GET SCRIPT_NAME=/s QUERY_STRING="$1" \
		BAGUI_INDEX=idx bagui.cgi
}

test_expect_success 'the page has boxes for both, ticked where they are on' '
	page "q=%E7%83%AD%E7%BA%BF&lang=en" >out &&
	test_grep "<input type=\"checkbox\" name=\"year\" value=\"2009\"" out &&
	test_grep "<input type=\"checkbox\" name=\"year\" value=\"undated\"" out &&
	test_grep "<input type=\"checkbox\" name=\"publisher\" value=\"a&quot;b\"" out &&
	page "q=%E7%83%AD%E7%BA%BF&year=2009&year=2010&publisher=%E5%BB%A3%E8%A5%BF%E6%97%A5%E5%A0%B1&lang=en" >out &&
	test_grep "name=\"year\" value=\"2010\"[^>]* checked" out &&
	test_grep "name=\"publisher\" value=\"廣西日報\"[^>]* checked" out &&
	test_grep "type=\"hidden\" name=\"year\" value=\"2009\"" out
'

test_done
