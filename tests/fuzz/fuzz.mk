# The fuzz targets.  `make tests` links each with replay.c; `make fuzz` with
# libFuzzer, and runs each for FUZZ_SECONDS over its seeds.
FUZZ_TARGETS := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
FUZZ_REPLAYS := $(FUZZ_TARGETS:%=$(BUILD)/fuzz/replay-%)
FUZZERS := $(FUZZ_TARGETS:%=$(BUILD)/fuzz/fuzz-%)
FUZZ_SECONDS ?= 60
# In make fuzz everything is compiled with this.
FUZZ_SANITIZE := address,undefined,fuzzer-no-link

$(FUZZ_REPLAYS): $(BUILD)/fuzz/replay-%: $(BUILD)/obj/tests/fuzz/fuzz_%.o \
		$(BUILD)/obj/tests/fuzz/replay.o $(BUILD)/query.a $(LIBRARY)
	$(call say,LD )
	@mkdir -p $(@D)
	$(Q)$(LINK) -o $@ $^ $(PKG_LIBS)
$(FUZZERS): $(BUILD)/fuzz/fuzz-%: $(BUILD)/obj/tests/fuzz/fuzz_%.o $(BUILD)/query.a $(LIBRARY)
	$(call say,LD )
	@mkdir -p $(@D)
	$(Q)$(LINK) -fsanitize=fuzzer -o $@ $^ $(PKG_LIBS)
-include $(patsubst %.c,$(BUILD)/obj/%.d,$(wildcard tests/fuzz/*.c))
tests: $(FUZZ_REPLAYS)

fuzz:
	@tools/deps.sh build check
	@$(MAKE) $(JOBS) --no-print-directory BUILD=$(BUILD)/fuzzing GEN=$(GEN) \
		CC="$(patsubst gcc,clang,$(CC))" CXX="$(patsubst g++,clang++,$(CXX))" \
		SANITIZE=$(FUZZ_SANITIZE) fuzzers
	@BUILD=$(BUILD)/fuzzing tests/fuzz/run.sh $(FUZZ_SECONDS) $(FUZZ_TARGETS)
fuzzers: $(FUZZERS)
.PHONY: fuzz fuzzers
