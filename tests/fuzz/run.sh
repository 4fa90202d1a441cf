#!/bin/sh
# run.sh SECONDS TARGET... - run each target for so long, one after the other.
# What it finds lies in $BUILD/findings, named after the target; exits 1 then.
seconds=${1:?}
shift
here=$(dirname "$0")
mkdir -p "$BUILD/findings"
for target; do
	mkdir -p "$BUILD/corpus/$target"
	dictionary=
	test ! -f "$here/$target.dict" || dictionary=-dict=$here/$target.dict
	nice "$BUILD/fuzz/fuzz-$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=65536 \
		-print_final_stats=1 -artifact_prefix="$BUILD/findings/$target-" $dictionary \
		"$BUILD/corpus/$target" "$here/seeds/$target" >"$BUILD/$target.log" 2>&1
	runs=$(sed -n 's/^stat::number_of_executed_units: //p' "$BUILD/$target.log")
	coverage=$(sed -n 's/.* cov: \([0-9]*\) .*/\1/p' "$BUILD/$target.log" | tail -n 1)
	echo "$target: ${runs:-?} runs, coverage ${coverage:-?}, $(find "$BUILD/findings" -name "$target-*" | wc -l) findings"
done
test -z "$(ls "$BUILD/findings")"
