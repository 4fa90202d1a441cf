#!/bin/sh
test_description='make install: what lies under DESTDIR works from there'
. "$(dirname "$0")/../lib.sh"
prefix=$PWD/root/opt/bagui

# install-files is `make install` without its building: this build stays as it is.
test_expect_success 'make install puts everything below DESTDIR and PREFIX' '
	( unset MAKEFLAGS MAKELEVEL MFLAGS GNUMAKEFLAGS MAKEOVERRIDES &&
	  make -C "$BAGUI_ROOT" BUILD="$BAGUI_BIN" DESTDIR="$PWD/root" \
		PREFIX=/opt/bagui install-files ) &&
	find root -type f | sed "s|^root/opt/bagui/||" | sort >actual &&
	cat actual &&
	for file in bin/bagui-index bin/bagui-query lib/cgi-bin/bagui.cgi \
		share/bagui/taxonomy/topics.xml share/bagui/taxonomy/regions.xml \
		share/bagui/taxonomy/platforms.xml share/bagui/lexicon/campaign.txt \
		share/man/man1/bagui-index.1 share/man/man1/bagui-query.1 \
		share/man/man7/bagui-query-syntax.7 share/man/man8/bagui.cgi.8 \
		share/man/zh_CN/man1/bagui-index.1 share/man/zh_CN/man1/bagui-query.1 \
		share/man/zh_CN/man7/bagui-query-syntax.7 share/man/zh_CN/man8/bagui.cgi.8 \
		share/bash-completion/completions/bagui-query \
		share/zsh/site-functions/_bagui-query \
		share/fish/vendor_completions.d/bagui-query.fish
	do
		test -s "$prefix/$file" || { echo "$file is not there"; return 1; }
	done
'

test_expect_success 'nothing is installed outside of PREFIX' '
	find root -type f ! -path "root/opt/bagui/*" >outside &&
	test_must_be_empty outside
'

test_expect_success 'data and manuals can be read by all and run by none' '
	find "$prefix/share" -type f ! -perm 644 >wrong &&
	test_must_be_empty wrong
'

# A build tree elsewhere must not be what the data comes from.
test_expect_success 'the installed programs index and label with the installed data' '
	mv root moved && prefix=$PWD/moved/opt/bagui &&
	printf "玉林市热线\n\n玉林市开通党员热线，电话打得通，群众来电件件有回音。\n" >a.txt &&
	"$prefix/bin/bagui-index" -i idx --progress=never a.txt &&
	"$prefix/bin/bagui-query" -i idx --region=450900 --platform=hotline 热线 >actual &&
	test_grep "玉林市开通党员热线" actual
'

test_expect_success 'the installed page answers from that index' '
	BAGUI_INDEX=$PWD/idx GATEWAY_INTERFACE=CGI/1.1 REQUEST_METHOD=GET SCRIPT_NAME=/search \
		QUERY_STRING="q=%E7%83%AD%E7%BA%BF" "$prefix/lib/cgi-bin/bagui.cgi" >page &&
	test_grep "^Content-Type: text/html" page &&
	test_grep "a\.txt" page
'

test_done
