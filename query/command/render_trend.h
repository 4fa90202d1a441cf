/* query/command/render_trend.h - a trend in every form.
 *
 * csv and tsv have a line a phrase and year (or region): phrase, year (or
 * region and name), occurrences, passages, documents, per_million, first_date,
 * first_id, characters.  The last is how much text there is of the year.  Where
 * there is none, the cells before it are empty, the numbers of json are null,
 * and the terminal shows a dot: that nothing was said is not known. */
#ifndef QUERY_COMMAND_RENDER_TREND_H
#define QUERY_COMMAND_RENDER_TREND_H
#include "query/command/command.h"
#include "query/render/render.h"
#include "query/search/trend.h"

/* Append the trend in this format (trec has no form of it). */
void render_trend(struct buf *out, const struct trend *trend,
		  enum command_format format,
		  const struct render_options *options);

/* Between render_trend.c and render_trend_text.c. */
void render_trend_text(struct buf *out, const struct trend *trend,
		       const struct render_options *options);
/* The name of a year or region; "12.34". */
const char *render_trend_name(const struct trend *trend,
			      const struct trend_bucket *bucket,
			      const char *lang);
void render_trend_put_rate(struct buf *out, double rate);

#endif
