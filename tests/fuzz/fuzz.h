/* tests/fuzz/fuzz.h - what the fuzz targets share.
 *
 * Each target is one file with LLVMFuzzerTestOneInput().  `make fuzz` links it
 * with libFuzzer (clang); for `make check` replay.c feeds it the seeds, and
 * whatever was once found is one of them. */
#ifndef FUZZ_H
#define FUZZ_H
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include "read/raw.h"
#include "text/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

/* What is promised of every result; libFuzzer takes an abort for a finding. */
#define FUZZ_MUST(claim) do { if (!(claim)) abort(); } while (0)

/* Characters are scalar values. */
static inline void fuzz_check_text(const struct text *text)
{
	for (size_t i = 0; i < text->count; i++)
		FUZZ_MUST(text->cp[i] < 0xD800 ||
			  (text->cp[i] >= 0xE000 && text->cp[i] < 0x110000));
}

/* Blocks lie in the text, one behind the other. */
static inline void fuzz_check_raw(const struct raw_document *raw)
{
	size_t end = 0;

	fuzz_check_text(&raw->text);
	for (size_t i = 0; i < raw->count; i++) {
		FUZZ_MUST(raw->blocks[i].begin >= end);
		FUZZ_MUST(raw->blocks[i].end >= raw->blocks[i].begin);
		end = raw->blocks[i].end;
	}
	FUZZ_MUST(end <= raw->text.count);
}

#endif
