# The search page's tests: a driver beside the unit tests, and a browser's
# modules, which npm puts into $(BROWSER) as package-lock.json says.
DRIVER_SOURCES := $(wildcard tests/web/*.c)
$(BUILD)/tests/drive: $(call objects,$(DRIVER_SOURCES)) $(LIBRARY)
	$(call say,LD )
	@mkdir -p $(@D)
	$(Q)$(LINK) -o $@ $^ $(PKG_LIBS)
-include $(patsubst %.o,%.d,$(call objects,$(DRIVER_SOURCES)))
tests: $(BUILD)/tests/drive

# Without them, or without a network to get them from, the tests in a browser
# are skipped and say so.
BROWSER ?= $(BUILD)/browser
browser:
	@mkdir -p $(BROWSER)
	@cmp -s tests/browser/package-lock.json $(BROWSER)/package-lock.json || \
		{ cp tests/browser/package.json tests/browser/package-lock.json $(BROWSER) && \
		  npm ci --prefix $(BROWSER) --ignore-scripts --no-audit --no-fund; } || \
		{ rm -f $(BROWSER)/package-lock.json; echo 'npm ci failed: no tests in a browser'; }

# Pictures of the main pages, in light and dark, on a phone and on paper.
screenshots:
	@tools/deps.sh build serve check
	@$(MAKE) $(JOBS) --no-print-directory $(BUILD)/demo.stamp browser
	@mkdir -p $(BUILD)/screenshots
	BAGUI_BIN=$(abspath $(BUILD)) BAGUI_INDEX=$${BAGUI_INDEX:-$(abspath $(BUILD))/demo.idx} \
		NODE_PATH=$(abspath $(BROWSER))/node_modules \
		node tests/browser/screenshots.js $(BUILD)/screenshots
	@echo "$(BUILD)/screenshots"

.PHONY: browser screenshots
