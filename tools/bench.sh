#!/bin/sh
# Bagui and other engines on the same passages; one JSON line a figure, kept in
# bench.out/.  The measuring program and its collections lie beside the project.
#
# BENCH_ENGINES="bagui lucene-icu" takes other engines, BENCH_COLLECTIONS other
# collections (names below ../shared/data/retrieval), BUILD the programs.
set -eu
cd "$(dirname "$0")/.."
shared=${BAGUI_SHARED:-../shared}
compare=$shared/bench/compare.py
if [ ! -f "$compare" ]; then
	echo "bench: $compare is absent, so there is nothing to compare with" >&2
	exit 1
fi
engines=${BENCH_ENGINES:-bagui lucene-smartcn lucene-icu lucene-bigram-ts}
mkdir -p bench.out "${BUILD:-build}/bench"
for name in ${BENCH_COLLECTIONS:-drcd}; do
	out=bench.out/$name.jsonl
	echo "== $name: $out"
	python3 "$compare" --bin "${BUILD:-build}" --work "${BUILD:-build}/bench" --engines "$(echo "$engines" | tr ' ' ,)" \
		"$shared/data/retrieval/$name" >"$out.new" || { cat "$out.new"; exit 1; }
	mv "$out.new" "$out"
	cat "$out"
done
