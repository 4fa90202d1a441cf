#!/bin/sh
test_description='lib/xapian-c: its symbols are those of its headers'
. "$(dirname "$0")/../lib.sh"
test_skip_unless_command nm
library=$BAGUI_BIN/libbagui.a
test -f "$library" || test_skip_all 'no library beside the programs'

# Comments out, then every name before a bracket that is no type's (they end
# in _fn).
declared () {
	cat "$BAGUI_ROOT"/lib/xapian-c/*.h | tr '\n' ' ' | sed 's|/\*|\n&|g; s|\*/|&\n|g' |
		grep -v '^/\*' | grep -o 'xc_[a-z0-9_]* *(' | tr -d ' (' |
		grep -v '_fn$' | sort -u
}

# What the shim's objects define for others, not counting mangled C++ names.
defined () {
	mkdir -p objects && (cd objects && for source in "$BAGUI_ROOT"/lib/xapian-c/*.cc; do
		ar x "$library" "$(basename "$source" .cc).o" || exit
	done) && nm -g --defined-only objects/xc*.o
}

test_expect_success 'every function that the headers declare is defined, and no other' '
	declared >expect &&
	test "$(grep -c . expect)" -ge 40 &&
	defined >symbols &&
	awk "\$2 ~ /[TDBR]/ && \$3 !~ /^_Z/ && \$3 !~ /san/ { print \$3 }" symbols | sort -u >actual &&
	test_cmp expect actual
'

test_expect_success 'the other folders export no name of the shim, and use Xapian only through it' '
	nm -A "$library" >all 2>/dev/null && test -s all &&
	grep " T xc_" all | grep -v ":xc[a-z_]*\.o:" >foreign
	grep " U _ZN.*6Xapian" all | grep -v ":xc[a-z_]*\.o:" >>foreign
	test_must_be_empty foreign
'

test_done
