#include "schema/term.h"

#include <assert.h>
#include <pthread.h>
#include <string.h>

#include "base/utf8.h"
#include "schema/term_table.h"

enum {
	AS_IT_IS = 0x7F,
	SINGLES = 64,
	TRAILS = 255,		/* 01..FF */
	HAN = 0x4E00, HAN_END = 0xA000,
	LATIN = 0x80, LATIN_END = 0x600,
	KANA = 0x3040, KANA_END = 0x3200,
	BMP = 0x10000, UNICODE_END = 0x110000,
	OTHERS = 40,		/* characters of the table that are not Han */
	RANKS = HAN_END - HAN + OTHERS,
	RANK_LEADS = (RANKS - SINGLES + TRAILS - 1) / TRAILS,
	LATIN_LEADS = (LATIN_END - LATIN + TRAILS - 1) / TRAILS,
	KANA_LEADS = (KANA_END - KANA + TRAILS - 1) / TRAILS,
	/* A code begins with its lead; first_byte() is how it is written. */
	LATIN_LEAD = SINGLES + RANK_LEADS,
	KANA_LEAD = LATIN_LEAD + LATIN_LEADS,
	BMP_LEAD = KANA_LEAD + KANA_LEADS,
	ASTRAL_LEAD,
	LEADS,
	BYTES_BELOW = 0x1F	/* of the leads, those before ASCII */
};

/* One more than the rank of a character, or 0; the character of a rank. */
static uint16_t ranks[BMP], characters[RANKS];
static uint32_t rank_count;
static pthread_once_t ranks_once = PTHREAD_ONCE_INIT;

_Static_assert((int)LEADS <= BYTES_BELOW + 128, "more leads than bytes");

static void rank_next(uint32_t cp)
{
	assert(rank_count < RANKS);
	characters[rank_count++] = (uint16_t)cp;
	ranks[cp] = (uint16_t)rank_count;
}

static void build_ranks(void)
{
	for (size_t i = 0; term_common[i]; i++) {
		const char *at = term_common[i], *end = at + strlen(at);

		while (at < end)
			rank_next(utf8_next(&at, end));
	}
	for (uint32_t cp = HAN; cp < HAN_END; cp++)
		if (!ranks[cp])
			rank_next(cp);
}

static unsigned char first_byte(uint32_t lead)
{
	return (unsigned char)(lead < BYTES_BELOW ? 1 + lead :
			       0x80 + lead - BYTES_BELOW);
}

static size_t write_code(char *out, uint32_t lead, uint32_t rest,
			 size_t trails)
{
	out[0] = (char)first_byte(lead);
	for (size_t i = trails; i; i--, rest /= TRAILS)
		out[i] = (char)(1 + rest % TRAILS);
	return 1 + trails;
}

static size_t write_pair(char *out, uint32_t lead, uint32_t number)
{
	return write_code(out, lead + number / TRAILS, number % TRAILS, 1);
}

static bool is_plain(uint32_t cp)
{
	return cp >= 0x20 && cp < AS_IT_IS;
}

/* Write the code of cp, of at most 4 bytes; its length. */
static size_t write_character(char *out, uint32_t cp)
{
	uint32_t rank = cp < BMP ? ranks[cp] : 0;

	if (rank > SINGLES)
		return write_pair(out, SINGLES, rank - 1 - SINGLES);
	if (rank)
		return write_code(out, rank - 1, 0, 0);
	if (cp >= LATIN && cp < LATIN_END)
		return write_pair(out, LATIN_LEAD, cp - LATIN);
	if (cp >= KANA && cp < KANA_END)
		return write_pair(out, KANA_LEAD, cp - KANA);
	if (cp >= BMP)
		return write_code(out, ASTRAL_LEAD, cp - BMP, 3);
	if (cp >= LATIN_END)
		return write_code(out, BMP_LEAD, cp - LATIN_END, 2);
	out[0] = AS_IT_IS;
	out[!is_plain(cp)] = (char)cp;
	return 1 + !is_plain(cp);
}

static size_t write_raw(char *out, const char *at, const char *end)
{
	size_t len = 0;

	for (; at < end; at++) {
		out[len++] = AS_IT_IS;
		out[len++] = *at;
	}
	return len;
}

void term_encode(struct buf *out, const char *utf8, size_t len)
{
	const char *at = utf8, *end = utf8 + len;
	char *to;

	pthread_once(&ranks_once, build_ranks);
	buf_reserve(out, 2 * len);
	to = out->data + out->len;
	while (at < end) {
		const char *from = at;
		bool bad = false;
		uint32_t cp = utf8_next_checked(&at, end, &bad);

		to += bad ? write_raw(to, from, at) : write_character(to, cp);
	}
	*to = '\0';
	out->len = (size_t)(to - out->data);
}

void term_encode_characters(struct buf *out, uint32_t *begins,
			    const uint32_t *cp, size_t count)
{
	char *begin, *at;

	pthread_once(&ranks_once, build_ranks);
	buf_reserve(out, count * 4);
	at = begin = out->data + out->len;
	for (size_t i = 0; i < count; i++) {
		begins[i] = (uint32_t)(at - begin);
		at += write_character(at, cp[i]);
	}
	begins[count] = (uint32_t)(at - begin);
	out->len += (size_t)(at - begin);
	out->data[out->len] = '\0';
}

/* A code as numbers: its lead, and what its trail bytes say. */
static uint32_t read_trails(const unsigned char **at, const unsigned char *end,
			    size_t trails, bool *good)
{
	uint32_t rest = 0;

	for (; trails; trails--) {
		if (*at == end || !**at) {
			*good = false;
			return 0;
		}
		rest = rest * TRAILS + *(*at)++ - 1u;
	}
	return rest;
}

static uint32_t in_range(uint32_t number, uint32_t begin, uint32_t end,
			 bool *good)
{
	*good = *good && number < end - begin;
	return begin + number;
}

static uint32_t read_character(const unsigned char **at,
			       const unsigned char *end, bool *good)
{
	unsigned char first = *(*at)++;
	uint32_t lead = first < 0x80 ? first - 1u : first - 0x80u + BYTES_BELOW;
	uint32_t number;

	if (lead < SINGLES)
		return characters[lead];
	if (lead >= LEADS) {
		*good = false;
		return 0;
	}
	if (lead == BMP_LEAD)
		return in_range(read_trails(at, end, 2, good), LATIN_END, BMP,
				good);
	if (lead == ASTRAL_LEAD)
		return in_range(read_trails(at, end, 3, good), BMP,
				UNICODE_END, good);
	number = read_trails(at, end, 1, good);
	if (lead >= KANA_LEAD)
		return in_range((lead - KANA_LEAD) * TRAILS + number, KANA,
				KANA_END, good);
	if (lead >= LATIN_LEAD)
		return in_range((lead - LATIN_LEAD) * TRAILS + number, LATIN,
				LATIN_END, good);
	number += SINGLES + (lead - SINGLES) * TRAILS;
	*good = *good && number < rank_count;
	return *good ? characters[number] : 0;
}

bool term_decode(struct buf *out, const void *bytes, size_t len)
{
	const unsigned char *at = bytes, *end = at + len;
	bool good = true;
	char *to;

	pthread_once(&ranks_once, build_ranks);
	buf_reserve(out, 4 * len);	/* one byte of code, three of UTF-8 */
	to = out->data + out->len;
	while (good && at < end) {
		if (is_plain(*at)) {
			*to++ = (char)*at++;
		} else if (*at == AS_IT_IS) {
			good = ++at < end;
			if (good)
				*to++ = (char)*at++;
		} else if (!*at) {
			good = false;
		} else {
			uint32_t cp = read_character(&at, end, &good);

			if (good)
				to += utf8_encode(to, cp);
		}
	}
	*to = '\0';
	out->len = (size_t)(to - out->data);
	return good;
}

static bool is_as_it_is(const char *term, size_t len)
{
	return len && (*term == 'Q' || *term == 'X');
}

void term_spell(struct buf *out, const char *term, size_t len)
{
	if (is_as_it_is(term, len))
		buf_put(out, term, len);
	else
		term_encode(out, term, len);
}

bool term_read(struct buf *out, const void *bytes, size_t len)
{
	if (!is_as_it_is(bytes, len))
		return term_decode(out, bytes, len);
	buf_put(out, bytes, len);
	return true;
}
