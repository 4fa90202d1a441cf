#!/bin/sh
test_description='bagui.cgi: what programs read, and when they need not read it again'
. "$(dirname "$0")/../lib.sh"

cgi () {
	GATEWAY_INTERFACE=CGI/1.1 REQUEST_METHOD=${METHOD-GET} SCRIPT_NAME=/search \
		HTTP_HOST=${HOST-example.org} HTTP_IF_NONE_MATCH=${TAG-} \
		PATH_INFO="$1" QUERY_STRING="$2" bagui.cgi >response 2>log &&
	sed '/^.$/q' response | tr -d '\r' >head && sed '1,/^.$/d' response >body
}
status () { sed -n 's/^Status: \([0-9]*\) .*/\1/p' head; }
tag () { sed -n 's/^ETag: //p' head; }

# JSON tells how long it took, in more digits or fewer.
untimed () { if test "$path" = /json; then grep -v "^Content-Length"; else cat; fi; }

hot=q=%E7%83%AD%E7%BA%BF

test_expect_success 'setup: three documents of different dates' '
	cat >docs.jsonl <<-\EOF &&
	{"id":"a","title":"=甲<b>&","date":"2009-03","publisher":"玉林日报","text":"玉林市民生热线开通。"}
	{"id":"b","title":"乙","date":"2010-06-07","text":"服务热线接听。","url":"http://example.org/b"}
	{"id":"c/丙","title":"","text":"热线没有日期。"}
	EOF
	bagui-index -i idx docs.jsonl && BAGUI_INDEX=$PWD/idx && export BAGUI_INDEX
'

test_expect_success '/csv is the table of bagui-query' '
	cgi /csv $hot && test_grep "^Content-Type: text/csv; charset=utf-8" head &&
	bagui-query --format=csv 热线 >expect && test_cmp expect body &&
	test_grep "\"'\''=甲" body
'

test_expect_success '/atom is a feed, newest first, of any search' '
	cgi /atom $hot && test_grep "^Content-Type: application/atom+xml" head &&
	xmllint --noout body && tr "\n" " " <body >line &&
	test "$(xmllint --xpath "count(//*[local-name()=\"entry\"])" body)" = 3 &&
	test_grep "2010-06-07T00:00:00Z.*2009-03-01T00:00:00Z" line &&
	test_grep "<os:totalResults>3<" body &&
	test_grep "href=\"http://example.org/search/doc/b#p0\"" body &&
	test_grep "<title>=甲&lt;b&gt;&amp;</title>" body
'

# RFC 4287: what a feed and each entry must have, once each, and where.
test_expect_success 'it has all that a feed must have' '
	for want in id title updated author; do
		count=$(xmllint --xpath "count(/*[local-name()=\"feed\"]/*[local-name()=\"$want\"])" body)
		test "$count" = 1 || echo "feed: $want: $count"
	done >faults &&
	for want in id title updated summary; do
		count=$(xmllint --xpath "count(//*[local-name()=\"entry\"][count(*[local-name()=\"$want\"]) = 1])" body)
		test "$count" = 3 || echo "entry: $want: $count"
	done >>faults &&
	xmllint --xpath "//*[local-name()=\"id\"]/text()" body | sort | uniq -d >>faults &&
	test "$(xmllint --xpath "count(//*[local-name()=\"link\"][@rel=\"self\"])" body)" = 1 &&
	test_must_be_empty faults
'

test_expect_success 'a feed of everything needs no question' '
	cgi /atom "" && test "$(status)" = 200 && xmllint --noout body
'

test_expect_success 'a feed stays well-formed whatever is asked' '
	for q in "%EF%BF%BE%EF%BF%BF" "%1B%08a" "%3C%26%22%27%3E" "]]%3E"; do
		cgi /atom "q=$q" && xmllint --noout body || echo "$q"
	done >faults && test_must_be_empty faults
'

test_expect_success '/opensearch.xml tells how to ask here' '
	cgi /opensearch.xml "" &&
	test_grep "^Content-Type: application/opensearchdescription+xml" head &&
	xmllint --noout body &&
	test_grep "template=\"http://example.org/search?q={searchTerms}" body &&
	test_grep "rel=\"suggestions\"" body &&
	test "$(xmllint --xpath "string-length(//*[local-name()=\"ShortName\"])" body)" -le 16 &&
	cgi "" $hot && test_grep "<link rel=\"search\".*href=\"/search/opensearch.xml" body
'

test_expect_success '/suggest goes on from what was typed' '
	cgi /suggest "q=%E7%83%AD" &&
	test_grep "^Content-Type: application/x-suggestions+json" head &&
	test_grep "^\[\"热\",\[.*\"热线" body &&
	cgi /suggest "" && echo "[\"\",[],[]]" >expect && test_cmp expect body
'

test_expect_success 'a host that is none gives addresses without one' '
	HOST="a\" onload=\"x" cgi /opensearch.xml "" && test_grep ! onload body &&
	xmllint --noout body && test_grep "template=\"/search?q" body &&
	BAGUI_URL=https://search.example/ HOST=evil cgi /opensearch.xml "" &&
	test_grep "template=\"https://search.example/search?q" body
'

test_expect_success 'the canonical address is one, however the request was written' '
	cgi "" "$hot&sort=relevance&limit=10&offset=0&region=" &&
	grep "^Link: " head >first && cgi "" "nothing=1&$hot" &&
	grep "^Link: " head >second && test_cmp first second &&
	test_grep "^Link: <http://example.org/search?$hot>; rel=\"canonical\"$" first &&
	test_grep "<link rel=\"canonical\" href=\"http://example.org/search?$hot\">" body &&
	cgi /doc/a $hot && test_grep "^Link: <http://example.org/search/doc/a>; rel=\"canonical\"$" head
'

for path in '' /json /csv /atom /doc/a /suggest; do
	test_expect_success "ETag on ${path:-the page}: 304 until the index or the request changes" '
		cgi "$path" $hot && tag >first && test -s first &&
		( TAG=$(cat first) && cgi "$path" $hot && status >actual &&
		  cp body body304 && cp head head304 ) &&
		echo 304 >expect && test_cmp expect actual && test_must_be_empty body304 &&
		test_grep "^ETag: " head304 && test_grep "^Content-Security-Policy" head304 &&
		( TAG="W/$(cat first)" && cgi "$path" $hot && test "$(status)" = 304 ) &&
		cgi "$path" "$hot&lang=en" && tag >other && ! cmp -s first other &&
		( TAG=$(cat first) && cgi "$path" "$hot&lang=en" && test "$(status)" = 200 )
	'
done

test_expect_success 'after a commit the tag is another' '
	cgi "" $hot && TAG=$(tag) && echo "{\"id\":\"d\",\"text\":\"热线再开。\"}" >d.jsonl &&
	bagui-index -i idx d.jsonl && cgi "" $hot && test "$(status)" = 200 &&
	tag >after && ! grep -F -e "$TAG" after
'

test_expect_success 'errors have no tag' '
	cgi "" "q=a&q=b" && test_grep ! "^ETag" head && cgi /doc/none "" && test_grep ! "^ETag" head
'

for path in '' /json /csv /atom /doc/a /suggest /opensearch.xml /help /style.css; do
	test_expect_success "HEAD on ${path:-the page} has the headers of GET alone" '
		cgi "$path" $hot && untimed <head >expect &&
		METHOD=HEAD cgi "$path" $hot && untimed <head >actual &&
		test_cmp expect actual && test_must_be_empty body
	'
done

test_expect_success 'the log is one line of JSON, whatever is asked' '
	cgi "" "q=x%0A2026-01-01%20INFO%20forged&limit=%1B%5B31m%E2%80%AE" &&
	test "$(wc -l <log)" -eq 1 && test_grep "\\\\n2026-01-01 INFO forged" log &&
	LC_ALL=C grep -q "$(printf "[\001-\011\013-\037]")" log; test $? = 1 &&
	! LC_ALL=C grep -q "$(printf "\342\200\256")" log &&
	cgi "" "q=$(printf "%2000s" | tr " " a)" && test "$(wc -c <log)" -lt 600
'

test_expect_success 'the log has the reason of a failure, the page has not' '
	( BAGUI_INDEX=$PWD/nowhere && cgi "" $hot ) &&
	test_grep "\"status\":503.*\"reason\":\"not-found: .*nowhere" log &&
	test_grep ! nowhere body
'

test_done
