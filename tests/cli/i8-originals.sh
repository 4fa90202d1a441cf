#!/bin/sh
test_description='bagui-index --keep-originals: what was indexed is kept as it came'
. "$(dirname "$0")/../lib.sh"

test_skip_unless_command zstd

# The originals, decompressed, one after the other.
originals () {
	find idx/originals -name "*.zst" | sort | while read -r file; do zstd -q -d -c "$file"; done
}

test_expect_success 'without the option nothing is kept' '
	mkdir docs && echo "河池市开通了网络平台。" | iconv -t GB18030 >docs/gb.txt &&
	echo "玉林市开通了民生热线。" >docs/a.txt && cp docs/a.txt docs/same.txt &&
	tar -cf docs.tar docs && bagui-index -i none docs.tar && test ! -e none/originals
'

test_expect_success 'each file and member is kept once, byte for byte' '
	bagui-index -i idx --keep-originals docs.tar docs &&
	test "$(find idx/originals -name "*.zst" | wc -l)" -eq 2 &&
	originals >kept && cat docs/a.txt docs/gb.txt >one && cat docs/gb.txt docs/a.txt >two &&
	{ cmp one kept || cmp two kept; } && bagui-index -i idx --check
'

test_expect_success 'its name is its hash' '
	name=$(find idx/originals -name "*.zst" | head -n 1) &&
	echo "$name" | grep "^idx/originals/[0-9a-f][0-9a-f]/[0-9a-f]*.zst$"
'

test_expect_success '--compact sweeps what no document was made of any more' '
	echo "玉林市关闭了旧的电话。" >docs/a.txt && cp docs/a.txt docs/same.txt && tar -cf docs.tar docs &&
	bagui-index -i idx --keep-originals docs.tar docs &&
	test "$(find idx/originals -name "*.zst" | wc -l)" -eq 3 &&
	bagui-index -i idx --compact &&
	test "$(find idx/originals -name "*.zst" | wc -l)" -eq 2 &&
	originals >kept && ! grep "民生热线" kept && grep "旧的电话" kept &&
	bagui-query -i idx "\"旧的电话\"" && bagui-index -i idx --check
'

test_done
