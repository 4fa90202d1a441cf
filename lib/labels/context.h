/* labels/context.h - what may stand beside a name: sets of words that say what
 * the name before or after them is.
 *
 * The sets are about Chinese official prose, not about a campaign, so they are
 * in the program and not in a taxonomy.  One lookup finds the words of all. */
#ifndef LABELS_CONTEXT_H
#define LABELS_CONTEXT_H
#include <stddef.h>
#include <stdint.h>

enum context_set {
	CONTEXT_DIRECTION,	/* 南京东路: may stand before a road's 路 */
	CONTEXT_ROAD,
	CONTEXT_NO_ROAD,	/* 路网: begins like a road and is none */
	CONTEXT_FIRM,		/* 青岛啤酒: a firm's, brand's, house's name */
	CONTEXT_HOUSE,		/* 兴业中学: of a county's short name as well */
	CONTEXT_PRESS,		/* 广西日报 */
	CONTEXT_PLACE,		/* 和平镇: a smaller place of the same name */
	CONTEXT_SURNAME,
	CONTEXT_ROLE,		/* 村支书苏桂林: a person comes next */
	CONTEXT_SPEAKS,		/* 桂林说: a person came before */
	CONTEXT_LIST,		/* between the members of a list */
	CONTEXT_AND_MORE,	/* 等 */
	CONTEXT_NUMBER,		/* 覃塘、港南两区, 三个县 */
	CONTEXT_NUMBER_WORD,	/* 桂政发: after the abbreviation */
	CONTEXT_COUNTY_WORD,	/* 容县长: 县 belongs to the next word */
	CONTEXT_OWN_NOT,	/* 全市场: the word is not 全市 */
	CONTEXT_ORGAN,		/* an organ of that place, or its paper */
	CONTEXT_SELF,		/* 自治区党委: an organ that needs no name here */
	CONTEXT_SOURCE,		/* 来源: */
	CONTEXT_MEDIA,		/* what a source is called */
	CONTEXT_DATELINE_BEFORE, CONTEXT_DATELINE_AFTER,
	CONTEXT_PAPER,		/* 总结: what an organ writes */
	CONTEXT_PUBLISHER_ORGAN,
	CONTEXT_STATE_ORGAN, CONTEXT_STATE_PRESS, CONTEXT_STATE_ACT,
	CONTEXT_SINCE_BEFORE, CONTEXT_SINCE_AFTER, CONTEXT_UNTIL,
	CONTEXT_DATE_END,	/* what may follow a sign-off's date */
	CONTEXT_ADOPTS,		/* a statute was passed or changed */
	CONTEXT_SETS
};

typedef struct context context;

context *context_new(void);
void context_free(context *context);

/* The longest word of the set that begins at folded[at], in characters; 0 when
 * there is none. */
size_t context_at(const context *context, const uint32_t *folded, size_t count,
		  size_t at, enum context_set set);

#endif
