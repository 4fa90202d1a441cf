#!/bin/sh
test_description='bagui-index: what ends a reader process costs that member, and no other'
. "$(dirname "$0")/../lib.sh"

# The child of process $1 that is called $2, while there is one.
child_of () {
	for child in $(cat "/proc/$1/task/$1/children" 2>/dev/null); do
		if test "$(cat "/proc/$child/comm" 2>/dev/null)" = "$2"; then echo "$child"; fi
	done
}
# How far process $1 has read docs.tar.
position () {
	for fd in "/proc/$1/fd/"*; do
		case $(readlink "$fd") in
		*/docs.tar) sed -n "s/^pos:[^0-9]*//p" "/proc/$1/fdinfo/${fd##*/}" ;;
		esac
	done 2>/dev/null
}
# The reader of run $1, once it has the pipe called $2 to read.
await_reader () {
	until readlink "/proc/$(child_of "$1" bagui-reader)/fd/"* | grep -q "/$2\$"; do
		kill -0 "$1" 2>/dev/null || return 1
		sleep 0.1
	done 2>/dev/null
	child_of "$1" bagui-reader
}
# Not one that is dead, and only not buried.
is_running () { grep -q "^State:.[^ZX]" "/proc/$1/status" 2>/dev/null; }
ids () { bagui-query -i "$1" --format=trec -n all "$2" | cut -d' ' -f3 | sort; }

test_expect_success 'setup: an archive of many members' '
	mkdir docs && i=0 && while test $i -lt 60; do
		j=0 && while test $j -lt 1500; do
			echo "第${i}号文件的第${j}段，说的是服务平台的建设和群众的生活。"
			j=$((j + 1))
		done >docs/$i.txt
		i=$((i + 1))
	done &&
	tar -cf docs.tar docs
'

test_expect_success 'readers that are killed are replaced, and the run goes on' '
	{ bagui-index -i idx --progress=never --report=report docs.tar >out 2>err & } && run=$! &&
	killed=0 && while test $killed -lt 3 && kill -0 $run 2>/dev/null; do
		sleep 0.2
		reader=$(child_of $run bagui-reader)
		if test -n "$reader" && test "0$(position $reader)" -gt 500000; then
			kill -ABRT $reader && killed=$((killed + 1))
		fi
	done
	code=0 && { wait $run || code=$?; } &&
	test "$code" -eq 3 && echo $killed >killed && test "$killed" -gt 0
'

test_expect_success 'each cost one member, which is in the report with its reason' '
	grep -c "\"status\":\"quarantined\",\"reason\":\"crashed: signal 6\"" report >count &&
	test "$(cat count)" -le "$(cat killed)" && test "$(cat count)" -gt 0 &&
	tail -n 1 report >totals &&
	grep "\"seen\":60,\"indexed\":$((60 - $(cat count))),.*\"quarantined\":$(cat count)," totals
'

test_expect_success 'all the others are found' '
	ids idx "\"第3段\" OR \"第7段\"" | sed "s/#.*//" | sort -u >found &&
	test "$(wc -l <found)" -eq $((60 - $(cat count))) &&
	bagui-index -i idx --check
'

test_expect_success '--quarantine lists them, also after a run that found nothing to do' '
	bagui-index -i idx --quarantine >list &&
	test "$(wc -l <list)" -eq "$(cat count)" &&
	test "$(grep -c "^quarantined	docs.tar!/docs/[0-9]*.txt	crashed: signal 6	" list)" -eq "$(cat count)" &&
	test_expect_code 3 bagui-index -i idx docs.tar >out 2>err &&
	grep " $(cat count) quarantined" out &&
	bagui-index -i idx --quarantine >again && test_cmp list again
'

test_expect_success 'what was in quarantine is read when its archive changes' '
	touch docs.tar && bagui-index -i idx docs.tar >out &&
	grep "^$(cat count) documents added, 0 replaced, 0 removed" out &&
	grep " $((60 - $(cat count))) unchanged" out &&
	bagui-index -i idx --quarantine >list && test_must_be_empty list
'

test_expect_success 'a reader that is killed while lines come through a pipe ends that stream only' '
	mkfifo lines && echo "好的一份文件。" >good.txt &&
	{ bagui-index -i piped --progress=never - good.txt <lines >out 2>err & } && run=$! &&
	exec 8>lines && kill -ABRT $(await_reader $run lines) &&
	exec 8>&- && code=0 && { wait $run || code=$?; } && test "$code" -eq 3 &&
	grep "stdin: crashed: signal 6" err &&
	test "$(ids piped "\"好的一份\"")" = "good.txt#0"
'

test_expect_success 'a killed run leaves no reader behind' '
	mkfifo more && { bagui-index -i left --progress=never - <more >out 2>err & } && run=$! &&
	exec 8>more && reader=$(await_reader $run more) && test -n "$reader" &&
	kill -9 $run && { wait $run || :; } &&
	is_gone () { ! is_running $reader; } && test_until is_gone && exec 8>&-
'

test_expect_success 'a known file that outgrows the reader is quarantined, not taken for unchanged' '
	if test -n "$BAGUI_SANITIZE"; then return 0; fi	# no limit there
	echo "<p>原来的一段话。" >grows.html && bagui-index -i grows grows.html &&
	yes "what grows and grows, a word after a word" | head -c 60000000 >grows.html &&
	test_expect_code 3 bagui-index -i grows --report=report grows.html 2>err &&
	grep "\"status\":\"quarantined\",\"reason\":\"memory-limit" report &&
	test_expect_code 1 bagui-query -i grows "\"原来的一段话\"" &&
	bagui-index -i grows --check
'

test_done
