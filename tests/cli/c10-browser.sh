#!/bin/sh
test_description='the search page in a real browser, behind lighttpd'
. "$(dirname "$0")/../lib.sh"
PATH=$PATH:/usr/sbin
test_skip_unless_command lighttpd
test_skip_unless_command node
command -v "${CHROMIUM:-chromium}" >/dev/null || test_skip_all 'chromium is not installed'
test -d "${BAGUI_BROWSER:-}/node_modules/playwright-core" ||
	test_skip_all 'the modules of tests/browser are not installed: make browser'
test -z "${BAGUI_SANITIZE:-}" || test_skip_all 'once, in the build that is delivered'

test_expect_success 'setup: the sample documents, and the hostile ones where they are' '
	hostile=$BAGUI_SHARED/data/hostile/xss &&
	test -d "$hostile" || hostile= &&
	bagui-index -i idx "$BAGUI_ROOT/corpus/sample" $hostile
'

for mode in fastcgi cgi; do
	test_expect_success "as $mode: search, refine, open, keyboard, WCAG 2.2 AA, nothing hostile acts" '
		BAGUI_INDEX=$PWD/idx NODE_PATH=$BAGUI_BROWSER/node_modules \
			timeout 200 node "$BAGUI_ROOT/tests/browser/page.test.js" '$mode' >tap
		code=$?; cat tap; test $code -eq 0 && test_grep ! "^not ok" tap
	'
done

test_done
