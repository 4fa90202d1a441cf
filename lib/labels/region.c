/* Which region a name means, decided by what stands around it. */
#include <string.h>

#include "base/utf8.h"
#include "labels/work.h"
#include "text/fold.h"

/* How much evidence speaks for a candidate; the thresholds below are in the
 * same unit.  An ancestor directly before the name settles it. */
enum {
	FOR_ADJACENT = 100,	/* 广西玉林 */
	FOR_FULL_NAME = 50,	/* its full name stands elsewhere */
	FOR_LISTED = 45,	/* 覃塘、港南两区 */
	FOR_ORIGIN_SELF = 50,
	FOR_PREFECTURE_HERE = 20, FOR_PROVINCE_HERE = 15,
	FOR_PREFECTURE = 10, FOR_PROVINCE = 6,
	FOR_TITLE = 10, FOR_PUBLISHER = 8,
	FOR_ORIGIN_PREFECTURE = 14, FOR_ORIGIN_PROVINCE = 10,
	FOR_SIBLING_BESIDE = 25, FOR_SIBLING = 4,
	FOR_BOUNDARY = 12,	/* 容县 where a clause begins */
	FOR_HIGHER = 4,		/* of two levels the higher one */
	FOR_LIKELY = 12, FOR_SURE = 30,
	FOR_PROVINCE_NAME = 90,	/* 吉林 is the province, not its city */

	NEED_WEAK = 10, NEED_COMMON = 40, NEED_SHARED = 3,
};

bool region_is_in(const struct tree *regions, int region, int ancestor)
{
	while (region >= 0 && region != ancestor)
		region = regions->labels[region].parent;
	return region >= 0;
}

static int parent_of(const struct work *work, int region)
{
	return work->regions->labels[region].parent;
}

static void note_seen(struct work *work, const struct mention *mention)
{
	size_t unit = work->texts[mention->text].unit;

	for (int region = mention->region; region >= 0;
	     region = parent_of(work, region)) {
		struct region_seen *seen = &work->seen[region];

		if (!seen->tree++)
			work->touched[work->touched_count++] = region;
		seen->self += region == mention->region;
		seen->in_title |= mention->text == TEXT_TITLE;
		seen->in_publisher |= mention->text == TEXT_PUBLISHER;
		if (mention->text >= TEXT_PASSAGES)
			seen->unit_plus_one = unit + 1;
	}
}

static void settle(struct work *work, struct mention *mention, int region)
{
	mention->region = region;
	mention->state = region < 0 ? MENTION_NONE : MENTION_REGION;
	if (region >= 0)
		note_seen(work, mention);
}

static const struct surface *surface_of(const struct work *work,
					const struct mention *mention)
{
	return matcher_surface(work->matcher, mention->surface);
}

/* The mention before this one in the same text when only the given gap (no
 * character, or one of the list marks) lies between; else NULL. */
static struct mention *neighbour(const struct work *work,
				 const struct mention *mention, bool listed)
{
	struct mention *before = work->mentions + (mention - work->mentions);

	if (mention == work->mentions)
		return NULL;
	before--;
	if (before->text != mention->text || before->end > mention->begin)
		return NULL;
	if (!listed)
		return before->end == mention->begin ? before : NULL;
	if (mention->begin - before->end != 1 ||
	    !work_any(work, mention->text, before->end, CONTEXT_LIST))
		return NULL;
	return before;
}

static bool is_last_of_list(const struct work *work,
			    const struct mention *mention)
{
	const struct mention *end = work->mentions + work->mention_count;

	return mention + 1 == end || neighbour(work, mention + 1, true) !=
				     mention;
}

/* 田阳、田东两县: what the list ends with says what its members are. */
static bool is_listed_as(const struct work *work,
			 const struct mention *mention, int region)
{
	const char *name = work->regions->labels[region].name;
	const char *suffix = name + strlen(name) - 3;
	const struct mention *last = mention;
	size_t at;

	while (!is_last_of_list(work, last))
		last++;
	at = last->end;
	at += work_any(work, mention->text, at, CONTEXT_AND_MORE);
	at += work_any(work, mention->text, at, CONTEXT_NUMBER);
	if (at == last->end)
		return false;
	return work_begins(work, mention->text, at, suffix) ||
	       (work_begins(work, mention->text, at, "县") &&
		!strcmp(suffix, "区") &&
		work_begins(work, mention->text, at + 1, "区"));
}

/* 容县 at the beginning of a clause, and not as in 容县长. */
static bool is_at_boundary(const struct work *work,
			   const struct mention *mention)
{
	uint32_t before = mention->begin ?
		work_char(work, mention->text, mention->begin - 1) : 0;

	return !is_han(before) && !work_any(work, mention->text, mention->end,
					    CONTEXT_COUNTY_WORD);
}

/* What the ancestors of region, wherever they are named, say for it. */
static int ancestor_evidence(const struct work *work,
			     const struct mention *mention, int region)
{
	size_t unit = work->texts[mention->text].unit;
	int sum = 0;

	for (int up = parent_of(work, region); up >= 0;
	     up = parent_of(work, up)) {
		const struct region_seen *seen = &work->seen[up];
		bool is_province = work->regions->parts[up].level ==
				   LEVEL_PROVINCE;

		if (mention->text >= TEXT_PASSAGES &&
		    seen->unit_plus_one == unit + 1)
			sum += is_province ? FOR_PROVINCE_HERE :
					     FOR_PREFECTURE_HERE;
		else if (seen->tree)
			sum += is_province ? FOR_PROVINCE : FOR_PREFECTURE;
		sum += seen->in_title ? FOR_TITLE : 0;
		sum += seen->in_publisher ? FOR_PUBLISHER : 0;
		if (work->origin >= 0 &&
		    region_is_in(work->regions, work->origin, up))
			sum += is_province ? FOR_ORIGIN_PROVINCE :
					     FOR_ORIGIN_PREFECTURE;
	}
	return sum;
}

/* What points to region alone: its full name, a list of its kind, its parent
 * directly before.  A name that is a word too counts nothing else. */
static int own_evidence(const struct work *work, const struct mention *mention,
			int region)
{
	const struct mention *before = neighbour(work, mention, false);
	const struct mention *beside = neighbour(work, mention, true);
	int parent = parent_of(work, region);
	int sum = 0;

	if (before && before->state == MENTION_REGION && before->region == parent)
		sum += FOR_ADJACENT;
	if (work->seen[region].self)
		sum += FOR_FULL_NAME;
	if (work->origin == region)
		sum += FOR_ORIGIN_SELF;
	if (is_listed_as(work, mention, region))
		sum += FOR_LISTED;
	if (beside && beside->state == MENTION_REGION && parent >= 0 &&
	    beside->region != parent &&
	    region_is_in(work->regions, beside->region, parent))
		sum += FOR_SIBLING_BESIDE;
	return sum;
}

static int evidence_for(const struct work *work, const struct mention *mention,
			const struct candidate *candidate)
{
	const struct mention *before = neighbour(work, mention, false);
	int region = candidate->region, parent = parent_of(work, region);
	int sum = own_evidence(work, mention, region);

	if (candidate->trust == TRUST_COMMON)
		return sum;
	sum += ancestor_evidence(work, mention, region);
	if (before && before->state == MENTION_REGION && before->region != region &&
	    region_is_in(work->regions, region, before->region))
		sum += FOR_ADJACENT;
	if (parent >= 0 && work->seen[parent].tree > work->seen[parent].self)
		sum += FOR_SIBLING;
	if (candidate->form != FORM_SHORT && candidate->trust == TRUST_WEAK &&
	    is_at_boundary(work, mention))
		sum += FOR_BOUNDARY;
	return sum;
}

static int needed(enum name_trust trust)
{
	switch (trust) {
	case TRUST_COMMON: return NEED_COMMON;
	case TRUST_WEAK: return NEED_WEAK;
	case TRUST_LIKELY:
	case TRUST_SURE: break;
	}
	return 0;
}

static int prior_of(const struct work *work, const struct candidate *one)
{
	if (one->trust < TRUST_LIKELY)
		return 0;
	if (one->trust == TRUST_LIKELY)
		return FOR_LIKELY;
	return work->regions->parts[one->region].level == LEVEL_PROVINCE ?
	       FOR_PROVINCE_NAME : FOR_SURE;
}

/* Of several candidates the one that evidence points to, or -1.  Equal trust
 * and no difference in evidence leave it open. */
static int choose(const struct work *work, const struct mention *mention)
{
	const struct surface *surface = surface_of(work, mention);
	const struct candidate *all = matcher_candidates(work->matcher,
							 surface);
	int best = -1, best_sum = 0, second = -1;

	for (size_t i = 0; i < surface->candidate_count; i++) {
		const struct candidate *one = &all[i];
		int prior = prior_of(work, one);
		int sum;

		if (region_is_refused(work, mention, one))
			continue;
		sum = evidence_for(work, mention, one);
		if (sum < needed(one->trust))
			continue;
		sum += prior;
		if (work->regions->parts[one->region].level < LEVEL_COUNTY)
			sum += FOR_HIGHER;
		if (sum > best_sum || best < 0) {
			second = best < 0 ? -1 : best_sum;
			best = one->region;
			best_sum = sum;
		} else if (sum > second) {
			second = sum;
		}
	}
	if (best >= 0 && second == best_sum)
		return -1;
	if (best >= 0 && second >= 0 && best_sum - second < NEED_SHARED)
		return -1;
	return best;
}

/* A name that can only mean one region, and says so by itself. */
void region_settle_sure(struct work *work)
{
	for (size_t i = 0; i < work->mention_count; i++) {
		struct mention *mention = &work->mentions[i];
		const struct surface *surface;
		const struct candidate *all;

		if (mention->is_number) {
			settle(work, mention, mention->region);
			continue;
		}
		surface = surface_of(work, mention);
		all = matcher_candidates(work->matcher, surface);
		if (surface->candidate_count != 1 || surface->own ||
		    all->trust < TRUST_LIKELY)
			continue;
		settle(work, mention, region_is_refused(work, mention, all) ?
				      -1 : all->region);
	}
}

static bool ends_in(const struct work *work, int region, const char *suffix)
{
	const char *name = work->regions->labels[region].name;
	size_t len = strlen(name), tail = strlen(suffix);

	return len > tail && !strcmp(name + len - tail, suffix);
}

/* Is this the region that 全区, 全市, ... means from inside it? */
static bool is_of_level(const struct work *work, int region,
			enum own_level level)
{
	switch (level) {
	case OWN_PROVINCE: return ends_in(work, region, "省");
	case OWN_REGION: return ends_in(work, region, "区") &&
				!ends_in(work, region, "地区");
	case OWN_CITY: return ends_in(work, region, "市");
	case OWN_COUNTY: return ends_in(work, region, "县");
	case OWN_PREFECTURE: return ends_in(work, region, "州");
	case OWN_BANNER: return ends_in(work, region, "旗");
	case OWN_NONE: break;
	}
	return false;
}

static int own_of(const struct work *work, int region, enum own_level level)
{
	while (region >= 0 && !is_of_level(work, region, level))
		region = parent_of(work, region);
	return region;
}

/* 市场 is no 市, 区域 no 区, and 完全区别 no 全区. */
static bool is_own_word(const struct work *work, const struct mention *mention)
{
	uint32_t before = mention->begin ?
		work_char(work, mention->text, mention->begin - 1) : 0;
	static const uint32_t joins[] = {
		0x5B8C, 0x5B89, 0x5065, 0x9F50, 0x57FA, 0x6839, 0x8D44, 0x6210,
		0x6837, 0x7248, 0x65E5, 0x8BFE, 0x4E66, 0x5267, 0x539F, 0x81EA,
		0x4FDD, 0x5468, 0x5065
	};	/* 完安健齐基根资成样版日课书剧原自保周 */

	for (size_t i = 0; i < sizeof(joins) / sizeof(joins[0]); i++)
		if (before == joins[i])
			return false;
	return !work_any(work, mention->text, mention->end,
			 CONTEXT_OWN_NOT);
}

/* 河池市利用全市…: a region of that level named before in the same text. */
static int named_before(const struct work *work, const struct mention *mention,
			enum own_level level)
{
	const struct mention *at = mention;

	while (at > work->mentions && (at - 1)->text == mention->text) {
		at--;
		if (at->state != MENTION_REGION || at->is_own ||
		    mention->sentence - at->sentence > 2)
			continue;
		if (is_of_level(work, at->region, level))
			return at->region;
	}
	return -1;
}

static void settle_own(struct work *work, struct mention *mention,
		       enum own_level level)
{
	int region = -1;

	if (is_own_word(work, mention)) {
		region = named_before(work, mention, level);
		if (region < 0)
			region = own_of(work, work->origin, level);
		mention->is_own = region >= 0;
	}
	settle(work, mention, region);
}

static void mark_context(struct work *work)
{
	for (size_t i = 0; i < work->mention_count; i++) {
		struct mention *one = &work->mentions[i];
		struct mention *before = neighbour(work, one, false);

		one->is_context |= one->state == MENTION_REGION &&
				   region_is_press(work, one);
		if (before && one->state == MENTION_REGION &&
		    before->state == MENTION_REGION &&
		    one->region != before->region &&
		    region_is_in(work->regions, one->region, before->region))
			before->is_context = true;
	}
}

/* In two rounds: what the first settles is evidence for the second. */
void region_settle_rest(struct work *work)
{
	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < work->mention_count; i++) {
			struct mention *mention = &work->mentions[i];
			int region;

			if (mention->state != MENTION_OPEN ||
			    !surface_of(work, mention)->candidate_count)
				continue;
			region = choose(work, mention);
			if (region >= 0 ||
			    (round && !surface_of(work, mention)->own))
				settle(work, mention, region);
		}
	}
}

void region_settle_own(struct work *work)
{
	for (size_t i = 0; i < work->mention_count; i++) {
		struct mention *mention = &work->mentions[i];

		if (mention->state == MENTION_OPEN)
			settle_own(work, mention,
				   surface_of(work, mention)->own);
	}
	mark_context(work);
}
