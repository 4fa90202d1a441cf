#!/bin/sh
# Every shell and perl script can be parsed, and shellcheck finds no fault.
set -eu
cd "${1:-$(dirname "$0")/..}"
scripts=$(find tools tests .ci -name '*.sh' -o -path .ci/run | sort)
for script in $scripts; do
	sh -n "$script"
done
find tools tests -name '*.pl' | while IFS= read -r script; do
	said=$(perl -c "$script" 2>&1) || { echo "$said"; exit 1; }
done
# SC1091: lib.sh is checked by itself.  SC2034, SC2154: variables that a test
# and lib.sh share.  SC2238: files may be called head or tail.
command -v shellcheck >/dev/null || exit 0
# shellcheck disable=SC2086 # one word a script
shellcheck -S warning -e SC1091,SC2034,SC2154,SC2238 -s sh $scripts
