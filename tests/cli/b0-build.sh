#!/bin/sh
test_description='build: the option tables give help, manual and completion'
. "$(dirname "$0")/../lib.sh"

for program in bagui-index bagui-query bagui.cgi; do
	test_expect_success "$program --help goes to stdout, in 80 columns, with success" '
		$program --help >help 2>err &&
		test_must_be_empty err &&
		test_grep "^Usage: $program" help &&
		! LC_ALL=C grep "^[ -~]\{81\}" help
	'

	test_expect_success "$program --version names itself and its libraries" '
		$program --version >version 2>err &&
		test_must_be_empty err &&
		head -n 1 version | grep "^$program [0-9]" &&
		test_grep "[Xx]apian" version &&
		test_grep ICU version
	'

	test_expect_success "groff finds nothing to warn of in the manual of $program" '
		$program --man >man.roff &&
		test_grep "^\.TH" man.roff &&
		command -v groff || { echo "not checked: groff is not installed"; return 0; }
		groff -K utf-8 -man -Tutf8 -ww -z man.roff 2>warnings &&
		test_must_be_empty warnings
	'

	test_expect_success "every option of $program --help is in its manual" '
		grep -o -e "^ .*--[a-z][a-z0-9-]*" help | grep -o -e "--[a-z][a-z0-9-]*" | sort -u >options &&
		test -s options && >absent &&
		tr -d "\\\\" <man.roff >plain &&
		while read -r option; do
			grep -q -e "$option" plain || echo "$option" >>absent
		done <options &&
		test_must_be_empty absent
	'
done

for program in bagui-index bagui-query; do
	test_expect_success "$program --completion=bash can be sourced and completes an option" '
		$program --completion=bash >completion &&
		command -v bash || { echo "not checked: bash is not installed"; return 0; }
		cat >ask.bash <<-\EOF &&
		. ./completion
		COMP_WORDS=("$1" --he) COMP_CWORD=1 COMP_LINE="$1 --he" COMP_POINT=${#COMP_LINE}
		complete -p "$1" >spec
		$(sed "s/.*-F \([^ ]*\).*/\1/" spec) "$1" --he "$1"
		printf "%s\n" "${COMPREPLY[@]}"
		EOF
		bash --norc ask.bash $program >actual &&
		test_grep "^--help *$" actual
	'

	test_expect_success "$program --completion=zsh and =fish are about $program" '
		for shell in zsh fish; do
			$program --completion=$shell >completion &&
			test_grep "help" completion &&
			test_grep "$program" completion || return 1
		done
	'
done

test_expect_success 'an unknown shell and an unknown option are mistakes' '
	test_expect_code 2 bagui-query --completion=none >actual 2>err &&
	test_must_be_empty actual && test_grep "^bagui-query: " err &&
	test_expect_code 2 bagui-index --no-such-option >actual 2>err &&
	test_must_be_empty actual && test_grep "^bagui-index: " err
'

test_done
