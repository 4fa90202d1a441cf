#include "query/command/command.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"

enum { FORMAT_VERSION = 1, KWIC_CONTEXT = 20, KWIC_CONTEXT_MOST = 1000 };

static const char *const tool_names[] = {
	[TOOL_SEARCH] = "", [TOOL_SHOW] = "show", [TOOL_KWIC] = "kwic",
	[TOOL_TREND] = "trend", [TOOL_SIMILAR] = "similar",
	[TOOL_SOURCE] = "source", [TOOL_COMPLETE] = "complete",
};

static enum status parse_version(const struct options *options,
				 struct error *err)
{
	int64_t version;
	enum status status = options_number(&version, options, 0, INT32_MAX, err);

	if (status == STATUS_OK && version != FORMAT_VERSION)
		return error_set(err, STATUS_USAGE,
				 "--format-version: only version %d is known",
				 FORMAT_VERSION);
	return status;
}

/* One tool at a time: options holds the name of the one that was met. */
static enum status choose_tool(struct command *command, enum command_tool tool,
			       const struct options *options, struct error *err)
{
	if (command->tool != TOOL_SEARCH && command->tool != tool)
		return error_set(err, STATUS_USAGE,
				 "--%s and --%s exclude each other",
				 tool_names[command->tool], options->name);
	command->tool = tool;
	return STATUS_OK;
}

static enum status choose_id(struct command *command, enum command_tool tool,
			     const struct options *options, struct error *err)
{
	command->id = options->argument;
	return choose_tool(command, tool, options, err);
}

static enum status parse_kwic(struct command *command,
			      const struct options *options, struct error *err)
{
	int64_t number = KWIC_CONTEXT;
	enum status status = choose_tool(command, TOOL_KWIC, options, err);

	if (status == STATUS_OK && options->argument)
		status = options_number(&number, options, 1, KWIC_CONTEXT_MOST,
					err);
	command->context = (size_t)number;
	return status;
}

/* "", "year", "region" or "region:450000". */
static enum status parse_trend(struct command *command,
			       const struct options *options, struct error *err)
{
	const char *by = options->argument ? options->argument : "year";

	command->region = NULL;
	if (!strcmp(by, "region"))
		command->region = "";
	else if (!strncmp(by, "region:", 7) && by[7])
		command->region = by + 7;
	else if (strcmp(by, "year"))
		return error_set(err, STATUS_USAGE, "--trend: \"%s\" is none of "
				 "year, region, region:ID", by);
	return choose_tool(command, TOOL_TREND, options, err);
}

static enum status parse_sort(struct command *command,
			      const struct options *options, struct error *err)
{
	command->order = !strcmp(options->argument, "left") ? KWIC_BY_LEFT
		: !strcmp(options->argument, "right") ? KWIC_BY_RIGHT
		: KWIC_BY_RANK;
	return command->order != KWIC_BY_RANK ? STATUS_OK :
	       request_set(&command->request, options->name, options->argument,
			   err);
}

static enum status parse_choice(unsigned *out, const struct options *options,
				struct error *err)
{
	size_t choice = 0;
	enum status status = options_choice(&choice, options, err);

	*out = (unsigned)choice;
	return status;
}

static enum status parse_option(struct command *command,
				const struct options *options,
				struct error *err)
{
	enum status status = STATUS_OK;
	unsigned choice = 0;

	switch ((enum command_key)options->key) {
	case KEY_INDEX:
		request_add(&command->indexes, options->argument);
		break;
	case KEY_REQUEST:
		return request_set(&command->request, options->name,
				   options->argument, err);
	case KEY_FORMAT:
		status = parse_choice(&choice, options, err);
		command->format = (enum command_format)choice;
		break;
	case KEY_FORMAT_VERSION:
		return parse_version(options, err);
	case KEY_BATCH:
		command->batch = options->argument;
		break;
	case KEY_SHOW:
		return choose_id(command, TOOL_SHOW, options, err);
	case KEY_SIMILAR:
		return choose_id(command, TOOL_SIMILAR, options, err);
	case KEY_SOURCE:
		return choose_id(command, TOOL_SOURCE, options, err);
	case KEY_COMPLETE:
		return choose_id(command, TOOL_COMPLETE, options, err);
	case KEY_COLOR:
		status = parse_choice(&choice, options, err);
		command->color = (enum command_color)choice;
		break;
	case KEY_KWIC:
		return parse_kwic(command, options, err);
	case KEY_TREND:
		return parse_trend(command, options, err);
	case KEY_SORT:
		return parse_sort(command, options, err);
	}
	return status;
}

static enum status join_query(struct request *request,
			      const struct options *options, struct error *err)
{
	struct buf query = BUF_INIT;
	enum status status;

	buf_put_string(&query, "");
	for (size_t i = 0; i < options->operand_count; i++)
		buf_put_format(&query, "%s%s", i ? " " : "",
			       options->operands[i]);
	status = utf8_is_valid(query.data, query.len)
		? request_set(request, "q", query.data, err)
		: error_set(err, STATUS_USAGE, "query: not valid UTF-8");
	buf_release(&query);
	return status;
}

static enum status check(const struct command *command, struct error *err)
{
	const struct request *request = &command->request;

	if (command->batch && command->tool != TOOL_SEARCH)
		return error_set(err, STATUS_USAGE,
				 "--batch and --%s exclude each other",
				 tool_names[command->tool]);
	if (command->batch && *request->query)
		return error_set(err, STATUS_USAGE,
				 "--batch takes its queries from the file, not "
				 "from the command line");
	if (command->order != KWIC_BY_RANK && command->tool != TOOL_KWIC)
		return error_set(err, STATUS_USAGE,
				 "--sort: left and right go with --kwic");
	if (command->tool == TOOL_KWIC && !*request->query)
		return error_set(err, STATUS_USAGE,
				 "--kwic: there is no QUERY to align");
	if (command->tool == TOOL_SIMILAR && *request->query)
		return error_set(err, STATUS_USAGE,
				 "--similar takes its words from ID, not from "
				 "the command line");
	if (command->tool == TOOL_TREND && !command->operand_count)
		return error_set(err, STATUS_USAGE,
				 "--trend: there is no QUERY to count");
	if ((command->tool == TOOL_KWIC || command->tool == TOOL_TREND) &&
	    command->format == FORMAT_TREC)
		return error_set(err, STATUS_USAGE,
				 "--%s: there is no trec of it",
				 tool_names[command->tool]);
	return STATUS_OK;
}

static void choose_index(struct request_list *indexes)
{
	const char *variable = getenv("BAGUI_INDEX");

	if (!indexes->count)
		request_add(indexes, variable && *variable ? variable
							   : "bagui.index");
}

enum status command_parse(struct command *out, int argc, char **argv,
			  struct error *err)
{
	struct options options;
	enum status status;

	*out = (struct command){ .format = FORMAT_TEXT };
	request_init(&out->request);
	options_init(&options, &command_query_spec, argc, argv);
	while ((status = options_next(&options, err)) == STATUS_OK) {
		status = parse_option(out, &options, err);
		if (status != STATUS_OK)
			break;
	}
	out->answered = options.answered;
	if (status == STATUS_DONE) {
		choose_index(&out->indexes);
		out->operands = options.operands;
		out->operand_count = options.operand_count;
		status = join_query(&out->request, &options, err);
		if (status == STATUS_OK && !out->answered)
			status = check(out, err);
	}
	options_release(&options);
	return status;
}

void command_release(struct command *command)
{
	request_release(&command->request);
	for (size_t i = 0; i < command->indexes.count; i++)
		free(command->indexes.at[i]);
	free(command->indexes.at);
}
