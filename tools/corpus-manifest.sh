#!/bin/sh
# Writes corpus/MANIFEST.tsv: a row for every text of the corpus. With --check,
# changes nothing and fails when the manifest and the files disagree.
#
# Form, documents and sha256 come from the files. Encoding and script cannot be
# read off the bytes, so they are kept from the old manifest; a new file gets
# UTF-8 if it decodes as that, and otherwise "?", which is to be filled in by hand.
set -eu
LC_ALL=C
export LC_ALL

usage() {
	echo "usage: ${0##*/} [--check]" >&2
	exit 2
}

files() {
	find sample labelled -type f \( -path 'sample/*' -o -name '*.jsonl' \) | sort
}

# The bytes of a text without its compression.
plain() {
	case $1 in
	*.gz) gzip -dc "$1" ;;
	*.zst) zstd -dcq "$1" ;;
	*) cat "$1" ;;
	esac
}

# False for a .zst where zstd is not installed: its hash is still compared.
readable() {
	case $1 in
	*.zst) command -v zstd >/dev/null ;;
	esac
}

decodes() {
	plain "$1" | iconv -f "$2" -t UTF-8 >/dev/null 2>&1
}

# kept PATH COLUMN: what the old manifest says, nothing for a new file.
kept() {
	if [ -f MANIFEST.tsv ]; then
		awk -F '\t' -v path="$1" -v column="$2" \
			'$1 == path { print $column }' MANIFEST.tsv
	fi
}

form() {
	name=${1##*/}
	case $name in
	*.gz | *.zst)
		stem=${name%.*}
		echo "${stem##*.}.${name##*.}"
		;;
	*) echo "${name##*.}" ;;
	esac
}

encoding() {
	old=$(kept "$1" 3)
	if [ -n "$old" ]; then
		echo "$old"
	elif readable "$1" && decodes "$1" UTF-8; then
		echo UTF-8
	else
		echo '?'
	fi
}

script() {
	old=$(kept "$1" 4)
	echo "${old:-?}"
}

documents() {
	case $1 in
	*.jsonl | *.jsonl.*)
		if readable "$1"; then
			plain "$1" | awk 'END { print NR }'
		else
			kept "$1" 5
		fi
		;;
	*) echo 1 ;;
	esac
}

rows() {
	printf 'path\tform\tencoding\tscript\tdocuments\tsha256\n'
	files | while IFS= read -r path; do
		sum=$(sha256sum <"$path")
		printf '%s\t%s\t%s\t%s\t%s\t%s\n' "$path" "$(form "$path")" \
			"$(encoding "$path")" "$(script "$path")" \
			"$(documents "$path")" "${sum%% *}"
	done
}

# Prints every file whose encoding or script is unknown or wrong.
undecodable() {
	files | while IFS= read -r path; do
		name=$(encoding "$path")
		if [ "$name" = '?' ] || [ "$(script "$path")" = '?' ]; then
			echo "$path: fill in its encoding and script in MANIFEST.tsv"
		elif ! readable "$path"; then
			echo "$path: zstd is not installed, only its hash was checked" >&2
		elif ! decodes "$path" "$name"; then
			echo "$path: does not decode as $name"
		fi
	done
}

check() {
	if [ ! -f MANIFEST.tsv ]; then
		echo "corpus/MANIFEST.tsv: missing" >&2
		return 1
	fi
	wrong=$(rows | diff MANIFEST.tsv - || true
		undecodable)
	if [ -n "$wrong" ]; then
		printf '%s\n' "$wrong" >&2
		return 1
	fi
}

write() {
	rows >MANIFEST.tsv.new
	mv MANIFEST.tsv.new MANIFEST.tsv
	undecodable >&2
}

cd "$(dirname "$0")/../corpus"
case $#:${1-} in
0:) write ;;
1:--check) check ;;
*) usage ;;
esac
