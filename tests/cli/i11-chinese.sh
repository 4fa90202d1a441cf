#!/bin/sh
test_description='bagui-index: what it says in Chinese, by locale'
. "$(dirname "$0")/../lib.sh"
LC_ALL=zh_CN.UTF-8
export LC_ALL

test_expect_success 'what a run did, and what it would do' '
	mkdir in && echo 玉林市的民生热线开通。 >in/a.txt && : >in/empty.txt &&
	bagui-index -i idx in --report=report >out 2>err &&
	test_grep "^新增 1 篇，替换 0 篇，去掉 0 篇；1 段，0.0 MB，用时 [0-9.]* 秒（每秒 [0-9.]* MB）$" out &&
	test_grep "^来源与成员：编入 1，修复 0，未变 0，重复 0，略过 1，拒收 0，隔离 0$" out &&
	echo 又一条。 >in/b.txt && bagui-index -i idx in --dry-run >out &&
	test_grep "^将编入 in/b.txt$" out
'

test_expect_success 'the report is for programs, and stays English' '
	test_grep "\"status\":\"skipped\",\"reason\":\"empty\"" report
'

test_expect_success 'the whole index' '
	bagui-index -i idx --stats >out && test_grep "^idx：1 段，.* 个分片，.* 个标签，.* 个词语$" out &&
	bagui-index -i idx --check >out && test_grep "^idx：完好：1 篇，1 段，.* 个分片$" out &&
	bagui-index -i idx --relabel >out && test_grep "^1 篇，1 段，重新标注，用时 [0-9.]* 秒$" out &&
	bagui-index -i idx --split=3 >out && test_grep "^1 篇，1 段：3 个分片，原有 .* 个$" out
'

while IFS='|' read -r want command; do
	test_expect_success "$want" '
		eval "$command" >out 2>err
		test_grep "^bagui-index: $want" err && test "$(wc -l <err)" -eq 1
	'
done <<'EOF'
没有指定来源；请看 --help$|bagui-index -i idx
没有选项 --foo$|bagui-index --foo
gone：不见了$|bagui-index -i idx gone
damaged.zip：不完整：没有目录$|head -c 30 /dev/zero | sed "s/^..../PK\x03\x04/" >damaged.zip; bagui-index -i idx damaged.zip
--encoding：不能读取编码 ebcdic$|bagui-index -i idx --encoding=ebcdic in
--shards：idx 有 3 个分片，建立时已定$|bagui-index -i idx --shards=9 in
nowhere：没有这个分类目录$|bagui-index -i new --taxonomy=nowhere in
in：不是八桂的索引$|bagui-index -i in --check
none：这里没有索引$|bagui-index -i none --check
bad：已损坏：2 处$|cp -r idx bad; printf x | dd of=$(echo bad/labels*) bs=1 seek=5 conv=notrunc status=none; bagui-index -i bad --check
EOF

test_done
