#!/bin/sh
test_description='kill -9 at any time: nothing committed is lost, nothing has to be done by hand'
. "$(dirname "$0")/../lib.sh"
. "$BAGUI_ROOT/tests/fault/faults.sh"

kills=${BAGUI_KILLS:-40}

# Every run is killed after a random time; the documents change each time, and
# what a reader gets meanwhile is never an error.
test_expect_success "$kills kills: readers go on, every tenth index is checked" '
	write_documents 60 0 && bagui-index -i idx --shards=2 docs && landed=0 &&
	for kill in $(seq "$kills"); do
		write_documents 60 "$kill"
		bagui-index -i idx --progress=never docs >out 2>&1 & run=$!
		perl -e "select undef, undef, undef, rand 0.25"
		kill -9 $run 2>/dev/null && landed=$((landed + 1))
		wait $run
		bagui-query -i idx 民生热线 >answer || { echo "kill $kill"; return 1; }
		test $((kill % 10)) -ne 0 || bagui-index -i idx --check >found ||
			{ echo "kill $kill"; cat found; return 1; }
	done
	echo "$landed of $kills runs were killed" && test "$landed" -gt 0
'

test_expect_success 'after the last one a run finishes, and the index is as if made at once' '
	bagui-index -i idx docs && bagui-index -i idx --check &&
	bagui-index -i fresh --shards=2 docs && everything fresh >expect &&
	everything idx >actual && test_cmp expect actual
'

test_expect_success "a new index that is killed $((kills / 4)) times while it is made" '
	rm -rf idx && write_documents 60 1 &&
	for kill in $(seq $((kills / 4))); do
		bagui-index -i idx --shards=2 --progress=never docs >out 2>&1 & run=$!
		perl -e "select undef, undef, undef, rand 0.1"
		kill -9 $run 2>/dev/null
		wait $run
		test $((kill % 3)) -ne 0 || rm -rf idx
	done
	bagui-index -i idx --shards=2 docs && bagui-index -i idx --check &&
	rm -rf fresh && bagui-index -i fresh --shards=2 docs && everything fresh >expect &&
	everything idx >actual && test_cmp expect actual
'

test_done
