# tests/fault/faults.sh - what the tests of faults share; source it behind lib.sh.
#
# A step is one run over documents that changed, with something failing in it.
# After it the index must be sound, a run without faults must finish the work,
# and then the answers must be those of an index made in one go.

# Compile fault_$1.c into the trash directory, as $1.so.
build_fault () {
	${CC:-cc} -std=c11 -D_GNU_SOURCE -O1 -fPIC -shared -o "$1.so" "$BAGUI_ROOT/tests/fault/fault_$1.c" -ldl
}

everything () {
	bagui-query -i "$1" --format=jsonl --limit=all --match=any \
		'的 OR 了 OR 一 OR 市 OR 服务' |
		sed 's/"took_ms":[0-9.]*//; s/"rank":[0-9]*,"score":[0-9.]*//; s/"bytes":[[0-9,]*]//' | sort
}

# $1 documents under docs/, version $2 of them.
write_documents () {
	mkdir -p docs
	for document in $(seq "$1"); do
		echo "第 $document 份，第 $2 版：玉林市的民生热线和窗口服务平台，第 $((document * 7 + $2)) 号。" \
			>"docs/$document.txt"
	done
}

# base: an index of version 1; docs: version 2; expect: what it must answer.
set_up_faults () {
	write_documents "$1" 1 && bagui-index -i base --shards=2 docs &&
	write_documents "$1" 2 && cp -r base fresh &&
	bagui-index -i fresh docs && everything fresh >expect && test -s expect
}

# Run over docs with $1.so preloaded; prints the exit status, keeps err.
faulty_run () {
	head -c 8 /dev/zero >counter
	LD_PRELOAD=$PWD/$1.so FAULT_COUNTER=$PWD/counter timeout 60 bagui-index -i idx docs >out 2>err
	echo $?
}

counted () { od -An -tu8 counter | tr -d ' '; }

# After a fault: nothing committed is lost, the next run finishes.
recovers () {
	bagui-index -i idx --check >found || { cat found; return 1; }
	bagui-index -i idx docs >again 2>&1 || { cat again; return 1; }
	everything idx >actual && cmp expect actual && bagui-index -i idx --check
}
