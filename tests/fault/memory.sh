#!/bin/sh
test_description='memory that runs out: the program ends with a line, and the index is sound'
. "$(dirname "$0")/../lib.sh"
test -z "$BAGUI_SANITIZE" || test_skip_all 'preloading does not go with sanitizers'
. "$BAGUI_ROOT/tests/fault/faults.sh"

# How many of the allocations of a run fail, evenly spread.
tries=${BAGUI_FAULT_MEMORY:-12}

test_expect_success 'setup' '
	build_fault memory && set_up_faults 20 && cp -r base idx &&
	test "$(faulty_run memory)" -eq 0 && total=$(counted) && test "$total" -gt 1000 &&
	echo "$total allocations"
'

# The supervisor says that memory is gone; so does whoever loses a child to it.
# A reader process that it happens to costs the one file, which is quarantined
# until it changes.
step () {
	rm -rf idx && cp -r base idx || return 1
	code=$(env FAULT_AT="$1" $2 sh -c ". $BAGUI_ROOT/tests/fault/faults.sh; faulty_run memory")
	case $code in
	0) ;;
	3) grep -q memory-limit err && for document in docs/*; do echo >>"$document"; done ;;
	2|5) grep -qE "^bagui(-index)?: " err || { echo "no reason"; cat err; return 1; } ;;
	*) echo "exit status $code"; cat err; return 1 ;;
	esac
	recovers || { echo "at $1 $2 (exit status $code)"; cat err; return 1; }
}

for sticky in FAULT_ONCE=1 FAULT_STICKY=1; do
	test_expect_success "$tries allocations, $sticky" '
		try=0 &&
		while test $try -lt "$tries"; do
			step $((1 + try * total / tries)) $sticky || return 1
			try=$((try + 1))
		done
	'
done

test_done
