#!/bin/sh
test_description='bagui-index --compact and --check: a smaller index, and a sound one'
. "$(dirname "$0")/../lib.sh"

# How many bits are flipped; each costs a whole check.
BAGUI_FLIPS=${BAGUI_FLIPS:-$(test -n "$BAGUI_SANITIZE" && echo 25 || echo 100)}

everything () {
	bagui-query -i "$1" --format=jsonl --limit=all --match=any \
		'的 OR 了 OR 一 OR 市 OR 服务' | sed 's/"took_ms":[0-9.]*//' | sort
}

bytes_of () { cat "$1"/folded-* | wc -c; }

test_expect_success 'setup: an index in which documents were replaced and removed' '
	cp -r "$BAGUI_ROOT/corpus/sample" docs && chmod -R u+w docs &&
	bagui-index -i idx --shards=2 docs &&
	find docs -name "*.txt" | sort | head -n 3 >some &&
	while read -r name; do echo "北海市又有消息：窗口服务平台开张。" >>"$name" || return 1; done <some &&
	bagui-index -i idx docs >out && grep " [1-9][0-9]* replaced" out &&
	bagui-index -i idx --check >out && grep "sound" out
'

test_expect_success '--compact says what it saved, and changes no answer' '
	everything idx >before && test -s before && bytes_of idx >was &&
	bagui-index -i idx --compact >out &&
	grep "^postings .* MB ->" out && grep "^folded " out &&
	everything idx >after && test_cmp before after &&
	bytes_of idx >is && test "$(cat is)" -lt "$(cat was)" &&
	bagui-index -i idx --check
'

test_expect_success 'the next runs go on from it' '
	bagui-index -i idx docs >out && grep "^0 documents added, 0 replaced" out &&
	echo "钦州市的消息：志愿服务平台开张。" >docs/new.txt &&
	bagui-index -i idx docs >out && grep "^1 documents added" out &&
	bagui-query -i idx "\"志愿服务平台开张\"" && bagui-index -i idx --check &&
	bagui-index -i idx --compact && bagui-index -i idx --check &&
	bagui-query -i idx "\"志愿服务平台开张\""
'

test_expect_success 'a killed --compact leaves a sound index, and nothing of it stays' '
	everything idx >before &&
	for delay in 0.01 0.02 0.04 0.06 0.1 0.15; do
		timeout -s KILL $delay bagui-index -i idx --compact
		everything idx >after && test_cmp before after || return 1
	done
	bagui-index -i idx docs && bagui-index -i idx --check &&
	ls idx | grep -c "^shard-" >count && echo 2 >two && test_cmp two count
'

test_expect_success 'what an attempt left before its switch is removed by the next writer' '
	generation=$(sed -n "s/^generation //p" idx/bagui) &&
	next=$((generation + 1)) &&
	cp -r idx/shard-0.$generation idx/shard-0.$next && : >idx/folded-0.$next.at && : >idx/labels.$next &&
	bagui-query -i idx "\"志愿服务平台开张\"" &&
	bagui-index -i idx docs &&
	test ! -e idx/shard-0.$next && test ! -e idx/folded-0.$next.at && test ! -e idx/labels.$next &&
	bagui-index -i idx --check
'

test_expect_success 'readers see the whole index at any moment of it' '
	bagui-query -i idx --format=trec --limit=all "\"服务平台\"" >want &&
	( while test ! -e stop; do
		bagui-query -i idx --format=trec --limit=all "\"服务平台\"" >got 2>>reader.err || echo failed >>reader.bad
		cmp -s got want || echo differs >>reader.bad
		echo >>reader.count
	done ) & reader=$!
	for i in 1 2 3 4; do
		bagui-index -i idx --compact >/dev/null && bagui-index -i idx --relabel >/dev/null || echo writer >>reader.bad
	done
	touch stop && wait $reader &&
	cat reader.err && wc -l <reader.count && test_must_be_empty reader.err && test ! -e reader.bad
'

test_expect_success 'a run breaks the seal and makes it anew' '
	test -s idx/seal && cp idx/seal old.seal &&
	echo "钦州市又有消息。" >docs/newer.txt && bagui-index -i idx docs &&
	test -s idx/seal && ! cmp -s idx/seal old.seal &&
	bagui-index -i idx --check >out && ! grep "not sealed" out &&
	rm idx/seal && bagui-index -i idx --check >out && grep "not sealed" out &&
	bagui-index -i idx --compact && test -s idx/seal
'

# flip FILE BYTE BIT
flip () {
	perl -e '
		my ($file, $at, $bit) = @ARGV;
		open my $io, "+<", $file or die; binmode $io;
		seek $io, $at, 0; read $io, my $byte, 1;
		seek $io, $at, 0; print $io chr(ord($byte) ^ (1 << $bit));
	' "$1" "$2" "$3"
}

test_expect_success 'every flipped bit is found, whatever file it is in' '
	find idx -type f -size +0 ! -name lock | sort >files &&
	perl -e "
		srand 20; my @files = map { chomp; \$_ } <STDIN>;
		for (0 .. $BAGUI_FLIPS - 1) {
			my \$file = \$files[\$_ % @files];
			print \$file, q( ), int(rand(-s \$file)), q( ), int(rand(8)), qq(\n);
		}" <files >flips &&
	while read -r file at bit; do
		flip "$file" $at $bit &&
		{ bagui-index -i idx --check >out 2>err; code=$?; } ;
		flip "$file" $at $bit || return 1
		test $code -eq 5 || { echo "$file $at $bit: $code"; return 1; }
	done <flips &&
	bagui-index -i idx --check
'

test_expect_success 'a finding names the file' '
	file=$(find idx -name postlist.glass | sort | head -n 1) &&
	flip "$file" 5000 3 &&
	test_expect_code 5 bagui-index -i idx --check >out 2>err &&
	grep "^${file#idx/}: differs from the seal\$" out &&
	grep "damaged" err && flip "$file" 5000 3
'

test_expect_success 'without a seal, what disagrees is still found' '
	rm idx/seal && folded=$(find idx -name "folded-0*" ! -name "*.at") &&
	flip "$folded" 100 0 &&
	test_expect_code 5 bagui-index -i idx --check >out &&
	grep "its folded text is not that of its text" out && flip "$folded" 100 0 &&
	ends=$(find idx -name "folded-1*.at") && cp "$ends" ends && head -c 80 ends >"$ends" &&
	test_expect_code 5 bagui-index -i idx --check >out &&
	grep "shorter than the database says" out && cp ends "$ends" &&
	labels=$(find idx -name "labels*") && cp "$labels" labels && grep -v "	hotline	" labels >"$labels" &&
	test_expect_code 5 bagui-index -i idx --check >out &&
	grep "unknown platform hotline" out && cp labels "$labels" &&
	mv "$folded" away && test_expect_code 5 bagui-index -i idx --check && mv away "$folded" &&
	bagui-index -i idx --check
'

test_expect_success 'a missing shard and what is no index are told' '
	shard=$(find idx -name "shard-1*") && mv "$shard" away &&
	test_expect_code 5 bagui-index -i idx --check >out && grep "^shard-1: " out && mv away "$shard" &&
	mkdir empty && test_expect_code 5 bagui-index -i empty --check 2>err && grep "not a Bagui index" err &&
	test_expect_code 2 bagui-index -i nowhere --check 2>err && grep "no index here" err
'

test_done
