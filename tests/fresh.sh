#!/bin/sh
# The two commands of the README on a bare Debian 12: `make demo`, then
# `make check`, in a debootstrap root with a clone of HEAD.  Needs root, a
# network and debootstrap, and is not part of `make check`.
#
#   tests/fresh.sh [make arguments]
#
# FRESH_CACHE=DIR keeps the bare root there for the next time, FRESH_TARGETS
# names other targets than "demo check", FRESH_TREE=1 takes the files as they
# are instead of HEAD, FRESH_KEEP=1 leaves the root behind.
set -eu
project=$(cd "$(dirname "$0")/.." && pwd -P)
suite=bookworm
mirror=${FRESH_MIRROR:-http://deb.debian.org/debian}

fail() {
	echo "fresh.sh: $1" >&2
	exit 1
}

[ "$(id -u)" -eq 0 ] || fail 'needs root, for chroot and mounts'
command -v debootstrap >/dev/null || fail 'debootstrap is not installed'

work=$(mktemp -d "${TMPDIR:-/tmp}/bagui-fresh.XXXXXX")
root=$work/root

# Deleting below a bound /dev would delete the machine's: look before.
finish() {
	for place in dev/pts dev proc; do
		mountpoint -q "$root/$place" && umount -l "$root/$place"
	done
	if grep -q " $root/" /proc/mounts; then
		echo "fresh.sh: still mounted, left behind: $root" >&2
	elif [ -z "${FRESH_KEEP:-}" ]; then
		rm -rf --one-file-system "$work"
	else
		echo "fresh.sh: left behind: $root"
	fi
}
trap finish EXIT
trap 'exit 130' HUP INT TERM

bare_root() {
	cached=${FRESH_CACHE:+$FRESH_CACHE/$suite-minbase.tar}
	mkdir "$root"
	if [ -n "$cached" ] && [ -f "$cached" ]; then
		tar -C "$root" --numeric-owner -xf "$cached"
		return
	fi
	debootstrap --variant=minbase --include=git,make,ca-certificates \
		"$suite" "$root" "$mirror" >"$work/debootstrap.log" 2>&1 ||
		{ tail -20 "$work/debootstrap.log" >&2; fail 'debootstrap failed'; }
	if [ -n "$cached" ]; then
		mkdir -p "$FRESH_CACHE"
		tar -C "$root" --numeric-owner -cf "$cached.new" .
		mv "$cached.new" "$cached"
	fi
}

# The root gets this machine's way to the network, and starts no service.
connect() {
	cp -L /etc/resolv.conf "$root/etc/resolv.conf"
	cp /etc/hosts "$root/etc/hosts"
	for file in /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/apt.conf \
		/etc/apt/keyrings /etc/apt/trusted.gpg.d /usr/share/keyrings \
		/usr/local/share/ca-certificates /etc/ssl/certs; do
		[ ! -e "$file" ] || { mkdir -p "$root${file%/*}" && cp -a "$file" "$root${file%/*}/"; }
	done
	# What it says of proxies; other settings are that machine's own.
	apt-config dump | grep -iE '^Acquire::(http|https|ftp)::' >"$root/etc/apt/apt.conf.d/90fresh" || :
	printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
	chmod 755 "$root/usr/sbin/policy-rc.d"
	mount -t proc proc "$root/proc"
	mount --bind /dev "$root/dev"
	mkdir -p "$root/dev/pts"
	mount --bind /dev/pts "$root/dev/pts"
}

# The project, as someone gets who clones it.
fetch() {
	if [ -n "${FRESH_TREE:-}" ]; then
		mkdir "$root/bagui"
		(cd "$project" && tar -c --exclude=./.git --exclude=./build .) | tar -C "$root/bagui" -x
	else
		git clone -q "$project" "$root/bagui"
	fi
	chown -R 0:0 "$root/bagui"
}

inside() {
	env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin TERM=dumb \
		http_proxy="${http_proxy:-}" https_proxy="${https_proxy:-}" \
		chroot "$root" sh -c 'cd /bagui && exec "$@"' sh "$@"
}

bare_root
connect
fetch
for target in ${FRESH_TARGETS:-demo check}; do
	begin=$(date +%s)
	inside make "$target" "$@" || fail "make $target failed"
	echo "fresh.sh: make $target took $(($(date +%s) - begin)) s"
done
