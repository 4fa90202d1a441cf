#!/bin/sh
test_description='related words: what is written in official words comes earlier for everyday ones, and nothing else is found'
. "$(dirname "$0")/../lib.sh"

ids () {
	bagui-query -i idx --format=trec -n all "$@" | cut -d" " -f3
}
total () {
	bagui-query -i idx --format=json -n 0 "$@" | sed 's/.*"total":\([0-9]*\).*/\1/'
}

# Both hold 老板 and as many other characters; one has its official word as well.
test_expect_success 'setup: passages with the everyday word, the official one, and both' '
	mkdir docs && echo "老板来了，先看门口。这里花木常青，来看的朋友不少。" >docs/a-flowers.txt &&
	echo "老板来了，先看门口。这里用人单位多，来看的朋友不少。" >docs/b-work.txt &&
	echo "用人单位要签书面合同，办法已经公布。" >docs/c-rules.txt &&
	bagui-index -i idx docs
'

test_expect_success 'the passage with the official word as well comes first' '
	ids 老板 >actual && test_write_lines docs/b-work.txt#0 docs/a-flowers.txt#0 >expect &&
	test_cmp expect actual
'

test_expect_success 'so it does in the other script' '
	ids 老闆 >actual && test_cmp expect actual
'

test_expect_success 'what is found stays the same, however many words must occur' '
	for match in auto all any; do
		test "$(total --match=$match 老板)" = 2 &&
		test "$(total --match=$match --related=no 老板)" = 2 || return 1
	done
'

test_expect_success '--related=no leaves them out: the first indexed comes first' '
	ids --related=no 老板 >actual &&
	test_write_lines docs/a-flowers.txt#0 docs/b-work.txt#0 >expect &&
	test_cmp expect actual
'

test_expect_success 'an exact string has no related words' '
	ids "\"老板\"" >actual && ids --related=no "\"老板\"" >expect &&
	test_cmp expect actual &&
	bagui-query -i idx --explain "\"老板\"" >out && test_grep ! "also ranked by" out
'

test_expect_success 'what is excluded has none' '
	ids "老板 -花木" >actual && echo docs/b-work.txt#0 >expect && test_cmp expect actual &&
	test "$(total "门口 -老板")" = 0 && test "$(total "用人单位 -老板")" = 1 &&
	bagui-query -i idx --explain "用人单位 -老板" >out && test_grep ! "for 老板" out
'

test_expect_success '--explain says what was added, and for which word' '
	bagui-query -i idx --explain 老板 >out &&
	grep "also ranked by (for 老板) 用人单位" out &&
	bagui-query -i idx --explain --related=no 老板 >out && test_grep ! "also ranked by" out
'

test_expect_success '--explain says so in JSON, too' '
	bagui-query -i idx --explain --format=json 老板 >out &&
	grep "also ranked by (for 老板) 用人单位" out
'

test_expect_success 'a word that no passage has lends weight beside one that some have' '
	ids --match=any "老伯东家 先看" >actual && ids --match=any "先看" | sort >expect &&
	sort actual >sorted && test_cmp expect sorted &&
	sed -n 1p actual >first && echo docs/b-work.txt#0 >expect && test_cmp expect first
'

test_expect_success 'an answer that is neither yes nor no is refused' '
	test_expect_code 2 bagui-query -i idx --related=some 老板 2>err && grep "related: \"some\"" err
'

test_done
