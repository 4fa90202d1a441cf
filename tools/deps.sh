#!/bin/sh
# Installs what is missing of the groups of tools/packages, and checks versions.
#
#   tools/deps.sh [--check] GROUP...
#
# Where nothing is missing it does nothing, and needs neither root nor network.
# --check installs nothing.  Exit 1: something is missing or too old, and said.
set -eu
cd "$(dirname "$0")/.."

fail() {
	echo "bagui: $1" >&2
	exit 1
}

# The packages of the groups whose test does not succeed, a line each.
missing() {
	tab=$(printf '\t')
	while IFS=$tab read -r group package test; do
		case " $* " in
		*" $group "*) (eval "$test") >/dev/null 2>&1 </dev/null || echo "$package" ;;
		esac
	done <tools/packages | sort -u
}

# as_root COMMAND...
as_root() {
	if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

install() {
	echo "Installing:" "$@"
	as_root apt-get -q update || echo 'bagui: going on with the package lists of before' >&2
	as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
		-o DPkg::Lock::Timeout=300 --no-install-recommends install "$@" ||
		fail 'apt-get could not install all of them'
	# We only ever start web servers ourselves, on loopback.
	for server in lighttpd nginx; do
		case " $* " in
		*" $server"*) as_root systemctl disable --now $server >/dev/null 2>&1 || : ;;
		esac
	done
}

can_install() {
	command -v apt-get >/dev/null &&
		{ [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null; }
}

# at_least MODULE VERSION NAME
at_least() {
	pkg-config --atleast-version="$2" "$1" ||
		fail "$3 $(pkg-config --modversion "$1") is too old: $2 or newer is needed"
}

may_install=yes
if [ "${1-}" = --check ]; then
	may_install=no
	shift
fi
[ $# -gt 0 ] || fail 'usage: tools/deps.sh [--check] GROUP...'

wanted=$(missing "$@")
if [ -n "$wanted" ] && [ $may_install = yes ] && can_install; then
	# shellcheck disable=SC2086 # one word a package
	install $wanted
	wanted=$(missing "$@")
fi
if [ -n "$wanted" ]; then
	echo "bagui: missing (Debian's names):" >&2
	printf '  %s\n' $wanted >&2
	if [ $may_install = no ]; then
		echo '`make deps` installs what building needs, with apt' >&2
	elif ! can_install; then
		echo 'they cannot be installed from here: no apt, or neither root nor sudo' >&2
	fi
	exit 1
fi
at_least xapian-core 1.4.22 libxapian
at_least icu-uc 72 ICU
at_least libxml-2.0 2.9.14 libxml2
