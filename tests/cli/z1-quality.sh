#!/bin/sh
test_description='corpus: the judged queries find the passages that were judged'
. "$(dirname "$0")/../lib.sh"
corpus=$BAGUI_ROOT/corpus

# What was measured, less a little; a change that goes below is to be explained.
least_mrr=0.950
least_ndcg=0.865

test_expect_success 'setup: the sample is indexed' '
	bagui-index -i idx --progress=never "$corpus/sample"
'

# An anchor is how the passage itself begins; its heading stands above it.  An
# anchor may end in a wide space, where the passage is shown with a plain one.
test_expect_success 'every judged passage is the one that its anchor names' '
	tab=$(printf "\t") && >wrong &&
	while IFS=$tab read -r id anchor; do
		anchor=${anchor%　}
		bagui-query -i idx --format=json --show="$id" >shown &&
		grep -q -F -e "\"text\":\"$anchor" -e "\\n$anchor" shown ||
			echo "$id is not: $anchor" >>wrong
	done <"$corpus/labelled/anchors.tsv" &&
	test_must_be_empty wrong
'

test_expect_success 'every judged passage has an anchor' '
	cut -f 3 "$corpus/qrels.tsv" | sort -u >judged &&
	cut -f 1 "$corpus/labelled/anchors.tsv" | sort -u >anchored &&
	comm -23 judged anchored >bare &&
	test_must_be_empty bare
'

test_expect_success 'all queries of a batch are answered' '
	bagui-query -i idx --batch="$corpus/queries.tsv" --format=trec >run &&
	cut -f 1 "$corpus/queries.tsv" | sort >expect &&
	cut -d " " -f 1 run | sort -u >actual &&
	test_cmp expect actual
'

test_expect_success "MRR@10 is $least_mrr or better, nDCG@10 $least_ndcg or better" '
	perl "$BAGUI_ROOT/tests/score.pl" -v "$corpus/qrels.tsv" run >score &&
	cat score &&
	tail -n 1 score | awk -v mrr=$least_mrr -v ndcg=$least_ndcg \
		"{ exit !(\$2 >= mrr && \$4 >= ndcg && \$6 == 40) }"
'

# The judgements of a quoted string list every passage that contains it.
test_expect_success 'a quoted string finds all its passages and no other' '
	grep -E "	(\"[^\"]*\"|「[^」]*」)\$" "$corpus/queries.tsv" >exact.tsv &&
	test "$(grep -c . exact.tsv)" -ge 4 &&
	bagui-query -i idx --batch=exact.tsv --format=trec --limit=all |
		cut -d " " -f 1,3 | sort >actual &&
	cut -f 1 exact.tsv | while read -r qid; do
		awk -v qid="$qid" "\$1 == qid { print \$1, \$3 }" "$corpus/qrels.tsv"
	done | sort >expect &&
	test_cmp expect actual
'

test_expect_success 'the score falls when the best passage is taken out of an answer' '
	grep -v " 1 [0-9.]* bagui$" run >worse &&
	perl "$BAGUI_ROOT/tests/score.pl" "$corpus/qrels.tsv" worse >score &&
	awk "{ exit !(\$2 < .6) }" score
'

test_done
