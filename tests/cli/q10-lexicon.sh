#!/bin/sh
test_description='--lexicon: words learnt later segment and rank at once, without indexing anew'
. "$(dirname "$0")/../lib.sh"

score () {
	bagui-query -i idx --format=trec -n all "$1" | awk -v id="$2" '$3 == id { print $5 }'
}

test_expect_success 'setup: an index that does not know a word of three characters' '
	mkdir docs && echo "昨天干群桥通车了，大家都来看。" >docs/whole.txt &&
	echo "干群关系好，那座群桥也通车了，大家都来看。" >docs/parts.txt &&
	bagui-index -i idx docs && score 干群桥 docs/whole.txt#0 >before &&
	score 干群桥 docs/parts.txt#0 >parts.before && test -s before && test -s parts.before
'

test_expect_success 'a lexicon alone is no source, and reads none again' '
	echo 干群桥 >words && bagui-index -i idx --lexicon=words >out &&
	grep "^0 documents added, 0 replaced, 0 removed" out
'

test_expect_success 'the word is seen whole in a query' '
	bagui-query -i idx --explain -n 1 干群桥 >out && grep "干群桥 干群桥" out
'

test_expect_success 'a passage with the word weighs more than before, one with its parts does not' '
	score 干群桥 docs/whole.txt#0 >after && score 干群桥 docs/parts.txt#0 >parts.after &&
	awk "NR == FNR { was = \$1; next } { exit !(\$1 > was) }" before after &&
	test_cmp parts.before parts.after
'

test_expect_success 'it stays exact: the same passages are found' '
	bagui-query -i idx --format=trec -n all "\"干群桥\"" | cut -d" " -f3 >found &&
	echo "docs/whole.txt#0" >want && test_cmp want found
'

test_expect_success 'a lexicon for no index is an error that says so' '
	test_expect_code 2 bagui-index -i none --lexicon=words 2>err &&
	grep "none: no index, and no SOURCE" err && test ! -e none
'

test_done
