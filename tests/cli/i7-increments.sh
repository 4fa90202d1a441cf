#!/bin/sh
test_description='bagui-index: of a changed archive, only the members that changed are read'
. "$(dirname "$0")/../lib.sh"

ids () { bagui-query -i idx --format=trec -n all "$1" | cut -d' ' -f3 | sort; }

test_expect_success 'setup: an archive of four members' '
	mkdir docs &&
	for name in a b c d; do echo "文件${name}说的是服务平台的建设。" >docs/$name.txt; done &&
	tar -cf docs.tar docs && bagui-index -i idx docs.tar
'

test_expect_success 'an archive that did not change costs a look' '
	bagui-index -i idx docs.tar >out &&
	grep "^0 documents added, 0 replaced, 0 removed" out && grep " 1 unchanged" out
'

test_expect_success 'one that was only touched is gone through, and nothing is written' '
	touch docs.tar && bagui-index -i idx docs.tar >out &&
	grep "^0 documents added, 0 replaced, 0 removed" out && grep " 4 unchanged" out
'

test_expect_success 'a changed, a new and a lost member are told from those that stayed' '
	echo "文件a现在说的是网络平台。" >docs/a.txt && rm docs/b.txt &&
	echo "文件e是新来的。" >docs/e.txt && tar -cf docs.tar docs &&
	bagui-index -i idx docs.tar >out &&
	grep "^1 documents added, 1 replaced, 1 removed" out && grep " 2 unchanged" out &&
	test "$(ids "\"网络平台\"")" = "docs.tar!/docs/a.txt#0" &&
	test "$(ids "\"新来的\"")" = "docs.tar!/docs/e.txt#0" &&
	test_expect_code 1 bagui-query -i idx "\"文件b\"" &&
	bagui-index -i idx --check
'

test_expect_success 'a member that was renamed is found under its new name' '
	mv docs/c.txt docs/renamed.txt && tar -cf docs.tar docs &&
	bagui-index -i idx docs.tar &&
	test "$(ids "\"文件c\"")" = "docs.tar!/docs/renamed.txt#0" && bagui-index -i idx --check
'

test_expect_success 'equal bytes are one document, until the first place has others' '
	cp docs/d.txt single.txt && bagui-index -i idx single.txt >out && grep " 1 duplicate" out &&
	test "$(ids "\"文件d\"")" = "docs.tar!/docs/d.txt#0" &&
	echo "文件d换了内容。" >docs/d.txt && tar -cf docs.tar docs && bagui-index -i idx docs.tar &&
	test "$(ids "\"文件d说的是\"")" = "single.txt#0" &&
	test "$(ids "\"文件d换了\"")" = "docs.tar!/docs/d.txt#0" && bagui-index -i idx --check
'

test_expect_success 'a member that others repeat comes back when the first archive is pruned' '
	mkdir first second && cp docs/e.txt first/ && cp docs/e.txt second/ &&
	echo "只在第二个里的文件。" >second/own.txt &&
	mkdir in && tar -cf in/first.tar first && tar -cf in/second.tar second &&
	bagui-index -i both in && rm in/first.tar &&
	bagui-index -i both --prune=force in >out && grep "dropped in/first.tar" out &&
	bagui-query -i both --format=trec "\"新来的\"" >found && grep "in/second.tar!/second/e.txt#0" found &&
	bagui-query -i both --format=trec "\"只在第二个\"" && bagui-index -i both --check
'

test_expect_success 'an archive that is cut short now loses nothing of what is indexed' '
	tar -cf whole.tar docs && bagui-index -i half whole.tar >out &&
	cp whole.tar kept.tar && head -c 1600 kept.tar >whole.tar &&
	test_expect_code 3 bagui-index -i half whole.tar 2>err && grep truncated err &&
	bagui-query -i half --format=trec "\"文件e\"" >found && grep "whole.tar!/docs/e.txt#0" found
'

test_expect_success 'what needs a filter that is not there says what to install' '
	mkdir pdf bin && { printf "%%PDF-1.4\n"; head -c 300 /dev/zero | tr "\\0" x; } >pdf/a.pdf &&
	tar -cf pdf.tar pdf && programs=$PATH &&
	PATH=$BAGUI_BIN && bagui-index -i pdf.idx --report=report pdf.tar || code=$?; PATH=$programs &&
	grep "\"member\":\"pdf/a.pdf\",\"status\":\"skipped\",\"reason\":\"no-filter: install poppler-utils\"" report
'

test_expect_success 'and is read once it is there, with nothing else changed' '
	printf "%s\n" "#!/bin/sh" "echo 文件里说的是志愿服务。" >bin/pdftotext && chmod +x bin/pdftotext &&
	PATH=$PWD/bin:$PATH bagui-index -i pdf.idx --report=report pdf.tar >out &&
	bagui-query -i pdf.idx --format=json "\"志愿服务\"" >answer &&
	grep "\"id\":\"pdf.tar!/pdf/a.pdf#0\"" answer && grep "\"bytes\":\[0,309\]" answer
'

test_expect_success 'a filter that fails costs its member only' '
	printf "%s\n" "#!/bin/sh" "exit 3" >bin/pdftotext && echo "旁边的好文件。" >pdf/b.txt &&
	tar -cf pdf.tar pdf && rm -rf pdf.idx &&
	PATH=$PWD/bin:$PATH test_expect_code 3 bagui-index -i pdf.idx pdf.tar 2>err &&
	grep "pdf.tar: pdf/a.pdf: filter: pdftotext failed: exit status 3" err &&
	bagui-query -i pdf.idx --format=trec "\"旁边的好文件\""
'

test_expect_success 'a filter cannot write a file' '
	test -n "${BAGUI_SANITIZE:-}" ||
	{ printf "%s\n" "#!/bin/sh" "echo stolen >$PWD/stolen" "echo 写不了文件。" >bin/pdftotext &&
	touch pdf.tar && PATH=$PWD/bin:$PATH bagui-index -i pdf.idx pdf.tar &&
	bagui-query -i pdf.idx --format=trec "\"写不了文件\"" && test ! -e stolen; }
'

test_done
