#!/bin/sh
test_description='deploy/: each configuration serves the page as it stands there'
. "$(dirname "$0")/../lib.sh"
test_skip_unless_command curl
test_skip_unless_command spawn-fcgi
PATH=$PATH:/usr/sbin

server='' pool=''
stop_all () {
	for stop_pid in $server $pool; do
		kill "$stop_pid" 2>/dev/null && wait "$stop_pid" 2>/dev/null
	done
	server='' pool=''
}
test_at_exit stop_all

# adapt FILE: a configuration of deploy/ with this test's places in it.
adapt () {
	sed "s|/usr/local/lib/cgi-bin|$PWD/bin|; s|/var/lib/bagui/index|$PWD/idx|
		s|/run/bagui/socket|$PWD/socket|; s|/run/lighttpd/bagui.socket|$PWD/l.socket|
		" "$BAGUI_ROOT/deploy/$1"
}

start_pool () {
	test -n "$pool" || {
		BAGUI_INDEX=$PWD/idx BAGUI_WORKERS=1 spawn-fcgi -n -s "$PWD/socket" -M 666 -- \
			"$PWD/bin/bagui.cgi" >/dev/null 2>pool.log 7>&- &
		pool=$!
		test_until test_serves "$PWD/socket"
	}
}

# start COMMAND...: a web server on $port.
start () {
	test -z "$server" || { kill "$server"; wait "$server"; }
	"$@" >server.log 2>&1 7>&- &
	server=$!
	url=http://127.0.0.1:$port/search
	for start_wait in $(seq 120); do
		curl -s -o /dev/null "$url" && return
		kill -0 "$server" || break
		sleep 0.5
	done
	cat server.log
	return 1
}

code () { curl -s -o /dev/null -w '%{http_code}\n' "$@"; }

# What a page must do behind any server.
serves () {
	curl -sf "$url?q=%E7%83%AD%E7%BA%BF" >page && test_grep "<mark>" page &&
	test_grep "action=\"/search\"" page &&
	curl -sf "$url/json?q=%E7%83%AD%E7%BA%BF" >json && test_grep "\"total\":2" json &&
	sed -n "s/.*<h2><a href=\"\([^\"#]*\).*/\1/p" page | sed "s/&amp;/\&/g" >links &&
	while read -r link; do
		curl -sf "${url%/search}$link" | grep -q "<mark>" || echo "$link"
	done <links >lost && test "$(wc -l <links)" -eq 2 && test_must_be_empty lost &&
	curl -sI "$url?q=a" >head && test_grep "^Content-Security-Policy: default-src" head &&
	tag=$(curl -sI "$url/json?q=a" | tr -d "\r" | sed -n "s/^[Ee][Tt]ag: //p") &&
	{ code "$url/nothing"; code "$url?q=a&q=b"; code -X DELETE "$url"
	  code -H "If-None-Match: $tag" "$url/json?q=a"; code "$url/style.css"
	} >actual && test_write_lines 404 400 405 304 200 >expect && test_cmp expect actual
}

test_expect_success 'setup: two documents, one with a name that must be encoded' '
	printf "{\"id\":\"目录/甲 乙+.txt\",\"title\":\"甲\",\"text\":\"民生热线开通。\"}\n{\"id\":\"http://example.org//x/../y?z#1\",\"title\":\"乙\",\"text\":\"服务热线开通。\"}\n" >docs.jsonl &&
	bagui-index -i idx docs.jsonl && mkdir bin && cp "$BAGUI_BIN/bagui.cgi" bin/ &&
	chmod -R a+rX ..
'

if command -v lighttpd >/dev/null; then
	for kind in lighttpd lighttpd-fastcgi; do
		test_expect_success "$kind.conf" '
			port=$(test_free_ports 1) &&
			{ printf "server.modules = ()\nserver.bind = \"127.0.0.1\"\nserver.port = %d\nserver.document-root = \"%s\"\n" $port "$PWD" &&
			  adapt $kind.conf; } >$kind.conf &&
			start lighttpd -D -f $kind.conf && serves
		'
	done
else
	echo "# lighttpd is not installed: its configurations are not tested"
fi

if command -v nginx >/dev/null; then
	test_expect_success 'nginx.conf, with workers under spawn-fcgi' '
		start_pool && port=$(test_free_ports 1) && adapt nginx.conf >nginx-bagui.conf &&
		cat >nginx.conf <<-EOF &&
		daemon off; master_process off; pid $PWD/nginx.pid; error_log stderr;
		events { worker_connections 64; }
		http {
			access_log off; client_body_temp_path $PWD; fastcgi_temp_path $PWD;
			proxy_temp_path $PWD; uwsgi_temp_path $PWD; scgi_temp_path $PWD;
			server { listen 127.0.0.1:$port; include $PWD/nginx-bagui.conf; }
		}
		EOF
		start nginx -e stderr -c "$PWD/nginx.conf" && serves
	'
else
	echo "# nginx is not installed: its configuration is not tested"
fi

if command -v apache2 >/dev/null; then
	modules=/usr/lib/apache2/modules
	for kind in apache apache-fastcgi; do
		test_expect_success "$kind.conf" '
			start_pool && port=$(test_free_ports 1) && adapt $kind.conf >apache-bagui.conf &&
			{ for module in mpm_event authz_core env alias cgid proxy proxy_fcgi reqtimeout; do
				echo "LoadModule ${module}_module $modules/mod_$module.so"
			  done
			  cat <<-EOF
			ServerName 127.0.0.1
			Listen 127.0.0.1:$port
			PidFile $PWD/apache.pid
			ErrorLog $PWD/apache.log
			DefaultRuntimeDir $PWD
			ScriptSock $PWD/cgid.socket
			AllowEncodedSlashes NoDecode
			User nobody
			Group nogroup
			Include $PWD/apache-bagui.conf
			EOF
			} >apache.conf && start apache2 -D FOREGROUND -f "$PWD/apache.conf" && serves
		'
	done
else
	echo "# apache2 is not installed: its configurations are not tested"
fi

test_expect_success 'the systemd units can be read, and name the program' '
	test_grep "^ExecStart=/usr/local/lib/cgi-bin/bagui.cgi$" "$BAGUI_ROOT/deploy/bagui.service" &&
	if command -v systemd-analyze >/dev/null; then
		adapt bagui.service >bagui.service && adapt bagui.socket >bagui.socket &&
		systemd-analyze verify ./bagui.service ./bagui.socket 2>said
		! grep -i -e "unknown" -e "failed to parse" -e "invalid" said
	fi
'

test_done
