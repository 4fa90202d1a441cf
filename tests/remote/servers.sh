# Sourced by r*.sh: xapian-tcpsrv on loopback, started and ended by their ids.
server_ports=$(test_free_ports 10)
servers=
# Only a server that is meant to be slow is left out, however busy the machine.
BAGUI_SHARD_TIMEOUT=60000
export BAGUI_SHARD_TIMEOUT

# serve N STUB: server N on its port; its process group is its own.
serve () {
	setsid xapian-tcpsrv -q -I 127.0.0.1 -p "$(port "$1")" --idle-timeout 600000 "$2" >"server-$1.log" 2>&1 4>&- &
	eval "server_$1=\$!"
	servers="$servers $!"
	test_until test_listens "$(port "$1")" || { cat "server-$1.log"; return 1; }
}
port () { echo "$server_ports" | sed -n "$(($1 + 1))p"; }
at () { echo "127.0.0.1:$(port "$1")"; }
# Send a signal to server N and what it forked.
signal () { eval "kill -$1 -\$server_$2"; }
stop () { signal CONT "$1" 2>/dev/null; signal TERM "$1" 2>/dev/null; eval "wait \$server_$1 2>/dev/null"; true; }
stop_servers () { for id in $servers; do kill -CONT "-$id" 2>/dev/null; kill -KILL "-$id" 2>/dev/null; done; }

# What an answer says, without what may differ.
plain () { sed 's/"took_ms":[0-9.]*//; s/"warnings":\[[^]]*\],//; s/,"suggestions":{.*/}/'; }

# A process that answers one question after the other: begin_asking FILE (of its
# answers), ask COUNT, end_asking.  Each is asked when the last is answered.
begin_asking () {
	answers=$1 asked=0
	rm -f questions && mkfifo questions && : >"$answers" || return
	bagui-query -i far --format=json --batch=questions >"$answers" 2>"$answers.err" 4>&- & asker=$!
	exec 4>questions
}
ask () {
	for question in $(seq "$1"); do
		printf "%s\t服务 平台\n" "$asked" >&4
		asked=$((asked + 1))
		until test "$(wc -l <"$answers")" -ge "$asked"; do
			kill -0 "$asker" || return
			sleep 0.01
		done
	done
}
end_asking () { exec 4>&-; wait "$asker"; }
ask_until_whole () {
	for attempt in $(seq 600); do
		ask 1 && tail -n 1 "$answers" >last || return
		grep -q missing last || return 0
		sleep 0.1
	done
	return 1
}
# without_shard N FIRST LAST: how many of these answers name shard N as missing.
without_shard () { sed -n "$2,$3p" "$answers" | grep -c "\"missing\":\[\"$(at "$1")\"\]"; }
