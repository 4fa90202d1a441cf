#!/bin/sh
test_description='bagui-index --backup: a copy that was verified, also while the index is in use'
. "$(dirname "$0")/../lib.sh"

everything () {
	bagui-query -i "$1" --format=jsonl --limit=all --match=any \
		'的 OR 了 OR 一 OR 市 OR 服务' | sed 's/"took_ms":[0-9.]*//' | sort
}

test_expect_success 'setup: an index' '
	cp -r "$BAGUI_ROOT/corpus/sample" docs && chmod -R u+w docs &&
	bagui-index -i idx --shards=2 docs && everything idx >before &&
	test -s before
'

test_expect_success 'the copy answers as the index does, and is sound' '
	bagui-index -i idx --backup=copy && everything copy >after &&
	test_cmp before after && bagui-index -i copy --check
'

test_expect_success 'what is equal is not copied again' '
	bagui-index -i idx --backup=copy >out && grep " 0.0 MB copied" out &&
	bagui-index -i copy --check && everything copy >after &&
	test_cmp before after
'

test_expect_success 'restored by copying, it goes on as if nothing had been' '
	rm -rf idx && cp -r copy idx && bagui-index -i idx docs >out &&
	grep "^0 documents added, 0 replaced" out && everything idx >after &&
	test_cmp before after
'

test_expect_success 'a copy that was damaged meanwhile is made anew' '
	for file in copy/shard-0.*/docdata.glass copy/folded-1.*[0-9]; do
		printf "xyz" | dd of="$file" bs=1 seek=200 conv=notrunc &&
		bagui-index -i idx --backup=copy && bagui-index -i copy --check ||
			return 1
		break
	done
'

test_expect_success 'of a damaged index no copy is made, and a good one stays good' '
	cp -r idx bad && printf "xyz" | dd of=$(ls bad/shard-1*/docdata.glass) bs=1 seek=300 conv=notrunc &&
	test_expect_code 5 bagui-index -i bad --backup=fresh 2>err &&
	grep "is not what was sealed" err &&
	test_expect_code 2 bagui-query -i fresh 民生 &&
	bagui-index -i bad --backup=copy && bagui-index -i copy --check &&
	everything copy >after && test_cmp before after
'

test_expect_success 'while a run writes, what is committed is copied' '
	mkfifo lines && mkdir more &&
	for n in $(seq 300); do
		echo "{\"id\":\"n$n\",\"text\":\"第 $n 条消息：玉林市的民生热线开通。\"}"
	done >first &&
	{ bagui-index -i idx --progress=never - <lines >run.out 2>&1 & } && run=$! &&
	exec 8>lines && cat first >&8 && test_until grep -q "^$run$" idx/lock &&
	{ bagui-index -i idx docs 2>err; test $? -eq 4; } &&
	bagui-index -i idx --backup=hot >out && exec 8>&- && wait $run &&
	grep sound out && bagui-index -i hot --check &&
	everything hot >after && test -s after &&
	bagui-index -i hot first docs && bagui-index -i hot --check
'

test_expect_success 'another folder, a missing index: a line that says so' '
	mkdir other && echo x >other/file &&
	test_expect_code 5 bagui-index -i idx --backup=other 2>err && grep other err &&
	test_expect_code 2 bagui-index -i nowhere --backup=copy 2>err &&
	test_expect_code 2 bagui-index -i idx --backup=copy docs
'

test_done
