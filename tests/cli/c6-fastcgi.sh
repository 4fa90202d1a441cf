#!/bin/sh
test_description='bagui.cgi: FastCGI workers, each with an open index'
. "$(dirname "$0")/../lib.sh"
test_skip_unless_command spawn-fcgi

pool=
stop_pool () {
	test -z "$pool" || { kill "$pool" 2>/dev/null; wait "$pool" 2>/dev/null; }
	pool=
}
test_at_exit stop_pool

# start_pool INDEX [VARIABLE=VALUE...]: workers on ./socket, their log in ./log.
start_pool () {
	stop_pool
	rm -f socket
	start_index=$1 && shift
	env BAGUI_INDEX="$start_index" BAGUI_WORKERS=1 "$@" \
		spawn-fcgi -n -s "$PWD/socket" -- "$BAGUI_BIN/bagui.cgi" >/dev/null 2>log 7>&- &
	pool=$!
	test_until test_serves "$PWD/socket"
}

drive () { timeout 250 "$BAGUI_BIN/tests/drive" socket "$@"; }
get () { drive get "$1" "$2" >response && status=$(sed -n 's/^Status: \([0-9]*\).*/\1/p' response); }
worker () { ps -o pid= --ppid "$pool" | tr -d ' '; }
# resident N: kilobytes of the worker that are its own.
resident () { sed -n 's/^RssAnon:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$(worker)/status"; }

hot=q=%E7%83%AD%E7%BA%BF

test_expect_success 'setup: two documents, and a worker' '
	printf "民生热线开通。\n" >a.txt && printf "服务热线接听。\n" >b.txt &&
	bagui-index -i idx a.txt b.txt && start_pool idx
'

test_expect_success 'a request is answered, and the next by the same process' '
	get "" $hot && test "$status" = 200 && test_grep "<mark>" response &&
	worker >before && get /json $hot && test_grep "\"total\":2" response &&
	worker >after && test_cmp before after
'

test_expect_success 'each has one line in the log, with what it took and found' '
	test "$(wc -l <log)" -eq 2 &&
	test_grep "^{\"time\":\"[-0-9]*T[:.0-9]*Z\",\"status\":200,\"ms\":[0-9.]*,\"method\":\"GET\",\"path\":\"\",\"query\":\"q=热线\",\"hits\":2}$" log
'

test_expect_success 'an answer that was given is kept' '
	get "" $hot && tail -n 1 log >line && test_grep "\"kept\":true" line
'

test_expect_success 'the next request sees what was committed meanwhile' '
	printf "热线又一条。\n" >c.txt && bagui-index -i idx c.txt &&
	get /json $hot && test_grep "\"total\":3" response &&
	tail -n 1 log >line && test_grep ! kept line
'

test_expect_success 'an index that is not there is 503, and found once it is' '
	start_pool late && get "" $hot && test "$status" = 503 &&
	cp -r idx late && get "" $hot && test "$status" = 200
'

test_expect_success 'what hangs ends with a 503, and with the worker that hung' '
	cp -r idx hangs && rm hangs/bagui && mkfifo hangs/bagui &&
	start_pool hangs BAGUI_TIMEOUT=3000 && get "" $hot &&
	test "$status" = 503 && test_grep "^Content-Security-Policy" response &&
	test_grep "watchdog" log &&
	rm hangs/bagui && cp idx/bagui hangs/bagui &&
	get "" $hot && test "$status" = 200
'

# Feeds a pipe that stands in for a file, to whoever opens it, until ./fed is there.
feed () {
	while test ! -e fed; do
		timeout 0.3 sh -c "cat $1 >$2"
		sleep 0.05
	done >/dev/null 2>&1 7>&- &
}
# Process $1 is opening a pipe that nobody feeds, as far as this system tells.
opens_pipe () { grep -q -e wait_for_partner -e "^0" "/proc/$1/wchan"; }

test_expect_success 'SIGTERM lets a request end, and leaves nobody behind' '
	start_pool hangs && get "" $hot && test "$status" = 200 &&
	rm hangs/bagui && mkfifo hangs/bagui && left=$(worker) &&
	{ drive get "" $hot >slow 7>&- & } && asked=$! && test_until opens_pipe "$left" && sleep 0.3 &&
	kill "$pool" && sleep 0.2 && kill -0 "$left" &&
	feed idx/bagui hangs/bagui && wait "$asked" && touch fed &&
	test_grep "^Status: 200" slow &&
	wait "$pool"; ended=$?; pool=
	test "$ended" -eq 0 && ! kill -0 "$left"
'

test_expect_success 'a worker that is killed is replaced' '
	start_pool idx && get "" $hot && first=$(worker) && kill -9 "$first" &&
	is_gone () { ! kill -0 "$first" 2>/dev/null; } && test_until is_gone &&
	get "" $hot && test "$status" = 200 && test "$(worker)" != "$first" &&
	test_grep "signal 9" log
'

test_expect_success 'generated requests: no status that was not meant, no markup' '
	if test -n "$BAGUI_SANITIZE"; then count=2000; else count=6000; fi &&
	first=$(worker) && drive noise $count 7 &&
	test "$(worker)" = "$first"
'

test_expect_success 'a worker serves ten thousand requests, in level memory, then another' '
	if test -z "$BAGUI_SANITIZE"; then
		start_pool idx BAGUI_LOG=off && echo $hot >queries &&
		drive load queries 1500 0 1 && first=$(worker) &&
		early=$(resident) && drive load queries 8400 0 1 &&
		late=$(resident) && test "$(worker)" = "$first" &&
		echo "from $early to $late kB" && test $((late - early)) -lt 512 &&
		drive load queries 200 0 1 && test "$(worker)" != "$first"
	fi
'

test_expect_success 'BAGUI_LOG=noquery tells nothing of what was asked, off nothing at all' '
	start_pool idx BAGUI_LOG=noquery && get "" $hot && get /doc/a.txt "" &&
	test "$(wc -l <log)" -eq 2 && test_grep ! "热线" log && test_grep ! "a.txt" log &&
	start_pool idx BAGUI_LOG=off && get "" $hot && test_must_be_empty log
'

test_expect_success 'while an index is being committed to, nobody sees an error' '
	start_pool idx BAGUI_WORKERS=2 &&
	for n in 1 2 3 4 5 6 7 8; do
		echo "q=%E7%83%AD%E7%BA%BF+$n"
	done >queries &&
	{ n=0; while test $n -lt 40; do
		n=$((n + 1)); echo "热线第$n条。" >"more$n.txt"
		bagui-index -i idx "more$n.txt" >said 2>&1 || cat said
		sleep 0.1
	done >indexed 7>&- & } && writer=$! &&
	drive load queries 1500 150 8 >figures; code=$?
	cat figures; wait $writer; test_must_be_empty indexed &&
	test "$code" -eq 0
'

test_done
