/* tests/web/generate.h - requests of every kind, good and bad, from a seed. */
#ifndef TESTS_WEB_GENERATE_H
#define TESTS_WEB_GENERATE_H
#include <stdint.h>
#include "base/buf.h"

struct generated {
	const char *method;
	struct buf path, query;
};

/* The next request; *state goes on from the seed. */
void generate(struct generated *out, uint64_t *state);
void generated_release(struct generated *generated);

#endif
