# What is made before compiling: tables out of Debian's unicode-data, related
# words, and the style sheet of the search page.  GEN may be shared by several
# builds.
GENERATED := $(GEN)/fold_table.inc $(GEN)/pinyin_table.inc $(GEN)/common_table.inc \
	$(GEN)/related_table.inc $(GEN)/style.inc

$(GENERATED): $(GEN)/%.inc: tools/make-%.pl | $(READY)
	@mkdir -p $(@D)
	perl $< >$@.tmp && mv $@.tmp $@
$(GEN)/style.inc: query/web/bagui.css
$(GEN)/related_table.inc: corpus/related.txt tools/make-fold_table.pl
