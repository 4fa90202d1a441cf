#!/bin/sh
test_description='bagui-index --relabel and --upgrade: an index made anew from what it stores'
. "$(dirname "$0")/../lib.sh"

# All that the index answers about all its passages, without times and paths.
everything () {
	bagui-query -i "$1" --format=jsonl --limit=all --match=any \
		'的 OR 了 OR 一 OR 市 OR 服务' | sed 's/"took_ms":[0-9.]*//' | sort
	bagui-query -i "$1" --format=json --facets --limit=0 --from=1900 --to=2100 |
		sed 's/"took_ms":[0-9.]*//'
}

poverty=$BAGUI_ROOT/corpus/taxonomy-poverty

test_expect_success 'setup: documents, some with labels of their own' '
	mkdir docs &&
	test_write_lines "玉林市开通民生热线" "" "玉林市开通了民生热线，受理群众来电。" >docs/yulin.txt &&
	test_write_lines "{\"id\":\"given\",\"text\":\"会议研究了工作。\",\"topic\":[\"finance\"],\"platform\":[\"网络服务平台\"],\"region\":\"桂林市\",\"date\":\"2009-06\"}" \
		"{\"id\":\"unknown\",\"text\":\"会议又研究了工作。\",\"topic\":[\"产业扶贫\"],\"region\":\"450900\"}" \
		"{\"id\":\"empty\",\"title\":\"只有标题\",\"text\":\"  \",\"date\":\"2009年3月\"}" >docs/lines.jsonl &&
	test_write_lines "{\"id\":\"relief\",\"title\":\"那坡县推进产业扶贫\",\"text\":\"百色市那坡县的驻村工作队推进产业扶贫和易地搬迁，贫困户稳定脱贫。\"}" >docs/relief.jsonl &&
	bagui-index -i idx --shards=2 docs "$BAGUI_ROOT/corpus/sample" &&
	bagui-index -i idx --remove=docs/none
'

test_expect_success '--relabel with the same taxonomy changes no answer' '
	everything idx >before &&
	test -s before &&
	bagui-index -i idx --relabel >out &&
	grep "labelled anew" out &&
	everything idx >after &&
	test_cmp before after &&
	bagui-index -i idx --check
'

test_expect_success '--upgrade changes no answer either' '
	bagui-index -i idx --upgrade >out &&
	everything idx >after &&
	test_cmp before after &&
	bagui-index -i idx --check
'

test_expect_success 'ids stay where documents were dropped and replaced' '
	echo "玉林市开通了民生热线，电话换了。" >docs/yulin.txt &&
	bagui-index -i idx docs && bagui-index -i idx --remove=given &&
	everything idx >before &&
	bagui-index -i idx --relabel && bagui-index -i idx --check &&
	everything idx >after &&
	test_cmp before after &&
	bagui-index -i idx --unremove=given && touch docs/lines.jsonl &&
	printf "\n" >>docs/lines.jsonl && bagui-index -i idx docs &&
	bagui-query -i idx --topic=finance "\"会议研究\""
'

test_expect_success '--relabel with another taxonomy changes topics, and given labels that it knows hold' '
	test_expect_code 2 bagui-query -i idx --topic=产业扶贫 &&
	bagui-index -i idx --relabel --taxonomy="$poverty" &&
	bagui-index -i idx --check &&
	test_expect_code 2 bagui-query -i idx --topic=finance 2>err &&
	bagui-query -i idx --topic=产业扶贫 --limit=all --format=trec >out &&
	grep " relief#0 " out &&
	grep " unknown#0 " out
'

test_expect_success 'what a run indexes afterwards is labelled with the new one' '
	echo "驻村工作队在百色市推进产业扶贫，贫困户脱贫。" >docs/later.txt &&
	bagui-index -i idx docs &&
	bagui-query -i idx --topic=产业扶贫 --limit=all --format=trec >out &&
	grep " docs/later.txt#0 " out &&
	bagui-index -i idx --check
'

test_expect_success 'back again, what the source said is there as before' '
	bagui-index -i idx --relabel --taxonomy="$BAGUI_ROOT/corpus/taxonomy" &&
	bagui-query -i idx --topic=finance --format=json "\"会议研究\"" >out &&
	grep "\"id\":\"given#0\"" out &&
	grep "\"date\":\"2009-06\"" out &&
	grep "\"origin\":{\"id\":\"450300\"" out &&
	grep "\"id\":\"network\"" out
'

test_expect_success 'a document without text is kept, too' '
	bagui-index -i idx --relabel && bagui-index -i idx --check &&
	bagui-index -i idx docs >out &&
	grep " 0 replaced" out
'

test_expect_success 'a broken taxonomy changes nothing' '
	cp -r "$poverty" broken && echo "<topics" >broken/topics.xml &&
	test_expect_code 2 bagui-index -i idx --relabel --taxonomy=broken 2>err &&
	grep "broken/topics.xml:[0-9]" err &&
	bagui-index -i idx --check
'

test_expect_success 'whatever kills it, the index is whole, and a rerun finishes' '
	everything idx >before && killed=0 &&
	for delay in 0.02 0.05 0.1 0.15 0.2 0.3 0.4; do
		timeout -s KILL $delay bagui-index -i idx --relabel || killed=$((killed + 1))
		everything idx >after && test_cmp before after || return 1
	done &&
	echo "$killed killed" && test $killed -gt 0 &&
	bagui-index -i idx --relabel && bagui-index -i idx --check &&
	everything idx >after && test_cmp before after &&
	ls idx | grep -c "^folded-.*\.at\$" >count && echo 2 >two && test_cmp two count
'

test_expect_success 'an index of another version is refused by all but --upgrade' '
	sed -i "s/^terms .*/terms 0/" idx/bagui &&
	test_expect_code 2 bagui-query -i idx 民生 2>err &&
	grep "run bagui-index --upgrade" err &&
	test_expect_code 5 bagui-index -i idx docs 2>err &&
	grep "run bagui-index --upgrade" err &&
	test_expect_code 5 bagui-index -i idx --relabel &&
	bagui-index -i idx --upgrade &&
	everything idx >after && test_cmp before after &&
	bagui-index -i idx --check
'

test_expect_success 'it takes no sources, and --taxonomy belongs to --relabel' '
	test_expect_code 2 bagui-index -i idx --relabel docs &&
	test_expect_code 2 bagui-index -i idx --upgrade --taxonomy="$poverty" &&
	test_expect_code 2 bagui-index -i nowhere --relabel 2>err &&
	grep "no index here" err
'

test_done
