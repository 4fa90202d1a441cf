/* Who issued the document: title, source line, issuing body, lead, sign-off.
 * Each mention of a region in such a place is a vote for it. */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "labels/work.h"
#include "text/fold.h"

/* An organ that speaks outweighs a paper that prints, and that outweighs what
 * the text is about. */
enum {
	VOTE_TITLE_ORGAN = 16,	/* 广西壮族自治区人民政府关于… */
	VOTE_TITLE_PAPER = 10,	/* 玉林市…总结: a paper of that place */
	VOTE_TITLE_BEGIN = 3,
	VOTE_TITLE = 1,
	VOTE_ORGAN_PUBLISHER = 12,
	VOTE_PUBLISHER = 6,
	VOTE_LEAD_ORGAN = 8,
	VOTE_LEAD_BEGIN = 2,
	VOTE_LEAD = 1,
	VOTE_SOURCE_LINE = 3,
	VOTE_DATELINE = 4,
	VOTE_STATE_DATELINE = 2,	/* 新华社南宁…: where, not who */
	VOTE_SIGN_OFF = 10,
	VOTE_SELF = 6,		/* 自治区党委, and places of one such region */
	ABOUT_MOST = 2,		/* of all that a text is about */

	NEED_ORIGIN = 5,
	NEED_DESCENT = 5,	/* for a region inside the one that leads */
	LEAD_CHARS = 400, LEAD_VOTES = 3, SIGN_OFF_CHARS = 40,
	BODY_LEAST = 3
};

enum { CP_ORDINAL = 0x7B2C, CP_SESSION = 0x5C4A, CP_PEOPLE = 0x65CF };
/* 第 届 族 */

/* Stands for the state itself in a vote: its organs are of no region. */
enum { NATIONAL = -2 };

struct vote {
	int region;
	int weight;
	int about;		/* from what the text is about */
};

static bool is_about(int weight)
{
	return weight == VOTE_LEAD || weight == VOTE_LEAD_BEGIN ||
	       weight == VOTE_TITLE;
}

struct votes {
	struct vote *at;
	size_t count, capacity;
};

static struct vote *vote_of(struct votes *votes, int region)
{
	size_t at = 0;

	while (at < votes->count && votes->at[at].region != region)
		at++;
	if (at == votes->count) {
		mem_reserve(&votes->at, &votes->capacity, votes->count + 1,
			    sizeof(*votes->at));
		votes->at[votes->count++] = (struct vote){ region, 0, 0 };
	}
	return &votes->at[at];
}

static void vote(struct votes *votes, int region, int weight)
{
	struct vote *at = vote_of(votes, region);

	if (is_about(weight))
		at->about += weight;
	else
		at->weight += weight;
}

/* The votes for region and all that lies in it. */
static int votes_in(const struct work *work, const struct votes *votes,
		    int region)
{
	int sum = 0, about = 0;

	for (size_t i = 0; i < votes->count; i++) {
		const struct vote *one = &votes->at[i];

		if (!region_is_in(work->regions, one->region, region))
			continue;
		sum += one->weight;
		about += one->about;
	}
	return sum + (about < ABOUT_MOST ? about : ABOUT_MOST);
}

static bool is_organ(const struct work *work, const struct mention *mention)
{
	size_t at = mention->end;

	if (work_any(work, mention->text, at, CONTEXT_ORGAN))
		return true;
	/* 上海市第十六届人民代表大会 */
	return work_char(work, mention->text, at) == CP_ORDINAL &&
	       (work_char(work, mention->text, at + 2) == CP_SESSION ||
		work_char(work, mention->text, at + 3) == CP_SESSION ||
		work_char(work, mention->text, at + 4) == CP_SESSION);
}

/* Nothing but a date, brackets or 中共 before it in its line. */
static bool begins_line(const struct work *work, const struct mention *mention)
{
	size_t at = mention->begin;

	while (at > 0) {
		uint32_t cp = work_char(work, mention->text, --at);

		if (cp == '\n' || cp == 0x3002 || cp == 0x3000)
			return true;
		if (is_han(cp) && cp != 0x5E74 && cp != 0x6708 &&
		    cp != 0x65E5 && cp != 0x4E2D && cp != 0x5171 &&
		    cp != 0x56FD)
			return false;
	}
	return true;
}

static size_t line_begin(const struct work *work, const struct mention *mention)
{
	size_t at = mention->begin;

	while (at > 0 && work_char(work, mention->text, at - 1) != '\n')
		at--;
	return at;
}

/* 来源:青海日报 and the like: a place that a text came through. */
static bool is_source_line(const struct work *work,
			   const struct mention *mention)
{
	size_t at = line_begin(work, mention);

	for (; at < mention->begin && mention->begin - at < 40; at++)
		if (work_any(work, mention->text, at, CONTEXT_SOURCE))
			return true;
	return work_any(work, mention->text, mention->end,
			CONTEXT_MEDIA) != 0;
}

/* 新华社南宁6月3日电, 本报南宁讯, 记者…广西报道. */
static int dateline_weight(const struct work *work,
			   const struct mention *mention)
{
	size_t at = mention->begin;

	for (size_t back = 1; back <= 4 && back <= at; back++)
		if (work_any(work, mention->text, at - back,
			     CONTEXT_DATELINE_BEFORE))
			return work_any(work, mention->text, at - back,
					CONTEXT_STATE_PRESS) ?
			       VOTE_STATE_DATELINE : VOTE_DATELINE;
	return work_any(work, mention->text, mention->end,
			CONTEXT_DATELINE_AFTER) ? VOTE_DATELINE : 0;
}

/* A title ends at end: the document's, or a headline that the text begins
 * with. */
static int title_weight(const struct work *work, const struct mention *mention,
			size_t end)
{
	bool begins = begins_line(work, mention);

	if (is_organ(work, mention))
		return begins ? VOTE_TITLE_ORGAN : VOTE_TITLE_PAPER;
	for (size_t at = mention->end; begins && at < end; at++)
		if (work_any(work, mention->text, at, CONTEXT_PAPER))
			return VOTE_TITLE_PAPER;
	return begins ? VOTE_TITLE_BEGIN : VOTE_TITLE;
}

static int publisher_weight(const struct work *work,
			    const struct mention *mention)
{
	size_t end = work->texts[mention->text].end -
		     work->texts[mention->text].begin;

	for (size_t at = mention->end; at < end; at++)
		if (work_any(work, mention->text, at, CONTEXT_PUBLISHER_ORGAN))
			return VOTE_ORGAN_PUBLISHER;
	return VOTE_PUBLISHER;
}

static int lead_weight(const struct work *work, const struct mention *mention,
		       size_t chars_before)
{
	if (mention->is_number)
		return begins_line(work, mention) ? VOTE_LEAD_ORGAN : VOTE_LEAD;
	if (is_source_line(work, mention))
		return VOTE_SOURCE_LINE;
	if (is_organ(work, mention))
		return VOTE_LEAD_ORGAN;
	if (dateline_weight(work, mention))
		return dateline_weight(work, mention);
	if (chars_before < 60 && begins_line(work, mention))
		return VOTE_LEAD_BEGIN;
	return VOTE_LEAD;
}

/* The last lines, when they are short as 公文's are: who signs. */
static bool is_sign_off(const struct work *work, const struct mention *mention)
{
	const struct work_text *text = &work->texts[mention->text];
	size_t from = line_begin(work, mention), at = from;
	size_t length = text->end - text->begin;

	if (mention->text + 3 < work->text_count || mention->text < TEXT_PASSAGES)
		return false;
	while (at < length && work_char(work, mention->text, at) != '\n')
		at++;
	return at - from <= SIGN_OFF_CHARS && begins_line(work, mention) &&
	       (mention->text > TEXT_PASSAGES || from > 0);
}

static int open_region(const struct mention *mention)
{
	return mention->state == MENTION_REGION ? mention->region : -1;
}

/* Does the next mention carry on this one, as 玉林市 does 广西? */
static bool goes_on(const struct work *work, const struct mention *mention)
{
	const struct mention *next = mention + 1;

	return next < work->mentions + work->mention_count &&
	       next->text == mention->text && next->begin == mention->end &&
	       next->state == MENTION_REGION &&
	       region_is_in(work->regions, next->region, mention->region);
}

/* 自治区党委 with no name before it: the writer is inside one. */
static bool says_region(const struct work *work)
{
	for (size_t t = TEXT_PASSAGES; t < work->text_count; t++) {
		const struct work_text *text = &work->texts[t];

		for (size_t at = 0; at + 3 < text->end - text->begin; at++) {
			size_t used = work_any(work, t, at, CONTEXT_SELF);

			if (used && (!at || work_char(work, t, at - 1) !=
				     CP_PEOPLE))
				return true;
		}
	}
	return false;
}

/* The autonomous region that most of the named places lie in. */
static void vote_for_self(const struct work *work, struct votes *votes,
			  const struct votes *named, int all)
{
	for (size_t i = 0; i < named->count; i++) {
		int region = named->at[i].region;
		const struct taxonomy_label *label =
			&work->regions->labels[region];

		if (label->parent < 0 && named->at[i].weight * 10 >= all * 6 &&
		    strstr(label->name, "自治区") && says_region(work)) {
			vote(votes, region, VOTE_SELF);
			return;
		}
	}
}

/* Each sentence's first region and those around it get a vote; the smallest
 * region that has most of them is what the text is about. */
static void vote_for_body(const struct work *work, struct votes *votes)
{
	struct votes named = { NULL, 0, 0 };
	uint32_t text = 0, sentence = UINT32_MAX;
	int all = 0, best = -1;

	for (size_t i = 0; i < work->mention_count; i++) {
		const struct mention *mention = &work->mentions[i];
		int region = open_region(mention);

		if (mention->text < TEXT_PASSAGES || region < 0 ||
		    goes_on(work, mention) ||
		    (mention->text == text && mention->sentence == sentence))
			continue;
		text = mention->text;
		sentence = mention->sentence;
		for (; region >= 0; region = work->regions->labels[region].parent)
			vote_of(&named, region)->weight++;
		all++;
	}
	for (size_t i = 0; i < named.count; i++) {
		int region = named.at[i].region, weight = named.at[i].weight;

		if (weight < BODY_LEAST || weight * 10 < all * 6 ||
		    (best >= 0 && !region_is_in(work->regions, region, best)))
			continue;
		best = region;
	}
	if (best >= 0)
		vote_of(votes, best)->about += ABOUT_MOST;
	vote_for_self(work, votes, &named, all);
	free(named.at);
}

/* The state's own organs and papers, where they stand at the beginning. */
static void vote_for_state(const struct work *work, struct votes *votes)
{
	size_t at = 0;

	if (work_any(work, TEXT_TITLE, 0, CONTEXT_STATE_ORGAN))
		vote(votes, NATIONAL, VOTE_TITLE_ORGAN);
	if (work_any(work, TEXT_PUBLISHER, 0, CONTEXT_STATE_ORGAN))
		vote(votes, NATIONAL, VOTE_ORGAN_PUBLISHER);
	if (work_any(work, TEXT_PUBLISHER, 0, CONTEXT_STATE_PRESS))
		vote(votes, NATIONAL, VOTE_PUBLISHER);
	for (; at < LEAD_CHARS / 4; at++)
		if (work_any(work, TEXT_PASSAGES, at, CONTEXT_STATE_ACT)) {
			vote(votes, NATIONAL, VOTE_LEAD_ORGAN);
			return;
		}
}

/* Where the first line ends when it is a heading above the first passage. */
static size_t headline_end(const struct work *work)
{
	enum { HEADLINE_MOST = 60 };
	size_t at = 0;

	if (work->text_count <= TEXT_PASSAGES)
		return 0;
	while (at < HEADLINE_MOST && work_char(work, TEXT_PASSAGES, at) &&
	       work_char(work, TEXT_PASSAGES, at) != '\n')
		at++;
	return work_char(work, TEXT_PASSAGES, at) == '\n' ? at : 0;
}

static void collect(struct work *work, struct votes *votes)
{
	size_t chars = 0, text = TEXT_PASSAGES, lead_votes = 0;
	size_t title = work->texts[TEXT_TITLE].end -
		       work->texts[TEXT_TITLE].begin;
	size_t headline = title ? 0 : headline_end(work);

	for (size_t i = 0; i < work->mention_count; i++) {
		const struct mention *mention = &work->mentions[i];
		int region = open_region(mention);
		int weight = 0;

		for (; text < mention->text; text++)
			chars += work->texts[text].end - work->texts[text].begin;
		if (region < 0 || goes_on(work, mention))
			continue;
		if (mention->text == TEXT_TITLE ||
		    (mention->text == TEXT_PASSAGES &&
		     mention->begin < headline))
			weight = title_weight(work, mention,
				mention->text == TEXT_TITLE ? title : headline);
		else if (mention->text == TEXT_PUBLISHER)
			weight = publisher_weight(work, mention);
		else if (chars + mention->begin < LEAD_CHARS) {
			weight = lead_weight(work, mention,
					     chars + mention->begin);
			if (weight == VOTE_LEAD && lead_votes++ >= LEAD_VOTES)
				weight = 0;
		} else if (is_sign_off(work, mention))
			weight = VOTE_SIGN_OFF;
		if (weight)
			vote(votes, region, weight);
	}
	vote_for_body(work, votes);
	if (work->text_count > TEXT_PASSAGES)
		vote_for_state(work, votes);
}

/* From the province with most votes down to the part that has them. */
static int descend(const struct work *work, const struct votes *votes, int top)
{
	for (;;) {
		int best = -1, best_sum = 0, own = votes_in(work, votes, top);

		for (size_t i = 0; i < votes->count; i++) {
			int region = votes->at[i].region, sum;

			if (region == top || region < 0 ||
			    !region_is_in(work->regions, region, top))
				continue;
			while (work->regions->labels[region].parent != top)
				region = work->regions->labels[region].parent;
			sum = votes_in(work, votes, region);
			if (sum > best_sum) {
				best = region;
				best_sum = sum;
			}
		}
		if (best < 0 || best_sum < NEED_DESCENT ||
		    best_sum * 2 < own)
			return top;
		top = best;
	}
}

int origin_find(struct work *work)
{
	struct votes votes = { NULL, 0, 0 };
	int best = -1, best_sum = 0;

	collect(work, &votes);
	for (size_t i = 0; i < votes.count; i++) {
		int region = votes.at[i].region, sum = votes.at[i].weight;

		while (region >= 0 && work->regions->labels[region].parent >= 0)
			region = work->regions->labels[region].parent;
		if (region >= 0)
			sum = votes_in(work, &votes, region);
		if (sum > best_sum) {
			best = region;
			best_sum = sum;
		}
	}
	if (best_sum < NEED_ORIGIN || best == NATIONAL)
		best = -1;
	else
		best = descend(work, &votes, best);
	free(votes.at);
	return best;
}

static bool is_named(const struct taxonomy_label *label, const char *folded)
{
	const char *names[] = { label->name, label->short_name };
	bool same = false;

	for (size_t i = 0; i < 2 + label->alias_count && !same; i++) {
		const char *name = i < 2 ? names[i] : label->aliases[i - 2];
		char *plain = name ? fold_utf8(name) : NULL;

		same = plain && !strcmp(plain, folded);
		free(plain);
	}
	return same;
}

int origin_given(const struct work *work, const char *given)
{
	char *folded;
	int found;

	if (!given || !*given)
		return -1;
	found = taxonomy_find(work->taxonomy, LABEL_REGION, given);
	if (found >= 0)
		return found;
	folded = fold_utf8(given);
	for (size_t level = LEVEL_PROVINCE;
	     level <= LEVEL_COUNTY && found < 0; level++)
		for (size_t i = 0; i < work->regions->count && found < 0; i++)
			if (work->regions->parts[i].level == level &&
			    is_named(&work->regions->labels[i], folded))
				found = (int)i;
	free(folded);
	return found;
}
