/* bagui-query: argv -> request -> answer -> output, and the exit status. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "query/command/batch.h"
#include "query/command/command.h"
#include "query/command/kwic.h"
#include "query/search/original.h"
#include "query/command/output.h"
#include "query/command/render_trend.h"
#include "query/search/search.h"
#include "query/search/show.h"
#include "query/search/similar.h"
#include "query/search/versions.h"

enum { EXIT_FOUND = 0, EXIT_NONE = 1, EXIT_ERROR = 2 };

static enum status run_search(int *exit_status, struct command *command,
			      searcher *engine, struct error *err)
{
	struct render_options options = output_options(command);
	struct answer answer;
	enum status status = STATUS_OK;

	answer_init(&answer);
	if (command->tool == TOOL_SIMILAR)
		status = similar_request(&command->request, engine, command->id,
					 err);
	if (status == STATUS_OK)
		status = output_search(&answer, engine, command, &options, err);
	*exit_status = answer.total ? EXIT_FOUND : EXIT_NONE;
	answer_release(&answer);
	return status;
}

static enum status run_show(int *exit_status, const struct command *command,
			    searcher *engine, struct error *err)
{
	struct render_options options = output_options(command);
	struct answer answer;
	enum status status;

	answer_init(&answer);
	status = show_find(&answer, engine, command->id, &command->request,
			   err);
	if (status == STATUS_OK)
		status = versions_find(&answer, engine, err);
	if (status == STATUS_OK)
		status = output_answer(&answer, command, &options, err);
	*exit_status = answer.hit_count ? EXIT_FOUND : EXIT_NONE;
	answer_release(&answer);
	return status;
}

/* The words that a shell completes an argument with: ids and names. */
static enum status run_complete(bool *found, const struct command *command,
				searcher *engine, struct error *err)
{
	const label_names *names = index_names(searcher_index(engine));
	struct buf out = BUF_INIT;
	size_t kind = 0;
	enum status status = option_choice(&kind, command->id,
					   "TOPIC|REGION|PLATFORM", err);

	if (status != STATUS_OK)
		return status;
	for (size_t i = 0; i < label_names_count(names); i++) {
		const struct label_name *label = label_names_at(names, i);

		if (label->kind == (enum label_kind)kind)
			buf_put_format(&out, "%s\n%s\n", label->id,
				       label->name);
	}
	*found = out.len;
	status = *found ? output_put(&out, err) : STATUS_OK;
	buf_release(&out);
	return status;
}

static enum status run_source(bool *found, const struct command *command,
			      searcher *engine, struct error *err)
{
	*found = true;
	return original_write(stdout, engine, &command->indexes, command->id,
			      err);
}

static enum status run_trend(bool *found, const struct command *command,
			     searcher *engine, struct error *err)
{
	struct render_options options = output_options(command);
	struct trend trend;
	struct buf out = BUF_INIT;
	enum status status = trend_make(&trend, engine,
		(const char *const *)command->operands, command->operand_count,
		command->region, &command->request, err);

	for (size_t i = 0; i < trend.phrase_count; i++)
		*found |= trend.phrases[i].all.occurrences > 0;
	if (status == STATUS_OK) {
		output_warn(&trend.answer, command->format);
		buf_put_string(&out, "");
		render_trend(&out, &trend, command->format, &options);
		status = output_put(&out, err);
	}
	buf_release(&out);
	trend_release(&trend);
	return status;
}

static void complain_of_line(const char *file, size_t number,
			     const struct error *why)
{
	struct buf text = BUF_INIT;

	buf_put_format(&text, "%s:%zu: %s", file, number, why->text);
	output_complain(text.data);
	buf_release(&text);
}

/* One line's answer.  A query that cannot be answered gets an empty one, so
 * that every line has its answer; *failed is set unless the query was merely
 * refused. */
static enum status run_line(bool *failed, struct command *command,
			    searcher *engine, const struct batch_line *line,
			    const struct render_options *options,
			    struct error *err)
{
	struct error why;
	struct answer answer;
	enum status status;

	answer_init(&answer);
	status = request_set(&command->request, "q", line->query, &why);
	if (status == STATUS_OK)
		status = search_run(&answer, engine, &command->request, &why);
	if (status != STATUS_OK) {
		complain_of_line(command->batch, line->number, &why);
		*failed |= status != STATUS_USAGE;
		answer_release(&answer);
		answer_init(&answer);
		free(command->request.query);
		command->request.query = mem_string(line->query);
		if (command->format == FORMAT_JSON)
			answer_warn(&answer, "%s", why.text);
	}
	status = output_answer(&answer, command, options, err);
	answer_release(&answer);
	return status;
}

static enum status run_batch(int *exit_status, struct command *command,
			     searcher *engine, struct error *err)
{
	struct render_options options = output_options(command);
	struct batch_line line;
	bool failed = false;
	batch *lines = NULL;
	enum status status = batch_open(&lines, command->batch, err);

	while (status == STATUS_OK) {
		status = batch_next(lines, &line, err);
		if (status == STATUS_BAD_INPUT) {
			output_complain(err->text);
			failed = true;
			status = STATUS_OK;
		} else if (status == STATUS_OK) {
			options.qid = line.qid;
			status = run_line(&failed, command, engine, &line,
					  &options, err);
			options.headless = true;
		}
	}
	batch_close(lines);
	*exit_status = failed ? EXIT_ERROR : EXIT_FOUND;
	return status;
}

static enum status run_tool(int *exit_status, struct command *command,
			    searcher *engine, struct error *err)
{
	bool found = false;
	enum status status = STATUS_OK;

	switch (command->tool) {
	case TOOL_SEARCH:
	case TOOL_SIMILAR:
		return run_search(exit_status, command, engine, err);
	case TOOL_SHOW:
		return run_show(exit_status, command, engine, err);
	case TOOL_COMPLETE:
		status = run_complete(&found, command, engine, err);
		break;
	case TOOL_SOURCE:
		status = run_source(&found, command, engine, err);
		break;
	case TOOL_TREND:
		status = run_trend(&found, command, engine, err);
		break;
	case TOOL_KWIC:
		status = kwic_run(&found, engine, command, err);
		break;
	}
	*exit_status = found ? EXIT_FOUND : EXIT_NONE;
	return status;
}

static enum status run(int *exit_status, struct command *command,
		       struct error *err)
{
	searcher *engine;
	enum status status = searcher_open_within(&engine,
		(const char *const *)command->indexes.at,
		command->indexes.count, command->request.timeout_ms, err);

	/* What lies elsewhere cannot be asked where else a passage stands. */
	if (status == STATUS_OK && !command->request.is_grouped &&
	    index_has_remote(searcher_index(engine)))
		command->request.group = GROUP_PASSAGE;
	if (status == STATUS_OK)
		status = command->batch
			? run_batch(exit_status, command, engine, err)
			: run_tool(exit_status, command, engine, err);
	searcher_close(engine);
	return status;
}

/* Help costs some milliseconds and is for who looks at one answer. */
static bool wants_help(const struct command *command)
{
	if (command->batch || command->tool != TOOL_SEARCH)
		return false;
	return command->format == FORMAT_JSON ||
	       (command->format == FORMAT_TEXT && isatty(STDOUT_FILENO));
}

/* Who reads at a terminal is helped, and sees reprints once. */
static void suit_reader(struct command *command)
{
	struct request *request = &command->request;

	if (command->format == FORMAT_TREC)
		request->marks = MARKS_NONE;
	if (!wants_help(command))
		return;
	request->help = true;
	if (command->format == FORMAT_TEXT && !request->is_grouped)
		request->group = GROUP_REPRINT;
}

int main(int argc, char **argv)
{
	struct command command;
	struct error err = { .status = STATUS_OK };
	int exit_status = EXIT_FOUND;
	enum status status;

	status = command_parse(&command, argc, argv, &err);
	signal(SIGPIPE, SIG_IGN);	/* --help above may die of it quietly */
	if (status == STATUS_OK)
		suit_reader(&command);
	if (status == STATUS_OK && !command.answered)
		status = run(&exit_status, &command, &err);
	command_release(&command);
	if (fclose(stdout) && errno != EPIPE && status == STATUS_OK)
		status = error_set(&err, STATUS_IO, "standard output: %s",
				   strerror(errno));
	if (status == STATUS_OK || status == STATUS_DONE)
		return exit_status;
	output_complain(err.text);
	return EXIT_ERROR;
}
