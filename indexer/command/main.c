#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/trace.h"
#include "indexer/upkeep/backup.h"
#include "indexer/upkeep/check.h"
#include "indexer/upkeep/compact.h"
#include "indexer/run/messages.h"
#include "indexer/command/options.h"
#include "indexer/upkeep/publish.h"
#include "indexer/run/quarantine.h"
#include "indexer/upkeep/relabel.h"
#include "indexer/upkeep/repair.h"
#include "indexer/upkeep/shards_at.h"
#include "indexer/upkeep/split.h"

enum { EXIT_DONE, EXIT_FAILED = 2, EXIT_PARTLY, EXIT_BUSY, EXIT_DAMAGED,
       EXIT_INTERRUPTED = 130 };

static int exit_of(enum status status)
{
	switch (status) {
	case STATUS_OK: case STATUS_DONE: return EXIT_DONE;
	case STATUS_LOCKED: return EXIT_BUSY;
	case STATUS_CORRUPT: case STATUS_VERSION: case STATUS_EXISTS:
		return EXIT_DAMAGED;
	case STATUS_INTERRUPTED: return EXIT_INTERRUPTED;
	case STATUS_USAGE: case STATUS_NOT_FOUND: case STATUS_IO:
	case STATUS_BAD_INPUT: case STATUS_STALE: case STATUS_NETWORK:
	case STATUS_TIMEOUT: case STATUS_NO_MEMORY: case STATUS_INTERNAL:
		return EXIT_FAILED;
	}
	return EXIT_FAILED;
}

static void on_signal(int number)
{
	(void)number;
	run_stop();
}

static void handle_signals(void)
{
	struct sigaction action = { .sa_handler = on_signal,
				    .sa_flags = (int)SA_RESETHAND };

	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
	signal(SIGPIPE, SIG_IGN);
}

static enum status perform(const struct indexer_options *options, int *partly,
			   struct error *err)
{
	struct run_result result = { false, false };
	bool failed = false;
	enum status status = STATUS_OK;

	switch (options->task) {
	case TASK_RUN:
		handle_signals();
		status = run(&options->run, &result, err);
		failed = result.has_failures;
		break;
	case TASK_SHOW:
		status = show(options->show, &options->run, &failed, err);
		break;
	case TASK_STATS:
		status = show_stats(options->run.index, err);
		break;
	case TASK_QUARANTINE:
		status = quarantine(options->run.index, err);
		break;
	case TASK_RELABEL:
		status = relabel(&options->run, options->relabels,
				 options->upgrades, err);
		break;
	case TASK_COMPACT:
		status = compact(&options->run, err);
		break;
	case TASK_CHECK:
		status = check(options->run.index, err);
		break;
	case TASK_REPAIR:
		status = repair(&options->run, &failed, err);
		break;
	case TASK_BACKUP:
		status = backup(&options->run, options->publish, err);
		break;
	case TASK_SPLIT:
		status = split(&options->run, options->split, err);
		break;
	case TASK_PUBLISH:
		status = publish(&options->run, options->publish, err);
		break;
	case TASK_SHARDS_AT:
		status = shards_at(options->run.index, options->shards_at.at,
				   options->shards_at.count, err);
		break;
	case TASK_ANSWERED:
		break;
	}
	*partly = result.interrupted ? EXIT_INTERRUPTED :
		  failed ? EXIT_PARTLY : EXIT_DONE;
	return status;
}

int main(int argc, char **argv)
{
	struct indexer_options options;
	struct error err = { STATUS_OK, "" };
	int partly = EXIT_DONE;
	enum status status;

	trace_open();
	status = indexer_options_parse(&options, argc, argv, &err);
	if (!status)
		status = perform(&options, &partly, &err);
	indexer_options_release(&options);
	if (status)
		complain("%s", err.text);
	if (fflush(stdout) || ferror(stdout)) {
		perror("bagui-index: standard output");
		return EXIT_FAILED;
	}
	return status ? exit_of(status) : partly;
}
