/* Bytes in any encoding, with any label: the first line. */
#include <string.h>

#include "base/mem.h"
#include "tests/fuzz/fuzz.h"
#include "text/clean.h"
#include "text/decode.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	const uint8_t *end = len ? memchr(bytes, '\n', len) : NULL;
	struct text text = TEXT_INIT;
	struct decode_report report;
	char *label = NULL;

	if (end && end - bytes < 40) {
		label = mem_string_len((const char *)bytes,
				       (size_t)(end - bytes));
		len -= (size_t)(end + 1 - bytes);
		bytes = end + 1;
	}
	if (!decode(&text, &report, bytes, len, label, ENCODING_UNKNOWN, NULL,
		    NULL)) {
		fuzz_check_text(&text);
		for (size_t i = 0; i < text.count; i++)
			FUZZ_MUST(text.src[i] <= len &&
				  (!i || text.src[i] >= text.src[i - 1]));
	}
	text_release(&text);
	free(label);
	return 0;
}
