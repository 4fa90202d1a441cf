#!/bin/sh
# What can be said of the sources without running them; one line a check.
set -u
cd "$(dirname "$0")" || exit
failed=0
for check in layers headers sizes documents scripts words; do
	if ./check-$check.sh; then
		echo "check: $check: fine"
	else
		echo "check: $check: FAILED"
		failed=1
	fi
done
../tools/corpus-manifest.sh --check || failed=1
exit $failed
