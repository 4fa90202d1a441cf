#!/bin/sh
# Figures: what the machine allows, how Bagui grows, and other engines on the same
# passages.  One JSON line a figure, a table and plots, all in bench.out/.
#
# The data and the measuring program of other engines lie beside the project;
# where they do not, the sample is all there is, and no engine is compared.
# BENCH_PARTS="limits growth shards peers" takes some parts, BENCH_SIZES="10 100 500"
# other sizes (MB), BENCH_ENGINES other engines, BENCH_COLLECTIONS other
# collections (names below ../shared/data/retrieval), BUILD the programs.
set -eu
cd "$(dirname "$0")/.."
shared=${BAGUI_SHARED:-../shared}
build=${BUILD:-build}
work=$build/bench
parts=${BENCH_PARTS:-limits growth shards peers}
mkdir -p bench.out "$work"

wants () { case " $parts " in *" $1 "*) return 0 ;; esac; return 1; }

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

limits () {
	documents | perturb --megabytes 12 | text_lines >"$work/limits.txt"
	"$build/bench-limits" "$work/limits.txt"
}

perturb () { python3 tools/bench/perturb.py "$@"; }
text_lines () { python3 -c 'import json, sys
for line in sys.stdin: print(json.loads(line)["text"])'; }

# The files that growth.py indexes, one a size; copies so that there is enough.
prepare () {
	files=
	for size in "$@"; do
		copies=$(((size + 149) / 150))
		file=$work/documents-$size.jsonl
		documents | perturb --copies "$copies" --megabytes "$size" >"$file"
		files="$files $file"
	done
}

growth () {
	prepare ${BENCH_SIZES:-10 100 500}
	# shellcheck disable=SC2086
	python3 tools/bench/growth.py --bin "$build" --work "$work" $files
}

shards () {
	prepare 100
	# shellcheck disable=SC2086
	python3 tools/bench/growth.py --bin "$build" --work "$work" --remote --shards 1,2,4,8 $files
}

peers () {
	if test ! -f "$shared/bench/compare.py"; then
		echo "bench: $shared/bench is absent, so there is nothing to compare with" >&2
		return
	fi
	engines=${BENCH_ENGINES:-bagui lucene-smartcn lucene-icu lucene-bigram-ts}
	for name in ${BENCH_COLLECTIONS:-drcd}; do
		python3 "$shared/bench/compare.py" --bin "$build" --work "$work" \
			--engines "$(echo "$engines" | tr ' ' ,)" "$shared/data/retrieval/$name"
	done
}

for part in limits growth shards peers; do
	wants $part || continue
	echo "== $part: bench.out/$part.jsonl"
	$part >"bench.out/$part.jsonl.new"
	mv "bench.out/$part.jsonl.new" "bench.out/$part.jsonl"
	cat "bench.out/$part.jsonl"
done
rm -f "$work"/documents-*.jsonl
uptime >bench.out/load
python3 tools/bench/draw.py bench.out/*.jsonl --out bench.out
echo "bench: bench.out/table.md, and plots beside it"
