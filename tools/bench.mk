# make bench: figures (tools/bench.sh).
bench:
	@tools/deps.sh build bench
	@$(MAKE) $(JOBS) --no-print-directory all $(BUILD)/bench-limits
	@BUILD=$(BUILD) tools/bench.sh
$(BUILD)/bench-limits: $(BUILD)/obj/tools/bench/limits.o $(LIBRARY)
	$(call say,LD )
	$(Q)$(LINK) -o $@ $^ $(PKG_LIBS)
