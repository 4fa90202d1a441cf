#!/bin/sh
test_description='build: the checks of the sources and of what is installed find what they are for'
. "$(dirname "$0")/../lib.sh"
tools=$BAGUI_ROOT/tools

# A small project that is as it should be, to be spoilt.
fresh_tree () {
	rm -rf tree && mkdir -p tree/lib/base tree/lib/text tree/indexer/read tree/query/web tree/tests \
		tree/tools tree/docs tree/corpus &&
	cp "$tools/layers" tree/tools && echo "# none" >tree/tools/size-exceptions &&
	echo "int base_one(void);" >tree/lib/base/one.h &&
	printf "#include \"base/one.h\"\nint text_two(void)\n{\n\treturn base_one();\n}\n" >tree/lib/text/two.c
}

# lines N: N lines of nothing.
lines () { awk -v n="$1" 'BEGIN { while (n-- > 0) print "" }'; }

test_expect_success 'the small project passes all of them' '
	fresh_tree &&
	echo "See \`lib/base/one.h\`, \`base/one.h\` and \`lib/*/two.[ch]\`." >tree/README.md &&
	for check in layers headers sizes documents words; do
		"$tools/check-$check.sh" tree || return 1
	done
'

test_expect_success 'layers: an include that points up is forbidden by name' '
	fresh_tree && echo "#include \"query/match/plan.h\"" >>tree/lib/text/two.c &&
	test_expect_code 1 "$tools/check-layers.sh" tree >actual &&
	echo "forbidden: text query/match (lib/text/two.c:6)" >expect &&
	test_cmp expect actual
'

test_expect_success 'layers: libxapian is seen by lib/xapian-c alone' '
	fresh_tree && echo "#include <xapian.h>" >tree/query/web/bad.cc &&
	test_expect_code 1 "$tools/check-layers.sh" tree >actual &&
	test_grep "forbidden: query/web xapian" actual
'

test_expect_success 'headers: one that needs another first does not pass' '
	fresh_tree && echo "size_t base_len(void);" >>tree/lib/base/one.h &&
	test_expect_code 123 "$tools/check-headers.sh" tree >actual 2>&1 &&
	test_grep "lib/base/one.h: does not compile alone as C11" actual
'

test_expect_success 'sizes: 60 lines of function pass, 61 do not, unless excused' '
	fresh_tree &&
	{ echo "void text_long(void)" && echo "{" && lines 58 && echo "}"; } >tree/lib/text/long.c &&
	"$tools/check-sizes.sh" tree &&
	{ echo "void text_long(void)" && echo "{" && lines 59 && echo "}"; } >tree/lib/text/long.c &&
	test_expect_code 123 "$tools/check-sizes.sh" tree >actual &&
	test_grep "lib/text/long.c:text_long: the function has 61 lines" actual &&
	echo "lib/text/long.c:text_long a table in code" >tree/tools/size-exceptions &&
	"$tools/check-sizes.sh" tree
'

test_expect_success 'sizes: long files and headers are found, but not those a program made' '
	fresh_tree && lines 501 >tree/query/web/a.c && lines 151 >tree/lib/base/b.h &&
	{ echo "/* Made by tools/make-it.pl. */" && lines 900; } >tree/lib/text/table.c &&
	test_expect_code 123 "$tools/check-sizes.sh" tree >actual &&
	test_grep "^query/web/a.c: the file has 501" actual &&
	test_grep "^lib/base/b.h: the file has 151" actual &&
	test_grep ! table actual
'

test_expect_success 'sizes: an excuse that nothing needs any more is reported' '
	fresh_tree && echo "lib/text/gone.c it was long" >tree/tools/size-exceptions &&
	test_expect_code 123 "$tools/check-sizes.sh" tree >actual &&
	test_grep "no longer needed: lib/text/gone.c" actual
'

test_expect_success 'documents: a path that is gone is named with its line' '
	fresh_tree && printf "One.\n\nIn \`lib/base/three.h\`.\n" >tree/README.md &&
	test_expect_code 1 "$tools/check-documents.sh" tree >actual &&
	echo "README.md:3: names lib/base/three.h, which does not exist" >expect &&
	test_cmp expect actual
'

test_expect_success 'documents: a name without a folder must be somewhere; links count' '
	fresh_tree && printf "\`two.c\`, \`nowhere.c\`, [this](docs/none.md).\n" >tree/README.md &&
	test_expect_code 1 "$tools/check-documents.sh" tree >actual &&
	test_write_lines "README.md:1: names nowhere.c, which does not exist" \
		"README.md:1: names docs/none.md, which does not exist" >expect &&
	test_cmp expect actual
'

test_expect_success 'words: the path of a machine is found, that of a site is not' '
	fresh_tree && echo "http://example.org/home/a" >tree/docs/a && "$tools/check-words.sh" tree &&
	printf "see /%s/me/notes\n" home >tree/docs/b &&
	test_expect_code 1 "$tools/check-words.sh" tree >actual &&
	test_grep "docs/b:1:" actual
'

# Stands in for a machine: what is in bin/ is all there is.
bare_machine () {
	rm -rf bin log && mkdir bin &&
	for command in sh dirname sort tr id cat env perl; do
		ln -s "$(command -v $command)" bin/$command || return
	done
}

# fake NAME: a program of that machine, read from standard input.
fake () {
	rm -f "bin/$1" && { echo "#!/bin/sh" && cat; } >"bin/$1" && chmod +x "bin/$1"
}

test_expect_success 'deps: without apt, what is missing is listed and the exit status is 1' '
	bare_machine &&
	test_expect_code 1 env PATH="$PWD/bin" "$tools/deps.sh" build >actual 2>err &&
	test_must_be_empty actual &&
	test_grep "^  libxapian-dev$" err && test_grep "^  g++$" err &&
	test_grep "cannot be installed from here" err
'

test_expect_success 'deps: with apt and sudo, what is missing is installed, and nothing else is' '
	bare_machine && echo "echo 1000" | fake id &&
	echo "echo \"sudo \$*\" >>\"$PWD/log\"; exec \"\$@\"" | fake sudo &&
	echo "echo \"apt-get \$*\" >>\"$PWD/log\"" | fake apt-get &&
	test_expect_code 1 env PATH="$PWD/bin" "$tools/deps.sh" build >actual 2>err &&
	test_grep "^sudo apt-get -q update$" log &&
	test_grep "^apt-get .* install .*libxapian-dev" log &&
	test_grep ! "perl" log
'

test_expect_success 'deps: a library that is too old is named, with the version that is needed' '
	mkdir -p old && cat >old/pkg-config <<-\EOF &&
	#!/bin/sh
	case "$*" in
	*--atleast-version=1.4.22*) exit 1 ;;
	*--modversion*) echo 1.4.18 ;;
	esac
	EOF
	chmod +x old/pkg-config &&
	test_expect_code 1 env PATH="$PWD/old:$PATH" "$tools/deps.sh" --check build 2>err &&
	echo "bagui: libxapian 1.4.18 is too old: 1.4.22 or newer is needed" >expect &&
	test_cmp expect err
'

test_done
