/* What is stored: records, groups of them, spelled text; the first byte says
 * what.  What can be read is the same when it is written and read again. */
#include <string.h>

#include "base/buf.h"
#include "schema/record.h"
#include "schema/record_group.h"
#include "schema/term.h"
#include "tests/fuzz/fuzz.h"

static void passage(const uint8_t *bytes, size_t len)
{
	struct record_passage one, two;
	struct buf first = BUF_INIT, second = BUF_INIT;

	if (record_passage_decode(&one, bytes, len, NULL))
		return;
	record_passage_encode(&first, &one);
	FUZZ_MUST(!record_passage_decode(&two, first.data, first.len, NULL));
	record_passage_encode(&second, &two);
	FUZZ_MUST(first.len == second.len &&
		  !memcmp(first.data, second.data, first.len));
	record_passage_release(&one);
	record_passage_release(&two);
	buf_release(&first);
	buf_release(&second);
}

static void document(const uint8_t *bytes, size_t len)
{
	struct record_document one, two;
	struct buf first = BUF_INIT;

	if (record_document_decode(&one, bytes, len, NULL))
		return;
	record_document_encode(&first, &one);
	FUZZ_MUST(!record_document_decode(&two, first.data, first.len, NULL));
	FUZZ_MUST(!strcmp(one.id, two.id) && !strcmp(one.title, two.title));
	record_document_release(&one);
	record_document_release(&two);
	buf_release(&first);
}

static void source(const uint8_t *bytes, size_t len)
{
	struct record_source one, two;
	struct buf first = BUF_INIT;

	if (record_source_decode(&one, bytes, len, NULL))
		return;
	record_source_encode(&first, &one);
	FUZZ_MUST(!record_source_decode(&two, first.data, first.len, NULL));
	FUZZ_MUST(!strcmp(one.path, two.path));
	record_source_release(&one);
	record_source_release(&two);
	buf_release(&first);
}

static void group(const uint8_t *bytes, size_t len)
{
	struct record_passage one;
	size_t back;

	record_group_back(&back, bytes, len, NULL);
	for (size_t i = 0; i < RECORD_GROUP; i++)
		if (!record_group_decode(&one, bytes, len, i, NULL))
			record_passage_release(&one);
}

static void spelling(const uint8_t *bytes, size_t len)
{
	struct buf spelled = BUF_INIT, read = BUF_INIT;

	term_encode(&spelled, (const char *)bytes, len);
	FUZZ_MUST(term_decode(&read, spelled.data ? spelled.data : "",
			      spelled.len));
	FUZZ_MUST(read.len == len && (!len || !memcmp(read.data, bytes, len)));
	buf_clear(&read);
	term_decode(&read, bytes, len);
	buf_release(&spelled);
	buf_release(&read);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	if (!len)
		return 0;
	switch (bytes[0] % 5) {
	case 0: passage(bytes + 1, len - 1); break;
	case 1: document(bytes + 1, len - 1); break;
	case 2: source(bytes + 1, len - 1); break;
	case 3: group(bytes + 1, len - 1); break;
	case 4: spelling(bytes + 1, len - 1); break;
	}
	return 0;
}
