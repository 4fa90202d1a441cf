#!/bin/sh
test_description='a new version, shard by shard: answers go on, and say what is not upgraded yet'
. "$(dirname "$0")/../lib.sh"
test_skip_unless_command xapian-tcpsrv
test_skip_unless_command xapian-metadata
. "$BAGUI_ROOT/tests/remote/servers.sh"
test_at_exit stop_servers

# make_old INDEX: as a version of the program left it whose terms differ.
make_old () {
	sed -i "s/^terms .*/terms 0/" "$1/bagui" &&
	make_old_shard=$(echo "$1"/shard-0*) &&
	xapian-metadata set "$make_old_shard" bagui.about "$(
		xapian-metadata get "$make_old_shard" bagui.about | sed "s/^terms .*/terms 0/")
"
}
# upgrade N: the work index, then what is published of it, under the same server.
upgrade () { bagui-index -i "work$1" --upgrade && bagui-index -i "work$1" --publish="served$1"; }
ask_all () { bagui-query -i far --format=json --facets 服务 平台 >"$1" 2>"$1.err"; }

test_expect_success 'setup: three published indexes, their servers, and a list of them' '
	n=0 && for part in notices news reports; do
		bagui-index -i work$n --shards=1 "$BAGUI_ROOT/corpus/sample/$part" &&
		bagui-index -i work$n --publish=served$n && serve $n served$n/serve-0 || return 1
		n=$((n + 1))
	done &&
	bagui-index -i far --shards-at="$(at 0),$(at 1),$(at 2)" &&
	ask_all answer && plain <answer >whole && test_grep ! missing whole
'

test_expect_success 'where no shard is of the version of the reader, the error names the way on' '
	for n in 0 1 2; do make_old work$n && make_old served$n || return 1; done &&
	test_expect_code 2 ask_all answer &&
	test_grep "made by another version (.*terms 0; .*): run bagui-index --upgrade" answer.err
'

test_expect_success 'one shard is upgraded: it answers, the others are named with the reason' '
	upgrade 0 && ask_all answer && plain <answer >one &&
	test_grep "\"missing\":\[\"$(at 1)\",\"$(at 2)\"\]" answer &&
	test_grep "no answer from $(at 1): $(at 1): made by another version (" answer &&
	test_grep "\"total_exact\":false" answer &&
	bagui-query -i served0 --format=trec -n all 服务 平台 >want &&
	bagui-query -i far --format=trec -n all 服务 平台 >got && test_cmp want got &&
	test_expect_code 2 bagui-query -i far --strict 服务 2>err && test_grep "upgrade" err
'

test_expect_success 'a reader that goes on sees the others come, one at a time, and no answer fails' '
	begin_asking going && ask 5 &&
	upgrade 1 && ask_all answer && plain <answer >two &&
	test_grep "\"missing\":\[\"$(at 2)\"\]" answer && ask 5 &&
	upgrade 2 && ask_until_whole && ask 5 && end_asking &&
	test "$(wc -l <going)" -eq "$asked" && test_must_be_empty going.err &&
	test "$(grep -c "\"total\":" going)" -eq "$asked" &&
	head -n 5 going | grep -c "\"missing\":\[\"$(at 1)\",\"$(at 2)\"\]" >count &&
	test "$(cat count)" -eq 5 && tail -n 5 going | test_grep ! missing -
'

test_expect_success 'the answer is whole again, to the last digit' '
	ask_all answer && plain <answer >got && test_cmp whole got &&
	! cmp -s one two && ! cmp -s two whole && test_must_be_empty answer.err
'

test_done
