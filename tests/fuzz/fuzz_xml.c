/* A document as reader_xml() gets it: nothing declares its encoding but itself. */
#include "read/reader.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	const struct reader_input input = { .bytes = bytes, .len = len,
					    .forced = ENCODING_UNKNOWN };
	struct raw_document raw;

	raw_init(&raw);
	if (!reader_xml(&raw, &input, NULL))
		fuzz_check_raw(&raw);
	raw_release(&raw);
	return 0;
}
