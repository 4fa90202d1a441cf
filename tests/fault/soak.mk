# make soak: the tests of faults in full; `make check` has a small share of them
# (tests/cli/i9-faults.sh).  Hours, of which most are I/O faults at every write.
SOAK := BAGUI_KILLS=1000 BAGUI_FAULT_STEP=1 BAGUI_FAULT_MEMORY=1000 BAGUI_FLIPS=1000
soak:
	@tools/deps.sh build check
	@$(MAKE) $(JOBS) --no-print-directory all $(BUILD)/tests/drive
	$(Q)$(SOAK) $(TEST_ENV) prove --failures --comments -e sh tests/fault/kills.sh \
		tests/fault/io.sh tests/fault/memory.sh tests/cli/i3-compact-check.sh \
		tests/web/soak.sh
.PHONY: soak
