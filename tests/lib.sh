# tests/lib.sh - the harness of the black-box tests: sentences in, TAP out.
#
# A test sources this file, says what it is about, and ends with test_done:
#
#	test_description='bagui-query: what is promised'
#	. "$(dirname "$0")/../lib.sh"
#	test_expect_success 'a sentence about behaviour' 'commands && commands'
#	test_done
#
# All bodies of one script run in order, in this shell, in one fresh trash
# directory, which is removed when all of them held and kept when one did not.
# The programs come from $BAGUI_BIN, else from the project's build/.
# $BAGUI_ROOT is the project, $BAGUI_SHARED the data that lies beside it.
BAGUI_ROOT=$(CDPATH='' cd "$(dirname "$0")/../.." && pwd -P) || exit 1
BAGUI_BIN=$(CDPATH='' cd "${BAGUI_BIN:-$BAGUI_ROOT/build}" && pwd -P) || exit 1
BAGUI_SHARED=${BAGUI_SHARED:-$BAGUI_ROOT/../shared}
PATH=$BAGUI_BIN:$PATH
LC_ALL=C.UTF-8 TZ=UTC
# libxapian's check frees with the wrong size, which is no matter of ours.
ASAN_OPTIONS=${ASAN_OPTIONS:+$ASAN_OPTIONS:}new_delete_type_mismatch=0
export BAGUI_ROOT BAGUI_BIN BAGUI_SHARED PATH LC_ALL TZ ASAN_OPTIONS
unset BAGUI_INDEX NO_COLOR LANGUAGE LANG TRACE CDPATH

test_count=0 test_failed=0 test_finished='' test_cleanup=:
test_trash=$(mktemp -d "${TMPDIR:-/tmp}/bagui-$(basename "$0" .sh).XXXXXX") || exit 1
trap 'test_status=$?; eval "$test_cleanup"; test_left "$test_status"' EXIT
trap 'exit 130' HUP INT TERM
mkdir "$test_trash/here" && cd "$test_trash/here" || exit 1
echo "# ${test_description:?}"

test_left () {
	cd / && test "$test_failed" -eq 0 && rm -rf "$test_trash"
	test -n "$test_finished" || { echo "# $0 ended before test_done"; exit 1; }
	exit "$1"
}

# A function of its own, so that a body may leave early by `return`.
test_body () { eval "$1"; }

# Run the body $2; the sentence $1 says what is true when it succeeds.
test_expect_success () {
	test_count=$((test_count + 1))
	if test_body "$2" </dev/null >"$test_trash/output" 2>&1 7>&1; then
		echo "ok $test_count - $1"
		return
	fi
	test_failed=$((test_failed + 1))
	echo "not ok $test_count - $1"
	printf '%s\n' "$2" | sed 's/^/# /'
	sed 's/^/#   /' "$test_trash/output"
	echo "# in $test_trash/here"
}

# Say that the whole file does not apply here, and why; call before any test.
test_skip_all () {
	echo "1..0 # SKIP $1"
	test_finished=yes
	exit 0
}

test_skip_unless_shared () {
	test -d "$BAGUI_SHARED/data" || test_skip_all '../shared is absent'
}

test_skip_unless_command () {
	command -v "$1" >/dev/null || test_skip_all "$1 is not installed"
}

# Run a command when the script ends, however it ends: to stop what it started.
test_at_exit () { test_cleanup="$1; $test_cleanup"; }

# test_expect_code N COMMAND...; what it says of a mismatch is no output of COMMAND.
test_expect_code () {
	test_want=$1 test_got=0 && shift
	"$@" 7>&- || test_got=$?
	test "$test_got" -eq "$test_want" && return
	echo "exit status $test_got, not $test_want: $*" >&7
	return 1
}

test_cmp () { diff -u "$1" "$2"; }

test_must_be_empty () {
	test -f "$1" || { echo "$1 does not exist"; return 1; }
	test ! -s "$1" || { echo "$1 is not empty:"; cat "$1"; return 1; }
}

test_write_lines () { printf '%s\n' "$@"; }

# test_grep [!] PATTERN FILE: the file has (has not) such a line.
test_grep () {
	if test "$1" = '!'; then ! grep -e "$2" "$3"; return; fi
	grep -q -e "$1" "$2" || { echo "no '$1' in $2:"; cat "$2"; return 1; }
}

# test_until COMMAND...: wait until it succeeds, for a minute at most; a machine
# that is busy may take long for what takes no time.
test_until () {
	for test_attempt in $(seq 600); do
		"$@" && return
		sleep 0.1
	done
	echo "never so: $*"
	return 1
}

# test_free_ports COUNT: ports of loopback on which a server may begin, one a
# line; below those that the system takes for outgoing connections (32768 on).
# A file says which running test has one, so that no other gets it meanwhile.
test_free_ports () {
	perl -MFcntl -MIO::Socket::INET -e '
		my ($left, $owner, $folder) = @ARGV;
		mkdir $folder and chmod 0777, $folder;
		-d -w $folder or die "$folder: $!";
		for my $taken (glob "$folder/*") {
			open my $file, "<", $taken or next;
			my $other = <$file> // 0;
			unlink $taken if $other > 0 && !kill(0, $other) && $!{ESRCH};
		}
		while ($left) {
			my $port = 12000 + int rand 20000;
			sysopen my $file, "$folder/$port", O_CREAT | O_EXCL | O_WRONLY or next;
			print $file $owner;
			close $file;
			IO::Socket::INET->new(LocalAddr => "127.0.0.1", LocalPort => $port, Listen => 1) or next;
			print "$port\n";
			$left--;
		}' "$1" $$ "${TMPDIR:-/tmp}/bagui-ports"
}

# test_listens PORT: a server accepts connections there.
test_listens () {
	perl -MIO::Socket::INET -e 'exit !IO::Socket::INET->new(PeerAddr => "127.0.0.1", PeerPort => $ARGV[0])' "$1"
}

# test_serves PATH: a server listens on the socket there, bound by that name.  It
# is a file from the bind on, and refuses whoever asks before listen(2).
test_serves () { grep -q "^[^ ]* [^ ]* [^ ]* 00010000 .* $1\$" /proc/net/unix; }

test_done () {
	echo "1..$test_count"
	test_finished=yes
	test "$test_failed" -eq 0
	exit
}
