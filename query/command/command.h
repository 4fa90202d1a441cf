/* query/command/command.h - what stands on bagui-query's command line. */
#ifndef QUERY_COMMAND_COMMAND_H
#define QUERY_COMMAND_COMMAND_H
#include <stdbool.h>
#include <stddef.h>
#include "base/options.h"
#include "query/language/request.h"

enum command_format { FORMAT_TEXT, FORMAT_JSON, FORMAT_JSONL, FORMAT_CSV,
		      FORMAT_TSV, FORMAT_TREC };
enum command_color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };


/* What the program does with the index. */
enum command_tool { TOOL_SEARCH, TOOL_SHOW, TOOL_KWIC, TOOL_TREND,
		    TOOL_SIMILAR, TOOL_SOURCE, TOOL_COMPLETE };

/* In which order the lines of a concordance come: as the passages that they
 * are from, or by the text on one side, outwards. */
enum kwic_order { KWIC_BY_RANK, KWIC_BY_LEFT, KWIC_BY_RIGHT };

struct command {
	struct request request;
	struct request_list indexes;	/* at least one */
	enum command_format format;
	enum command_color color;
	enum command_tool tool;
	const char *batch;	/* within argv, or NULL */
	const char *id;		/* within argv: what SHOW, SIMILAR, SOURCE are about;
				 * COMPLETE: TOPIC, REGION, PLATFORM */
	const char *region;	/* TOOL_TREND by region: which to open, or ""; else
				 * NULL */
	char *const *operands;	/* within argv */
	size_t operand_count;
	size_t context;		/* TOOL_KWIC: characters on each side */
	enum kwic_order order;
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
	KEY_FORMAT, KEY_FORMAT_VERSION, KEY_BATCH, KEY_SHOW, KEY_COLOR,
	KEY_KWIC, KEY_SORT, KEY_TREND, KEY_SIMILAR, KEY_SOURCE, KEY_COMPLETE
};

#endif
