/* WARC and ARC, of which crawls are full. */
#include "tests/fuzz/members.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	fuzz_members(bytes, len, len & 1 ? "source.warc" : "source.arc");
	return 0;
}
