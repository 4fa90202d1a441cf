#!/bin/sh
test_description='bagui.cgi: the answer as pictures and lists that narrow it'
. "$(dirname "$0")/../lib.sh"

cgi () {
	GATEWAY_INTERFACE=CGI/1.1 REQUEST_METHOD=GET SCRIPT_NAME=/search \
		PATH_INFO="$1" QUERY_STRING="$2" bagui.cgi >response 2>log &&
	test_grep "^Status: 200" response && sed '1,/^.$/d' response >body
}
# picture CLASS: the lines of that drawing.
picture () { sed -n "/<svg class=\"$1\"/,/<\/svg>/p" body >drawn && test -s drawn; }

hot=q=%E7%83%AD%E7%BA%BF

# 2009: 200 passages, 20 of them of hotlines; 2010: 400 and 20.
test_expect_success 'setup: two years, of which the second has twice as much' '
	awk "BEGIN { for (i = 0; i < 600; i++) printf \
		\"{\\\"id\\\":\\\"d%d\\\",\\\"title\\\":\\\"第%d号\\\",\\\"date\\\":\\\"%s\\\",\\\"text\\\":\\\"%s市%s电话。\\\"}\n\", \
		i, i, i < 200 ? \"2009-0\" (1 + i % 3) : \"2010\", i % 2 ? \"玉林\" : \"广州\", \
		(i < 20 || i >= 580) ? \"热线\" : \"办公\" }" >docs.jsonl &&
	bagui-index -i idx docs.jsonl && BAGUI_INDEX=$PWD/idx && export BAGUI_INDEX
'

test_expect_success 'the timeline is of shares: as many of twice as much are half' '
	cgi "" $hot && picture timeline &&
	test_grep "passages of every\|每万段中的段数" body &&
	test_grep "from=2009&amp;to=2009\"><title>2009: 共 20 段 (1000.0‱)" drawn &&
	test_grep "from=2010&amp;to=2010\"><title>2010: 共 20 段 (500.0‱)" drawn &&
	sed -n "s/.*class=\"bar\".* height=\"\([0-9.]*\)\".*/\1/p" drawn >heights &&
	test_write_lines 96.0 48.0 >expect && test_cmp expect heights
'

test_expect_success 'its figures stand in a table too' '
	sed -n "/<details class=\"figures\"/,/<\/details>/p" body >table &&
	test "$(grep -c "<tr><th scope=\"row\">" table)" -eq 2 &&
	test_grep ">2010</a></th><td>20</td><td>500.0</td>" table
'

test_expect_success 'within a year it is of months, and a date of the year alone in none' '
	cgi "" "$hot&from=2009&to=2009" && picture timeline &&
	grep -o "<title>2009-0[0-9]: [^(<]*" drawn >months &&
	test_write_lines "<title>2009-01: 共 7 段" "<title>2009-02: 共 7 段" "<title>2009-03: 共 6 段" >expect &&
	test_cmp expect months && test_grep "href=\"/search?$hot\">‹" body &&
	cgi "" "$hot&from=2010&to=2010" && test_grep ! "<svg class=\"timeline\"" body
'

test_expect_success 'the map has a tile a province, shaded, with its count and a link' '
	cgi "" $hot && picture map && test "$(grep -c "<rect" drawn)" -eq 34 &&
	test_grep "href=\"/search?$hot&amp;region=450000\"><title>广西壮族自治区: 共 20 段</title><rect class=\"shade5\"" drawn &&
	test_grep ">广西<" drawn && test_grep ">黑龙江<" drawn && test_grep ">内蒙古<" drawn &&
	test "$(grep -c "<a href" drawn)" -eq 2 && test_grep "role=\"group\" aria-label=\"地区分布\"" drawn
'

test_expect_success 'a province that is chosen is mapped by its prefectures' '
	cgi "" "$hot&region=450000" && picture map &&
	test "$(grep -c "<rect" drawn)" -eq 14 &&
	test_grep "region=450900\"><title>玉林市: 共 20 段" drawn
'

test_expect_success 'a region can be opened without narrowing the answer, and closed' '
	cgi "" $hot && test_grep "facets=region%3A450000\" aria-label=\"展开广西壮族自治区\"" body &&
	cgi "" "$hot&facets=region:450000" && test_grep "共 40 段" body &&
	test_grep "region=450900" body && test_grep "facets=region\">‹ 全国" body
'

test_expect_success 'nothing in a picture needs a style or a script of its own' '
	cgi "" $hot && test_grep ! " style=" body && test_grep ! "<style" body && test_grep ! "<script" body
'

test_expect_success 'boxes that are ticked hold together, and the form keeps the rest' '
	cgi "" "$hot&region=450000&region=440000&sort=date&lang=en" &&
	sed -n "/<nav class=\"facets\"/,/<\/nav>/p" body >facets &&
	test "$(grep -c "name=\"region\".* checked>" facets)" -eq 2 &&
	test_grep "<input type=\"hidden\" name=\"q\" value=\"热线\">" facets &&
	test_grep "<input type=\"hidden\" name=\"sort\" value=\"date\">" facets &&
	test_grep ! "type=\"hidden\" name=\"region\"" facets &&
	test_grep "40 passages" body
'

test_expect_success 'a document: marks to step through, why, citation, Simplified' '
	printf "{\"id\":\"x\",\"title\":\"玉林服務\",\"author\":\"張三\",\"date\":\"2009-03-15\",\"publisher\":\"玉林日报\",\"url\":\"http://example.org/x\",\"text\":\"玉林市開通民生熱線。\\\\n\\\\n別的一段。\\\\n\\\\n熱線(xiàn)再次開通。\"}\n" >x.jsonl &&
	bagui-index -i idx2 x.jsonl &&
	( BAGUI_INDEX=$PWD/idx2 && cgi /doc/x $hot ) &&
	test_grep "href=\"#p0\">" body && test_grep "id=\"p2\"" body &&
	grep -A1 "id=\"p0\"" body >first && test_grep "href=\"#p2\">下一段符合" first &&
	test_grep "張三. 玉林服務\[EB/OL\]. (2009-03-15)\[[-0-9]*\]. http://example.org/x\." body &&
	sed -n "/<pre/,/<\/pre>/p" body >copy && test_grep "玉林市开通民生热线" copy &&
	test_grep "<details class=\"why\">" body && test_grep "<details class=\"repairs\">" body &&
	test_grep "去掉夹注的拼音" body
'

test_expect_success 'what was repaired can be seen as it came, where it can be read' '
	( BAGUI_INDEX=$PWD/idx2 && cgi /doc/x "" && cp body repaired &&
	  cgi /doc/x raw=1 && cp body raw && mv x.jsonl gone.jsonl && cgi /doc/x raw=1 ) &&
	test_grep "href=\"/search/doc/x?raw=1\"" repaired && test_grep ! "xiàn" repaired &&
	test_grep "<p class=\"raw\">.*熱線(xiàn)再次" raw && test_grep "href=\"/search/doc/x\">" raw &&
	test_grep "<p class=\"raw\"><strong>原文此刻无法读取" body
'

test_expect_success 'and so can a member of an archive' '
	mkdir packed && printf "热线(xiàn)在包裹里开通。\n" >packed/a.txt && tar -cf packed.tar packed &&
	bagui-index -i idx3 packed.tar &&
	( BAGUI_INDEX=$PWD/idx3 && cgi "/doc/packed.tar!/packed/a.txt" raw=1 ) &&
	test_grep "<p class=\"raw\">.*热线(xiàn)在包裹" body
'

test_expect_success 'when nothing is found, each word is told by itself' '
	cgi "" "q=%E7%83%AD%E7%BA%BF+%E8%88%AA%E5%A4%A9%E9%A3%9E%E6%9C%BA&match=all" &&
	sed -n "/<div class=\"offers\"/,/<\/div>/p" body >offers &&
	test_grep "热线</a> <span class=\"count\">40<" offers &&
	test_grep "航天飞机</a> <span class=\"count\">0<" offers
'

test_expect_success 'the first page tells what there is, and the help page asks' '
	cgi "" "" && test_grep "600 篇" body && test_grep "600 段" body && test_grep "2009–2010 年" body &&
	cgi /help "lang=en" && test_grep "<h1>How to search</h1>" body &&
	grep -o "class=\"example\"[^>]*href=\"[^\"]*\"" body | sed "s/.*href=\"//; s/\"$//; s/&amp;/\&/g" >links &&
	test "$(wc -l <links)" -ge 8 &&
	while read -r link; do
		GATEWAY_INTERFACE=CGI/1.1 REQUEST_METHOD=GET SCRIPT_NAME=/search \
			QUERY_STRING="${link#*\?}" bagui.cgi 2>/dev/null | grep -q "^Status: 200" || echo "$link"
	done <links >failures && test_must_be_empty failures
'

test_done
