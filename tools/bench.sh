#!/bin/sh
# Figures: what the machine allows, how Bagui grows, and other engines on the same
# passages.  One JSON line a figure, tables and plots, all in bench.out/; the first
# table says what was to be reached and whether this run reached it.
#
# The data and the measuring program of other engines lie beside the project;
# where they do not, the sample is all there is, and no engine is compared.  What
# fails or is missing is said, and the rest goes on; exit 1 when a part failed.
#
#	BENCH_PARTS		some of: limits growth shards peers web simulation
#	BENCH_SIZES		of growth, MB (10 100 500)
#	BENCH_SHARDS		numbers of shards (1,2,4,8) of BENCH_SHARDS_MB (100)
#	BENCH_ENGINES		bagui and others, on BENCH_COLLECTIONS
#	BENCH_FEW_ENGINES	on BENCH_MORE_COLLECTIONS
#	BENCH_INDEX		what the page is asked about (all the documents)
#	BUILD			where the programs are (build)
set -eu
cd "$(dirname "$0")/.."
shared=${BAGUI_SHARED:-../shared}
build=${BUILD:-build}
work=$build/bench
all='limits growth shards peers web simulation'
mkdir -p bench.out "$work"

# The documents as JSON lines.
documents () {
	if test -d "$shared/data/news"; then
		zstdcat "$shared"/data/news/*.jsonl.zst
	else
		echo "bench: $shared/data/news is absent: a heap of copies of the sample instead" >&2
		"$build/bagui-index" -i "$work/sample.idx" --progress=never corpus/sample >&2
		"$build/bagui-query" -i "$work/sample.idx" --format=jsonl -n all --match=any '的 OR 市 OR 服务 OR 一'
	fi
}

# prepare MB: a file of so much text, of copies that differ where there is not enough.
prepare () {
	prepared=$work/documents-$1.jsonl
	mb=150
	test -d "$shared/data/news" || mb=1
	documents | python3 tools/bench/perturb.py --copies $((($1 + mb - 1) / mb)) --megabytes "$1" >"$prepared"
}

limits () {
	prepare 12
	python3 -c 'import json, sys
for line in sys.stdin: print(json.loads(line)["text"])' <"$prepared" >"$work/limits.txt"
	"$build/bench-limits" "$work/limits.txt"
}

growth () {
	set --
	for size in ${BENCH_SIZES:-10 100 500}; do
		prepare "$size"
		set -- "$@" "$prepared"
	done
	python3 tools/bench/growth.py --bin "$build" --work "$work" "$@"
}

shards () {
	prepare "${BENCH_SHARDS_MB:-100}"
	python3 tools/bench/growth.py --bin "$build" --work "$work" --remote \
		--shards "${BENCH_SHARDS:-1,2,4,8}" "$prepared"
}

# peers_on ENGINES COLLECTION...
peers_on () {
	engines=$(echo "$1" | tr ' ' ,) && shift
	for name in "$@"; do
		python3 tools/bench/peers.py --compare "$shared/bench/compare.py" --bin "$build" \
			--work "$work" --engines "$engines" "$shared/data/retrieval/$name"
	done
}

peers () {
	if test ! -f "$shared/bench/compare.py"; then
		echo "bench: $shared/bench is absent, so there is nothing to compare with" >&2
		return
	fi
	# shellcheck disable=SC2086 # names, a word each
	peers_on "${BENCH_ENGINES:-bagui lucene-icu lucene-icu-ts lucene-smartcn lucene-bigram-ts omega}" \
		${BENCH_COLLECTIONS-drcd cmrc-big}
	# shellcheck disable=SC2086
	peers_on "${BENCH_FEW_ENGINES:-bagui lucene-icu}" ${BENCH_MORE_COLLECTIONS-stard news-title}
}

# The page under load.
web () {
	index=${BENCH_INDEX:-$work/web.idx}
	test -d "$index" || documents |
		"$build/bagui-index" -i "$index" --shards=2 --progress=never - >&2 || test $? -eq 3
	python3 tools/bench/web.py --bin "$build" --index "$index" --commits 30
}

simulation () {
	if test -s bench.out/growth.jsonl; then
		python3 tools/bench/simulate.py --growth bench.out/growth.jsonl
	else
		echo "bench: growth was not measured, so the simulation goes by other figures" >&2
		python3 tools/bench/simulate.py
	fi
}

# measure PART: into bench.out/PART.jsonl, what failed left out.
measure () {
	began=$(date +%s)
	echo "== $1: bench.out/$1.jsonl"
	# A shell of its own, or -e would not hold in it.
	if ! tools/bench.sh --part "$1" >"bench.out/$1.jsonl"; then
		echo "bench: $1 failed; what it measured before is kept" >&2
		failed=1
	fi
	cat "bench.out/$1.jsonl"
	echo "== $1: $(($(date +%s) - began)) s"
	rm -rf "$work"
	mkdir "$work"
}

if test "${1-}" = --part; then
	$2
	exit
fi
failed=0
rm -f bench.out/*.jsonl bench.out/*.svg
{ date -u; uptime; nproc; } >bench.out/load
for part in $all; do
	case " ${BENCH_PARTS:-$all} " in
	*" $part "*) measure "$part" ;;
	esac
done
uptime >>bench.out/load
python3 tools/bench/goals.py bench.out/*.jsonl >bench.out/goals.jsonl.new
mv bench.out/goals.jsonl.new bench.out/goals.jsonl
python3 tools/bench/draw.py bench.out/*.jsonl --out bench.out
rm -rf "$work"
cat bench.out/goals.jsonl
echo "bench: bench.out/table.md, and plots beside it"
exit $failed
