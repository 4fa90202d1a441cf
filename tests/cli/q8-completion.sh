#!/bin/sh
test_description='completion of topics, regions and platforms from the index'
. "$(dirname "$0")/../lib.sh"
test_skip_unless_command bash

# What bash would offer for the last of these words.
cat >ask.bash <<'EOF'
compopt () { :; }
source ./completion
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
_bagui_query bagui-query "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
printf '%s\n' "${COMPREPLY[@]}"
EOF
offers () { bash --norc ask.bash bagui-query "$@"; }

test_expect_success 'setup: an index, and the completion of bash' '
	echo "玉林市热线。" >a.txt && bagui-index -i idx a.txt &&
	bagui-query --completion=bash >completion
'

while IFS='|' read -r words want; do
	test_expect_success "$words: $want" '
		offers $words >actual && test_write_lines $want >expect && test_cmp expect actual
	'
done <<'EOF'
-i idx -p h|hotline
-i idx -p 热|热线服务平台
-i idx --platform = h|hotline
--index = idx --topic 企业|企业解困
-iidx -t enter|enterprise-relief
-i idx -r 4509|450900 450902 450903 450921 450922 450923 450924 450981
-i idx --region = 玉林|玉林市
-i idx --origin 广西|广西壮族自治区
-i idx -r 没有这|
-i nowhere -p h|
EOF

test_expect_success 'the index of $BAGUI_INDEX, and one below ~' '
	( BAGUI_INDEX=idx && export BAGUI_INDEX && offers -p h >actual ) &&
	echo hotline >expect && test_cmp expect actual &&
	( HOME=$PWD && export HOME && offers -i "~/idx" -p h >actual ) && test_cmp expect actual
'

test_expect_success 'zsh and fish ask the program, too' '
	bagui-query --completion=zsh >_bagui-query && test_grep "_bagui_query_ask REGION" _bagui-query &&
	bagui-query --completion=fish >bagui-query.fish && test_grep "__bagui_query_ask REGION" bagui-query.fish &&
	{ ! command -v zsh || zsh -n _bagui-query; } && { ! command -v fish || fish -n bagui-query.fish; }
'

test_done
