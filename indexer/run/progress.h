/* indexer/run/progress.h - one line on standard error that says how far it is. */
#ifndef INDEXER_RUN_PROGRESS_H
#define INDEXER_RUN_PROGRESS_H
#include <stdbool.h>
#include <stdint.h>

enum progress_mode { PROGRESS_AUTO, PROGRESS_ALWAYS, PROGRESS_NEVER };

struct progress {
	bool is_shown, is_terminal;
	int64_t begin_ns, shown_ns;
	uint64_t total;		/* bytes of files to go through, 0 unknown */
	uint64_t files, bytes;	/* done */
	uint64_t documents, text;	/* documents sent, bytes of their text */
};

void progress_begin(struct progress *progress, enum progress_mode mode);
/* Redraw, a few times a second on a terminal, every half minute in a log. */
void progress_show(struct progress *progress);
/* Wipe the line. */
void progress_end(struct progress *progress);
double progress_seconds(const struct progress *progress);

#endif
