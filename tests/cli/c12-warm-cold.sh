#!/bin/sh
test_description='bagui.cgi: a worker, which counts in memory, answers as a process that was just begun'
. "$(dirname "$0")/../lib.sh"
test_skip_unless_command spawn-fcgi

pool=
stop_pool () {
	test -z "$pool" || { kill "$pool" 2>/dev/null; wait "$pool" 2>/dev/null; }
	pool=
}
test_at_exit stop_pool

# start_pool INDEX: one worker on ./socket, once it is there.
start_pool () {
	stop_pool
	rm -f socket
	BAGUI_INDEX=$1 BAGUI_WORKERS=1 BAGUI_LOG=off \
		spawn-fcgi -n -s "$PWD/socket" -- "$BAGUI_BIN/bagui.cgi" >/dev/null 2>&1 7>&- &
	pool=$!
	test_until test_serves "$PWD/socket"
}

# What no two answers share, and what is made only while there is time, left out.
plain () {
	tr -d '\r' | sed -e '/^ETag: /d; /^Content-Length: /d; s/"took_ms":[0-9.]*//' \
		-e '/<div class="offers">/,/<\/div>/d'
}
warm () { timeout 60 "$BAGUI_BIN/tests/drive" socket get "$1" "$2" | plain >warm; }
cold () {
	GATEWAY_INTERFACE=CGI/1.1 REQUEST_METHOD=GET SCRIPT_NAME=/search HTTP_HOST=localhost \
		PATH_INFO="$1" QUERY_STRING="$2" BAGUI_INDEX=$3 BAGUI_LOG=off bagui.cgi | plain >cold
}
# same PATH QUERY INDEX
same () { warm "$1" "$2" && cold "$1" "$2" "$3" && test_grep "^Status: 200" warm && test_cmp cold warm; }

# Two shards; labels of all kinds, ancestors twice, no date, reprints in both scripts.
documents () {
	awk 'BEGIN {
		split("玉林市北流市民生热线接到来电第%d次，志愿者上门服务。|南宁市的服务窗口开展就业培训%d次，法律援助随后跟进。", first, "|")
		split("县里在每个村都设立了便民服务点，由村干部轮流值班，替群众代办证件。|縣裏在每個村都設立了便民服務點，由村幹部輪流值班，替群眾代辦證件。", second, "|")
		split("玉林日报||南宁晚报", from, "|")
		for (i = 0; i < 300; i++) {
			date = i % 7 ? (2005 + i % 6) (i % 2 ? "-03" : "-11-05") : ""
			text = sprintf(first[1 + (i % 5 == 0)], i) "\\n\\n" second[1 + (i % 4 == 0)]
			printf "{\"id\":\"d%d\",\"date\":\"%s\",\"publisher\":\"%s\",\"text\":\"%s\"}\n", i, date, from[1 + i % 3], text
		}
	}'
}

test_expect_success 'setup: an index of two shards' '
	documents >docs.jsonl && bagui-index -i idx --shards=2 docs.jsonl && start_pool idx
'

while IFS='|' read -r why query facets; do
	test_expect_success "the same counts and pages: $why" "
		same /json '$query&facets=$facets' idx && same '' '$query' idx
	"
done <<'EOF'
a word|q=%E7%83%AD%E7%BA%BF|
a word that all have|q=%E6%9C%8D%E5%8A%A1|
an exact string|q=%22%E6%9D%91%E5%B9%B2%E9%83%A8%22|
a topic|topic=livelihood|
a region, opened|q=%E6%9C%8D%E5%8A%A1&region=450000|region:450000
a year by months|q=%E6%9C%8D%E5%8A%A1&from=2006&to=2006|
documents|q=%E6%9C%8D%E5%8A%A1&group=document|
all passages|from=1000&group=passage|
nothing found|q=%22%E6%B2%A1%E6%9C%89%E8%BF%99%E5%8F%A5%22|
EOF

test_expect_success 'reprints are named by both' '
	warm "" q=%22%E6%9D%91%E5%B9%B2%E9%83%A8%22 && test_grep "reprints" warm
'

test_expect_success 'and after a commit, and a removal' '
	echo "{\"id\":\"new\",\"date\":\"2012-01-01\",\"text\":\"玉林市的热线又开了一条。\"}" >new.jsonl &&
	bagui-index -i idx new.jsonl && bagui-index -i idx --remove=d2 &&
	for limit in 1 2 3 4 5 6 7 8 9 10 11 12; do
		same /json "q=%E6%9C%8D%E5%8A%A1&limit=$limit&facets" idx || return 1
	done &&
	same "" q=%E7%83%AD%E7%BA%BF idx && test_grep "2012" warm
'

# Ended the process: a match that may stop early, over the greatest of weights.
test_expect_success 'a prefix of titles, of which only the first page is looked for' '
	bagui-index -i sample "$BAGUI_ROOT/corpus/sample" && start_pool sample &&
	for word in %E6%9C%8D %E5%85%B3 %E7%83%AD %E5%85%9A; do
		same "" "q=title:$word*" sample && same /json "q=title:$word*&limit=1" sample || return 1
	done
'

test_done
