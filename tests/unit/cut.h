/* tests/unit/cut.h - a file that ends at each of its bytes, and one with each
 * of its bytes changed: a reader says something of every one of them.  The
 * bytes stand in memory of just their length, so that the sanitizers see a
 * read past the end. */
#ifndef UNIT_CUT_H
#define UNIT_CUT_H
#include <stdlib.h>
#include <string.h>
#include "read/reader.h"
#include "tests/unit/unit.h"

static inline void cut_read(reader_fn *read, struct reader_input input,
			    const char *bytes, size_t len)
{
	char *copy = malloc(len ? len : 1);
	struct raw_document raw;
	struct error err = { 0 };
	enum status status;

	memcpy(copy, bytes, len);
	input.bytes = copy;
	input.len = len;
	raw_init(&raw);
	status = read(&raw, &input, &err);
	EXPECT(status == STATUS_OK || status == STATUS_BAD_INPUT);
	EXPECT(status == STATUS_OK || err.text[0]);
	raw_release(&raw);
	free(copy);
}

static inline void cut_everywhere(reader_fn *read, struct reader_input input,
				  const char *bytes, size_t len)
{
	char *changed = malloc(len ? len : 1);

	for (size_t i = 0; i <= len; i++)
		cut_read(read, input, bytes, i);
	for (size_t i = 0; i < len; i++) {
		memcpy(changed, bytes, len);
		changed[i] = (char)(changed[i] ^ (i % 3 ? 0x20 : 0xFF));
		cut_read(read, input, changed, len);
	}
	free(changed);
}

#endif
