#include "query/command.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"

enum { FORMAT_VERSION = 1 };

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

static enum status parse_option(struct command *command,
				const struct options *options,
				struct error *err)
{
	enum status status = STATUS_OK;
	size_t choice = 0;

	switch ((enum command_key)options->key) {
	case KEY_INDEX:
		request_add(&command->indexes, options->argument);
		break;
	case KEY_REQUEST:
		return request_set(&command->request, options->name,
				   options->argument, err);
	case KEY_FORMAT:
		status = options_choice(&choice, options, err);
		command->format = (enum command_format)choice;
		break;
	case KEY_FORMAT_VERSION:
		return parse_version(options, err);
	case KEY_BATCH:
		command->batch = options->argument;
		break;
	case KEY_SHOW:
		command->show = options->argument;
		break;
	case KEY_COLOR:
		status = options_choice(&choice, options, err);
		command->color = (enum command_color)choice;
		break;
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

	if (command->batch && command->show)
		return error_set(err, STATUS_USAGE,
				 "--batch and --show exclude each other");
	if (command->batch && *request->query)
		return error_set(err, STATUS_USAGE,
				 "--batch takes its queries from the file, not "
				 "from the command line");
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
