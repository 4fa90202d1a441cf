/* replay FILE... - give each file to the fuzz target that this is linked with. */
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "tests/fuzz/fuzz.h"

enum { SEED_MOST = 1 << 20 };

int main(int argc, char **argv)
{
	uint8_t *bytes = mem_alloc(SEED_MOST);

	for (int i = 1; i < argc; i++) {
		FILE *file = fopen(argv[i], "rb");
		size_t len;
		uint8_t *input;

		if (!file) {
			perror(argv[i]);
			return 1;
		}
		len = fread(bytes, 1, SEED_MOST, file);
		fclose(file);
		/* A block of its own, whose end sanitizers watch. */
		input = mem_array(len, 1);
		for (size_t at = 0; at < len; at++)
			input[at] = bytes[at];
		LLVMFuzzerTestOneInput(input, len);
		free(input);
		printf("%s\n", argv[i]);
	}
	free(bytes);
	return argc < 2;
}
