#!/bin/sh
# Lines and branches that the tests reached, a row a source file and their sum.
#
#   tools/coverage.sh BUILD     a build with --coverage that was tested
set -eu
cd "$(dirname "$0")/.."
build=${1:?usage: tools/coverage.sh BUILD}
find "$build/obj" -name '*.gcda' | sort | xargs gcov -b -n -r 2>/dev/null | awk '
	/^File / { file = $2; gsub(/\047/, "", file); next }
	file ~ /^(lib|indexer|query)\// && /^Lines executed:/ {
		split($0, part, /[:% ]+/)
		if (!(file in lines) || part[3] > reached[file]) { reached[file] = part[3]; lines[file] = $NF }
	}
	END {
		for (file in lines) {
			printf "%6.2f %% of %5d  %s\n", reached[file], lines[file], file | "sort -n"
			all += lines[file]; got += lines[file] * reached[file] / 100
		}
		close("sort -n")
		if (all) printf "%6.2f %% of %5d  all\n", 100 * got / all, all
	}'
