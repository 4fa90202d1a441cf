#!/bin/sh
test_description='reprints are shown once to who reads, and weak answers say what else to ask'
. "$(dirname "$0")/../lib.sh"

cgi () {
	GATEWAY_INTERFACE=CGI/1.1 REQUEST_METHOD=GET SCRIPT_NAME=/search \
		PATH_INFO="$1" QUERY_STRING="$2" bagui.cgi >response 2>log &&
	test_grep "^Status: 200" response &&
	sed '1,/^.$/d' response >body
}

articles () { grep -c "<article>" body; }

# The output of a command at a terminal of 80 columns.
at_terminal () { script -qec "stty cols 80; $1" /dev/null | tr -d '\r'; }

certificates=q=%E4%BB%A3%E5%8A%9E%E8%AF%81%E4%BB%B6	# 代办证件

test_expect_success 'setup: one text in three places and both scripts, and another' '
	cat >docs.jsonl <<-\EOF &&
	{"id":"first","date":"2009-03-01","text":"县里在每个村都设立了便民服务点，由村干部轮流值班，替群众代办证件。"}
	{"id":"second","date":"2009-03-02","text":"縣裏在每個村都設立了便民服務點，由村幹部輪流值班，替群眾代辦證件。"}
	{"id":"a/third & last","date":"2009-03-03","text":"县里在每个村都设立了便民服务点，由村干部轮流值班，替群众代办证件！"}
	{"id":"other","date":"2009-04-01","text":"乡里的大厅也能代办证件，还能缴纳电费和水费，随到随办，不必排队等候。"}
	EOF
	for n in 1 2 3 4 5 6 7 8 9; do
		echo "{\"id\":\"hot$n\",\"text\":\"第$n号民生热线接到群众来电，当天转给部门办理。\"}"
	done >>docs.jsonl &&
	bagui-index -i idx docs.jsonl && BAGUI_INDEX=$PWD/idx && export BAGUI_INDEX
'

while IFS='|' read -r lang also; do
	test_expect_success "the page shows a reprint once, counts all, and says where else: $lang" '
		cgi "" "$certificates&lang=$lang" && test "$(articles)" -eq 2 &&
		test_grep "role=\"status\">[^<]*4" body &&
		test_grep "<p class=\"more reprints\">$also: <a href=\"/search/doc/" body
	'
done <<'EOF'
zh-Hans|另见 2 处
zh-Hant|另見 2 處
en|also in 2
EOF

test_expect_success 'what is named there is a link to that passage' '
	cgi "" "$certificates&sort=date" &&
	test_grep "<a href=\"/search/doc/second?$certificates&amp;sort=date#p0\">.*second#0" body &&
	test_grep "<a href=\"/search/doc/a/third%20%26%20last?[^\"]*#p0\">.*a/third &amp; last#0" body &&
	cgi /doc/second "$certificates" && test_grep "id=\"p0\"" body
'

test_expect_success 'every passage is shown where that is asked for, and links keep it' '
	cgi "" "$certificates&group=passage" && test "$(articles)" -eq 4 &&
	test_grep ! reprints body && test_grep "<option value=\"passage\" selected>" body &&
	test_grep "href=\"/search?$certificates&amp;group=passage&amp;" body &&
	cgi "" "$certificates&group=document" && test "$(articles)" -eq 4
'

test_expect_success 'pages of folded hits end where the hits do' '
	cgi "" "$certificates&limit=1" && test_grep "rel=\"next\"" body &&
	cgi "" "$certificates&limit=3" && test_grep ! "rel=\"next\"" body
'

test_expect_success 'programs get everything, unless they ask otherwise' '
	cgi /json "$certificates" && test "$(grep -o "\"rank\":" body | wc -l)" -eq 4 &&
	test_grep ! "\"reprints\"" body &&
	cgi /csv "$certificates" && test "$(wc -l <body)" -eq 5 &&
	cgi /atom "$certificates" && test "$(grep -c "<entry>" body)" -eq 4 &&
	cgi /json "$certificates&group=reprint" &&
	test "$(grep -o "\"rank\":" body | wc -l)" -eq 2 && test_grep "\"reprints\"" body
'

test_expect_success 'setup: a report as four sites have it, and two that share its wording' '
	hall="县政务服务大厅实行一窗受理，群众把材料交到一个窗口即可回家等候，工作人员当场登记并发给回执" &&
	cat >near.jsonl <<-EOF &&
	{"id":"one","text":"本报3月4日讯 $hall，办好以后用短信通知领取证件。"}
	{"id":"two","text":"本报3月15日讯 $hall，办好以后用短信通知领取证件。"}
	{"id":"three","text":"$hall，办好以后用短信通知领取证件。周末也有人值班。"}
	{"id":"four","text":"縣政務服務大廳實行一窗受理，群眾把材料交到一個窗口即可回家等候，工作人員當場登記並發給回執，辦好以後用短信通知領取證件。（责任编辑：某某）"}
	{"id":"copy","text":"$hall，办好以后用短信通知领取证件，周末也有人值班！"}
	{"id":"price","text":"$hall，领取证件时每份交工本费3元。"}
	{"id":"dear","text":"$hall，领取证件时每份交工本费8元。"}
	EOF
	bagui-index -i near near.jsonl
'

folded () { bagui-query -i near --group=reprint --format=json "$@" 一窗受理; }
ranks () { grep -o "\"rank\":" "$1" | wc -l; }

test_expect_success 'changed dates, headers, scripts and a sentence more are reprints, too; another price is not' '
	folded >json && test "$(ranks json)" -eq 3 && test_grep "\"total\":7" json &&
	for id in one two three four copy price dear; do
		test "$(grep -o "\"$id#0\"" json | wc -l)" -eq 1 || return 1
	done
'

test_expect_success 'pages of them fit together, and every passage is there without folding' '
	folded -n 1 >first && folded -n 2 --offset=1 >second && { folded --offset=3 >third || :; } &&
	test "$(ranks first)" -eq 1 && test "$(ranks second)" -eq 2 && test "$(ranks third)" -eq 0 &&
	test "$(cat first second | grep -o "\"[a-z]*#0" | sort | uniq -d | wc -l)" -eq 0 &&
	test "$(cat first second | grep -o "\"[a-z]*#0" | wc -l)" -eq 7 &&
	test "$(bagui-query -i near --format=trec 一窗受理 | wc -l)" -eq 7
'

test_expect_success 'at a terminal the text is folded, in a pipe or a file it is not' '
	if command -v script >/dev/null; then
		at_terminal "bagui-query 代办证件" >tty && test_grep "also in 2: " tty &&
		test "$(grep -c "#0" tty)" -eq 3 &&
		at_terminal "bagui-query --group=passage 代办证件" >tty && test_grep ! "also in" tty &&
		at_terminal "bagui-query --format=tsv 代办证件" >tty && test "$(grep -c "#0" tty)" -eq 4
	fi &&
	bagui-query 代办证件 >file && test_grep ! "also in" file && test "$(grep -c "#0" file)" -eq 4 &&
	bagui-query --group=reprint 代办证件 | cat >pipe && test_grep "also in 2: " pipe
'

test_expect_success 'no hits: what may be meant and each part alone, as links that ask it' '
	cgi "" "q=%E6%B0%91%E7%94%9F%20%E7%83%AD%E8%B7%AF&lang=en" &&	# 民生 热路
	test_grep "<div class=\"offers\">" body && test_grep "Each word alone finds" body &&
	test_grep "q=%E6%B0%91%E7%94%9F\">民生</a> <span class=\"count\">9<" body &&
	cgi "" "q=minsheng%20rexian" &&
	test_grep "是否要找" body &&
	test_grep "q=%E6%B0%91%E7%94%9F%E7%83%AD%E7%BA%BF\">民生热线</a> <span class=\"count\">9<" body
'

test_expect_success 'a weak answer is helped, too, and a strong one is left alone' '
	cgi "" "q=%E6%B0%91%E7%94%9F%20%E8%AF%81%E4%BB%B6" &&	# 民生 证件
	test_grep "<article>" body && test_grep "各词单独可得" body &&
	for n in 1 2 3; do
		echo "{\"id\":\"more$n\",\"text\":\"又有$n条民生热线开通了，电话是群众的。\"}"
	done >more.jsonl && bagui-index -i idx more.jsonl &&
	cgi "" "q=%E6%B0%91%E7%94%9F%20%E7%83%AD%E7%BA%BF" && test_grep ! "class=\"offers\"" body
'

test_done
