#!/bin/sh
# The search page on this machine alone: lighttpd on loopback with bagui.cgi.
#
#   tools/serve.sh [PORT]      8380, or the next free one
#
# It runs as FastCGI, or with BAGUI_SERVE=cgi a process a request.  BUILD names the build folder; $BAGUI_INDEX the index, else it is the demo's,
# made from corpus/sample when it is not there.  Ctrl-C ends it.
set -eu
cd "$(dirname "$0")/.."
build=$(cd "${BUILD:-build}" && pwd)
index=${BAGUI_INDEX:-$build/demo.idx}
port=${1:-8380}

fail() {
	echo "serve.sh: $1" >&2
	exit 2
}

is_busy() {
	# A listening socket shows as state 0A with its port in hexadecimal.
	awk -v port="$(printf '%04X' "$1")" '
		$4 == "0A" && $2 ~ ":" port "$" { found = 1 }
		END { exit !found }' /proc/net/tcp /proc/net/tcp6 2>/dev/null
}

PATH=$PATH:/usr/sbin
command -v lighttpd >/dev/null || fail 'lighttpd is missing: make deps'
[ -x "$build/bagui.cgi" ] || fail "$build/bagui.cgi is missing: make"
if [ ! -d "$index" ]; then
	[ -z "${BAGUI_INDEX:-}" ] || fail "$index: no index here"
	"$build/bagui-index" -i "$index" corpus/sample || [ $? -eq 3 ] ||
		fail 'the demo index cannot be made'
fi
index=$(cd "$index" && pwd)
while is_busy "$port"; do
	port=$((port + 1))
done

work=$(mktemp -d)
server=
finish() {
	trap - EXIT INT TERM
	[ -z "$server" ] || kill "$server" 2>/dev/null || :
	rm -rf "$work"
}
trap finish EXIT
trap 'exit 0' INT TERM

cat >"$work/lighttpd.conf" <<EOF
server.bind = "127.0.0.1"
server.port = $port
server.document-root = "$work"
server.errorlog = "$work/error.log"
server.breakagelog = "$work/error.log"
server.max-request-size = 16
server.max-read-idle = 10
url.redirect = ("^/\$" => "/search")
EOF
case ${BAGUI_SERVE:-fastcgi} in
cgi)
	cat >>"$work/lighttpd.conf" <<EOF
server.modules = ("mod_alias", "mod_cgi", "mod_setenv", "mod_redirect")
setenv.set-environment = ("BAGUI_INDEX" => "$index")
alias.url = ("/search" => "$build/bagui.cgi")
\$HTTP["url"] =~ "^/search(/|\$|\?)" { cgi.assign = ("" => "") }
EOF
	;;
fastcgi)
	cat >>"$work/lighttpd.conf" <<EOF
server.modules = ("mod_redirect", "mod_fastcgi")
fastcgi.server = ("/search" => ((
	"bin-path" => "$build/bagui.cgi",
	"socket" => "$work/socket",
	"bin-environment" => ("BAGUI_INDEX" => "$index"),
	"check-local" => "disable",
	"max-procs" => 1
)))
EOF
	;;
*)
	fail 'BAGUI_SERVE is cgi or fastcgi'
	;;
esac
lighttpd -D -f "$work/lighttpd.conf" &
server=$!
sleep 1
kill -0 "$server" 2>/dev/null || {
	cat "$work/error.log" >&2
	fail 'lighttpd did not start'
}
echo "http://127.0.0.1:$port/search   (Ctrl-C ends it)"
wait "$server"
