#!/bin/sh
test_description='bagui-index: a share of the tests of faults; `make soak` runs all of them'
. "$(dirname "$0")/../lib.sh"

kills=$(test -n "$BAGUI_SANITIZE" && echo 8 || echo 20)

test_expect_success 'kill -9' '
	BAGUI_KILLS=$kills sh "$BAGUI_ROOT/tests/fault/kills.sh"
'

test_expect_success 'failing writes' '
	BAGUI_FAULT_STEP=29 sh "$BAGUI_ROOT/tests/fault/io.sh"
'

test_expect_success 'failing allocations' '
	BAGUI_FAULT_MEMORY=4 sh "$BAGUI_ROOT/tests/fault/memory.sh"
'

test_done
