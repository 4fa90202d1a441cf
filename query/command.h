/* query/command.h - what stands on bagui-query's command line. */
#ifndef QUERY_COMMAND_H
#define QUERY_COMMAND_H
#include <stdbool.h>
#include <stddef.h>
#include "base/options.h"
#include "query/request.h"

enum command_format { FORMAT_TEXT, FORMAT_JSON, FORMAT_JSONL, FORMAT_CSV,
		      FORMAT_TSV, FORMAT_TREC };
enum command_color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

struct command {
	struct request request;
	struct request_list indexes;	/* at least one */
	enum command_format format;
	enum command_color color;
	const char *batch, *show;	/* within argv, or NULL */
	bool answered;		/* --help and its like: leave with success */
};

/* Read argv into *out.  The index comes from -i, else $BAGUI_INDEX, else is
 * ./bagui.index; the operands joined by blanks are the query.
 * STATUS_USAGE: what makes no sense, or nothing was asked. */
enum status command_parse(struct command *out, int argc, char **argv,
			  struct error *err);
void command_release(struct command *command);

/* The programs as their options see them (command_spec.c). */
extern const struct program_spec command_query_spec, command_cgi_spec;

/* A text of theirs in Chinese where the locale is Chinese (command_words.c). */
const char *command_translate(const char *text);

/* The keys of command_query_spec's options. */
enum command_key {
	KEY_INDEX = 1,
	KEY_REQUEST,		/* goes to request_set() by its name */
	KEY_FORMAT, KEY_FORMAT_VERSION, KEY_BATCH, KEY_SHOW, KEY_COLOR
};

#endif
