#!/bin/sh
test_description='numbers in title: are found however they are written'
. "$(dirname "$0")/../lib.sh"

test_expect_success 'setup: documents whose titles hold numbers' '
	cat >docs.jsonl <<-\EOF &&
	{"id":"han","title":"关于印发第二十五条的通知","text":"甲。"}
	{"id":"digits","title":"第25条的解释","text":"乙。"}
	{"id":"other","title":"第125条的解释","text":"丙。"}
	{"id":"year","title":"二〇〇九年第三十届大会","text":"丁。"}
	{"id":"both","title":"2009年第30届大会","text":"戊。"}
	EOF
	bagui-index -i idx docs.jsonl
'

while IFS='|' read -r query want; do
	test_expect_success "$query: $want" '
		bagui-query -i idx --format=trec "$query" | cut -d" " -f3 | sed "s/#.*//" | sort >actual
		printf "%s\n" $want | sed "/^\$/d" >expect && test_cmp expect actual
	'
done <<'EOF'
title:第二十五条|digits han
title:第25条|digits han
标题:第２５条|digits han
title:第一百二十五条|other
title:第25条的解释|digits
title:2009年|both year
title:二〇〇九年第30届|both year
title:"第25条"|digits
title:第五条|
title:大会 NOT title:第30届|
EOF

test_done
