#!/bin/sh
# Fails for what no reader can hold at once: functions over 60 lines, files
# over 500, headers over 150 (those of tests hold code, and count as files).  tools/size-exceptions names the few that are
# meant to be longer; files that a program made say so in their first lines.
set -eu
LC_ALL=C
export LC_ALL
cd "${1:-$(dirname "$0")/..}"

find lib indexer query tests -name '*.[ch]' -o -name '*.cc' -o -name '*.hh' | sort |
xargs awk '
	function report(where, what, lines, most) {
		if (lines <= most) return
		if (where in excused) { used[where] = 1; return }
		printf "%s: %s has %d lines, over %d\n", where, what, lines, most
		failed = 1
	}
	function end_file() {
		if (file && !made)
			report(file, "the file", last, file ~ /^[^t].*\.hh?$/ ? 150 : 500)
	}
	FILENAME == "tools/size-exceptions" {
		if (!/^#/ && NF > 1) excused[$1] = 1
		else if (!/^#/ && NF) { print "tools/size-exceptions: no reason for " $1; failed = 1 }
		next
	}
	FNR == 1 { end_file(); file = FILENAME; made = 0; begin = 0 }
	FNR <= 10 && /(Made|Generated) by tools\// { made = 1 }
	{ last = FNR }
	# House style: the braces of a function stand in the first column.
	/^[A-Za-z_].*\(/ && !/;$/ && !begin {
		name = $0
		sub(/\(.*/, "", name)
		sub(/.*[ *]/, "", name)
	}
	/^\{/ { begin = FNR }
	/^\}/ && begin {
		if (!made) report(file ":" name, "the function", FNR - begin + 1, 60)
		begin = 0
	}
	END {
		end_file()
		for (name in excused)
			if (!(name in used)) {
				print "tools/size-exceptions: no longer needed: " name
				failed = 1
			}
		exit failed
	}' tools/size-exceptions
