#!/bin/sh
test_description='the manual, in English and Chinese'
. "$(dirname "$0")/../lib.sh"
man=$BAGUI_ROOT/docs/man

# The lines of a page's examples that are commands.
commands () { sed -n 's/\\-/-/g; /^bagui-query /p' "$1"; }

test_expect_success 'setup: the sample' '
	bagui-index -i idx "$BAGUI_ROOT/corpus/sample"
'

while read -r command; do
	test_expect_success "an example that finds something, without a warning: $command" '
		BAGUI_INDEX=idx sh -c "$command" >actual 2>err &&
		test -s actual && test_must_be_empty err
	'
done <<EOF
$(commands "$man/bagui-query-syntax.7")
EOF

test_expect_success 'both languages have the same examples' '
	commands "$man/bagui-query-syntax.7" >expect && test "$(wc -l <expect)" -gt 15 &&
	commands "$man/zh_CN/bagui-query-syntax.7" >actual && test_cmp expect actual
'

test_expect_success 'roff has nothing to say of any page' '
	command -v groff >/dev/null || return 0
	for locale in C zh_CN.UTF-8; do
		for program in bagui-index bagui-query bagui.cgi; do
			LC_ALL=$locale $program --man >"$program.$locale.man" || return
		done
	done
	cp "$man/bagui-query-syntax.7" syntax.C.man && cp "$man/zh_CN/bagui-query-syntax.7" syntax.zh_CN.man &&
	for page in *.man; do
		groff -t -man -Tutf8 -ww -K utf8 "$page" 2>&1 >shown | sed "s/^/$page: /" && test -s shown || return
	done >said &&
	test_must_be_empty said
'

test_expect_success 'no line of a page is too wide for a terminal' '
	command -v groff >/dev/null || return 0
	for page in *.man; do
		groff -t -man -Tutf8 -K utf8 "$page" 2>/dev/null | perl -CSD -ne "
			s/\\e\[[0-9;]*m//g; s/.\\x08//g; chomp;
			\$n = length(\$_) + (() = /[\\x{2E80}-\\x{9FFF}\\x{FF00}-\\x{FF60}]/g);
			print \"$page: \$n: \$_\\n\" if \$n > 80"
	done >wide && test_must_be_empty wide
'

test_expect_success 'the Chinese pages of the programs are Chinese' '
	for program in bagui-index bagui-query bagui.cgi; do
		test_grep "^.SH \"名称\"" $program.zh_CN.UTF-8.man || return
		# English sentences have three small words in a row somewhere.
		test_grep ! "^[^.].*[a-z] [a-z][a-z]* [a-z][a-z]* [a-z]" $program.zh_CN.UTF-8.man || return
	done
'

test_expect_success 'every option of the help is in the manual' '
	for program in bagui-index bagui-query; do
		$program --help | grep -o "^ *\(-., \)\?--[a-z0-9-]*" | sed "s/.*--/--/; s/-/\\\\\\\\-/g" |
			while read -r name; do grep -q -e "\\\\fB$name" $program.C.man || echo "$program $name"; done
	done >missing && test_must_be_empty missing
'

test_done
