#!/bin/sh
test_description='labels: topics, regions, platforms, origins and dates that can be trusted'
. "$(dirname "$0")/../lib.sh"

# ids OPTION...: the ids of all passages found, sorted, on one line.
ids () {
	bagui-query -i "${index:-idx}" --format=trec --limit=all "$@" | cut -d" " -f3 | sort | paste -sd" " -
}

# facet KIND: "id count" lines of the answer in the file json.
facet () {
	perl -MJSON::PP -0777 -ne '
		my $answer = decode_json($_);
		printf "%s %d\n", $_->{id}, $_->{count} for @{$answer->{facets}{'"$1"'}};' json
}

test_expect_success 'setup: a handful of documents' '
	cat >docs.jsonl <<-\EOF &&
	{"id":"yulin","title":"玉林市培训返乡农民工","date":"2009-06-03","source":"玉林日报","text":"玉林市举办返乡农民工就业培训班，参加技能培训的有两百人。"}
	{"id":"nanning","title":"南宁市开通民生热线","date":"2009-03","source":"南宁日报","text":"南宁市青秀区开通了民生热线，接听群众来电。\n\n热线每天二十四小时有人接听来电。"}
	{"id":"beijing","title":"北京市朝阳区的消息","date":"2009","text":"北京市朝阳区设立了服务窗口。"}
	{"id":"liaoning","title":"朝阳市的消息","text":"辽宁省朝阳市双塔区设立了服务窗口。"}
	{"id":"gulou","text":"鼓楼区的街道很热闹。"}
	{"id":"given","region":"桂林市","topic":["finance"],"platform":"网络服务平台","date":"2010-01-02","text":"会议研究了下一步的工作。"}
	{"id":"both","title":"自治区慰问困难群众","region":"广西","date":"2008-12","text":"慰问组走访了河池市和百色市的困难群众，送去慰问金。"}
	{"id":"signed","title":"关于开展政策咨询的通知","text":"请各单位组织政策咨询活动，现场解答群众的政策问题。\n\n桂林市人民政府办公室\n\n二〇〇九年六月三日"}
	{"id":"jiangsu","title":"南京市鼓楼区的消息","date":"2011-05","text":"江苏省南京市鼓楼区的志愿者上门服务。"}
	{"id":"fujian","title":"福州市鼓楼区的消息","date":"2011-05","text":"福建省福州市鼓楼区的志愿者上门服务。"}
	EOF
	bagui-index -i idx docs.jsonl && bagui-index -i idx --check
'

test_expect_success 'a parent includes its children, another region does not' '
	test "$(ids --region=玉林市)" = "yulin#0" &&
	test "$(ids --region=广西)" = "both#0 given#0 nanning#0 nanning#1 signed#0 yulin#0" &&
	test "$(ids --region=南宁)" = "nanning#0 nanning#1" &&
	test "$(ids --topic=livelihood)" = "both#0 yulin#0" &&
	test "$(ids --topic=employment)" = "yulin#0" &&
	test "$(ids --region=青秀区)" = "nanning#0"
'

test_expect_success 'ids, names, short names and aliases, in either script and in pinyin' '
	for name in 450900 玉林市 玉林 yulin YuLin 玉林; do
		test "$(ids --region=$name)" = "yulin#0" || { echo "$name"; return 1; }
	done &&
	for name in 450000 广西壮族自治区 廣西壯族自治區 廣西 桂 八桂 guangxi; do
		test "$(ids --region=$name --topic=employment)" = "yulin#0" || { echo "$name"; return 1; }
	done &&
	for name in employment 就业培训 就業培訓 jiuyepeixun; do
		test "$(ids --topic=$name)" = "yulin#0" || { echo "$name"; return 1; }
	done &&
	for name in hotline 热线服务平台 熱線服務平台; do
		test "$(ids --platform=$name)" = "nanning#0 nanning#1" || { echo "$name"; return 1; }
	done
'

test_expect_success 'OR within one kind, AND between kinds' '
	test "$(ids --region=玉林 --region=南宁)" = "nanning#0 nanning#1 yulin#0" &&
	test "$(ids --region=玉林 --region=南宁 --topic=employment)" = "yulin#0" &&
	test_expect_code 1 bagui-query -i idx --region=玉林 --platform=hotline
'

test_expect_success 'a name that several regions share goes to the one the document points to, or to none' '
	test "$(ids --region=110105)" = "beijing#0" &&
	test "$(ids --region=211300)" = "liaoning#0" &&
	test "$(ids --region=320106)" = "jiangsu#0" &&
	test "$(ids --region=350102)" = "fujian#0" &&
	bagui-query -i idx --format=json "鼓楼区的街道" >json &&
	grep "\"id\":\"gulou#0\"" json && grep "\"regions\":\[\]" json
'

test_expect_success 'such a name as a filter means all of them, with a warning that names them' '
	bagui-query -i idx --region=鼓楼区 --format=json >json 2>err &&
	grep "\"total\":2" json && grep "\"warnings\":\[\".*鼓楼区" json &&
	grep "320106" json && grep "350102" json
'

test_expect_success 'an unknown one gets the three nearest and exit status 2' '
	test_expect_code 2 bagui-query -i idx --region=玉淋市 2>err &&
	grep "unknown region .*玉淋市.*nearest: .*玉林市" err &&
	test "$(tr -dc "," <err | wc -c)" -eq 2 &&
	test_expect_code 2 bagui-query -i idx --topic=nothing-like-it 2>err &&
	grep "nearest: .*, .*, " err && test "$(wc -l <err)" -eq 1
'

test_expect_success 'given labels hold, and are marked as given' '
	test "$(ids --topic=finance)" = "given#0" &&
	test "$(ids --platform=network)" = "given#0" &&
	test "$(ids --origin=桂林)" = "given#0 signed#0" &&
	bagui-query -i idx --format=json "会议研究" >json &&
	grep "\"topics\":\[{\"id\":\"finance\",\"name\":\"金融扶持\",\"evidence\":\[\],\"given\":true}\]" json
'

test_expect_success 'a passage that names no region inherits the origin, marked so; one that names some does not' '
	bagui-query -i idx --format=json "会议研究" >json &&
	grep "{\"id\":\"450300\",\"name\":\"桂林市\",\"inherited\":true" json &&
	bagui-query -i idx --format=json "\"慰问组走访\"" >json &&
	grep "\"origin\":{\"id\":\"450000\"" json &&
	grep "{\"id\":\"451000\",\"name\":\"百色市\",\"evidence\":\[\[10,13\]\]" json &&
	! grep "\"inherited\":true" json
'

test_expect_success '--origin finds what a region issued, not what is about it' '
	test "$(ids --origin=百色 --from=1900 --to=2100)" = "" &&
	test "$(ids --region=百色)" = "both#0" &&
	test "$(ids --origin=450000)" = "both#0 given#0 nanning#0 nanning#1 signed#0 yulin#0"
'

test_expect_success 'passages whose own words carry a label come before those that inherit' '
	bagui-query -i idx --format=trec --region=桂林 --limit=all >out &&
	head -n 1 out | grep "signed#" && tail -n 1 out | grep "given#0" &&
	bagui-query -i idx --format=json --region=桂林 --limit=1 >json && ! grep "\"inherited\":true" json
'

test_expect_success 'a date matches when it can lie in the range; undated ones are told' '
	test "$(ids --from=2009-06-03 --to=2009-06-03)" = "beijing#0 signed#0 yulin#0" &&
	test "$(ids --from=2009-03-31 --to=2009-04)" = "beijing#0 nanning#0 nanning#1" &&
	test "$(ids --from=2009 --to=2009)" = "beijing#0 nanning#0 nanning#1 signed#0 yulin#0" &&
	test "$(ids --to=2008)" = "both#0" &&
	test "$(ids --from=2010-01-03)" = "fujian#0 jiangsu#0" &&
	bagui-query -i idx --from=2009 --to=2009 --format=json >json && grep "\"undated_excluded\":2" json &&
	bagui-query -i idx --from=2009 --to=2009 --region=鼓楼区 --format=json >json || test $? -eq 1 &&
	grep "\"undated_excluded\":0" json
'

test_expect_success 'dates keep their precision, the sign-off is read' '
	for row in yulin:2009-06-03 nanning:2009-03 beijing:2009 signed:2009-06-03; do
		bagui-query -i idx --show=${row%%:*} --format=json >json &&
		grep "\"date\":\"${row#*:}\"" json || { echo "$row"; return 1; }
	done &&
	bagui-query -i idx --show=gulou --format=json >json && grep "\"date\":null" json
'

test_expect_success 'facets count each passage once for a parent, and years have undated' '
	bagui-query -i idx --format=json --facets --limit=0 --match=any "的 OR 了 OR 市 OR 区 OR 会议 OR 热线 OR 政策 OR 六月" >json &&
	facet region >regions && grep "^450000 " regions && ! grep "^450900 " regions &&
	facet year >years && grep "^undated 2\$" years &&
	bagui-query -i idx --format=json --facets=region:450000 --region=450000 >json &&
	facet region >level && test_write_lines "450000 6" "450100 2" "450300 2" "450900 1" "451000 1" "451200 1" >expect &&
	test_cmp expect level &&
	bagui-query -i idx --format=json --facets=topic --region=450000 >json && facet topic >topics &&
	grep "^livelihood 2\$" topics && grep "^employment 1\$" topics && grep "^relief 1\$" topics &&
	grep "^growth 1\$" topics
'

test_expect_success 'under --group=document a facet counts documents' '
	bagui-query -i idx --format=json --facets=platform,region:450000 --group=document --region=450000 >json &&
	facet platform >platforms && grep "^hotline 1\$" platforms &&
	facet region >regions && grep "^450000 5\$" regions && grep "^450300 2\$" regions
'

test_expect_success 'another campaign brings its own topics and platforms' '
	cat >relief.jsonl <<-\EOF &&
	{"id":"industry","title":"那坡县发展产业扶贫","date":"2018-05","text":"百色市那坡县的扶贫车间带动贫困户脱贫，产业扶贫见成效。"}
	{"id":"relocation","title":"大化县易地搬迁","date":"2019","text":"河池市大化县的易地搬迁安置点建成，搬迁户住进新居。"}
	{"id":"team","title":"驻村工作队进村","text":"驻村工作队走访了都安县的贫困村。"}
	EOF
	bagui-index -i relief --taxonomy="$BAGUI_ROOT/corpus/taxonomy-poverty" relief.jsonl &&
	bagui-index -i relief --check && index=relief &&
	test "$(ids --topic=产业扶贫)" = "industry#0" &&
	test "$(ids --topic=relocation)" = "relocation#0" &&
	test "$(ids --platform=驻村工作队)" = "team#0" &&
	ids --topic=脱贫攻坚 >out && grep "industry#0" out && grep "relocation#0" out &&
	test "$(ids --region=河池 --from=2019)" = "relocation#0" &&
	test_expect_code 2 bagui-query -i relief --topic=finance; code=$?; unset index; return $code
'

test_expect_success 'a broken one is told with file, line and reason, and no index is made' '
	cp -r "$BAGUI_ROOT/corpus/taxonomy-poverty" broken && chmod -R u+w broken &&
	printf "<topics threshold=\"10\">\n<topic id=\"a\">\n</topics>\n" >broken/topics.xml &&
	test_expect_code 2 bagui-index -i none --taxonomy=broken relief.jsonl 2>err &&
	grep "^bagui-index: .*broken/topics.xml:[0-9]*: " err && test "$(wc -l <err)" -eq 1 && test ! -e none &&
	printf "<topics threshold=\"10\">\n<topic id=\"a\" name=\"甲\" colour=\"red\"/>\n</topics>\n" >broken/topics.xml &&
	test_expect_code 2 bagui-index -i none --taxonomy=broken relief.jsonl 2>err &&
	grep "broken/topics.xml:2: .*colour" err && test ! -e none &&
	test_expect_code 2 bagui-index -i none --taxonomy=nowhere relief.jsonl 2>err && test ! -e none
'

test_expect_success 'a run does not mix two taxonomies in one index' '
	test_expect_code 2 bagui-index -i idx --taxonomy="$BAGUI_ROOT/corpus/taxonomy-poverty" relief.jsonl 2>err &&
	grep "relabel" err && test "$(ids --topic=finance)" = "given#0" &&
	bagui-index -i idx --taxonomy="$BAGUI_ROOT/corpus/taxonomy" docs.jsonl
'

test_done
