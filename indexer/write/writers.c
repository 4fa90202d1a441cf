#include "indexer/write/writers.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"

struct writer {
	pid_t pid;
	int fd;
};

struct writers {
	struct writer *at;
	size_t count;
	struct buf frame;
};

static void serve_in_child(writers *writers, pid_t parent, int fd,
			   const struct shard_config *config, size_t number)
{
	struct shard_config own = *config;

	/* A killed supervisor must not leave writers that hold the lock. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	prctl(PR_SET_NAME, "bagui-writer");
	if (getppid() != parent)
		_exit(1);
	for (size_t i = 0; i < writers->count; i++)
		close(writers->at[i].fd);
	free(writers->at);
	free(writers);
	own.number = number;
	_exit(shard_serve(fd, &own));
}

static enum status start_one(writers *writers,
			     const struct shard_config *config, size_t number,
			     struct error *err)
{
	int ends[2], room = 1 << 20;
	pid_t pid, parent = getpid();

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends))
		return error_set(err, STATUS_IO, "socketpair: %s",
				 strerror(errno));
	setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &room, sizeof(room));
	fflush(NULL);
	pid = fork();
	if (pid < 0) {
		close(ends[0]);
		close(ends[1]);
		return error_set(err, STATUS_IO, "fork: %s", strerror(errno));
	}
	if (pid == 0) {
		close(ends[0]);
		serve_in_child(writers, parent, ends[1], config, number);
	}
	close(ends[1]);
	writers->at[writers->count++] = (struct writer){ pid, ends[0] };
	return STATUS_OK;
}

enum status writers_start(writers **out, const struct shard_config *config,
			  size_t shards, struct error *err)
{
	writers *made = mem_alloc(sizeof(*made));
	enum status status = STATUS_OK;

	made->at = mem_array(shards, sizeof(*made->at));
	for (size_t i = 0; !status && i < shards; i++)
		status = start_one(made, config, i, err);
	*out = made;
	if (status) {
		writers_stop(made);
		*out = NULL;
	}
	return status;
}

static enum status failure_of(const struct buf *frame, struct error *err)
{
	struct bytes from = bytes_of(frame->data, frame->len);
	enum status status = (enum status)bytes_uint(&from);
	char *text = bytes_string(&from);

	if (!text || !status)
		status = STATUS_INTERNAL;
	error_set(err, status, "%s", text ? text : "a shard writer failed");
	free(text);
	return status;
}

/* A writer that is gone has left its reason in the socket, or was killed. */
static enum status last_words(writers *writers, size_t shard,
			      struct error *err)
{
	enum wire_kind kind;

	while (!wire_receive(writers->at[shard].fd, &kind, &writers->frame,
			     NULL))
		if (kind == WIRE_ERROR)
			return failure_of(&writers->frame, err);
	return error_set(err, STATUS_IO, "the writer of shard-%zu died", shard);
}

enum status writers_send_bytes(writers *writers, size_t shard,
			       enum wire_kind kind, const void *bytes,
			       size_t len, struct error *err)
{
	enum status status = wire_send(writers->at[shard].fd, kind, bytes, len,
				       err);

	return status == STATUS_IO ? last_words(writers, shard, err) : status;
}

enum status writers_send(writers *writers, size_t shard, enum wire_kind kind,
			 const struct buf *payload, struct error *err)
{
	return writers_send_bytes(writers, shard, kind,
				  payload ? payload->data : NULL,
				  payload ? payload->len : 0, err);
}

static void add_counts(struct shard_counts *sum, const struct buf *frame)
{
	struct shard_counts counts;

	if (frame->len != sizeof(counts))
		return;
	memcpy(&counts, frame->data, sizeof(counts));
	sum->added += counts.added;
	sum->replaced += counts.replaced;
	sum->unchanged += counts.unchanged;
	sum->removed += counts.removed;
	sum->duplicates += counts.duplicates;
	sum->passages += counts.passages;
}

static void tell_event(const struct buf *frame, enum wire_kind kind,
		       writers_event_fn *event, void *context)
{
	struct bytes from = bytes_of(frame->data, frame->len);
	char *one = bytes_string(&from), *two = bytes_string(&from);

	if (!from.failed)
		event(context, kind, one, two);
	free(one);
	free(two);
}

static enum status await_ack(writers *writers, size_t shard,
			     struct shard_counts *counts,
			     writers_event_fn *event, void *context,
			     struct error *err)
{
	for (;;) {
		enum wire_kind kind;
		enum status status = wire_receive(writers->at[shard].fd, &kind,
						  &writers->frame, err);

		if (status)
			return error_set(err, STATUS_IO,
					 "the writer of shard-%zu died", shard);
		if (kind == WIRE_ERROR)
			return failure_of(&writers->frame, err);
		if (kind == WIRE_ACK) {
			add_counts(counts, &writers->frame);
			return STATUS_OK;
		}
		tell_event(&writers->frame, kind, event, context);
	}
}

/* Ask all writers, who then work side by side, and wait for each. */
static enum status ask_all(writers *writers, enum wire_kind question,
			   struct shard_counts *counts,
			   writers_event_fn *event, void *context,
			   struct error *err)
{
	enum status status = STATUS_OK;

	for (size_t i = 0; !status && i < writers->count; i++)
		status = writers_send(writers, i, question, NULL, err);
	for (size_t i = 0; !status && i < writers->count; i++)
		status = await_ack(writers, i, counts, event, context, err);
	return status;
}

enum status writers_commit(writers *writers, struct shard_counts *counts,
			   writers_event_fn *event, void *context,
			   struct error *err)
{
	return ask_all(writers, WIRE_COMMIT, counts, event, context, err);
}

enum status writers_finish(writers *writers, struct shard_counts *counts,
			   writers_event_fn *event, void *context,
			   struct error *err)
{
	return ask_all(writers, WIRE_FINISH, counts, event, context, err);
}

void writers_stop(writers *writers)
{
	if (!writers)
		return;
	for (size_t i = 0; i < writers->count; i++)
		close(writers->at[i].fd);
	for (size_t i = 0; i < writers->count; i++)
		while (waitpid(writers->at[i].pid, NULL, 0) < 0 &&
		       errno == EINTR)
			;
	buf_release(&writers->frame);
	free(writers->at);
	free(writers);
}
