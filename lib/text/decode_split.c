/* Where the encoding changes: the cheapest way through all lines, in which a
 * line costs its score in the encoding it is given, and a change of encoding
 * costs CHANGE (a Viterbi search).  One byte is kept for each line that is not
 * plain ASCII; plain lines are the same in all three and go with the line
 * before. */
#include "text/decode_detect.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "text/decode_ascii.h"

#define STATES 3		/* of struct decode_ways */
#define CHANGE 40		/* half bits */
#define NOT_TRIED 96		/* what others cost more on a line that reads well */
#define WELL_WIDE 4		/* a line reads well: that many characters, */
#define WELL_MEAN_MAX 25	/* and none dearer than this on average */

static const enum encoding states[STATES] = { ENCODING_UTF8, ENCODING_GB18030,
					      ENCODING_BIG5 };

struct line {
	const unsigned char *begin, *end;
};

struct search {
	int primary;			/* index in states */
	int64_t cost[STATES];		/* of the best way that ends in a state */
	struct decode_score score[STATES];
	struct buf steps;	/* a byte a line: two bits a state, where from */
};

/* Step to the next line that is not plain ASCII. */
static bool next_line(struct line *line, const unsigned char *end)
{
	const unsigned char *from = line->end;
	const unsigned char *wide = decode_skip_ascii(from, end), *stop;

	if (wide == end)
		return false;
	line->begin = memrchr(from, '\n', (size_t)(wide - from));
	line->begin = line->begin ? line->begin + 1 : from;
	stop = memchr(wide, '\n', (size_t)(end - wide));
	line->end = stop ? stop + 1 : end;
	return true;
}

static bool reads_well(const struct decode_score *score)
{
	return !score->bad && score->wide >= WELL_WIDE &&
	       score->wide_cost <= (int64_t)score->wide * WELL_MEAN_MAX;
}

/* Score the line in the primary encoding, and in the others only if it does not
 * read well, or is valid UTF-8 by what would be a rare accident. */
static void score_line(struct decode_score scores[STATES],
		       const struct search *search, const struct line *line)
{
	int primary = search->primary;
	const char *text = (const char *)line->begin;

	memset(scores, 0, STATES * sizeof(*scores));
	decode_score(&scores[primary], states[primary], line->begin, line->end);
	if (reads_well(&scores[primary]) &&
	    (states[primary] == ENCODING_UTF8 ||
	     !utf8_is_valid(text, (size_t)(line->end - line->begin)))) {
		for (int i = 0; i < STATES; i++)
			if (i != primary)
				scores[i].cost = scores[primary].cost + NOT_TRIED;
		return;
	}
	for (int i = 0; i < STATES; i++)
		if (i != primary)
			decode_score(&scores[i], states[i], line->begin,
				     line->end);
}

static int cheapest(const int64_t cost[STATES])
{
	int best = 0;

	for (int i = 1; i < STATES; i++)
		if (cost[i] < cost[best])
			best = i;
	return best;
}

static void add_score(struct decode_score *sum, const struct decode_score *one)
{
	sum->cost += one->cost;
	sum->wide += one->wide;
	sum->wide_cost += one->wide_cost;
	sum->bad += one->bad;
}

static void take_line(struct search *search, const struct line *line)
{
	struct decode_score scores[STATES], before[STATES];
	int best = cheapest(search->cost);
	int64_t change = search->cost[best] + CHANGE;
	unsigned step = 0;

	score_line(scores, search, line);
	memcpy(before, search->score, sizeof(before));
	for (int i = 0; i < STATES; i++) {
		int from = change < search->cost[i] ? best : i;

		step |= (unsigned)from << (2 * i);
		search->score[i] = before[from];
		add_score(&search->score[i], &scores[i]);
		search->cost[i] = scores[i].cost +
				  (from == i ? search->cost[i] : change);
	}
	buf_put_byte(&search->steps, (unsigned char)step);
}

/* Turn the steps into the state of each line, from the last to the first. */
static void walk_back(struct buf *steps, int state)
{
	for (size_t i = steps->len; i-- > 0;) {
		int from = (unsigned char)steps->data[i] >> (2 * state) & 3;

		steps->data[i] = (char)state;
		state = from;
	}
}

static void put_part(struct decode_parts *parts, enum encoding encoding,
		     size_t end)
{
	if (parts->count && parts->at[parts->count - 1].encoding == encoding) {
		parts->at[parts->count - 1].end = end;
		return;
	}
	mem_reserve(&parts->at, &parts->capacity, parts->count + 1,
		    sizeof(*parts->at));
	parts->at[parts->count++] = (struct decode_part){ end, encoding };
}

static void make_parts(struct decode_parts *parts, const struct buf *steps,
		       const unsigned char *bytes, size_t len)
{
	struct line line = { bytes, bytes };
	const unsigned char *end = bytes + len;

	for (size_t i = 0; i < steps->len && next_line(&line, end); i++)
		put_part(parts, states[(int)steps->data[i]],
			 (size_t)(line.end - bytes));
	if (parts->count)
		parts->at[parts->count - 1].end = len;
}

static int state_of(enum encoding primary)
{
	int state = 0;

	while (state < STATES - 1 && states[state] != primary)
		state++;
	return state;
}

void decode_ways_begin(struct decode_ways *ways, enum encoding primary)
{
	for (int i = 0; i < STATES; i++)
		ways->cost[i] = states[i] == primary ? 0 : CHANGE;
}

void decode_split_on(struct decode_parts *parts, struct decode_ways *ways,
		     enum encoding primary, const unsigned char *bytes,
		     size_t len)
{
	struct search search = { .primary = state_of(primary) };
	struct line line = { bytes, bytes };
	int last;

	memcpy(search.cost, ways->cost, sizeof(search.cost));
	buf_init(&search.steps);
	while (next_line(&line, bytes + len))
		take_line(&search, &line);
	last = cheapest(search.cost);
	for (int i = 0; i < STATES; i++)
		ways->cost[i] = search.cost[i] - search.cost[last];
	parts->score = search.score[last];
	walk_back(&search.steps, last);
	make_parts(parts, &search.steps, bytes, len);
	if (!parts->count && len)
		put_part(parts, primary, len);
	buf_release(&search.steps);
}

void decode_split(struct decode_parts *parts, enum encoding primary,
		  const unsigned char *bytes, size_t len)
{
	struct decode_ways ways;

	decode_ways_begin(&ways, primary);
	decode_split_on(parts, &ways, primary, bytes, len);
}

void decode_parts_release(struct decode_parts *parts)
{
	free(parts->at);
	*parts = (struct decode_parts){ 0 };
}
