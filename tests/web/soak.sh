#!/bin/sh
test_description='bagui.cgi over hours: generated requests, level memory, an index that grows'
. "$(dirname "$0")/../lib.sh"
test_skip_unless_command spawn-fcgi

pool=
stop_pool () {
	test -z "$pool" || { kill "$pool" 2>/dev/null; wait "$pool" 2>/dev/null; }
	pool=
}
test_at_exit stop_pool

# start_pool WORKERS: on ./socket, over ./idx.
start_pool () {
	stop_pool
	rm -f socket
	BAGUI_INDEX=$PWD/idx BAGUI_WORKERS=$1 BAGUI_LOG=off \
		spawn-fcgi -n -s "$PWD/socket" -- "$BAGUI_BIN/bagui.cgi" >/dev/null 2>log 7>&- &
	pool=$!
	test_until test_serves "$PWD/socket"
}

drive () { "$BAGUI_BIN/tests/drive" socket "$@"; }
# Kilobytes that all workers have of their own.
resident () {
	for resident_pid in $(ps -o pid= --ppid "$pool"); do
		sed -n 's/^RssAnon:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$resident_pid/status"
	done 2>/dev/null | awk '{ sum += $1 } END { print sum + 0 }'
}
# most COMMAND...: the most that they have while it runs, in ./most.
most () {
	"$@" >figures 7>&- &
	most_job=$!
	echo 0 >most
	while kill -0 "$most_job" 2>/dev/null; do
		resident >now
		sort -rn most now | head -n 1 >higher && mv higher most
		sleep 0.2
	done
	cat figures
	wait "$most_job"
}

test_expect_success 'setup: an index, and five hundred questions' '
	bagui-index -i idx "$BAGUI_ROOT/corpus/sample"
	bagui-query -i idx --format=jsonl -n all --match=any "的 OR 市 OR 服务 OR 一" |
		perl -CS -ne "s/.*\"text\"://; print qq(q=\$1\n) while /(\p{Han}{2,3})/g" |
		awk "!seen[\$0]++" | head -n 500 >questions &&
	test "$(wc -l <questions)" -eq 500
'

test_expect_success "${BAGUI_NOISE:=100000} generated requests: no status that was not meant, no markup, nobody dies" '
	start_pool 1 && drive noise $BAGUI_NOISE 23 && test_must_be_empty log
'

test_expect_success "${BAGUI_REQUESTS:=200000} requests in level memory" '
	start_pool 2 && most drive load questions $((BAGUI_REQUESTS / 10)) 0 8 && early=$(cat most) &&
	most drive load questions $((BAGUI_REQUESTS * 9 / 10)) 0 8 && late=$(cat most) &&
	echo "from $early to $late kB" && test $((late - early)) -lt $((early / 5))
'

test_expect_success "${BAGUI_COMMITS:=60} commits, one every two seconds, under eight clients: no error" '
	start_pool 4 &&
	{ n=0; while test $n -lt $BAGUI_COMMITS; do
		n=$((n + 1)) && sed "s/^q=/第$n次/" questions >more$n.txt
		bagui-index -i idx "more$n.txt" >said 2>&1 || cat said
		sleep 2
	done >indexed 7>&- & } && writer=$! &&
	drive load questions $((BAGUI_COMMITS * 200)) 100 8; code=$?
	wait $writer; test_must_be_empty indexed && test "$code" -eq 0
'

test_done
