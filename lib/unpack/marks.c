#include "unpack/marks.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { MARKS_MOST = 1 << 16 };

struct mark {
	uint64_t out, in;
};

void marks_release(struct marks *marks)
{
	free(marks->at);
	*marks = (struct marks){ NULL, 0, 0 };
}

void marks_put(struct marks *marks, uint64_t out, uint64_t in)
{
	if (marks->count && marks->at[marks->count - 1].out == out)
		marks->count--;
	if (marks->count == MARKS_MOST) {
		marks->count = MARKS_MOST / 2;
		memmove(marks->at, marks->at + MARKS_MOST / 2,
			marks->count * sizeof(*marks->at));
	}
	mem_reserve(&marks->at, &marks->capacity, marks->count + 1,
		    sizeof(*marks->at));
	marks->at[marks->count++] = (struct mark){ out, in };
}

bool marks_find(const struct marks *marks, uint64_t out, uint64_t *in)
{
	size_t low = 0, high = marks->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (marks->at[middle].out < out)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == marks->count || marks->at[low].out != out)
		return false;
	*in = marks->at[low].in;
	return true;
}
