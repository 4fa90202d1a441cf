# Sourced by r*.sh: xapian-tcpsrv on loopback, started and ended by their ids.
server_ports=$(test_free_ports 10)
servers=

# serve N STUB: server N on its port; its process group is its own.
serve () {
	setsid xapian-tcpsrv -q -I 127.0.0.1 -p "$(port "$1")" --idle-timeout 600000 "$2" >"server-$1.log" 2>&1 4>&- &
	eval "server_$1=\$!"
	servers="$servers $!"
	for attempt in $(seq 100); do
		bagui-query -i "$(at "$1")" --format=trec 服务 >/dev/null 2>&1
		test $? -lt 2 && return
		sleep 0.1
	done
	cat "server-$1.log"
	return 1
}
port () { echo "$server_ports" | sed -n "$(($1 + 1))p"; }
at () { echo "127.0.0.1:$(port "$1")"; }
# Send a signal to server N and what it forked.
signal () { eval "kill -$1 -\$server_$2"; }
stop () { signal CONT "$1" 2>/dev/null; signal TERM "$1" 2>/dev/null; eval "wait \$server_$1 2>/dev/null"; true; }
stop_servers () { for id in $servers; do kill -CONT "-$id" 2>/dev/null; kill -KILL "-$id" 2>/dev/null; done; }

# What an answer says, without what may differ.
plain () { sed 's/"took_ms":[0-9.]*//; s/"warnings":\[[^]]*\],//; s/,"suggestions":{.*/}/'; }
