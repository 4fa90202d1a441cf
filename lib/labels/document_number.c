/* 桂政发〔2009〕12号: the one place where a single character safely says which
 * region is meant. */
#include <string.h>

#include "base/mem.h"
#include "labels/work.h"
#include "text/fold.h"

enum {
	CP_OPEN = 0x3014, CP_CLOSE = 0x3015,	/* 〔 〕 */
	WORD_MOST = 8		/* characters of 桂政办发 and the like */
};

static bool is_digit(uint32_t cp)
{
	return cp >= '0' && cp <= '9';
}

/* A year in brackets begins at position. */
static bool is_year(const struct work *work, size_t text, size_t position)
{
	uint32_t open = work_char(work, text, position);
	uint32_t close = work_char(work, text, position + 5);

	if ((open != CP_OPEN || close != CP_CLOSE) &&
	    (open != '[' || close != ']') && (open != '(' || close != ')'))
		return false;
	for (size_t i = 1; i <= 4; i++)
		if (!is_digit(work_char(work, text, position + i)))
			return false;
	return true;
}

/* The abbreviation that the number's word begins with (桂 of 桂政办发), in the
 * characters before position; position when there is none. */
static size_t word_begin(const struct work *work, size_t text, size_t position)
{
	for (size_t back = 2; back <= WORD_MOST && back <= position; back++) {
		size_t at = position - back;

		if (!is_han(work_char(work, text, at)))
			break;
		if (matcher_abbreviation(work->matcher,
					 work_char(work, text, at)) >= 0 &&
		    work_any(work, text, at + 1, CONTEXT_NUMBER_WORD))
			return at;
	}
	return position;
}

static void insert(struct work *work, const struct mention *mention)
{
	size_t at = work->mention_count;

	mem_reserve(&work->mentions, &work->mention_capacity,
		    work->mention_count + 1, sizeof(*work->mentions));
	while (at > 0 && work->mentions[at - 1].text == mention->text &&
	       work->mentions[at - 1].begin > mention->begin)
		at--;
	memmove(work->mentions + at + 1, work->mentions + at,
		(work->mention_count - at) * sizeof(*work->mentions));
	work->mentions[at] = *mention;
	work->mention_count++;
}

void document_numbers_find(struct work *work, size_t text)
{
	size_t count = work->texts[text].end - work->texts[text].begin;
	const uint32_t *cp = work->folded + work->texts[text].begin;

	for (size_t i = 2; i + 5 < count; i++) {
		size_t begin;

		if ((cp[i] != CP_OPEN && cp[i] != '[' && cp[i] != '(') ||
		    !is_year(work, text, i))
			continue;
		begin = word_begin(work, text, i);
		if (begin < i)
			insert(work, &(struct mention){
				.text = (uint32_t)text,
				.begin = (uint32_t)begin,
				.end = (uint32_t)begin + 1,
				.region = matcher_abbreviation(work->matcher,
							       cp[begin]),
				.is_number = true
			});
	}
}
