#!/bin/sh
test_description='bagui-query: its command line, its outputs and its exit status'
. "$(dirname "$0")/../lib.sh"

test_expect_success 'setup: three documents' '
	cat >docs.jsonl <<-\EOF &&
	{"id":"a b","title":"=1+1","date":"2009-03-15","publisher":"日报, 二版","text":"玉林市民生热线接听电话。"}
	{"id":"c","title":"标题","date":"2009-06","text":"桂林市民生热线接听电话，热线天天开通。"}
	{"id":"d","title":"三","text":"\u001b[31m企业解困\u202e座谈会。"}
	EOF
	bagui-index -i idx docs.jsonl
'

test_expect_success 'exit status: 0 found, 1 none, silently' '
	bagui-query -i idx 热线 >actual && test -s actual &&
	test_expect_code 1 bagui-query -i idx --format=json 航天飞机 >actual 2>err &&
	test_grep "\"total\":0" actual && test_must_be_empty err &&
	test_expect_code 1 bagui-query -i idx --format=tsv --limit=5 航天飞机 >actual 2>err &&
	test "$(wc -l <actual)" -eq 1 && test_must_be_empty err
'

long=$(printf '%1025s' x | tr ' ' a)
while IFS='|' read -r args why; do
	test_expect_success "exit status 2 and one line: $why" '
		eval "test_expect_code 2 bagui-query $args" >actual 2>err &&
		test_must_be_empty actual &&
		test "$(wc -l <err)" -eq 1 && test_grep "^bagui-query: " err
	'
done <<'EOF'
-i nowhere 热线|no index
-i idx|nothing asked
-i idx --nonsense 热线|an unknown option
-i idx --limit=x 热线|a number that is none
-i idx --format=xml 热线|an unknown format
-i idx --format-version=2 热线|a version of JSON that is not known
-i idx --from=2009-13 热线|a date that is none
-i idx -r 没有这个地方 热线|an unknown region
-i idx --show=nothing|an unknown id
-i idx --show="a b#7"|a passage that the document has not
-i idx --batch=nowhere.tsv|a batch that is not there
-i idx --batch=docs.jsonl 热线|a batch and a query
-i idx "$(printf '\377')"|bytes that are not UTF-8
-i idx "$long"|a query that is too long
EOF

test_expect_success 'the index: -i before $BAGUI_INDEX before ./bagui.index' '
	( BAGUI_INDEX=idx && export BAGUI_INDEX && bagui-query 热线 >actual &&
	  test_expect_code 2 bagui-query -i nowhere 热线 2>err ) &&
	mv idx bagui.index && bagui-query 热线 >actual && mv bagui.index idx
'

test_expect_success 'several operands are one query' '
	bagui-query -i idx --format=json 玉林市 热线 >actual &&
	test_grep "\"query\":\"玉林市 热线\"" actual
'

test_expect_success '--help and --version succeed and name what is needed' '
	bagui-query --help >help && test_grep "--batch=FILE" help &&
	bagui-query --version >version &&
	test_grep "^bagui-query [0-9]" version && test_grep "^Xapian 1" version &&
	test_grep "^ICU " version && test_grep "^libxml2 " version
'

test_expect_success 'a Chinese locale gets Chinese help, all of it' '
	for program in bagui-query bagui.cgi; do
		LC_ALL=zh_CN.UTF-8 $program --help || echo failed
	done >help &&
	test_grep "^用法" help &&
	# English sentences have three small words in a row somewhere.
	test_grep ! "[a-z] [a-z][a-z]* [a-z][a-z]* [a-z]" help
'

test_expect_success 'text: control characters never reach a terminal' '
	bagui-query -i idx --color=always 企业解困 >actual &&
	test_grep "座谈会" actual &&
	( LC_ALL=C && export LC_ALL &&
	  test_grep ! "$(printf "\033")\[31m企" actual &&
	  test_grep ! "$(printf "\342\200\256")" actual )
'

test_expect_success 'text: colour only where it is wanted' '
	escape=$(printf "\033") &&
	bagui-query -i idx 热线 >actual && test_grep ! "$escape" actual &&
	bagui-query -i idx --color=always 热线 >actual &&
	test_grep "$escape\[1;31m.*热线" actual &&
	( NO_COLOR=1 && export NO_COLOR && bagui-query -i idx 热线 >actual ) &&
	test_grep ! "$escape" actual
'

test_expect_success 'text: the words around the answer follow the locale' '
	bagui-query -i idx 热线 >actual && test_grep "^2 passages" actual &&
	( LC_ALL=zh_CN.UTF-8 && export LC_ALL && bagui-query -i idx 热线 >actual ) &&
	test_grep "^共 2 段" actual
'

test_expect_success 'text: no line is wider than the terminal' '
	COLUMNS=44 bagui-query -i idx 热线 >actual &&
	test_grep "接听电话" actual &&
	# A wide character is three bytes and two columns.
	LC_ALL=C awk "{ wide = gsub(/[\340-\357][\200-\277][\200-\277]/, \"\");
		gsub(/[\302-\337][\200-\277]/, \"x\");
		if (2 * wide + length > 44) exit 1 }" actual
'

test_expect_success 'csv: quoted, and nothing that a spreadsheet would compute' '
	bagui-query -i idx --format=csv 玉林市 >actual &&
	head -n 1 actual | tr -d "\r" >header &&
	echo rank,score,id,document,title,date,publisher,origin,topics,regions,platforms,heading,text,path,url >expect &&
	test_cmp expect header &&
	test_grep ",a b#0,a b,\"'\''=1+1\",2009-03-15,\"日报, 二版\"," actual
'

test_expect_success 'tsv: as many cells in each line as in the first' '
	bagui-query -i idx --format=tsv 热线 >actual &&
	awk -F"\t" "{ print NF }" actual | sort -u >cells &&
	echo 15 >expect && test_cmp expect cells
'

test_expect_success 'trec: six columns, white space in ids escaped, ranks without gaps' '
	bagui-query -i idx --format=trec 热线 >actual &&
	awk "{ print \$1, \$2, \$4, \$6, NF }" actual >shape &&
	test_write_lines "1 Q0 1 bagui 6" "1 Q0 2 bagui 6" >expect &&
	test_cmp expect shape &&
	awk "{ print \$3 }" actual | sort >ids &&
	test_write_lines a%20b#0 c#0 >expect && test_cmp expect ids
'

test_expect_success 'trec: documents under --group=document' '
	bagui-query -i idx --format=trec --group=document 热线 >actual &&
	awk "{ print \$3 }" actual | sort >ids &&
	test_write_lines a%20b c >expect && test_cmp expect ids
'

test_expect_success 'jsonl: one object a passage' '
	bagui-query -i idx --format=jsonl 热线 >actual &&
	test "$(grep -c "^{\"format\":1,\"rank\":[12],.*}$" actual)" -eq 2
'

test_expect_success '--offset continues the ranks' '
	bagui-query -i idx --format=trec --offset=1 热线 >actual &&
	awk "{ print \$4 }" actual >ranks && echo 2 >expect &&
	test_cmp expect ranks
'

test_expect_success 'facets are in the JSON only when they are asked for' '
	bagui-query -i idx --format=json 热线 >actual &&
	test_grep ! "\"facets\"" actual &&
	bagui-query -i idx --format=json --facets=year 热线 >actual &&
	test_grep "\"facets\":{\"year\":\[{\"id\":\"2009\",\"name\":\"2009\",\"parent\":null,\"count\":2}\]}}" actual
'

test_expect_success '--show: a passage or a document, whole' '
	bagui-query -i idx --show="a b#0" >actual && test_grep "玉林市民生热线接听电话。" actual &&
	bagui-query -i idx --show=c --format=json >actual &&
	test_grep "\"rank\":null,\"score\":null,\"id\":\"c#0\"" actual
'

test_expect_success 'batch: every line is answered in order by its qid' '
	printf "q1\t热线\nq2\t航天飞机\nq3\t企业解困\n" >batch.tsv &&
	bagui-query -i idx --format=json --batch=batch.tsv >actual &&
	sed "s/.*\"qid\":\"\([^\"]*\)\".*\"total\":\([0-9]*\).*/\1 \2/" actual >answers &&
	test_write_lines "q1 2" "q2 0" "q3 1" >expect && test_cmp expect answers &&
	bagui-query -i idx --format=json --batch=- <batch.tsv >again &&
	test "$(wc -l <again)" -eq 3
'

test_expect_success 'batch: trec carries the qid, csv a column for it and one header' '
	bagui-query -i idx --format=trec --batch=batch.tsv >actual &&
	awk "{ print \$1 }" actual >qids && test_write_lines q1 q1 q3 >expect &&
	test_cmp expect qids &&
	bagui-query -i idx --format=csv --batch=batch.tsv >actual &&
	test "$(grep -c ^qid,rank actual)" -eq 1 && test "$(wc -l <actual)" -eq 4
'

test_expect_success 'batch: no hits at all is still success' '
	printf "q1\t航天飞机\n" >none.tsv &&
	bagui-query -i idx --format=trec --batch=none.tsv >actual &&
	test_must_be_empty actual
'

test_expect_success 'batch: a refused query is answered empty, with a warning and a line' '
	printf "q1\t%1025s\nq2\t热线\n" x | tr " " a >long.tsv &&
	bagui-query -i idx --format=json --batch=long.tsv >actual 2>err &&
	head -n 1 actual >first && test_grep "\"qid\":\"q1\"" first &&
	test_grep "\"total\":0" first && test_grep ! "\"warnings\":\[\]" first &&
	test_grep "^bagui-query: long.tsv:1: " err && test "$(wc -l <err)" -eq 1 &&
	tail -n 1 actual >last && test_grep "\"total\":2" last
'

test_expect_success 'batch: broken lines are reported by number, the others answered, exit 2' '
	printf "q1\t热线\nno tab\n\nq2\t企业解困\n\tno id\n" >broken.tsv &&
	test_expect_code 2 bagui-query -i idx --format=trec --batch=broken.tsv >actual 2>err &&
	awk "{ print \$1 }" actual >qids && test_write_lines q1 q1 q2 >expect &&
	test_cmp expect qids &&
	sed "s/^bagui-query: broken.tsv:\([0-9]*\): .*/\1/" err >numbers &&
	test_write_lines 2 5 >expect && test_cmp expect numbers
'

test_expect_success 'a reader that has seen enough is no error' '
	for n in 1 2 3 4 5 6 7 8 9; do cat batch.tsv batch.tsv batch.tsv batch.tsv; done >many.tsv &&
	{ bagui-query -i idx --format=json --batch=many.tsv 2>err; echo $? >code; } | head -n 1 >actual &&
	echo 0 >expect && test_cmp expect code && test_must_be_empty err
'

test_expect_success 'a disk that is full is an error' '
	if test -c /dev/full; then
		test_expect_code 2 bagui-query -i idx 热线 >/dev/full 2>err &&
		test_grep "^bagui-query: standard output: " err
	fi
'

test_expect_success '--explain: the parts of the first two scores add up to them' '
	for n in 1 2 3; do
		echo "{\"id\":\"why$n\",\"text\":\"服务热线开通了$(printf "，通报第%s条" $(seq $((n * 9))))。\"}"
	done >why.jsonl &&
	for n in $(seq 40); do echo "{\"id\":\"far$n\",\"text\":\"第$n篇讲的是别的。\"}"; done >>why.jsonl &&
	bagui-index -i why.idx why.jsonl &&
	bagui-query -i why.idx --explain 服务热线 >out &&
	sed -n "/^why  /,\$p" out | cut -c1-30 | tr -s " " >table &&
	cut -d" " -f1 table >actual &&
	test_write_lines why terms coverage lead frequency closeness length context score >expect &&
	test_cmp expect actual &&
	awk "NR > 1 && \$1 != \"score\" { a += \$2; b += \$3 }
		\$1 == \"score\" { ok = (a - \$2) ^ 2 < .01 && (b - \$3) ^ 2 < .01 && \$2 > \$3 }
		\$1 == \"length\" { ok2 = \$2 > \$3 }
		END { exit !(ok && ok2) }" table &&
	bagui-query -i why.idx --explain --sort=date 服务热线 >out && test_grep ! "^why  " out
'

test_done
