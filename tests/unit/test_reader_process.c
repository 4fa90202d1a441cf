/* indexer/reader_process: a reader that dies costs what it was reading, says
 * why, and the next job finds another one. */
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>
#include "indexer/read/job.h"
#include "indexer/run/reader_process.h"
#include "indexer/read/wire.h"
#include "tests/unit/unit.h"

static void answer(int fd, const char *text)
{
	struct buf frame = BUF_INIT;
	char *reason = strdup(text);

	job_end_encode(&frame, &(struct job_end){ .status = STATUS_DONE,
						  .reason = reason });
	wire_send(fd, (enum wire_kind)JOB_END, frame.data, frame.len, NULL);
	free(reason);
	buf_release(&frame);
}

/* Does what the job's name says, at its member 7, line 3. */
static void obey(int fd, const char *deed, int source)
{
	char byte = '?';

	if (!strcmp(deed, "crash"))
		raise(SIGABRT);
	if (!strcmp(deed, "grow"))
		_exit(2);	/* as base/mem.h does */
	if (!strcmp(deed, "leave"))
		_exit(0);
	for (volatile unsigned turn = 0; !strcmp(deed, "hang");)
		turn = turn + 1;
	if (read(source, &byte, 1) == 1)
		answer(fd, byte == '#' ? "read" : "misread");
}

static int serve(int fd, struct job_state *state, const taxonomy *none,
		 const xml_map *no_map)
{
	struct buf frame = BUF_INIT;
	enum wire_kind kind;

	(void)none, (void)no_map;
	while (!wire_receive(fd, &kind, &frame, NULL)) {
		struct job job = { .name = NULL };
		int source;

		if (wire_receive_fd(fd, &source, NULL) ||
		    job_decode(&job, &frame, NULL))
			return 1;
		state->member = 7;
		state->line = 3;
		state->finding = false;
		state->record++;
		obey(fd, job.name, source);
		close(source);
		job_release(&job);
	}
	return 0;
}

static const struct row {
	const char *why, *deed, *want;
	enum status status;
} rows[] = {
	{ "a job is done", "read", "read", STATUS_OK },
	{ "a crash is told with its signal", "crash", "crashed: signal 6",
	  STATUS_BAD_INPUT },
	{ "the job after a crash is done by another reader", "read", "read",
	  STATUS_OK },
	{ "one that outgrows its memory is told", "grow", "memory-limit",
	  STATUS_BAD_INPUT },
	{ "one that takes too long is ended", "hang",
	  "time-limit: over 1 s of processor time", STATUS_BAD_INPUT },
	{ "one that leaves is told", "leave", "crashed: exit status 0",
	  STATUS_BAD_INPUT },
	{ "and still the next job is done", "read", "read", STATUS_OK },
};

static void run_row(reader_process *reader, const struct row *row)
{
	char name[16], path[] = "/p";
	struct job job = { .name = name, .path = path };
	struct reader_place where = { 0, 0, true };
	struct error err = { STATUS_OK, "" };
	struct job_end end = { .status = STATUS_OK };
	struct buf frame = BUF_INIT;
	enum job_frame kind = JOB_PASS;
	int fds[2];
	enum status status;

	snprintf(name, sizeof(name), "%s", row->deed);
	EXPECT(!pipe(fds) && write(fds[1], "#", 1) == 1);
	EXPECT_INT(reader_process_job(reader, &job, fds[0], &err), STATUS_OK);
	status = reader_process_next(reader, &kind, &frame, &where, &err);
	EXPECT_INT(status, row->status);
	if (status) {
		EXPECT_STR(err.text, row->want);
		EXPECT_INT(where.member, 7);
		EXPECT_INT(where.line, 3);
		EXPECT(!where.finding);
	} else {
		EXPECT_INT(kind, JOB_END);
		EXPECT_INT(job_end_decode(&end, &frame, NULL), STATUS_OK);
		EXPECT_STR(end.reason, row->want);
	}
	job_end_release(&end);
	buf_release(&frame);
	close(fds[0]);
	close(fds[1]);
}

int main(void)
{
	const struct reader_config config = { .serve = serve, .cpu_s = 1 };
	reader_process *reader;

	signal(SIGPIPE, SIG_IGN);
	unit_begin("a reader starts");
	EXPECT_INT(reader_process_start(&reader, &config, NULL), STATUS_OK);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		unit_begin(rows[i].why);
		run_row(reader, &rows[i]);
	}
	reader_process_stop(reader);
	return unit_done();
}
