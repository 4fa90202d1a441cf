#!/bin/sh
test_description='bagui-index: what is wrong is told in one line, and nothing else is lost'
. "$(dirname "$0")/../lib.sh"

# A writer is in the middle once its file has something in it.
wait_for () {
	until test -s "$1"; do sleep 0.02; done
}

test_expect_success 'setup: good documents among bad ones' '
	mkdir in &&
	echo "好的文件，说的是服务。" >in/good.txt &&
	printf "%s\n" "{\"id\":\"x\",\"text\":\"第一行是好的。\"}" "{\"id\":broken" \
		"{\"id\":\"x\",\"text\":\"编号重复的一行。\"}" "{\"title\":\"没有正文\"}" \
		"{\"id\":\"y\",\"text\":\"最后一行也是好的。\"}" >in/lines.jsonl &&
	: >in/empty.txt && printf " \n\n" >in/blank.txt &&
	head -c 4000 /dev/urandom >in/noise.txt &&
	ln -s good.txt in/link.txt && ln -s nowhere in/dangling && mkfifo in/pipe
'

test_expect_success 'the rest is indexed, and the exit status says that something was not' '
	test_expect_code 3 bagui-index -i idx --report=report in missing.txt >out 2>err &&
	bagui-query -i idx --format=trec -n all "\"好的\"" | cut -d" " -f3 | sort >actual &&
	test_write_lines in/good.txt#0 x#0 y#0 >expect &&
	test_cmp expect actual
'

test_expect_success 'each reason is one line on standard error' '
	grep "^bagui-index: missing.txt: missing$" err &&
	grep "^bagui-index: in/lines.jsonl: line 2: byte 6: " err &&
	grep "^bagui-index: in/lines.jsonl: line 4: neither" err &&
	grep "^bagui-index: in/lines.jsonl: x: duplicate-id" err &&
	grep "^bagui-index: in/noise.txt: binary" err &&
	test "$(wc -l <err)" -eq 5
'

test_expect_success 'the report accounts for everything that was seen' '
	grep "\"path\":\"in/empty.txt\",\"member\":null,\"status\":\"skipped\",\"reason\":\"empty\"" report &&
	grep "\"path\":\"in/blank.txt\".*\"reason\":\"no-text\"" report &&
	grep "in/link.txt.*\"skipped\",\"reason\":\"symlink\"" report &&
	grep "in/dangling.*symlink" report && grep "in/pipe.*fifo" report &&
	tail -n 1 report >totals &&
	grep "\"seen\":12,\"indexed\":3,\"repaired\":0,\"unchanged\":0,\"duplicate\":0,\"skipped\":5,\"rejected\":4" totals
'

test_expect_success 'a source that is missing makes no index' '
	test_expect_code 3 bagui-index -i none missing.txt 2>err &&
	test ! -e none
'

test_expect_success 'a folder that is something else is not touched' '
	mkdir foreign && echo 1 >foreign/file &&
	test_expect_code 5 bagui-index -i foreign in/good.txt 2>err &&
	echo "bagui-index: foreign: not a Bagui index" >expect &&
	test_cmp expect err &&
	ls foreign >actual && echo file >expect && test_cmp expect actual
'

test_expect_success 'an index of another version is refused, and the way on is named' '
	cp -r idx old && sed -i "s/^terms .*/terms 99/" old/bagui &&
	test_expect_code 5 bagui-index -i old in/good.txt 2>err &&
	grep "another version" err &&
	test_expect_code 2 bagui-query -i old 服务 2>err &&
	grep "another version" err
'

test_expect_success 'a second writer is turned away, and the first one goes on' '
	mkfifo lines &&
	{ bagui-index -i idx - <lines >first 2>&1 & } &&
	writer=$! && exec 8>lines && test_until grep -q "^$writer$" idx/lock &&
	test_expect_code 4 bagui-index -i idx in/good.txt 2>err &&
	echo "bagui-index: idx: another bagui-index is writing here" >expect &&
	test_cmp expect err &&
	echo "{\"id\":\"z\",\"text\":\"写入者继续写。\"}" >&8 && exec 8>&- && wait $writer &&
	bagui-query -i idx --format=trec "\"继续写\""
'

test_expect_success 'what a killed writer forked is waited for' '
	{ perl -MFcntl -e "
		open my \$lock, q(+<), q(idx/lock) or die;
		my \$whole = pack(q(s s x4 q q l x4), F_WRLCK, 0, 0, 0, 0);
		fcntl(\$lock, 37, \$whole) or die;
		open my \$held, q(>), q(held); close \$held;
		sleep 4" & } && heir=$! &&
	for attempt in $(seq 100); do test -e held && break; sleep 0.1; done &&
	echo $$ >idx/lock && test_expect_code 4 bagui-index -i idx in/good.txt 2>err &&
	sh -c "echo \$\$" >idx/lock && bagui-index -i idx in/good.txt && wait "$heir"
'

test_expect_success 'a usage error is exit status 2 and one line' '
	test_expect_code 2 bagui-index 2>err && test "$(wc -l <err)" -eq 1 &&
	test_expect_code 2 bagui-index --no-such-option in 2>err && test "$(wc -l <err)" -eq 1 &&
	test_expect_code 2 bagui-index --jobs=many in 2>err && test "$(wc -l <err)" -eq 1 &&
	test_expect_code 2 bagui-index --encoding=ebcdic in 2>err && grep ebcdic err
'

test_expect_success 'a damaged gzip file is rejected, its neighbours are indexed' '
	mkdir packed && echo "完整的一份文件。" | gzip -n >packed/whole.txt.gz &&
	head -c 20 packed/whole.txt.gz >packed/cut.txt.gz &&
	{ head -c -8 packed/whole.txt.gz; printf "abcdefgh"; } >packed/crc.txt.gz &&
	test_expect_code 3 bagui-index -i gz packed 2>err &&
	grep "packed/cut.txt.gz: truncated" err &&
	grep "packed/crc.txt.gz: checksum" err &&
	bagui-query -i gz --format=trec "\"完整的一份\"" >out && test "$(wc -l <out)" -eq 1
'

test_expect_success 'kill -9 in the middle loses nothing committed, and the next run goes on' '
	seq 60000 | sed "s/.*/{\"id\":\"k&\",\"text\":\"第&号文件说的是服务平台的建设和群众的生活。\"}/" >many.jsonl &&
	{ bagui-index -i killed --progress=never many.jsonl >/dev/null 2>&1 & } &&
	victim=$! && wait_for killed/folded-1 && kill -9 $victim && { wait $victim || :; } &&
	bagui-index -i killed many.jsonl >out &&
	bagui-query -i killed --format=json -n 1 "\"服务平台的建设\"" >answer &&
	grep "\"total\":60000,\"total_exact\":true" answer
'

test_expect_success 'SIGINT commits what was read and exits with 130' '
	{ bagui-index -i stopped --progress=never many.jsonl >/dev/null 2>err & } &&
	victim=$! && wait_for stopped/folded-1 && kill -INT $victim && code=0 && { wait $victim || code=$?; } &&
	test "$code" -eq 130 &&
	bagui-query -i stopped --format=json -n 1 "\"服务平台的建设\"" >answer &&
	grep "\"total\":[1-9]" answer &&
	bagui-index -i stopped many.jsonl &&
	bagui-query -i stopped --format=json -n 1 "\"服务平台的建设\"" >answer &&
	grep "\"total\":60000," answer
'

test_done
