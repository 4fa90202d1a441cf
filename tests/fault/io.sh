#!/bin/sh
test_description='a disk that fails or is full at any write: the index stays sound, the next run goes on'
. "$(dirname "$0")/../lib.sh"
test -z "$BAGUI_SANITIZE" || test_skip_all 'preloading does not go with sanitizers'
. "$BAGUI_ROOT/tests/fault/faults.sh"

# Every how many-th operation is made to fail.
step=${BAGUI_FAULT_STEP:-16}

test_expect_success 'setup' 'build_fault io && set_up_faults 30'

# Sets total: how many operations a run makes.
count_operations () {
	rm -rf idx && cp -r base idx && test "$(faulty_run io)" -eq 0 &&
	total=$(counted) && test "$total" -gt 20
}

# One fault of kind $2, at the $1-th operation; $3 may be FAULT_STICKY=1.
# libxapian 1.4.22 ends the writer at one place of a commit that fails
# (std::terminate, "without an active exception"); that costs the reason, and
# nothing else.
step () {
	rm -rf idx && cp -r base idx || return 1
	code=$(env FAULT_AT="$1" FAULT_KIND="$2" $3 sh -c ". $BAGUI_ROOT/tests/fault/faults.sh; faulty_run io")
	case $code in
	0) ;;
	2|5) grep -qE "^bagui-index: .*(No space left on device|Input/output error|the writer of shard-[01] died)" err ||
		{ echo "no reason:"; cat err; return 1; } ;;
	*) echo "exit status $code"; cat err; return 1 ;;
	esac
	recovers || { echo "$2 at $1 $3 (exit status $code)"; cat err; return 1; }
}

test_expect_success 'a run without faults makes so many writes' '
	count_operations && echo "$total operations"
'

for kind in ENOSPC EIO SHORT; do
	for sticky in FAULT_ONCE=1 FAULT_STICKY=1; do
		test_expect_success "$kind, $sticky, at every $step-th operation" '
			count_operations && at=1 &&
			while test $at -le "$total"; do
				step $at $kind $sticky || return 1
				at=$((at + step))
			done
		'
	done
done

test_done
