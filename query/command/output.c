#include "query/command/output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "query/command/messages.h"
#include "query/language/words.h"

enum { LEAST_COLUMNS = 40, MOST_COLUMNS = 1000, PLAIN_COLUMNS = 80,
       ENOUGH_BYTES = 1 << 16 };

static const struct renderer *renderer_of(enum command_format format)
{
	switch (format) {
	case FORMAT_TEXT: return &render_text;
	case FORMAT_JSON: return &render_json;
	case FORMAT_JSONL: return &render_jsonl;
	case FORMAT_CSV: return &render_csv;
	case FORMAT_TSV: return &render_tsv;
	case FORMAT_TREC: return &render_trec;
	}
	return &render_text;
}

/* *known: somebody told; else it is only what fits everywhere. */
static unsigned terminal_columns(bool *known)
{
	const char *variable = getenv("COLUMNS");
	struct winsize size;
	int64_t columns = PLAIN_COLUMNS;

	*known = true;
	if (!ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_col)
		return size.ws_col;
	if (variable && option_number(&columns, variable, LEAST_COLUMNS,
				      MOST_COLUMNS, NULL) == STATUS_OK)
		return (unsigned)columns;
	*known = isatty(STDOUT_FILENO);
	return PLAIN_COLUMNS;
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

struct render_options output_options(const struct command *command)
{
	struct render_options options = {
		.whole = command->tool == TOOL_SHOW
	};

	if (command->format != FORMAT_TEXT)
		return options;
	options.color = wants_color(command->color);
	options.columns = terminal_columns(&options.is_measured);
	options.lang = words_locale();
	return options;
}

enum status output_put(const struct buf *out, struct error *err)
{
	if (fwrite(out->data, 1, out->len, stdout) == out->len &&
	    !fflush(stdout))
		return STATUS_OK;
	if (errno == EPIPE)
		return STATUS_DONE;
	return error_set(err, STATUS_IO, "standard output: %s", strerror(errno));
}

static void say(const char *lead, const char *what)
{
	struct buf line = BUF_INIT;

	buf_put_string(&line, "bagui-query: ");
	buf_put_string(&line, lead);
	message_put(&line, query_messages, what);
	fprintf(stderr, "%s\n", line.data);
	buf_release(&line);
}

void output_complain(const char *what)
{
	say("", what);
}

void output_warn(const struct answer *answer, enum command_format format)
{
	const char *lead = strcmp(words_locale(), "en") ? "警告："
							: "warning: ";

	if (format == FORMAT_JSON)
		return;
	for (size_t i = 0; i < answer->warning_count; i++)
		say(lead, answer->warnings[i]);
}

enum status output_answer(const struct answer *answer,
			  const struct command *command,
			  const struct render_options *options,
			  struct error *err)
{
	struct buf out = BUF_INIT;
	enum status status;

	output_warn(answer, command->format);
	buf_put_string(&out, "");
	render(renderer_of(command->format), &out, answer, &command->request,
	       options);
	status = output_put(&out, err);
	buf_release(&out);
	return status;
}

/* Hits on their way from the search to standard output. */
struct flow {
	const struct command *command;
	const struct renderer *renderer;
	struct rendering rendering;
	struct buf out;
	struct error *err;
	bool is_begun;
	enum status status;	/* of writing */
};

static void begin_flow(struct flow *flow, const struct answer *answer)
{
	if (flow->is_begun)
		return;
	flow->is_begun = true;
	flow->rendering.answer = answer;
	output_warn(answer, flow->command->format);
	flow->renderer->begin(&flow->rendering);
}

static enum status put_hit(void *context, const struct answer *answer,
			   const struct answer_hit *hit)
{
	struct flow *flow = context;

	begin_flow(flow, answer);
	render_hit(flow->renderer, &flow->rendering, hit);
	if (flow->out.len < ENOUGH_BYTES)
		return STATUS_OK;
	flow->status = output_put(&flow->out, flow->err);
	buf_clear(&flow->out);
	return flow->status;
}

enum status output_search(struct answer *out, searcher *engine,
			  const struct command *command,
			  const struct render_options *options,
			  struct error *err)
{
	struct flow flow = { .command = command, .out = BUF_INIT, .err = err,
			     .renderer = renderer_of(command->format) };
	enum status status;

	flow.rendering = (struct rendering){ .out = &flow.out,
					     .request = &command->request,
					     .options = options };
	buf_put_string(&flow.out, "");
	status = search_each(out, engine, &command->request, put_hit, &flow,
			     err);
	if (status == STATUS_OK && flow.status == STATUS_OK) {
		begin_flow(&flow, out);
		flow.renderer->end(&flow.rendering);
		status = output_put(&flow.out, err);
	}
	buf_release(&flow.out);
	return status;
}
