/* bagui-query: argv -> request -> answer -> output, and the exit status. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/mem.h"
#include "query/batch.h"
#include "query/command.h"
#include "query/render.h"
#include "query/search.h"
#include "query/show.h"
#include "query/words.h"

enum { EXIT_FOUND = 0, EXIT_NONE = 1, EXIT_ERROR = 2 };
enum { LEAST_COLUMNS = 40, MOST_COLUMNS = 1000, PLAIN_COLUMNS = 80 };

typedef void render_fn(struct buf *out, const struct answer *answer,
		       const struct request *request,
		       const struct render_options *options);

static render_fn *const renderers[] = {
	[FORMAT_TEXT] = render_text,
	[FORMAT_JSON] = render_json,
	[FORMAT_JSONL] = render_jsonl,
	[FORMAT_CSV] = render_csv,
	[FORMAT_TSV] = render_tsv,
	[FORMAT_TREC] = render_trec,
};

static void complain(const char *what)
{
	fprintf(stderr, "bagui-query: %s\n", what);
}

static unsigned terminal_columns(void)
{
	const char *variable = getenv("COLUMNS");
	struct winsize size;
	int64_t columns = PLAIN_COLUMNS;

	if (!ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_col)
		return size.ws_col;
	if (variable && option_number(&columns, variable, LEAST_COLUMNS,
				      MOST_COLUMNS, NULL) != STATUS_OK)
		columns = PLAIN_COLUMNS;
	return (unsigned)columns;
}

static bool wants_color(enum command_color color)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

	switch (color) {
	case COLOR_ALWAYS:
		return true;
	case COLOR_NEVER:
		return false;
	case COLOR_AUTO:
		break;
	}
	return isatty(STDOUT_FILENO) && !(no_color && *no_color) &&
	       !(term && !strcmp(term, "dumb"));
}

static struct render_options render_options(const struct command *command)
{
	bool is_text = command->format == FORMAT_TEXT;

	return (struct render_options){
		.color = is_text && wants_color(command->color),
		.columns = is_text ? terminal_columns() : 0,
		.lang = is_text ? words_locale() : NULL,
		.whole = command->show != NULL,
	};
}

/* A reader that has seen enough (EPIPE) is no error. */
static enum status put_output(const struct buf *out, struct error *err)
{
	if (fwrite(out->data, 1, out->len, stdout) == out->len &&
	    !fflush(stdout))
		return STATUS_OK;
	if (errno == EPIPE)
		return STATUS_DONE;
	return error_set(err, STATUS_IO, "standard output: %s", strerror(errno));
}

/* JSON carries its warnings; the other forms have no place for them. */
static void put_warnings(const struct answer *answer,
			 enum command_format format)
{
	if (format == FORMAT_JSON)
		return;
	for (size_t i = 0; i < answer->warning_count; i++)
		fprintf(stderr, "bagui-query: warning: %s\n",
			answer->warnings[i]);
	for (size_t i = 0; i < answer->missing_count; i++)
		fprintf(stderr, "bagui-query: warning: no answer from %s\n",
			answer->missing[i]);
}

static enum status put_answer(const struct answer *answer,
			      const struct command *command,
			      const struct render_options *options,
			      struct error *err)
{
	struct buf out = BUF_INIT;
	enum status status;

	put_warnings(answer, command->format);
	buf_put_string(&out, "");
	renderers[command->format](&out, answer, &command->request, options);
	status = put_output(&out, err);
	buf_release(&out);
	return status;
}

static enum status run_once(int *exit_status, const struct command *command,
			    searcher *engine, struct error *err)
{
	struct render_options options = render_options(command);
	struct answer answer;
	enum status status;

	answer_init(&answer);
	status = command->show
		? show_find(&answer, engine, command->show, &command->request,
			    err)
		: search_run(&answer, engine, &command->request, err);
	if (status == STATUS_OK) {
		*exit_status = answer.total || answer.hit_count ? EXIT_FOUND
								: EXIT_NONE;
		status = put_answer(&answer, command, &options, err);
	}
	answer_release(&answer);
	return status;
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
		fprintf(stderr, "bagui-query: %s:%zu: %s\n", command->batch,
			line->number, why.text);
		*failed |= status != STATUS_USAGE;
		answer_release(&answer);
		answer_init(&answer);
		free(command->request.query);
		command->request.query = mem_string(line->query);
		if (command->format == FORMAT_JSON)
			answer_warn(&answer, "%s", why.text);
	}
	status = put_answer(&answer, command, options, err);
	answer_release(&answer);
	return status;
}

static enum status run_batch(int *exit_status, struct command *command,
			     searcher *engine, struct error *err)
{
	struct render_options options = render_options(command);
	struct batch_line line;
	bool failed = false;
	batch *lines = NULL;
	enum status status = batch_open(&lines, command->batch, err);

	while (status == STATUS_OK) {
		status = batch_next(lines, &line, err);
		if (status == STATUS_BAD_INPUT) {
			complain(err->text);
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

static enum status run(int *exit_status, struct command *command,
		       struct error *err)
{
	searcher *engine;
	enum status status = searcher_open(&engine,
		(const char *const *)command->indexes.at,
		command->indexes.count, err);

	if (status == STATUS_OK)
		status = command->batch
			? run_batch(exit_status, command, engine, err)
			: run_once(exit_status, command, engine, err);
	searcher_close(engine);
	return status;
}

int main(int argc, char **argv)
{
	struct command command;
	struct error err = { .status = STATUS_OK };
	int exit_status = EXIT_FOUND;
	enum status status;

	status = command_parse(&command, argc, argv, &err);
	signal(SIGPIPE, SIG_IGN);	/* --help above may die of it quietly */
	if (status == STATUS_OK && !command.answered)
		status = run(&exit_status, &command, &err);
	command_release(&command);
	if (fclose(stdout) && errno != EPIPE && status == STATUS_OK)
		status = error_set(&err, STATUS_IO, "standard output: %s",
				   strerror(errno));
	if (status == STATUS_OK || status == STATUS_DONE)
		return exit_status;
	complain(err.text);
	return EXIT_ERROR;
}
