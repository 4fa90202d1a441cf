#!/bin/sh
test_description='bagui.cgi: behind a real web server, as make serve starts it'
. "$(dirname "$0")/../lib.sh"
test_skip_unless_command curl
PATH=$PATH:/usr/sbin
test_skip_unless_command lighttpd

server=
stop_server () {
	test -z "$server" || kill "$server" 2>/dev/null
	server=
}
test_at_exit stop_server

test_expect_success 'setup: an index, and the server on a free port' '
	printf "{\"id\":\"目录/甲 乙.txt\",\"title\":\"甲\",\"text\":\"民生热线开通。\"}\n{\"id\":\"http://example.org//x/../y?z#1\",\"title\":\"乙\",\"text\":\"服务热线开通。\"}\n" >docs.jsonl &&
	bagui-index -i idx docs.jsonl &&
	{ BUILD=$BAGUI_BIN BAGUI_INDEX=$PWD/idx "$BAGUI_ROOT/tools/serve.sh" "$(test_free_ports 1)" >log 2>&1 & } &&
	server=$! &&
	test_until grep -q "^http" log &&
	url=$(sed -n "s/^\(http[^ ]*\).*/\1/p" log) && test -n "$url"
'

test_expect_success 'the page, its style sheet, and JSON' '
	curl -sf "$url?q=%E7%83%AD%E7%BA%BF" >page && test_grep "<mark>" page &&
	host=${url%/search} &&
	sheet=$(sed -n "s/.*rel=\"stylesheet\" href=\"\([^\"]*\)\".*/\1/p" page) &&
	curl -sf "$host$sheet" >style && test_grep "^body {" style &&
	curl -sf "$url/json?q=%E7%83%AD%E7%BA%BF" >json &&
	test_grep "\"total\":2" json
'

test_expect_success 'every document is found by the link to it' '
	sed -n "s/.*<h2><a href=\"\([^\"]*\)\".*/\1/p" page | sed "s/&amp;/\&/g" >links &&
	test "$(wc -l <links)" -eq 2 &&
	while read -r link; do
		curl -sf "$host$link" >document || echo "$link: no answer"
		grep -q "<mark>" document || echo "$link: no mark"
	done <links >failures &&
	test_must_be_empty failures
'

test_expect_success 'statuses and headers come through' '
	curl -sI "$url?q=a" >head && test_grep "^HTTP/1.1 200" head &&
	test_grep "^Content-Security-Policy: default-src" head &&
	curl -s -o /dev/null -w "%{http_code}\n" "$url/nothing" >actual &&
	curl -s -o /dev/null -w "%{http_code}\n" "$url?q=a&q=b" >>actual &&
	curl -s -o /dev/null -w "%{http_code}\n" -X DELETE "$url" >>actual &&
	test_write_lines 404 400 405 >expect && test_cmp expect actual
'

test_expect_success 'it listens on this machine alone, and ends when it is told' '
	test_grep "^http://127\.0\.0\.1:" log &&
	kill "$server" && wait "$server"; server= &&
	is_gone () { ! curl -sf "$url" >after; } && test_until is_gone
'

test_done
