#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void out_of_memory(void)
{
	static const char line[] = "bagui: out of memory\n";
	ssize_t ignored = write(STDERR_FILENO, line, sizeof(line) - 1);

	(void)ignored;
	_exit(2);
}

void *mem_array(size_t count, size_t size)
{
	void *memory = calloc(count ? count : 1, size ? size : 1);

	if (!memory)
		out_of_memory();
	return memory;
}

void *mem_alloc(size_t size)
{
	return mem_array(1, size);
}

char *mem_string_len(const char *text, size_t len)
{
	char *copy = mem_alloc(len + 1);

	if (len)
		memcpy(copy, text, len);
	return copy;
}

char *mem_string(const char *text)
{
	return text ? mem_string_len(text, strlen(text)) : NULL;
}

void mem_reserve(void *items, size_t *capacity, size_t count, size_t size)
{
	void *grown, *old;
	size_t wanted = *capacity ? *capacity : 16;

	if (count <= *capacity)
		return;
	while (wanted < count) {
		if (wanted > SIZE_MAX / 2)
			out_of_memory();
		wanted *= 2;
	}
	if (wanted > SIZE_MAX / size)
		out_of_memory();
	memcpy(&old, items, sizeof(old));
	grown = realloc(old, wanted * size);
	if (!grown)
		out_of_memory();
	memcpy(items, &grown, sizeof(grown));
	*capacity = wanted;
}
