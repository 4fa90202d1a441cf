#!/bin/sh
test_description='bagui.cgi: a page that people can use'
. "$(dirname "$0")/../lib.sh"

cgi () {
	GATEWAY_INTERFACE=CGI/1.1 REQUEST_METHOD=GET SCRIPT_NAME=/search \
		PATH_INFO="$1" QUERY_STRING="$2" bagui.cgi >response 2>log &&
	test_grep "^Status: 200" response &&
	sed '1,/^.$/d' response >body
}

test_expect_success 'setup: thirteen documents, one of them undated' '
	for n in 01 02 03 04 05 06 07 08 09 10 11 12; do
		echo "{\"id\":\"d$n\",\"title\":\"第$n号\",\"date\":\"2009-$n-01\",\"text\":\"玉林市民生热线接听电话。\"}"
	done >docs.jsonl &&
	echo "{\"id\":\"undated\",\"title\":\"无日期\",\"text\":\"桂林市民生热线接听电话。\"}" >>docs.jsonl &&
	bagui-index -i idx docs.jsonl &&
	BAGUI_INDEX=$PWD/idx && export BAGUI_INDEX
'

q=q=%E6%B0%91%E7%94%9F%E7%83%AD%E7%BA%BF

test_expect_success 'the words that were found are marked' '
	cgi "" $q && test_grep "<mark>" body
'

test_expect_success 'the total is told in the language of the reader' '
	cgi "" $q && test_grep "共 13 段" body &&
	cgi "" "$q&lang=en" && test_grep "13 passages" body &&
	test_grep "<html lang=\"en\">" body &&
	( HTTP_ACCEPT_LANGUAGE="fr, zh-TW;q=0.9, en;q=0.8" &&
	  export HTTP_ACCEPT_LANGUAGE && cgi "" $q ) &&
	test_grep "<html lang=\"zh-Hant\">" body
'

test_expect_success 'the language asked for wins over the language of the browser' '
	( HTTP_ACCEPT_LANGUAGE=zh && export HTTP_ACCEPT_LANGUAGE &&
	  cgi "" "$q&lang=en" ) &&
	test_grep "<html lang=\"en\">" body
'

test_expect_success 'ten a page, and a way to the next and back' '
	cgi "" $q && test "$(grep -c "<article>" body)" -eq 10 &&
	test_grep "rel=\"next\" href=\"/search?$q&amp;offset=10\"" body &&
	test_grep ! "rel=\"prev\"" body &&
	cgi "" "$q&offset=10" && test "$(grep -c "<article>" body)" -eq 3 &&
	test_grep "rel=\"prev\" href=\"/search?$q\"" body &&
	test_grep ! "rel=\"next\"" body &&
	test_grep "<ol class=\"hits\" start=\"11\">" body
'

test_expect_success 'counts are links that keep the question and begin at the first page' '
	cgi "" "$q&offset=10" &&
	test_grep "href=\"/search?$q&amp;region=[0-9]*\"" body &&
	test_grep "href=\"/search?$q&amp;year=2009\"" body
'

test_expect_success 'a filter that is on can be removed' '
	cgi "" "$q&region=450900&platform=hotline" &&
	test_grep "<a href=\"/search?$q&amp;platform=hotline\"><span class=\"visually-hidden\">" body &&
	test_grep "玉林市" body
'

test_expect_success 'the form keeps what was asked' '
	cgi "" "$q&platform=hotline&from=2009-03&sort=-date&lang=en" &&
	test_grep "name=\"q\".*value=\"民生热线\"" body &&
	test_grep "<option value=\"hotline\" selected>" body &&
	test_grep "name=\"from\" value=\"2009-03\"" body &&
	test_grep "<option value=\"-date\" selected>" body &&
	test_grep "<input type=\"hidden\" name=\"lang\" value=\"en\">" body
'

test_expect_success 'undated documents that a date leaves out are counted' '
	cgi "" "$q&from=2009&lang=en" && test_grep "1 undated" body
'

test_expect_success 'no hits: help, not an empty page' '
	cgi "" "q=%E8%88%AA%E5%A4%A9%E9%A3%9E%E6%9C%BA&lang=en" &&
	test_grep "Nothing was found" body && test_grep "You can try" body
'

test_expect_success 'a title leads to the passage in its document, and back' '
	cgi "" "$q&sort=date" &&
	test_grep "href=\"/search/doc/d01?$q&amp;sort=date#p0\"" body &&
	cgi /doc/d01 "$q&sort=date" &&
	test_grep "id=\"p0\"" body && test_grep "<mark>" body &&
	test_grep "href=\"/search?$q&amp;sort=date\"" body
'

# Used to show the headings of a section above its first passage alone.
test_expect_success 'every passage of a section stands under its heading' '
	printf "热线工作总结\n\n一、开通情况\n\n值班电话第一段天天接听。\n\n值班电话第二段天天接听。\n" >report.txt &&
	bagui-index -i headings report.txt &&
	( BAGUI_INDEX=$PWD/headings && export BAGUI_INDEX &&
	  cgi "" "q=%E5%80%BC%E7%8F%AD%E7%94%B5%E8%AF%9D" ) &&
	test "$(grep -c "<p class=\"path\">.*一、开通情况" body)" -eq 2
'

test_expect_success 'every input has a label, and the page a main part to skip to' '
	cgi "" $q &&
	test_write_lines from group match origin platform q region sort to topic >expect &&
	sed -n "s/.*<label for=\"\([a-z]*\)\">.*/\1/p" body | sort >labels &&
	test_cmp expect labels &&
	grep -o -E "<(input|select)[^>]* id=\"[a-z]*\"" body |
		sed "s/.*\"\([a-z]*\)\"/\1/" | sort >inputs &&
	test_cmp expect inputs &&
	test_grep "href=\"#main\"" body && test_grep "<main id=\"main\"" body
'

test_expect_success 'a page has no script and no style of its own' '
	cgi "" $q && test_grep ! "<script" body && test_grep ! "<style" body &&
	test_grep ! " style=" body &&
	test_grep "href=\"/search/style.css" body
'

test_expect_success 'the page is well-formed' '
	if command -v xmllint >/dev/null; then
		cgi "" $q && xmllint --html --noout --nowarning body 2>errors
		grep -v -e "Tag [a-z]* invalid" errors | grep "error :" >serious
		test_must_be_empty serious
	fi
'

test_expect_success 'JSON is that of bagui-query, without a path of the machine' '
	cgi /json "$q&limit=2" &&
	test_grep "^{\"format\":1,\"query\":\"民生热线\",\"total\":13," body &&
	test_grep ! "$PWD" body &&
	test_grep ! "\"facets\"" body &&
	cgi /json "$q&limit=1&facets=region" && test_grep "\"facets\":{\"region\":" body
'

test_expect_success 'an error of JSON is JSON' '
	GATEWAY_INTERFACE=CGI/1.1 REQUEST_METHOD=GET PATH_INFO=/json \
		QUERY_STRING="q=a&q=b" bagui.cgi >response &&
	test_grep "^Content-Type: application/json" response &&
	tail -n 1 response >body && test_grep "^{\"format\":1,\"error\":\"" body
'

test_done
