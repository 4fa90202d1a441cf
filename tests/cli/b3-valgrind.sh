#!/bin/sh
test_description='memory: valgrind finds nothing in indexing and in asking'
. "$(dirname "$0")/../lib.sh"
test -z "${BAGUI_SANITIZE:-}" || test_skip_all 'the sanitizers watch this build'
test_skip_unless_command valgrind
sample=$BAGUI_ROOT/corpus/sample

watch () {
	valgrind -q --error-exitcode=99 --leak-check=full --trace-children=yes \
		--child-silent-after-fork=no "$@"
}

test_expect_success 'bagui-index: all of corpus/sample, in two processes' '
	watch bagui-index -i idx --progress=never --jobs=2 "$sample" 2>err &&
	! grep "^==" err
'

test_expect_success 'bagui-index: the second run, which has nothing to do' '
	watch bagui-index -i idx --progress=never "$sample" 2>err &&
	! grep "^==" err
'

test_expect_success 'bagui-query: by topic, by region and by platform, as in the demo' '
	for label in --topic=就业培训 --region=河池 --platform=热线服务平台; do
		watch bagui-query -i idx $label --limit=3 群众 >actual 2>err &&
		test -s actual && ! grep "^==" err || return 1
	done
'

test_expect_success 'bagui-query: words, a quoted string, labels and facets as JSON' '
	watch bagui-query -i idx --facets --format=json --region=广西 "党员 OR \"服务\"" >actual 2>err &&
	test_grep "\"passages\":\[{" actual &&
	! grep "^==" err
'

test_expect_success 'bagui.cgi: a page' '
	BAGUI_INDEX=$PWD/idx BAGUI_TIMEOUT=60000 GATEWAY_INTERFACE=CGI/1.1 REQUEST_METHOD=GET SCRIPT_NAME=/search \
		QUERY_STRING="q=%E6%9C%8D%E5%8A%A1&platform=window" watch bagui.cgi >actual 2>err &&
	test_grep "^Content-Type: text/html" actual &&
	! grep "^==" err
'

test_done
