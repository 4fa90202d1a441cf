#include "query/match/rank_words.h"

#include <string.h>
#include <uchar.h>

/* Measured (docs/ranking.md): the whole is not sensitive to them. */
static const double all_marked = 0.15, some_marked = 0.5,
	letter_marked = 0.3;

static const char32_t *const table[] = {
	/* what is asked */
	U"什么", U"甚么", U"哪", U"哪些", U"哪个", U"哪里", U"哪儿", U"哪位",
	U"哪一", U"哪种", U"哪年", U"哪几", U"何", U"何时", U"何地", U"何种",
	U"何处", U"何人", U"为何", U"如何", U"怎么", U"怎样", U"怎么样",
	U"怎么办", U"为什么", U"谁", U"多少", U"几", U"几个", U"多久", U"多大",
	U"多长", U"多高", U"是否", U"有没有", U"能不能", U"可不可以", U"是不是",
	U"可否", U"能否", U"吗", U"呢", U"吧", U"请问",
	/* particles, prepositions, conjunctions, pronouns */
	U"的", U"了", U"着", U"过", U"所", U"是", U"在", U"于", U"和", U"与",
	U"或", U"及", U"以及", U"或者", U"还是", U"而", U"但", U"并", U"等",
	U"把", U"被", U"将", U"让", U"使", U"对", U"为", U"以", U"从", U"由",
	U"向", U"到", U"因", U"因为", U"由于", U"关于", U"之", U"其", U"该",
	U"此", U"这", U"那", U"这个", U"那个", U"这些", U"那些", U"它", U"他",
	U"她", U"它们", U"他们", U"中", U"上", U"下", U"里", U"前", U"后",
	U"时", U"时候", U"当", U"一个", U"一种", U"下列",
	/* adverbs and verbs that carry little */
	U"就", U"都", U"也", U"又", U"还", U"则", U"即", U"不", U"有", U"没有",
	U"会", U"要", U"需要", U"能", U"能够", U"可", U"可以", U"应该", U"应当",
	U"指", U"是指", U"叫", U"叫做", U"称为", U"属于", U"位于", U"做",
	U"进行", U"具有", U"包括", U"主要",
};

enum { WORDS = sizeof(table) / sizeof(table[0]) };

const uint32_t *rank_words_at(size_t index)
{
	return index < WORDS ? table[index] : NULL;
}

/* How many characters of the word stand at folded; 0: another text does. */
static size_t matched(const char32_t *word, const uint32_t *folded,
		      size_t count)
{
	size_t i = 0;

	while (word[i] && i < count && word[i] == folded[i])
		i++;
	return word[i] ? 0 : i;
}

bool rank_words_cut(const struct text_span *words, size_t count, size_t place)
{
	for (size_t i = 0; i < count && words[i].begin < place; i++)
		if (place < words[i].end)
			return true;
	return false;
}

void rank_words_mark(bool *out, const uint32_t *folded, size_t count,
		     const struct text_span *words, size_t word_count)
{
	memset(out, 0, count * sizeof(*out));
	for (size_t at = 0; at < count; at++) {
		if (rank_words_cut(words, word_count, at))
			continue;
		for (size_t i = 0; i < WORDS; i++) {
			size_t len = table[i][0] != folded[at] ? 0 :
				matched(table[i], folded + at, count - at);

			if (len && !rank_words_cut(words, word_count, at + len))
				memset(out + at, 1, len * sizeof(*out));
		}
	}
}

double rank_words_share(const bool *marked, size_t begin, size_t end)
{
	size_t found = 0;

	for (size_t i = begin; i < end; i++)
		found += marked[i];
	return !found ? 1 : found < end - begin ? some_marked : all_marked;
}

double rank_words_letter_share(bool is_marked)
{
	return is_marked ? letter_marked : 1;
}
