# make bench: figures (tools/bench.sh).  Engines to compare with that cannot be
# installed are left out.
bench:
	@tools/deps.sh build bench
	-@tools/deps.sh peers
	@$(MAKE) $(JOBS) --no-print-directory all $(BUILD)/bench-limits $(BUILD)/tests/drive
	@BUILD=$(BUILD) tools/bench.sh
$(BUILD)/bench-limits: $(BUILD)/obj/tools/bench/limits.o $(LIBRARY)
	$(call say,LD )
	$(Q)$(LINK) -o $@ $^ $(PKG_LIBS)
