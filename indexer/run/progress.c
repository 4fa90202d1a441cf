#include "indexer/run/progress.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "indexer/run/messages.h"

enum { BAR_CELLS = 24 };
#define SECOND_NS 1000000000ll

static int64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * SECOND_NS + now.tv_nsec;
}

void progress_begin(struct progress *progress, enum progress_mode mode)
{
	memset(progress, 0, sizeof(*progress));
	progress->is_terminal = isatty(STDERR_FILENO);
	progress->is_shown = mode == PROGRESS_ALWAYS ||
			     (mode == PROGRESS_AUTO && progress->is_terminal);
	progress->begin_ns = progress->shown_ns = now_ns();
}

double progress_seconds(const struct progress *progress)
{
	return (double)(now_ns() - progress->begin_ns) / SECOND_NS;
}

static void draw_bar(char out[BAR_CELLS + 1], double share)
{
	int full = (int)(share * BAR_CELLS);

	for (int i = 0; i < BAR_CELLS; i++)
		out[i] = i < full ? '#' : '.';
	out[BAR_CELLS] = '\0';
}

static void draw(const struct progress *progress)
{
	double seconds = progress_seconds(progress);
	double share = progress->total ?
		(double)progress->bytes / (double)progress->total : 0;
	double left = share > 0.005 ? seconds / share - seconds : 0;
	char bar[BAR_CELLS + 1], rest[32] = "";

	if (share > 1)
		share = 1;
	draw_bar(bar, share);
	if (left > 0)
		snprintf(rest, sizeof(rest), "  %d:%02d left", (int)left / 60,
			 (int)left % 60);
	fputs(progress->is_terminal ? "\r" : "", stderr);
	say_to(stderr, "[%s] %3.0f%%  %llu documents  %.1f MB  %.2f MB/s%s",
	       bar, share * 100, (unsigned long long)progress->documents,
	       (double)progress->text / 1e6,
	       (double)progress->text / 1e6 / (seconds > 0.1 ? seconds : 0.1),
	       rest);
	fputs(progress->is_terminal ? "\033[K" : "\n", stderr);
}

void progress_show(struct progress *progress)
{
	int64_t now;

	if (!progress->is_shown)
		return;
	now = now_ns();
	if (now - progress->shown_ns <
	    (progress->is_terminal ? SECOND_NS / 5 : 30 * SECOND_NS))
		return;
	progress->shown_ns = now;
	draw(progress);
}

void progress_end(struct progress *progress)
{
	if (progress->is_shown && progress->is_terminal)
		fputs("\r\033[K", stderr);
	progress->is_shown = false;
}
