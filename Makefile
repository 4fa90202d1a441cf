# Bagui: one flat makefile.
#
#   make            build the programs into build/
#   make deps       install what building and running need (apt)
#   make demo       index corpus/sample and answer three queries
#   make check      build with gcc, clang and the sanitizers; run every test
#   make test       build, and run the tests of this build alone
#   make install    DESTDIR= PREFIX=/usr/local
#   make serve      the search page on loopback
#   make screenshots  pictures of it, made by chromium
#   make bench      figures, beside those of other engines
#   make coverage   which lines the tests reach
#   make clean
#
# demo, check, bench and serve install what they need and do not find.
# BUILD=DIR builds elsewhere, SANITIZE=address,undefined builds with checks,
# WERROR=1 makes warnings errors (make check does), V=1 shows the commands.
BUILD ?= build
GEN ?= $(BUILD)/gen
PREFIX ?= /usr/local
SANITIZE ?=
WERROR ?=
V ?=
ifeq ($(origin CC),default)
CC := gcc
endif
VERSION := 0.1.0
PACKAGES := xapian-core icu-uc icu-i18n libxml-2.0 libarchive libbrotlidec libseccomp libzstd zlib libxxhash

LIB_SOURCES := $(wildcard lib/*/*.c lib/*/*.cc)
INDEXER_SOURCES := $(wildcard indexer/*/*.c)
QUERY_SOURCES := $(filter-out query/command/main.c query/web/cgi%,$(wildcard query/*/*.c))
CGI_SOURCES := $(wildcard query/web/cgi*.c)
UNIT_SOURCES := $(wildcard tests/unit/test_*.c)
CLI_TESTS := $(sort $(wildcard tests/cli/*.sh))
DATA_SOURCES := $(wildcard corpus/taxonomy*/* corpus/lexicon/*)
SAMPLE := $(shell find corpus/sample -type f)

objects = $(patsubst %,$(BUILD)/obj/%.o,$(basename $(1)))
LIBRARY := $(BUILD)/libbagui.a
PROGRAMS := $(BUILD)/bagui-index $(BUILD)/bagui-query $(BUILD)/bagui.cgi
UNIT_TESTS := $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(UNIT_SOURCES))
DATA := $(patsubst corpus/%,$(BUILD)/share/bagui/%,$(DATA_SOURCES))
# Exists once everything that building needs was seen to be there.
READY := $(BUILD)/ready

# Flags.  pkg-config is asked once, and only when something is compiled: on a
# bare machine it comes with `make deps`.
PKG_CFLAGS = $(eval PKG_CFLAGS := $(shell pkg-config --cflags $(PACKAGES)))$(PKG_CFLAGS)
PKG_LIBS = $(eval PKG_LIBS := $(shell pkg-config --libs $(PACKAGES)))$(PKG_LIBS)
CLANG := $(findstring clang,$(CC))

# For gcc a variable may be named after its type; clang lets it by itself.
WARNINGS := -Wall -Wextra -Wpedantic $(if $(CLANG),-Wshadow,-Wshadow=local) -Wconversion \
	-Wsign-conversion -Wformat=2 -Wundef -Wvla -Wcast-qual -Wpointer-arith \
	-Wwrite-strings -Wimplicit-fallthrough $(if $(WERROR),-Werror)
C_WARNINGS := -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition
HARDEN := -fPIE -fno-common -fno-strict-overflow -fno-delete-null-pointer-checks \
	-fstack-protector-strong -fstack-clash-protection \
	$(if $(filter x86_64,$(shell uname -m)),-fcf-protection=full) \
	$(if $(CLANG),-ftrivial-auto-var-init=pattern,-ftrivial-auto-var-init=zero -fzero-call-used-regs=used-gpr)
RELEASE := -O2 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 $(HARDEN)
CHECKED := -O1 -fPIE -fno-omit-frame-pointer -fno-sanitize-recover=all -fsanitize=$(SANITIZE)
COMMON = -g -pipe -fexceptions $(if $(SANITIZE),$(CHECKED),$(RELEASE)) $(WARNINGS) \
	-Ilib -I. -I$(GEN) -DBAGUI_VERSION='"$(VERSION)"' -D_GNU_SOURCE -MMD -MP $(PKG_CFLAGS)
# C frames stand between C++ ones (a decider called back from a match), so
# exceptions must be able to pass them.
COMPILE_C = $(CC) -std=c11 $(C_WARNINGS) $(COMMON) $(CFLAGS)
COMPILE_CXX = $(CXX) -std=c++17 -fvisibility=hidden -D_GLIBCXX_ASSERTIONS $(COMMON) $(CXXFLAGS)
LINK = $(CXX) -pie -Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code,--as-needed \
	$(if $(SANITIZE),-fsanitize=$(SANITIZE)) $(LDFLAGS)

# Prints a short line for the command that follows, the command itself with V=1,
# nothing with -s.
Q := $(if $(V),,@)
SILENT := $(findstring s,$(firstword -$(MAKEFLAGS)))
say = $(if $(V)$(SILENT),,@echo '  $(1) $(patsubst $(BUILD)/%,%,$@)')

all: $(PROGRAMS) $(DATA)
tests: all $(UNIT_TESTS)
include build.mk

$(READY): tools/packages tools/deps.sh
	@tools/deps.sh --check build
	@mkdir -p $(@D) && touch $@

# Written anew only when it changes, and then everything is compiled anew.
FLAGS := $(BUILD)/flags
$(FLAGS): always | $(READY)
	@printf '%s\n' '$(subst ','\'',$(COMPILE_C) : $(COMPILE_CXX) : $(LINK))' >$@.new
	@cmp -s $@.new $@ && rm $@.new || mv $@.new $@

$(LIBRARY): $(call objects,$(LIB_SOURCES))
	$(call say,AR )
	$(Q)rm -f $@ && ar rcs $@ $^

$(BUILD)/bagui-index: $(call objects,$(INDEXER_SOURCES)) $(LIBRARY)
$(BUILD)/bagui-query: $(call objects,query/command/main.c $(QUERY_SOURCES)) $(LIBRARY)
$(BUILD)/bagui.cgi: LIBS := -lfcgi
$(BUILD)/bagui.cgi: $(call objects,$(CGI_SOURCES) $(QUERY_SOURCES)) $(LIBRARY)
# Some unit tests are about one side's own modules, which are in no library.
$(BUILD)/indexer.a: $(call objects,$(filter-out indexer/command/main.c,$(INDEXER_SOURCES)))
$(BUILD)/query.a: $(call objects,$(QUERY_SOURCES))
$(BUILD)/indexer.a $(BUILD)/query.a:
	$(call say,AR )
	$(Q)rm -f $@ && ar rcs $@ $^
$(UNIT_TESTS): $(BUILD)/tests/%: $(BUILD)/obj/tests/unit/%.o $(BUILD)/indexer.a $(BUILD)/query.a $(LIBRARY)
include tests/web/web.mk
include tests/fault/soak.mk
include tests/fuzz/fuzz.mk
$(PROGRAMS) $(UNIT_TESTS):
	$(call say,LD )
	@mkdir -p $(@D)
	$(Q)$(LINK) -o $@ $^ $(PKG_LIBS) $(LIBS)

$(BUILD)/obj/%.o: %.c $(FLAGS) | $(GENERATED)
	$(call say,CC )
	@mkdir -p $(@D)
	$(Q)$(COMPILE_C) -c -o $@ $<
$(BUILD)/obj/%.o: %.cc $(FLAGS) | $(GENERATED)
	$(call say,CXX)
	@mkdir -p $(@D)
	$(Q)$(COMPILE_CXX) -c -o $@ $<
-include $(patsubst %.o,%.d,$(call objects,$(LIB_SOURCES) $(wildcard indexer/*/*.c query/*/*.c) $(UNIT_SOURCES)))

# The programs look for their data in share/bagui beside them.
$(DATA): $(BUILD)/share/bagui/%: corpus/%
	@mkdir -p $(@D)
	@cp $< $@

deps:
	@tools/deps.sh build

# What was just installed must be seen, so the rest is a make of its own.
demo:
	@tools/deps.sh build
	@$(MAKE) $(JOBS) --no-print-directory $(BUILD)/demo.stamp
	@BUILD=$(BUILD) tools/demo.sh
$(BUILD)/demo.stamp: $(PROGRAMS) $(DATA) $(SAMPLE)
	@rm -rf $(BUILD)/demo.idx
	$(BUILD)/bagui-index -i $(BUILD)/demo.idx --progress=never corpus/sample
	@touch $@

# One job a processor, unless whoever called make has said how many.
JOBS = $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(shell nproc))
CHECK := $(BUILD)/check
SUBMAKE = $(MAKE) $(JOBS) --no-print-directory WERROR=1 GEN=$(BUILD)/check/gen BROWSER=$(BROWSER)
check:
	@tools/deps.sh build check
	@$(MAKE) --no-print-directory browser
	@tools/check-static.sh
	@echo '== gcc'
	@$(SUBMAKE) BUILD=$(CHECK)/gcc tests
	@echo '== clang'
	@$(SUBMAKE) BUILD=$(CHECK)/clang CC=clang CXX=clang++ tests
	@echo '== gcc with sanitizers'
	@$(SUBMAKE) BUILD=$(CHECK)/asan SANITIZE=$(SANITIZERS) tests
	@echo '== tests'
	@$(SUBMAKE) BUILD=$(CHECK)/gcc test
	@echo '== tests with sanitizers'
	@$(SUBMAKE) BUILD=$(CHECK)/asan SANITIZE=$(SANITIZERS) test
	@echo 'make check: everything passed'
SANITIZERS := address,undefined,float-divide-by-zero

# BAGUI_SANITIZE tells tests that watch memory or time that this build does.
TEST_LIMIT_S := 300
TEST_ENV = BAGUI_BIN=$(abspath $(BUILD)) BAGUI_SANITIZE=$(SANITIZE) BAGUI_BROWSER=$(abspath $(BROWSER)) \
	ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=1:strict_string_checks=1:allocator_may_return_null=1 \
	UBSAN_OPTIONS=print_stacktrace=1 LC_ALL=C.UTF-8
PROVE = $(Q)$(TEST_ENV) prove -j2 --failures --comments -e
test: tests
	$(PROVE) 'timeout $(TEST_LIMIT_S)' $(UNIT_TESTS)
	$(PROVE) 'timeout $(TEST_LIMIT_S) sh' $(CLI_TESTS)

# Manual pages and completion come from the programs' own option tables.
PAGES := bagui-index bagui-query
BIN := $(DESTDIR)$(PREFIX)/bin
SHARE := $(DESTDIR)$(PREFIX)/share
install: all
	@$(MAKE) --no-print-directory install-files
install-files:
	install -d $(BIN) $(DESTDIR)$(PREFIX)/lib/cgi-bin $(SHARE)/man/man1 $(SHARE)/man/man8 \
		$(SHARE)/man/zh_CN/man1 $(SHARE)/man/zh_CN/man8 $(SHARE)/bash-completion/completions $(SHARE)/zsh/site-functions \
		$(SHARE)/fish/vendor_completions.d
	install $(BUILD)/bagui-index $(BUILD)/bagui-query $(BIN)
	install $(BUILD)/bagui.cgi $(DESTDIR)$(PREFIX)/lib/cgi-bin
	for file in $(DATA:$(BUILD)/share/%=%); do \
		install -D -m 644 $(BUILD)/share/$$file $(SHARE)/$$file || exit; \
	done
	umask 022 && for page in $(PAGES); do \
		LC_ALL=C $(BUILD)/$$page --man >$(SHARE)/man/man1/$$page.1 && \
		LC_ALL=zh_CN $(BUILD)/$$page --man >$(SHARE)/man/zh_CN/man1/$$page.1 && \
		$(BUILD)/$$page --completion=bash >$(SHARE)/bash-completion/completions/$$page && \
		$(BUILD)/$$page --completion=zsh >$(SHARE)/zsh/site-functions/_$$page && \
		$(BUILD)/$$page --completion=fish >$(SHARE)/fish/vendor_completions.d/$$page.fish || exit; \
	done
	umask 022 && LC_ALL=C $(BUILD)/bagui.cgi --man >$(SHARE)/man/man8/bagui.cgi.8 && \
		LC_ALL=zh_CN $(BUILD)/bagui.cgi --man >$(SHARE)/man/zh_CN/man8/bagui.cgi.8
	for page in $$(cd docs/man && ls *.7 zh_CN/*.7); do \
		install -D -m 644 docs/man/$$page $(SHARE)/man/$$(dirname $$page)/man7/$${page##*/} || exit; \
	done

serve:
	@tools/deps.sh build serve
	@$(MAKE) $(JOBS) --no-print-directory $(BUILD)/demo.stamp
	@BUILD=$(BUILD) tools/serve.sh

include tools/bench.mk

coverage:
	@tools/deps.sh build check
	-@$(MAKE) $(JOBS) --no-print-directory BUILD=$(BUILD)/coverage CFLAGS='-O1 --coverage' \
		CXXFLAGS='-O1 --coverage' LDFLAGS=--coverage test
	@tools/coverage.sh $(BUILD)/coverage

clean:
	rm -rf $(BUILD) bench.out

.PHONY: all tests deps demo check test install install-files serve bench coverage clean always
.DELETE_ON_ERROR:
.SUFFIXES:
