/* query/command/render_kwic.h - a concordance in every form.
 *
 * text fits the terminal: what was found stands in one column, wide characters
 * counted two, and the contexts and ids are cut on their outer side where there
 * is no room for them.  csv and tsv have the columns left, match, right, id,
 * date, title. */
#ifndef QUERY_COMMAND_RENDER_KWIC_H
#define QUERY_COMMAND_RENDER_KWIC_H
#include "query/command/command.h"
#include "query/command/kwic.h"
#include "query/render/render.h"

/* Append the lines in the command's format. */
void render_kwic(struct buf *out, const struct kwic *kwic,
		 const struct answer *answer, const struct command *command,
		 const struct render_options *options);

#endif
