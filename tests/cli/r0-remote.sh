#!/bin/sh
test_description='shards on other machines: the same answers as one index here'
. "$(dirname "$0")/../lib.sh"
test_skip_unless_command xapian-tcpsrv
. "$BAGUI_ROOT/tests/remote/servers.sh"
test_at_exit stop_servers

test_expect_success 'setup: three servers, and a list of them' '
	bagui-index -i here --shards=3 "$BAGUI_ROOT/corpus/sample" &&
	serve 0 here/serve-0 && serve 1 here/serve-1 && serve 2 here/serve-2 &&
	bagui-index -i far --shards-at="$(at 0),$(at 1)" --shards-at="$(at 2)" >out &&
	test_grep "^3 shards in 3 places" out &&
	test_grep "^remote $(at 1)$" far/XAPIANDB && test -s far/labels
'

test_expect_success 'answers, scores and counts are the same to the last digit' '
	while IFS= read -r request; do
		eval "bagui-query -i here --format=json $request" | plain >here.json
		eval "bagui-query -i far --format=json $request" | plain >far.json
		test -s here.json && cmp -s here.json far.json || echo "$request"
	done >differ <<-\EOF &&
		服务平台
		民生热线 培训 -n 50
		服務平臺 --match=any -n all
		服务 --offset=20 -n 20
		服务 --facets
		服务 --facets --group=document
		服务 --facets=region:450000,year --zeros
		-r 广西 --facets
		-r 广西 --facets -n 50
		-r 玉林 -p hotline
		-t livelihood --group=document --facets
		--origin=广西 服务
		--from=2009 --to=2010 服务 --facets
		--sort=date 服务 -n 30 --facets
		--sort=-date 服务 -n all
		--group=document 服务 -n 30
		--scope=document "服务 热线" -n all
		--scope=document "服务 NOT 热线" --facets
		"服务*" --facets
		"title:服务" --facets
		"title:\"服务\"" --group=document
		"publisher:日报"
		"服务 NOT 热线" -n all --facets
		"(服务 OR 热线) AND 平台" -n all
		"id:sample/notices/launch.txt"
		"id:sample/notices/launch.txt#1"
	EOF
	test_must_be_empty differ
'

test_expect_success 'exact strings are verified here, with the same facets' '
	while IFS= read -r request; do
		eval "bagui-query -i here --format=json -n all --facets $request" | plain >here.json
		eval "bagui-query -i far --format=json -n all --facets $request" | plain >far.json
		test -s here.json && cmp -s here.json far.json || echo "$request"
	done >differ <<-\EOF &&
		"\"服务平台\""
		"\"服务\""
		"\"生热\""
		"\"党组织服务年活动\""
		"平台 NOT \"服务\""
		"+服务 -\"热线\""
		"\"服务平台\" OR \"热线\""
		"\"服务\" NEAR/20 \"平台\""
		"服务 NEAR/9 平台" --group=document
		"\"服务平台\"" --sort=date
		"\"没有这样的话\""
	EOF
	test_must_be_empty differ
'

test_expect_success 'questions with numbers, and words of one character among others, all words or any: the same' '
	{ cat "$BAGUI_ROOT/corpus/queries.tsv" &&
	  test_write_lines "n1	第三人与服务平台的合同" "n2	三个一 培训" "n3	二〇〇九年十二月的服务" \
		"n4	12371 热线" "n5	237" "n6	服务 一线 3" "n7	关于2009年第三季度群众的诉求"
	} >questions &&
	for match in auto all any; do
		bagui-query -i here --format=json --match=$match --batch=questions 2>err | plain >here.json &&
		bagui-query -i far --format=json --match=$match --batch=questions 2>>err | plain >far.json &&
		test -s here.json && test_cmp here.json far.json || return 1
	done
'

test_expect_success 'random strings of the text: none is missed, none added' '
	bagui-query -i here --format=jsonl -n all --match=any "服务 OR 市 OR 的" >all.jsonl &&
	perl -CS -MJSON::PP -ne "
		BEGIN { srand 7 }
		my \$text = decode_json(\$_)->{text};
		for (1 .. 2) {
			my \$n = 2 + int rand 8;
			next if length(\$text) <= \$n;
			my \$s = substr(\$text, int rand(length(\$text) - \$n), \$n);
			next unless \$s =~ /^[\x{4e00}-\x{9fff}]+\z/;
			print ++\$id, qq(\t\"\$s\"\n);
		}" all.jsonl | head -n "${BAGUI_STRINGS:-150}" >strings &&
	test "$(wc -l <strings)" -ge 100 &&
	bagui-query -i here --format=trec -n all --batch=strings >here.trec &&
	bagui-query -i far --format=trec -n all --batch=strings >far.trec &&
	test -s here.trec && test_cmp here.trec far.trec
'

test_expect_success 'what cannot be found for certain has a warning, and its total is not exact' '
	bagui-query -i far --format=json "\"民\"" >one.json &&
	test_grep "over remote shards, ..民.. is found only where" one.json &&
	test_grep "\"total_exact\":false" one.json &&
	printf "{\"id\":\"n\",\"text\":\"请拨打电话12371，欢迎来访。\"}\n" >n.jsonl &&
	bagui-index -i number --shards=1 n.jsonl && serve 3 number/serve-0 &&
	bagui-query -i "$(at 3)" --format=json "\"123\"" >begin.json &&
	test_grep "\"total\":1,\"total_exact\":true" begin.json &&
	bagui-query -i "$(at 3)" --format=json "\"237\"" >inside.json &&
	test_grep "\"total\":1,\"total_exact\":true,.*\"warnings\":\[\]" inside.json &&
	test_expect_code 1 bagui-query -i "$(at 3)" --format=json "\"，，\"" >none.json &&
	test_grep "it is too short" none.json
'

test_expect_success 'a string in whole documents is not verified, which is said; words need no warning' '
	bagui-query -i far --scope=document --format=json "\"服务平台\" 热线" >strings.json &&
	test_grep "strings are not verified in whole documents" strings.json &&
	test_grep "\"total_exact\":false" strings.json &&
	bagui-query -i far --scope=document --format=json "服务 热线" >words.json &&
	test_grep "\"warnings\":\[\]" words.json && test_grep "\"total_exact\":true" words.json &&
	bagui-query -i here --scope=document --format=json "\"服务平台\" 热线" >local.json &&
	test_grep "\"warnings\":\[\]" local.json &&
	LC_ALL=zh_CN.UTF-8 bagui-query -i far --scope=document "\"服务平台\" 热线" >out 2>err &&
	test_grep "不核对引号内的文字" err
'

test_expect_success 'one server, several, a stub file, here and there: all the same' '
	bagui-query -i here --format=json 服务平台 --facets | plain >want &&
	bagui-query -i "$(at 0)" -i "$(at 1)" -i "$(at 2)" --format=json 服务平台 --facets | plain >got &&
	test_cmp want got &&
	{ echo "# a comment"; echo "auto here/shard-0"; echo "remote $(at 1)"; echo "auto here/shard-2"; } >mixed &&
	bagui-query -i mixed --format=json 服务平台 --facets | plain >got && test_cmp want got &&
	bagui-query -i here/shard-0 -i here/shard-1 -i here/shard-2 --format=json 服务平台 --facets | plain >got &&
	test_cmp want got &&
	BAGUI_INDEX=$PWD/far REQUEST_METHOD=GET GATEWAY_INTERFACE=CGI/1.1 PATH_INFO=/json \
		QUERY_STRING="q=%E6%9C%8D%E5%8A%A1%E5%B9%B3%E5%8F%B0" bagui.cgi >page &&
	BAGUI_INDEX=$PWD/here REQUEST_METHOD=GET GATEWAY_INTERFACE=CGI/1.1 PATH_INFO=/json \
		QUERY_STRING="q=%E6%9C%8D%E5%8A%A1%E5%B9%B3%E5%8F%B0" bagui.cgi >want.page &&
	sed 1,/^.$/d page | plain | tail -n 1 >got && sed 1,/^.$/d want.page | plain | tail -n 1 >want &&
	grep -q passages want && test_cmp want got
'

test_expect_success 'a document is shown from afar' '
	bagui-query -i here --show=sample/notices/launch.txt --format=json | plain >want &&
	bagui-query -i far --show=sample/notices/launch.txt --format=json | plain >got && test_cmp want got
'

test_expect_success 'a server goes on to a new generation without being started again' '
	bagui-query -i far --format=trec 服务平台 >want &&
	bagui-index -i here --compact >out && bagui-index -i here --relabel >out &&
	bagui-query -i far --format=trec 服务平台 >got && test_cmp want got
'

test_expect_success 'what is no list of shards is said to be none' '
	test_expect_code 2 bagui-query -i far/labels 服务 2>err && test_grep "labels:1: neither" err &&
	echo "remote :xapian-progsrv here/shard-0" >program &&
	test_expect_code 2 bagui-query -i program 服务 2>err && test_grep "program:1: neither" err &&
	test_expect_code 2 bagui-index -i other --shards-at="$(at 9)" 2>err && test ! -e other &&
	test_expect_code 5 bagui-index -i here --shards-at="$(at 0)" 2>err && test_grep "no list of shards" err &&
	test_expect_code 5 bagui-index -i far "$BAGUI_ROOT/corpus/sample" 2>err && test_grep "far" err
'

test_done
