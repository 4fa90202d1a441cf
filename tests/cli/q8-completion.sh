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

# The same in a zsh that has a terminal: what compadd is given after TAB.
mkdir functions
bagui-query --completion=zsh >functions/_bagui-query
bagui-index --completion=zsh >functions/_bagui-index
cat >ask.zsh <<'EOF'
zmodload zsh/zpty
zpty -b shell zsh -f -i
send () { zpty -w shell "$1" }
send "cd ${(q)PWD}; PATH=${(q)PATH}; fpath=(${(q)PWD}/functions \$fpath)"
send 'PS1= RPS1=; unsetopt beep; autoload -Uz compinit; compinit -u -d ./dump'
send 'compadd () {
	local -a offered
	[[ " $* " == *" -"[OAD]" "* ]] && { builtin compadd "$@"; return }
	builtin compadd -A offered "$@"
	print -rl -- "offer "$^offered >>offers
	builtin compadd "$@"
}'
send 'finish () { print end >>offers; exit }; zle -N finish; bindkey "^Xd" finish'
: >offers
zpty -w -n shell "$1"$'\t\C-xd'
for ((i = 0; i < 300; i++)); do grep -q '^end' offers && break; sleep 0.1; done
zpty -d shell
sed -n 's/^offer //p' offers | sort -u
EOF
zsh_offers () { zsh -f ask.zsh "$1" | sed '/^$/d'; }

bagui-query --completion=fish >bagui-query.fish
bagui-index --completion=fish >bagui-index.fish
fish_offers () {
	HOME=$PWD XDG_CONFIG_HOME=$PWD fish --no-config -c "source $2.fish; complete -C '$1'" | cut -f1 | sort -u
}

for shell in zsh fish; do
	if ! command -v $shell >/dev/null; then
		echo "# skipped: $shell is not here, its completion was not tried"
		continue
	fi
	while IFS='|' read -r line want; do
		test_expect_success "$shell: $line: $want" '
			${shell}_offers "$line" "${line%% *}" | sed "s/^--[a-z]*=//" >actual &&
			printf "%s\n" $want | sed "/^\$/d" >expect && test_cmp expect actual
		'
	done <<-'EOF'
	bagui-query -i idx -p h|hotline
	bagui-query -i idx -p 热|热线服务平台
	bagui-query --index=idx --topic=企业|企业解困
	bagui-query --index idx --topic 企业|企业解困
	bagui-query -iidx -t enter|enterprise-relief
	bagui-query -i idx -r 4509|450900 450902 450903 450921 450922 450923 450924 450981
	bagui-query -i idx --origin 广西|广西壮族自治区
	bagui-query -i nowhere -p h|
	bagui-query --kw|--kwic
	bagui-query --match=|all any auto
	bagui-index --comp|--compact
	bagui-index --progress=|always auto never
	EOF
done

test_done
