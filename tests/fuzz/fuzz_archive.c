/* Archives and compressed files, and documents that are archives. */
#include "read/reader.h"
#include "tests/fuzz/members.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	const struct reader_input input = { .bytes = bytes, .len = len,
					    .forced = ENCODING_UNKNOWN };
	struct raw_document raw;

	fuzz_members(bytes, len, "source.zip");
	raw_init(&raw);
	if (!reader_package(&raw, &input, NULL))
		fuzz_check_raw(&raw);
	raw_release(&raw);
	return 0;
}
