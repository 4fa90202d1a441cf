#!/bin/sh
test_description='bagui.cgi: nothing that comes from outside can act in a page'
. "$(dirname "$0")/../lib.sh"

cgi () {
	GATEWAY_INTERFACE=CGI/1.1 REQUEST_METHOD=GET SCRIPT_NAME=/search \
		PATH_INFO="$1" QUERY_STRING="$2" bagui.cgi >response 2>log &&
	sed '1,/^.$/d' response >body
}

encode () {
	printf %s "$1" | od -An -tx1 -v | tr -d ' \n' | sed 's/../%&/g'
}

# No element, attribute or scheme of a page can have come from outside.
is_inert () {
	test_grep ! '<script' "$1" && test_grep ! '<img' "$1" &&
	! grep '<svg' "$1" | grep -v '^<svg class="[a-z]*" viewBox="[0-9 ]*" width="[0-9]*" role="group"' &&
	test_grep ! '<iframe' "$1" &&
	test_grep ! '<b>' "$1" && test_grep ! '<style' "$1" &&
	test_grep ! 'href="javascript' "$1" && test_grep ! 'href="data' "$1" &&
	sed 's/="[^"]*"/=""/g' "$1" >attributes &&
	test_grep ! '<[a-z][^>]* on[a-z]*=' attributes &&
	test_grep ! '<[a-z][^>]* style=' attributes
}

test_expect_success 'setup: a document whose every field attacks' '
	cat >evil.jsonl <<-\EOF &&
	{"id":"x\"><script>alert(1)</script>","title":"热线</title><script>alert(2)</script>","publisher":"<img src=x onerror=alert(3)>","author":"\u0027 onmouseover=\u0027alert(4)","url":"javascript:alert(5)","date":"2009-06-01","text":"热线</bdi></p><svg onload=alert(6)>\u202e\u2066\u001b[31m<b>服务"}
	{"id":"//evil/../up?q=1#2%41","title":"热线 two","url":"https://example.org/?a=\"><script>alert(7)</script>","text":"热线第二段。"}
	EOF
	bagui-index -i idx evil.jsonl &&
	BAGUI_INDEX=$PWD/idx && export BAGUI_INDEX
'

test_expect_success 'the results are inert, and the text is all there' '
	cgi "" "q=$(encode 热线)" && is_inert body &&
	test_grep "&lt;svg onload=alert(6)&gt;" body
'

test_expect_success 'bidi and control characters do not reach the page' '
	LC_ALL=C && export LC_ALL &&
	test_grep ! "$(printf "\342\200\256")" body &&
	test_grep ! "$(printf "\342\201\246")" body &&
	test_grep ! "$(printf "\033")" body
'

test_expect_success 'its own page is found by the link to it, and is inert' '
	cgi "" "q=$(encode 热线)" &&
	sed -n "s/.*href=\"\/search\(\/doc[^\"]*x%22[^\"]*\)#p0\".*/\1/p" body |
		sed "s/&amp;/\&/g" | head -n 1 >link &&
	test -s link &&
	id=$(sed "s/?.*//; s/^\/doc\///" link) &&
	cgi "/doc/$(printf %s "$id" | sed "s/%22/\"/g; s/%3E/>/g; s/%3C/</g; s/%28/(/g; s/%29/)/g; s/%2F/\//g")" \
		"$(sed "s/.*?//" link)" &&
	test_grep "^Status: 200" response && is_inert body
'

test_expect_success 'an id that a path cannot carry goes as a parameter' '
	cgi "" "q=$(encode 第二段)" &&
	test_grep "/search/doc?id=%2F%2Fevil%2F..%2Fup%3Fq%3D1%232%2541" body &&
	cgi /doc "id=%2F%2Fevil%2F..%2Fup%3Fq%3D1%232%2541" &&
	test_grep "^Status: 200" response && is_inert body
'

test_expect_success 'only http and https become links' '
	cgi /doc "id=$(encode "x\"><script>alert(1)</script>")" &&
	test_grep "^Status: 200" response &&
	test_grep ! "href=\"javascript" body && test_grep "javascript:alert" body
'

for text in '"><script>alert(1)</script>' "' onfocus='alert(1)" \
	'</title><svg onload=alert(1)>' 'javascript:alert(1)' \
	'&lt;script&gt;' '<b>' '%3Cscript%3E'; do
	test_expect_success "in any parameter: $text" '
		value=$(encode "$text") &&
		cgi "" "q=$value" && is_inert body &&
		cgi "" "q=a&region=$value&topic=$value&platform=$value&origin=$value" &&
		is_inert body &&
		cgi "" "q=a&from=$value" && is_inert body &&
		cgi "" "q=a&lang=$value&lang=$value" && is_inert body &&
		cgi "/$text" "" && is_inert body &&
		cgi "/doc/$text" "q=$value" && is_inert body
	'
done

test_expect_success 'a script name cannot leave its attribute' '
	GATEWAY_INTERFACE=CGI/1.1 REQUEST_METHOD=GET \
		SCRIPT_NAME="/\"><script>alert(1)</script>" QUERY_STRING=q=a \
		bagui.cgi >response && is_inert response
'

test_expect_success 'no byte of a request becomes a header' '
	cgi "" "q=a%0d%0aX-Evil:%201&lang=en%0d%0aX-Evil:%202" &&
	sed "/^.$/q" response >head && test_grep ! "^X-Evil" head
'

test_done
