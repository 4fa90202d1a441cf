#!/bin/sh
# Every header compiles alone, as C11; those of lib/xapian-c also as C++17.
set -eu
cd "${1:-$(dirname "$0")/..}"
CFLAGS="-fsyntax-only -Wall -Wextra -Wpedantic -Werror -Ilib -I. -D_GNU_SOURCE
	$(pkg-config --cflags xapian-core icu-uc libxml-2.0 libzstd)"
export CFLAGS

# A header is compiled through a line that includes it: as a main file it
# would be warned of.
find lib indexer query tests -name '*.h' | sort | xargs -P "$(nproc)" -n 8 sh -c '
	for header; do
		echo "#include \"$header\"" | ${CC:-gcc} -std=c11 $CFLAGS -x c - ||
			{ echo "$header: does not compile alone as C11"; exit 1; }
		case $header in lib/xapian-c/*) ;; *) continue ;; esac
		echo "#include \"$header\"" | ${CXX:-g++} -std=c++17 $CFLAGS -x c++ - ||
			{ echo "$header: does not compile alone as C++17"; exit 1; }
	done' sh
