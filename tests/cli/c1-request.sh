#!/bin/sh
test_description='bagui.cgi: what may be asked, and what is told in any case'
. "$(dirname "$0")/../lib.sh"

# cgi METHOD PATH_INFO QUERY_STRING: head and body of the answer, and the log.
cgi () {
	GATEWAY_INTERFACE=CGI/1.1 REQUEST_METHOD="$1" SCRIPT_NAME=/search \
		PATH_INFO="$2" QUERY_STRING="$3" bagui.cgi >response 2>log &&
	sed '/^.$/q' response | tr -d '\r' >head &&
	sed '1,/^.$/d' response >body
}

status () { sed -n 's/^Status: \([0-9]*\) .*/\1/p' head; }

test_expect_success 'setup: an index of two documents' '
	printf "民生热线开通。\n" >a.txt &&
	printf "企业解困座谈会。\n" >b.txt &&
	bagui-index -i idx a.txt b.txt &&
	BAGUI_INDEX=$PWD/idx && export BAGUI_INDEX
'

while IFS='|' read -r want method path query why; do
	test_expect_success "$want: $why" '
		cgi "$method" "$path" "$query" &&
		echo "$want" >expect && status >actual && test_cmp expect actual
	'
done <<'EOF'
200|GET|||the page before any question
200|GET|/||a slash is the same page
200|GET||q=%E7%83%AD%E7%BA%BF|a question
200|GET||q=%E7%83%AD%E7%BA%BF&region=&from=|a form sends its empty fields too
200|GET||region=450000&region=440000|a filter may repeat
200|GET||q=a&unknown=1&unknown=2|an unknown parameter is ignored
200|GET||q=a&limit=100|a hundred is the most
200|HEAD||q=a|HEAD
200|GET|/doc/a.txt||a document
200|GET|/doc|id=a.txt|a document by parameter
200|GET|/json|q=a|JSON
200|GET|/style.css||the style sheet
400|GET||q=a&q=b|a single parameter given twice
400|GET||q=a&limit=1&limit=1|even with the same value
400|GET||q=a&lang=zh-Hans&lang=en|the language given twice
200|GET||q=a&lang=fr|a language that the page does not speak is ignored
200|GET||q=a&limit=101|more than a hundred are a hundred
200|GET||q=a&limit=all|so are all
200|GET||q=a&x=%00%FF|the value of an unknown parameter is not looked at
400|GET||q=a&limit=-1|a negative number
400|GET||q=a&offset=x|a number that is none
400|GET||q=a&sort=up|an order that is none
400|GET||q=a&from=2009-13|a date that is none
400|GET||region=nowhere-at-all|a region that is none
400|GET||q=%00|a NUL byte
400|GET||q=%E6%B0|half a character
400|GET||q=%|half an escape
400|GET||%FF=a|a name that is not UTF-8
404|GET|/doc/c.txt||a document that is not there
404|GET|/doc/../../etc/passwd||a path is no document
404|GET|/doc/||no document at all
404|GET|/admin||a path that is none
404|GET|/json/x|q=a|a path below one that is
405|POST||q=a|POST
405|DELETE|/doc/a.txt||DELETE
405|get||q=a|methods are upper case
EOF

test_expect_success '400: a query that is too long' '
	cgi GET "" "q=$(printf "%1025s" | tr " " a)" &&
	test "$(status)" = 400
'

test_expect_success '400: a query string over 8 KiB' '
	cgi GET "" "q=a&x=$(printf "%8192s" | tr " " a)" &&
	test "$(status)" = 400
'

test_expect_success '405 says what is allowed' '
	cgi POST "" q=a && test_grep "^Allow: GET, HEAD$" head
'

test_expect_success 'a HEAD has the headers of its GET and no body' '
	cgi GET "" q=a && grep -v "^Cache" head >expect &&
	cgi HEAD "" q=a && grep -v "^Cache" head >actual &&
	test_cmp expect actual &&
	test_must_be_empty body
'

test_expect_success 'Content-Length is the length of the body' '
	cgi GET "" q=%E7%83%AD%E7%BA%BF &&
	echo "Content-Length: $(wc -c <body | tr -d " ")" >expect &&
	grep ^Content-Length head >actual &&
	test_cmp expect actual
'

test_expect_success 'without an index: 503, a sentence, and the reason in the log alone' '
	( BAGUI_INDEX=$PWD/nowhere && cgi GET "" q=a ) &&
	test "$(status)" = 503 &&
	test_grep "^Retry-After: " head &&
	test_grep ! "$PWD" body &&
	test_grep "nowhere" log
'

test_expect_success 'with no index named: 503, and ./bagui.index is not tried' '
	mv idx bagui.index &&
	( unset BAGUI_INDEX; cgi GET "" q=a ) &&
	mv bagui.index idx &&
	test "$(status)" = 503
'

test_expect_success 'the index never comes from the request' '
	( BAGUI_INDEX=$PWD/nowhere && cgi GET "" "q=a&index=$PWD/idx&i=$PWD/idx" ) &&
	test "$(status)" = 503
'

for row in '200||q=a' '400||q=a&q=b' '404|/x|' '503||q=a' '200|/style.css|' '200|/json|q=a'; do
	want=${row%%|*} rest=${row#*|}
	path=${rest%%|*} query=${rest#*|}
	test_expect_success "every security header is there on $want $path" '
		( test "$want" != 503 || BAGUI_INDEX=$PWD/nowhere
		  cgi GET "$path" "$query" ) &&
		test "$(status)" = "$want" &&
		test_grep "^Content-Security-Policy: default-src '\''none'\''; style-src '\''self'\''; img-src '\''self'\''; form-action '\''self'\''; base-uri '\''none'\''; frame-ancestors '\''none'\''$" head &&
		test_grep "^X-Content-Type-Options: nosniff$" head &&
		test_grep "^X-Frame-Options: DENY$" head &&
		test_grep "^Referrer-Policy: no-referrer$" head &&
		test_grep "^Cross-Origin-Opener-Policy: same-origin$" head &&
		test_grep "^Cross-Origin-Resource-Policy: same-origin$" head &&
		test_grep "^Content-Type: .*; charset=utf-8$" head
	'
done

test_expect_success 'Strict-Transport-Security is for HTTPS' '
	cgi GET "" q=a && test_grep ! "^Strict-Transport" head &&
	( HTTPS=on && export HTTPS && cgi GET "" q=a ) &&
	test_grep "^Strict-Transport-Security: max-age=" head
'

test_expect_success 'a style sheet that the browser has is not sent again' '
	cgi GET /style.css "" && etag=$(sed -n "s/^ETag: //p" head) &&
	( HTTP_IF_NONE_MATCH=$etag && export HTTP_IF_NONE_MATCH &&
	  cgi GET /style.css "" ) &&
	test "$(status)" = 304 && test_must_be_empty body
'

test_expect_success 'arguments are not looked at under a server' '
	GATEWAY_INTERFACE=CGI/1.1 REQUEST_METHOD=GET QUERY_STRING=q=a \
		bagui.cgi --version >actual &&
	test_grep "^Status: 200" actual
'

test_expect_success 'from a shell: --help, --version, else one line' '
	bagui.cgi --help >help && test_grep "GATEWAY_INTERFACE" help &&
	bagui.cgi --version >version && test_grep "^Xapian " version &&
	test_expect_code 2 bagui.cgi >actual 2>err &&
	test_must_be_empty actual && test "$(wc -l <err)" -eq 1
'

test_done
