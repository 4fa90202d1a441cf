#!/bin/sh
test_description='shards that are dead, slow or foreign: answers say what is missing'
. "$(dirname "$0")/../lib.sh"
test_skip_unless_command xapian-tcpsrv
. "$BAGUI_ROOT/tests/remote/servers.sh"
test_at_exit stop_servers

test_expect_success 'setup: three servers, and a list of them' '
	bagui-index -i here --shards=3 "$BAGUI_ROOT/corpus/sample" &&
	serve 0 here/serve-0 && serve 1 here/serve-1 && serve 2 here/serve-2 &&
	bagui-index -i far --shards-at="$(at 0),$(at 1),$(at 2)" &&
	bagui-query -i far --format=json 服务 平台 | plain >whole &&
	test_grep ! missing whole
'

test_expect_success 'a dead shard is left out and named; --strict takes that for an error' '
	stop 1 &&
	bagui-query -i far --format=json 服务 平台 >part &&
	test_grep "\"missing\":\[\"$(at 1)\"\]" part && test_grep "no answer from $(at 1)" part &&
	test_grep "\"total_exact\":false" part &&
	bagui-query -i here/shard-0 -i here/shard-2 --format=trec 服务 平台 >want &&
	bagui-query -i far --format=trec 服务 平台 >got 2>err && test_cmp want got &&
	test_grep "warning: no answer from $(at 1): .*refused" err &&
	test_expect_code 2 bagui-query -i far --strict 服务 平台 2>err &&
	test_expect_code 2 bagui-query -i "$(at 1)" 服务 2>err && test_grep "no shard answers" err &&
	serve 1 here/serve-1 &&
	bagui-query -i far --format=json 服务 平台 | plain >again && test_cmp whole again
'

test_expect_success 'killed under load: every question is answered, and wholly once it is back' '
	begin_asking load && ask 15 && signal KILL 1 && ask 15 &&
	serve 1 here/serve-1 && ask_until_whole && ask 10 && end_asking &&
	test "$(wc -l <load)" -eq "$asked" && test_must_be_empty load.err &&
	test "$(grep -c "\"total\":" load)" -eq "$asked" &&
	test "$(without_shard 1 1 15)" -eq 0 && test "$(without_shard 1 17 30)" -eq 14 &&
	tail -n 10 load | test_grep ! missing - &&
	sed "s/\"qid\":\"[0-9]*\",//" load | plain | sort -u >kinds && test "$(wc -l <kinds)" -eq 2
'

# The question was on its way to the others then, whose answers nobody read.
test_expect_success 'killed as soon as it was asked: that one is missing, and no other' '
	for killed in 0 1 2; do
		begin_asking young && ask 2 && signal KILL $killed && ask 4 && end_asking &&
		serve $killed here/serve-$killed &&
		test "$(without_shard $killed 4 6)" -eq 3 || return 1
	done
'

test_expect_success 'a server that hangs costs its time limit once' '
	BAGUI_SHARD_TIMEOUT=8000 && begin_asking hung && ask 5 &&
	signal STOP 2 && ask 15 && end_asking && signal CONT 2 && BAGUI_SHARD_TIMEOUT=60000 &&
	test "$(wc -l <hung)" -eq 20 && test_must_be_empty hung.err &&
	test "$(without_shard 2 1 5)" -eq 0 && test "$(without_shard 2 6 20)" -eq 15 &&
	sed "s/.*\"took_ms\":\([0-9]*\).*/\1/" hung | awk "\$1 >= 7900" >slow &&
	test "$(wc -l <slow)" -eq 1 && test "$(cat slow)" -lt 15800
'

test_expect_success 'a hanging server at the beginning, and a time limit of the request' '
	signal STOP 2 &&
	BAGUI_SHARD_TIMEOUT=5000 bagui-query -i far --format=json 服务 平台 >part &&
	test_grep "\"missing\":\[\"$(at 2)\"\]" part &&
	bagui-query -i far --timeout=12000 --format=json 服务 平台 >part &&
	test_grep "\"missing\":\[\"$(at 2)\"\]" part &&
	signal CONT 2 &&
	bagui-query -i far --format=json 服务 平台 | plain >again && test_cmp whole again
'

test_expect_success 'a shard of another version is left out with the reason, and refused where it is all there is' '
	if ! command -v xapian-metadata >/dev/null; then return 0; fi
	cp -r here/shard-0 old && xapian-metadata set old bagui.about "schema 1
terms 1
names -
words -
" && serve 4 "$PWD/old" &&
	bagui-query -i here/shard-1 -i "$(at 4)" --format=json 服务 >part 2>err &&
	test_grep "\"missing\":\[\"$(at 4)\"\]" part && test_grep "\"total_exact\":false" part &&
	test_grep "$(at 4): made by another version (schema 1" part && test_grep "upgrade" part &&
	test_expect_code 2 bagui-query -i here/shard-1 -i "$(at 4)" --strict 服务 2>err && test_grep "upgrade" err &&
	test_expect_code 2 bagui-query -i "$(at 4)" 服务 2>err &&
	test_grep "$(at 4): made by another version (schema 1" err && test_grep "upgrade" err &&
	test_expect_code 5 bagui-index -i list --shards-at="$(at 0),$(at 4)" 2>err &&
	test_grep "$(at 4): made by another version" err && test ! -e list
'

test_expect_success 'a server of another protocol, or of no protocol, is refused or left out' '
	perl -MIO::Socket::INET -e "
		my \$s = IO::Socket::INET->new(LocalAddr => q(127.0.0.1), LocalPort => $(port 5), Listen => 5, ReuseAddr => 1) or die;
		open my \$ready, q(>), q(ready); close \$ready;
		while (my \$c = \$s->accept) { print \$c chr(0), chr(40), chr(99), chr(0), q(x) x 38; \$c->flush; sleep 1; close \$c }" &
	fake=$! && test_at_exit "kill $fake 2>/dev/null" && test_until test -e ready &&
	test_expect_code 2 bagui-query -i here/shard-1 -i "$(at 5)" 服务 2>err &&
	test_grep "$(at 5): .*protocol version" err &&
	kill "$fake"
'

test_expect_success 'a server that has several shards as one is refused, as it hides documents' '
	serve 6 here/XAPIANDB &&
	test_expect_code 2 bagui-query -i "$(at 6)" 服务 2>err && test_grep "start a xapian-tcpsrv for each" err
'

test_done
