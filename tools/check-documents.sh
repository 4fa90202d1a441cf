#!/bin/sh
# Every path that the documents name is there.
#
# Looked at are `quoted words`, the targets of links, and the first word of a
# line in a code block, where they look like a path: with a slash and a first
# folder that exists, or with the ending of a source file.  A path may be given
# from the top, from lib/, or from the document's own folder, and may hold the
# wildcards of the shell.
set -eu
cd "${1:-$(dirname "$0")/..}"

# A line for every such word: document, line, word.
words() {
	awk '
	function put(word) {
		sub(/[#:,;].*$/, "", word)
		if (word ~ /^[A-Za-z0-9_.*?\[][A-Za-z0-9_.*?\[\]\/-]*$/)
			print FILENAME, FNR, word
	}
	FNR == 1 { code = 0 }
	/^```/ { code = !code; next }
	code { put($1); next }
	{
		count = split($0, part, "`")
		for (i = 2; i <= count; i += 2) put(part[i])
		for (rest = $0; match(rest, /\]\([^)]*\)/); rest = substr(rest, RSTART + RLENGTH))
			put(substr(rest, RSTART + 2, RLENGTH - 3))
	}' "$@"
}

# exists DOCUMENT PATH
exists() {
	for place in "$2" "lib/$2" "${1%/*}/$2"; do
		# shellcheck disable=SC2086 # wildcards are meant to match
		for found in $place; do
			[ -e "$found" ] && return 0
		done
	done
	return 1
}

# is_path DOCUMENT WORD: whether this is to be taken for a path at all.
is_path() {
	case $2 in
	build/* | bench.out/* | ../* | */cgi-bin/* | http*) return 1 ;;
	*/*) exists "$1" "${2%%/*}" || is_source "$2" ;;
	*) is_source "$2" ;;
	esac
}

is_source() {
	case $1 in
	*.[ch] | *.cc | *.hh | *.sh | *.pl | *.mk | *.md | *.rng | *.css) return 0 ;;
	esac
	return 1
}

failed=0
documents=$(ls README.md ARCHITECTURE.md docs/*.md corpus/*.md 2>/dev/null || :)
[ -n "$documents" ] || exit 0
# shellcheck disable=SC2086 # one word a document
list=$(words $documents)
while read -r document line word; do
	is_path "$document" "$word" || continue
	case $word in
	*/*) exists "$document" "$word" && continue ;;
	*) exists "$document" "$word" || [ -n "$(find lib indexer query tests tools corpus docs -name "$word")" ] &&
		continue ;;
	esac
	echo "$document:$line: names $word, which does not exist"
	failed=1
done <<END
$list
END
exit $failed
