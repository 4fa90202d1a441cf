#!/bin/sh
test_description='bagui-index --repair: what can be is restored, what is lost is named and comes back'
. "$(dirname "$0")/../lib.sh"

# How many bits are flipped, one after the other; each costs two checks.
flips=$(test -n "$BAGUI_SANITIZE" && echo 3 || echo 12)

everything () {
	bagui-query -i "$1" --format=jsonl --limit=all --match=any \
		'的 OR 了 OR 一 OR 市 OR 服务' | sed 's/"took_ms":[0-9.]*//' | sort
}

# Damage a fresh copy of the index with the command $1, then repair it.
damaged () {
	rm -rf idx && cp -r whole idx && (cd idx && eval "$1") &&
	test_expect_code 5 bagui-index -i idx --check >found
}

same_answers () {
	everything idx | sed 's/"rank":[0-9]*,"score":[0-9.]*//' | sort >after &&
	sed 's/"rank":[0-9]*,"score":[0-9.]*//' before | sort >expect &&
	test_cmp expect after
}

# After --repair has lost something, the sources bring it back.
comes_back () {
	bagui-index -i idx --check && bagui-index -i idx docs && same_answers &&
	bagui-index -i idx --check
}

test_expect_success 'setup: a sealed index' '
	cp -r "$BAGUI_ROOT/corpus/sample" docs && chmod -R u+w docs &&
	bagui-index -i whole --shards=2 docs && everything whole >before &&
	test -s before
'

test_expect_success 'a sound index is left as it is, and sealed' '
	cp -r whole idx && rm idx/seal && bagui-index -i idx --repair >out &&
	grep sound out && test -f idx/seal && same_answers
'

test_expect_success 'what is made from the records is made anew' '
	for damage in \
		"rm folded-0" "rm folded-1.at" "truncate -s 100 folded-0" \
		"printf x | dd of=folded-1 bs=1 seek=50 conv=notrunc" \
		"rm labels" "rm lexicon" "rm -r taxonomy" "echo x >taxonomy/topics.xml" \
		"rm seal; rm folded-0 folded-1 folded-0.at folded-1.at" \
		"echo damaged >seal"
	do
		damaged "$damage" || { echo "$damage"; return 1; }
		bagui-index -i idx --repair >out || { cat out; echo "$damage"; return 1; }
		bagui-index -i idx --check && same_answers || { echo "$damage"; return 1; }
	done
'

test_expect_success 'a lost description is read off the folders' '
	damaged "echo nonsense >bagui" && bagui-index -i idx --repair &&
	bagui-index -i idx --check && same_answers
'

test_expect_success 'a document whose record is damaged is named, its source read again' '
	damaged "for n in 1 3 5; do printf \"\\252\\252\\252\" |
		dd of=shard-0/docdata.glass bs=1 seek=\$((n * 1500)) conv=notrunc; done" &&
	{ bagui-index -i idx --repair >out; code=$?; cat out; } &&
	{ test $code -eq 0 || { test $code -eq 3 && grep "^to be read again: /" out; }; } &&
	comes_back
'

test_expect_success 'a shard that cannot be opened is made empty, and filled again' '
	for shard in 0 1; do
		damaged "rm shard-$shard/iamglass" &&
		test_expect_code 3 bagui-index -i idx --repair >out &&
		comes_back || return 1
	done
'

test_expect_success 'so is one that was cut short' '
	for table in docdata postlist termlist; do
		damaged "truncate -s 16384 shard-1/$table.glass" &&
		{ bagui-index -i idx --repair >out; test $? -eq 0 -o $? -eq 3; } &&
		comes_back || return 1
	done
'

test_expect_success 'flipped bits anywhere: after --repair and a run all is as it was' '
	for flip in $(seq "$flips"); do
		rm -rf idx && cp -r whole idx &&
		file=$(find idx -name "*.glass" -size +0 | sort |
			sed -n "$((flip % 6 + 1))p") &&
		perl -e "open F, q(+<), \$ARGV[0]; \$at = int((-s F) * (\$ARGV[1] * 0.37 - int(\$ARGV[1] * 0.37)));
			seek F, \$at, 0; read F, \$b, 1; seek F, \$at, 0; print F chr(ord(\$b) ^ 16)" "$file" $flip &&
		test_expect_code 5 bagui-index -i idx --check >found &&
		{ bagui-index -i idx --repair >out; test $? -eq 0 -o $? -eq 3; } &&
		comes_back || { echo "$file $flip"; return 1; }
	done
'

test_expect_success 'it takes no sources, and needs an index' '
	test_expect_code 2 bagui-index -i idx --repair docs &&
	test_expect_code 2 bagui-index -i nowhere --repair
'

test_done
