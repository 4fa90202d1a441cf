#!/bin/sh
test_description='bagui-query: errors and warnings in Chinese, by locale'
. "$(dirname "$0")/../lib.sh"

# English sentences have three small words in a row somewhere.
english='[a-z][a-z]* [a-z][a-z]* [a-z]'

test_expect_success 'setup: an index' '
	printf "%s\n" "{\"id\":\"a\",\"region\":\"450900\",\"text\":\"玉林市热线，服务。\"}" >docs.jsonl &&
	bagui-index -i idx docs.jsonl && printf "q1\t%1025s\nno tab\n" a | tr " " a >broken.tsv &&
	mkdir other && echo x >other/file && echo docs.jsonl >gone.txt && bagui-index -i idx gone.txt && rm gone.txt
'

long=$(printf '%1025s' x | tr ' ' a)
while IFS='|' read -r args want; do
	test_expect_success "$want" '
		eval "LC_ALL=zh_CN.UTF-8 bagui-query -i idx $args" >actual 2>err
		test_grep "$want" err && test_grep ! "$english" err &&
		eval "bagui-query -i idx $args" >actual 2>err
		test_grep "^bagui-query: " err && test_grep ! "[^ -~].*：" err
	'
done <<'EOF'
-i nowhere 热线|^bagui-query: nowhere：这里没有索引$
-i other 热线|^bagui-query: other：不是八桂的索引
--nonsense 热线|^bagui-query: 没有选项 --nonsense
-热线|^bagui-query: 没有选项 -热线；以 - 开头的词请写在 -- 之后$
--limit|^bagui-query: 选项 --limit 需要一个值
--zeros=1x 热线|^bagui-query: 选项 --zeros 不带值
--limit=x 热线|^bagui-query: limit：“x”不是 0 到 1000000000 的数
--format=xml 热线|^bagui-query: --format：“xml”不在 text|json|jsonl|csv|tsv|trec 之中
--format-version=2 热线|只有版本 1
--from=2009-13 热线|from：“2009-13”不是 2009、2009-03、2009-03-15 这样的日期
--from=2010 --to=2009 热线|日期从 2010 到 2009：结束早于开始
-r 没有这个地方 热线|没有地区“没有这个地方”；相近的有
--facets=moon 热线|facets：“moon”不在
--facets=region:没有这个地方 热线|facets：没有地区“没有这个地方”
--trend=region:没有这个地方 热线|trend：没有地区
--trend|--trend：没有文字可以统计
--trend ""|trend：文字须有 1 至 64 字
--kwic|--kwic：没有检索式可以对齐
--kwic --show=a 热线|--kwic 与 --show 不能同用
--sort=left 热线|--sort：left 与 right 须与 --kwic 同用
--since=x 热线|since：“x”既不是运行的序号，也不是 last
--show=b|^bagui-query: b：没有这一段或这篇文件
--show=a#7|^bagui-query: a#7：没有这一段
--source=gone.txt|gone.txt：原件不在了：没有这个文件或目录
--similar=a|similar：a 没有与众不同的词语
--batch=broken.tsv|broken.tsv:1：检索式有 1025 字节，至多 1024
--batch=broken.tsv|broken.tsv:2：编号与检索式之间没有制表符
--batch=nowhere.tsv|nowhere.tsv：没有这个文件或目录
""|没有要查的内容
"$long"|检索式有 1025 字节
"$(printf "\377")"|检索式不是有效的 UTF-8
"\"热线"|警告：检索式第 1 字：引号没有结束，当作词语
"(热线"|警告：检索式第 1 字：括号没有结束，略去
"热线)"|警告：检索式第 3 字：右括号没有对应的左括号，略去
"((((((((((热线))))))))))"|警告：检索式第 .* 字：括号超过 8 层，略去
"() 热线"|警告：检索式第 1 字：其中没有内容，略去
"AND 热线"|警告：检索式第 1 字：运算词没有对象，当作词语
"热线 title:"|字段没有值，当作词语
"moon:热线"|没有这个字段，当作词语
"热*线"|“\*”只在词尾有效
"热线 NEAR/9999 服务"|NEAR 至多 600 字
"date:x 热线"|不是 2009 或 2009-03..2009-06 这样的日期，当作词语
"NOT 热线"|检索式只有排除；其余段落全部符合
"id:moon"|没有编号为“moon”的文件或段落
-r 鼓楼 热线|“鼓楼”是 .* 个标签的名称
--strict "(热线"|^bagui-query: 检索式第 1 字：括号没有结束，略去
EOF

test_expect_success 'JSON for programs keeps its warnings in English' '
	LC_ALL=zh_CN.UTF-8 bagui-query -i idx --format=json "(热线" >actual &&
	test_grep "unclosed bracket" actual
'

test_done
