#!/bin/sh
# Fails with "forbidden: text query" when a folder includes what tools/layers
# does not allow it.
set -eu
LC_ALL=C
export LC_ALL
cd "${1:-$(dirname "$0")/..}"

# A line for every include of a file of another folder: folder, included, where.
arrows() {
	find lib indexer query tests -name '*.[ch]' -o -name '*.cc' -o -name '*.hh' |
		sort | xargs awk '
	function layer(path, parts) {
		sub(/^lib\//, "", path)
		split(path, parts, "/")
		if (parts[1] ~ /^(indexer|query)$/) return parts[1] "/" parts[2]
		return parts[1]
	}
	/^[ \t]*#[ \t]*include[ \t]*[<"]/ {
		split($0, quoted, /[<>"]/)
		to = quoted[2]
		if (to ~ /^xapian[.\/]/) to = "xapian"
		else if (to ~ /^unicode\//) to = "icu"
		else if (to ~ /^libxml\//) to = "libxml"
		else if (to ~ /^archive/) to = "archive"
		else if (to ~ /^seccomp/) to = "seccomp"
		else if (to ~ /^fcgi/) to = "fcgi"
		else if ($0 !~ /"/ || to !~ /\//) next
		print layer(FILENAME), layer(to), FILENAME ":" FNR
	}'
}

arrows | awk '
	function program(layer) { sub(/\/.*/, "", layer); return layer }
	function is_allowed(from, to) {
		return (from, to) in allowed || (program(from), to) in allowed ||
			(from, program(to)) in allowed
	}
	FILENAME == "tools/layers" { allowed[$1, $2] = 1; next }
	$1 != $2 && !is_allowed($1, $2) {
		print "forbidden: " $1 " " $2 " (" $3 ")"
		found = 1
	}
	END { exit found }' tools/layers -
