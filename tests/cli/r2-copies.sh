#!/bin/sh
test_description='an index split into more shards, moved, replicated; snapshots for readers'
. "$(dirname "$0")/../lib.sh"
. "$BAGUI_ROOT/tests/remote/servers.sh"
test_at_exit stop_servers

# Scores are left out: a document without terms (schema.h, bagui.empty) is in the
# statistics of an index in which something was replaced, until it is split.
everything () {
	bagui-query -i "$1" --format=jsonl -n all --match=any "的 OR 市 OR 服务 OR 一" |
		sed 's/"rank":[0-9]*,//; s/"score":[0-9.]*,//' | sort
}

test_expect_success 'setup: an index with gaps, a removed document and equal files' '
	cp -r "$BAGUI_ROOT/corpus/sample" docs && chmod -R u+w docs &&
	cp docs/notices/launch.txt docs/same.txt &&
	bagui-index -i idx --shards=2 docs &&
	echo "北海市又有消息：窗口服务平台开张。" >>docs/notices/launch.txt &&
	bagui-index -i idx docs >out && test_grep " 1 replaced" out &&
	id=$(bagui-query -i idx --format=jsonl -n 1 热线 | sed "s/.*\"document\":\"\([^\"]*\)\".*/\1/") &&
	bagui-index -i idx --remove="$id" && everything idx >before && test -s before
'

test_expect_success '--split: more shards or fewer, the same answers and scores, a sound index' '
	for shards in 5 1 3; do
		bagui-index -i idx --split=$shards >out && test_grep "passages: $shards shards" out &&
		test_grep "^shards $shards$" idx/bagui &&
		everything idx >after && cmp before after &&
		bagui-index -i idx --check >out && test_grep sound out || return 1
	done &&
	ls idx | grep -c "^shard-" >count && echo 3 >want && test_cmp want count
'

test_expect_success 'scores too, to the last digit, where nothing was replaced' '
	bagui-index -i plain --shards=2 "$BAGUI_ROOT/corpus/sample" &&
	for query in 服务平台 "民生热线 培训" "\"服务\" OR 市" "玉林 OR 南宁"; do
		bagui-query -i plain --format=trec -n all "$query" | cut -d" " -f 3,5 | sort || return 1
	done >want && bagui-index -i plain --split=3 &&
	for query in 服务平台 "民生热线 培训" "\"服务\" OR 市" "玉林 OR 南宁"; do
		bagui-query -i plain --format=trec -n all "$query" | cut -d" " -f 3,5 | sort || return 1
	done >got && test "$(wc -l <want)" -gt 100 && cmp want got
'

test_expect_success 'the next runs go on from it: nothing is read again, what was removed stays out' '
	bagui-index -i idx docs >out && test_grep "^0 documents added, 0 replaced, 0 removed" out &&
	everything idx >after && cmp before after &&
	echo >>"$id" && bagui-index -i idx --unremove="$id" docs && bagui-query -i idx "id:$id" >out &&
	echo "钦州市的消息：志愿服务平台开张。" >docs/new.txt &&
	bagui-index -i idx docs >out && test_grep "^[12] documents added" out &&
	bagui-index -i idx --check
'

test_expect_success 'a killed --split leaves a sound index, and nothing of it stays' '
	everything idx >before &&
	for delay in 0.02 0.05 0.1 0.2; do
		timeout -s KILL $delay bagui-index -i idx --split=4
		everything idx >after && cmp before after || return 1
	done &&
	for attempt in $(seq 50); do	# what was killed may hold the lock still
		bagui-index -i idx docs && break
		sleep 0.1
	done &&
	bagui-index -i idx --check >out && test_grep sound out &&
	test_expect_code 2 bagui-index -i idx --split=0 2>err &&
	bagui-index -i idx --split=3	# one of the four may have been done in time
'

# Once merged the parts that a killed --split had begun into its own shards.
test_expect_success 'parts that a killed --split left behind are no part of the next' '
	everything idx >before &&
	next=$(($(sed -n "s/^generation //p" idx/bagui) + 1)) &&
	cp -r idx/shard-0.* idx/shard-0.$next.part-0 && cp -r idx/shard-0.$next.part-0 idx/shard-1.$next.new &&
	bagui-index -i idx --split=2 && everything idx >after && cmp before after &&
	bagui-index -i idx --check >out && test_grep sound out &&
	ls idx | grep -e part -e new >left; test_must_be_empty left && bagui-index -i idx --split=3
'

test_expect_success '--publish: a sealed snapshot, the same answers; a run goes on beside it' '
	bagui-index -i idx --compact >out &&
	bagui-index -i idx --publish=readers >out && test_grep "^readers: generation 1, 3 shards" out &&
	everything idx >want && everything readers >got && cmp want got &&
	bagui-index -i readers --check >out && test_grep sound out &&
	echo "贵港市的消息：热线服务平台开张。" >docs/later.txt && bagui-index -i idx docs &&
	everything readers >got && cmp want got &&
	bagui-index -i idx --publish=readers >out && test_grep "generation 2" out &&
	bagui-query -i readers "\"热线服务平台开张\"" &&
	ls readers | grep -c "^shard-" >count && echo 3 >three && test_cmp three count
'

test_expect_success 'a damaged index is not published; neither is over what is no index' '
	everything readers >want &&
	bagui-index -i idx --compact >out && cp -r idx bad && file=$(ls -d bad/shard-0*/docdata.glass) &&
	printf "x" | dd of="$file" bs=1 seek=5000 conv=notrunc 2>/dev/null &&
	test_expect_code 5 bagui-index -i bad --publish=fresh 2>err && test_grep "not what was sealed" err &&
	test_expect_code 2 bagui-query -i fresh 服务 2>err &&
	everything readers >got && cmp want got && bagui-index -i readers --check &&
	mkdir full && echo >full/file && test_expect_code 5 bagui-index -i idx --publish=full 2>err &&
	test -e full/file && test_expect_code 2 bagui-index -i none --publish=readers 2>err
'

# opening INDEX: has it as a reader that is opening it, until ./opened is there.
opening () {
	perl -e '
		open(my $file, "<", "$ARGV[0]/bagui") or die;
		my $whole = pack("s s x4 q q l x4", 0, 0, 0, 0, 0);
		fcntl($file, 37, $whole) or die;	# F_OFD_SETLK, F_RDLCK
		open(my $done, ">", "is-opening"); close($done);
		for (1..1000) { last if -e "opened"; select(undef, undef, undef, 0.02); }
	' "$1" 7>&- &
	reader=$!
	test_until test -e is-opening
}

test_expect_success 'what somebody is opening stays until it is open' '
	cp -r idx busy && bagui-index -i busy --compact >out && before=$(ls -d busy/shard-0*) &&
	rm -f opened is-opening && opening busy &&
	{ bagui-index -i busy --compact >out 2>&1 7>&- & } && compacted=$! &&
	switched () { ! grep -q "^generation ${before##*.}$" busy/bagui; } &&
	test_until switched && test -d "$before" && bagui-query -i busy 服务 >out &&
	touch opened && wait $reader && wait $compacted && ! test -e "$before"
'

# Two versions of one index: each answer must be wholly of one of them.  It goes
# on until the clients have seen both.
seen_both () { grep -q one asked.1 asked.2 asked.3 asked.4 && grep -q two asked.1 asked.2 asked.3 asked.4; }
test_expect_success "published ${BAGUI_PUBLISH:=12} times under 8 reading clients: no failed request, no mixed answer" '
	bagui-index -i one --shards=2 docs/notices docs/news >out &&
	bagui-index -i two --shards=3 docs/notices docs/reports >out &&
	for i in one two; do bagui-query -i $i --format=json --facets 服务 平台 | plain >want.$i || return 1; done &&
	! cmp -s want.one want.two &&
	bagui-index -i one --publish=live && rm -f stop &&
	for client in 1 2 3 4; do
		( while test ! -e stop; do
			bagui-query -i live --format=json --facets 服务 平台 >got.$client 2>>fail.$client || echo "exit $?" >>fail.$client
			plain <got.$client >answer.$client
			if cmp -s answer.$client want.one; then echo one
			elif cmp -s answer.$client want.two; then echo two
			else cat answer.$client >>fail.$client; fi >>asked.$client
		done ) & eval "client_$client=\$!"
	done
	for client in 5 6 7 8; do
		( n=0; while test ! -e stop; do n=$((n + 1)); printf "%s\t服务 平台\n" $n; sleep 0.01; done |
			bagui-query -i live --format=json --facets --batch=- 2>fail.$client |
			sed "s/\"qid\":\"[0-9]*\",//" | plain >all.$client ) & eval "client_$client=\$!"
	done
	n=0; while test $n -lt $BAGUI_PUBLISH || { test $n -lt 1000 && ! seen_both; }; do
		n=$((n + 1)); if test $((n % 2)) -eq 0; then from=one; else from=two; fi
		bagui-index -i $from --publish=live >out 2>>fail.0 || echo "publish $?" >>fail.0
	done
	touch stop; for client in 1 2 3 4 5 6 7 8; do eval "wait \$client_$client"; done
	for client in 5 6 7 8; do
		sort -u all.$client | grep -v -x -F -f want.one | grep -v -x -F -f want.two >>fail.$client
		test -s all.$client || echo "client $client got no answer" >>fail.$client
	done
	echo "$n publications, $(cat asked.? all.? | wc -l) answers, $(cat asked.? | sort | uniq -c)"
	cat fail.* >fails; test_must_be_empty fails && seen_both
'

test_expect_success 'a shard is moved to another machine: copied, served there, named in the list' '
	if ! command -v xapian-tcpsrv >/dev/null; then return 0; fi
	serve 0 idx/serve-0 && serve 1 idx/serve-1 && serve 2 idx/serve-2 &&
	bagui-index -i far --shards-at="$(at 0),$(at 1),$(at 2)" &&
	bagui-query -i far --format=json 服务 平台 | plain >want &&
	mkdir elsewhere && cp -r idx/shard-1.* elsewhere/ && serve 3 elsewhere/shard-1.* &&
	bagui-index -i far --shards-at="$(at 0),$(at 3),$(at 2)" && stop 1 &&
	bagui-query -i far --format=json 服务 平台 | plain >got && cmp want got
'

test_expect_success 'xapian-replicate: a copy that follows, and serves the same answers' '
	if ! command -v xapian-replicate-server >/dev/null; then return 0; fi
	XAPIAN_MAX_CHANGESETS=5 && export XAPIAN_MAX_CHANGESETS &&
	bagui-index -i master --shards=1 docs/notices &&
	{ setsid xapian-replicate-server -I 127.0.0.1 -p $(port 4) master >replicate.log 2>&1 & } && servers="$servers $!" &&
	test_until test_listens $(port 4) &&
	xapian-replicate -h 127.0.0.1 -p $(port 4) -m shard-0 -o copy >out 2>&1 &&
	bagui-query -i master/shard-0 --format=trec 服务 >want && bagui-query -i copy --format=trec 服务 >got && cmp want got &&
	echo "防城港市的消息：热线服务平台开张。" >docs/notices/newest.txt && bagui-index -i master docs/notices >out &&
	xapian-replicate -h 127.0.0.1 -p $(port 4) -m shard-0 -o copy >out 2>&1 &&
	bagui-query -i master/shard-0 --format=trec 服务 >want && bagui-query -i copy --format=trec 服务 >got && cmp want got &&
	unset XAPIAN_MAX_CHANGESETS
'

test_done
