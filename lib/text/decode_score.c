#include "text/decode_score.h"

#include <pthread.h>
#include <string.h>

#include "text/decode_step.h"

#define COST_BAD 48		/* a bad sequence */
#define COST_BAD_AGAIN 24	/* another directly after it */
#define COST_REPEAT 4		/* the wide character that came before it */
#define COST_ASTRAL 42

/* Costs of what is not among the common characters, by range. */
static const struct {
	uint32_t end;	/* the range begins where the one before ends */
	uint8_t cost;
} ranges[] = {
	{ 0x0001, 48 },	/* NUL */
	{ 0x0009, 30 }, { 0x000B, 9 },	/* tab, line feed */
	{ 0x000D, 30 }, { 0x000E, 9 },	/* carriage return */
	{ 0x0020, 30 }, { 0x007F, 9 }, { 0x0080, 30 },
	{ 0x00A0, 34 },	/* C1 */
	{ 0x00C0, 22 }, { 0x00E0, 18 }, { 0x0100, 14 },	/* Latin-1 */
	{ 0x0250, 24 }, { 0x0391, 32 }, { 0x03CA, 18 },	/* Greek */
	{ 0x0410, 26 }, { 0x0450, 18 }, { 0x0530, 26 },	/* Cyrillic */
	{ 0x0700, 22 }, { 0x2000, 30 }, { 0x2070, 26 },
	{ 0x2C00, 28 },	/* symbols */
	{ 0x3000, 40 }, { 0x3040, 26 }, { 0x3130, 26 },	/* kana, bopomofo */
	{ 0x3400, 32 }, { 0x4DC0, 42 },	/* Han extension A */
	{ 0x4E00, 40 }, { 0xA000, 38 },	/* Han */
	{ 0xAC00, 38 }, { 0xD7B0, 36 },	/* Hangul */
	{ 0xE000, 48 }, { 0xF900, 46 }, { 0xFB00, 40 },	/* private use */
	{ 0xFF00, 36 }, { 0xFFF0, 24 }, { 0xFFFE, 28 }, { 0x10000, 48 },
};

static uint8_t costs[0x10000];
static pthread_once_t costs_once = PTHREAD_ONCE_INIT;

static void build_costs(void)
{
	uint32_t cp = 0;

	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++)
		for (; cp < ranges[i].end; cp++)
			costs[cp] = ranges[i].cost;
	for (const struct decode_common *row = decode_common; row->chars; row++) {
		const char *at = row->chars, *end = at + strlen(at);

		while (at < end)
			costs[utf8_next(&at, end) & 0xFFFF] = row->cost;
	}
}

DECODE_INLINE void score_as(struct decode_score *score, enum encoding as,
			    const struct encoding_table *table,
			    const unsigned char *at, const unsigned char *end)
{
	struct decode_score sum = *score;
	uint32_t last = 0;
	bool was_bad = false;

	while (at < end) {
		uint32_t cp = decode_step(as, table, &at, end);
		int cost;

		if (cp < 0x80) {
			sum.cost += costs[cp];
			was_bad = false;
			continue;
		}
		if (cp == DECODE_BAD) {
			sum.cost += was_bad ? COST_BAD_AGAIN : COST_BAD;
			sum.bad++;
			was_bad = true;
			continue;
		}
		cost = cp > 0xFFFF ? COST_ASTRAL : costs[cp];
		if (cp == last && as != ENCODING_UTF16LE && as != ENCODING_UTF16BE)
			cost = COST_REPEAT;
		last = cp;
		was_bad = false;
		sum.wide++;
		sum.wide_cost += cost;
	}
	sum.cost += sum.wide_cost - score->wide_cost;
	*score = sum;
}

void decode_score(struct decode_score *score, enum encoding as,
		  const unsigned char *begin, const unsigned char *end)
{
	const struct encoding_table *table = NULL;

	pthread_once(&costs_once, build_costs);
	switch (as) {
	case ENCODING_UTF8:
		score_as(score, ENCODING_UTF8, table, begin, end);
		break;
	case ENCODING_GB18030:
		table = encoding_table();
		score_as(score, ENCODING_GB18030, table, begin, end);
		break;
	case ENCODING_BIG5:
		table = encoding_table();
		score_as(score, ENCODING_BIG5, table, begin, end);
		break;
	case ENCODING_UTF16LE:
		score_as(score, ENCODING_UTF16LE, table, begin, end);
		break;
	case ENCODING_UTF16BE:
		score_as(score, ENCODING_UTF16BE, table, begin, end);
		break;
	case ENCODING_UNKNOWN:
	case ENCODING_COUNT:
		break;
	}
}

static int western_cost(unsigned char byte)
{
	if (byte < 0xA0)
		return 24;	/* curly quotes and dashes */
	if (byte < 0xC0)
		return 24;
	return byte < 0xE0 ? 22 : 15;
}

void decode_score_western(struct decode_score *score,
			  const unsigned char *begin, const unsigned char *end)
{
	unsigned char last = 0;

	pthread_once(&costs_once, build_costs);
	for (const unsigned char *at = begin; at < end; at++) {
		int cost = costs[*at];

		if (*at >= 0x80) {
			cost = *at == last ? COST_REPEAT : western_cost(*at);
			last = *at;
			score->wide++;
			score->wide_cost += cost;
		}
		score->cost += cost;
	}
}
