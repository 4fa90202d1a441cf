/* query/command/output.h - bagui-query's way out: standard output and what is said on
 * standard error. */
#ifndef QUERY_COMMAND_OUTPUT_H
#define QUERY_COMMAND_OUTPUT_H
#include <stdbool.h>
#include "query/command/command.h"
#include "query/render/render.h"
#include "query/search/search.h"

/* How the command's answers are rendered here and now. */
struct render_options output_options(const struct command *command);

/* Write out.  STATUS_DONE: the reader has seen enough (EPIPE), which is no
 * error, and nothing more need be written. */
enum status output_put(const struct buf *out, struct error *err);

/* A line on standard error, in the user's language (query/command/messages.h). */
void output_complain(const char *what);
/* What is odd about an answer.  JSON carries its warnings itself. */
void output_warn(const struct answer *answer, enum command_format format);

/* Render an answer that is complete. */
enum status output_answer(const struct answer *answer,
			  const struct command *command,
			  const struct render_options *options,
			  struct error *err);
/* Search and write, so that memory does not grow with the answer.  *out has
 * totals, no hits. */
enum status output_search(struct answer *out, searcher *searcher,
			  const struct command *command,
			  const struct render_options *options,
			  struct error *err);

#endif
