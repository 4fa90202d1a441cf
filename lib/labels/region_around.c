/* What stands around a name that makes it something else than a region. */
#include "labels/work.h"

/* 南京路, 北京西路, 上海大街: a road is not the place it is named after. */
static bool is_road(const struct work *work, const struct mention *mention)
{
	size_t at = mention->end;
	size_t skip = work_any(work, mention->text, at,
			       CONTEXT_DIRECTION);

	for (int i = 0; i < 2; i++, at += skip)
		if (work_any(work, mention->text, at, CONTEXT_ROAD) &&
		    !work_any(work, mention->text, at,
			      CONTEXT_NO_ROAD))
			return true;
	return false;
}

/* What follows makes a place's name part of a firm's, a brand's, a house's. */
static bool is_trade_name(const struct work *work,
			  const struct mention *mention)
{
	return work_any(work, mention->text, mention->end,
			CONTEXT_FIRM) != 0;
}

/* The same for a county's short name, which says less by itself. */
static bool is_county_firm(const struct work *work,
			   const struct mention *mention)
{
	return is_trade_name(work, mention) ||
	       work_any(work, mention->text, mention->end,
			CONTEXT_HOUSE) != 0;
}

/* 广西日报: a newspaper says where a text came from, not what it is about. */
bool region_is_press(const struct work *work, const struct mention *mention)
{
	return work_any(work, mention->text, mention->end,
			CONTEXT_PRESS) != 0;
}

/* 和平镇, 朝阳村: a smaller place of the same name. */
static bool is_smaller_place(const struct work *work,
			     const struct mention *mention)
{
	return work_any(work, mention->text, mention->end,
			CONTEXT_PLACE) != 0;
}

/* 村支书苏桂林说: a surname before it, and a person's office or words around. */
static bool is_person(const struct work *work, const struct mention *mention)
{
	size_t at = mention->begin;

	if (!at || !work_any(work, mention->text, at - 1, CONTEXT_SURNAME))
		return false;
	if (work_any(work, mention->text, mention->end, CONTEXT_SPEAKS))
		return true;
	for (size_t back = 3; back <= 4 && back <= at; back++)
		if (work_any(work, mention->text, at - back, CONTEXT_ROLE) ==
		    back - 1)
			return true;
	return false;
}

static bool is_short(const struct candidate *candidate)
{
	return candidate->form == FORM_SHORT || candidate->form == FORM_FORMER ||
	       candidate->form == FORM_ALIAS;
}

/* What stands around a short name that makes it something else. */
bool region_is_refused(const struct work *work, const struct mention *mention,
		       const struct candidate *candidate)
{
	enum region_level level = work->regions->parts[candidate->region].level;

	if (!is_short(candidate) || candidate->trust == TRUST_SURE)
		return candidate->form != FORM_FULL &&
		       (is_road(work, mention) || is_trade_name(work, mention));
	if (is_road(work, mention) || is_trade_name(work, mention) ||
	    is_person(work, mention))
		return true;
	return level == LEVEL_COUNTY && (is_smaller_place(work, mention) ||
					 is_county_firm(work, mention));
}
