#!/bin/sh
test_description='fuzz targets: their seeds, and what was once found, do no harm'
. "$(dirname "$0")/../lib.sh"

for target in archive decode html query record warc xml; do
	test_expect_success "$target" "
		timeout 60 \"\$BAGUI_BIN/fuzz/replay-$target\" \"\$BAGUI_ROOT/tests/fuzz/seeds/$target\"/* >out &&
		ls \"\$BAGUI_ROOT/tests/fuzz/seeds/$target\" | wc -l >expect && wc -l <out >actual && test_cmp expect actual
	"
done

test_done
