#include "indexer/read/reader_work.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/trace.h"
#include "indexer/read/reader_parts.h"
#include "unpack/sandbox.h"

/* What a reader may have beyond what it was forked with, some 60 MiB: address
 * space, of which arrays that double use three quarters at most. */
enum { READER_MEMORY = 448 << 20, TRACE_MOST = 1 << 30 };

/* Larger blocks go back to the system when they are freed: left in the heap,
 * those of one large document are not where the next one can use them. */
enum { KEPT_BLOCK = 1 << 20 };

void work_send(struct work *work, enum job_frame kind)
{
	if (wire_send(work->fd, (enum wire_kind)kind, work->frame.data,
		      work->frame.len, NULL))
		_exit(1);	/* nobody is there to be told */
}

enum job_frame work_ask(struct work *work, enum job_frame kind)
{
	enum wire_kind answer;

	work_send(work, kind);
	if (wire_receive(work->fd, &answer, &work->answer, NULL))
		_exit(1);
	return (enum job_frame)answer;
}

void work_begin_record(struct work *work, uint64_t line, bool finding)
{
	struct job_state *state = work->state;

	state->bytes = 0;
	state->line = line;
	state->finding = finding;
	state->member = work->next;
	state->record++;
}

void work_refuse(struct work *work, uint64_t line, uint64_t bytes,
		 const struct error *why)
{
	struct job_refused refused = {
		.line = line, .bytes = bytes,
		.position = unpack_position(work->unpack),
		.is_skipped = why->status == STATUS_DONE,
	};
	char reason[ERROR_TEXT_BYTES];

	snprintf(reason, sizeof(reason), "%s", why->text);
	refused.reason = reason;
	buf_clear(&work->frame);
	job_refused_encode(&work->frame, &refused);
	work_send(work, JOB_REFUSED);
}

/* Files of an archive may have one name: the later ones are told apart.  A URL
 * is captured again and again, and stays itself. */
static bool choose_name(struct work *work)
{
	const struct unpack_member *member = &work->member;

	buf_clear(&work->name);
	buf_put_string(&work->name, member->name);
	if (member->url || !*member->name || member->state != UNPACK_READABLE)
		return false;
	for (unsigned i = 2; !seen_add(&work->names, XXH3_64bits(
				work->name.data, work->name.len)); i++) {
		buf_clear(&work->name);
		buf_put_format(&work->name, "%s~%u", member->name, i);
	}
	return strcmp(work->name.data, member->name);
}

static void tell_member(struct work *work, bool is_lines, bool renamed)
{
	const struct unpack_member *from = &work->member;
	char reason[ERROR_TEXT_BYTES];
	char *name = work->name.data, *url = mem_string(from->url);
	char *date = mem_string(from->date);

	snprintf(reason, sizeof(reason), "%s%s",
		 renamed && !from->reason ? "name-taken" : "",
		 from->reason ? from->reason : "");
	buf_clear(&work->frame);
	job_member_encode(&work->frame, &(struct job_member){
		.number = from->number, .state = from->state,
		.in_container = unpack_is_container(work->unpack),
		.is_lines = is_lines, .name = name, .url = url, .date = date,
		.reason = reason, .position = unpack_position(work->unpack),
	});
	work_send(work, JOB_MEMBER);
	free(url);
	free(date);
}

static enum content content_of_member(struct work *work, struct error *err)
{
	const struct unpack_member *member = &work->member;
	const char *head, *name = *member->name ? member->name : work->job.name;
	size_t len;

	if (work->job.is_lines && !unpack_is_container(work->unpack))
		return CONTENT_JSON_LINES;
	if (stream_peek(member->stream, &head, &len, err))
		return CONTENT_PLAIN;	/* what is wrong is met again */
	return content_declared(member->type, name, head, len);
}

static enum status take_member(struct work *work, struct error *err)
{
	struct error why = { STATUS_OK, "" };
	bool renamed = choose_name(work), is_lines;
	enum content content;

	if (work->member.number < work->job.skip_members)
		return STATUS_OK;
	work_begin_record(work, 0, false);
	if (work->member.state != UNPACK_READABLE) {
		tell_member(work, false, renamed);
		return STATUS_OK;
	}
	content = content_of_member(work, &why);
	is_lines = content == CONTENT_JSON_LINES || content == CONTENT_TSV;
	tell_member(work, is_lines, renamed);
	if (!is_lines)
		return work_whole(work, content, err);
	return work->job.is_again ? STATUS_OK :
	       work_lines(work, content, err);
}

static enum status take_members(struct work *work, struct error *err)
{
	enum status status = STATUS_OK;

	for (; !status; work->next++) {
		work_begin_record(work, 0, true);
		status = unpack_next(work->unpack, &work->member, err);
		if (!status)
			status = take_member(work, err);
	}
	return status;
}

static void tell_end(struct work *work, enum status status,
		     const struct error *err)
{
	char reason[ERROR_TEXT_BYTES];

	snprintf(reason, sizeof(reason), "%s",
		 status == STATUS_DONE ? "" : err->text);
	buf_clear(&work->frame);
	job_end_encode(&work->frame, &(struct job_end){
		.status = status, .reason = reason,
		.is_container = work->unpack &&
				unpack_is_container(work->unpack),
	});
	work_send(work, JOB_END);
}

static void do_job(struct work *work, int source)
{
	struct error err = { STATUS_OK, "" };
	enum status status;

	work->prior = work->job.prior;
	work->source = source;
	work->source_begin = lseek(source, 0, SEEK_CUR);
	work->next = 0;
	work_begin_record(work, 0, true);
	status = unpack_open(&work->unpack, source, work->job.name, &err);
	if (!status)
		status = take_members(work, &err);
	tell_end(work, status, &err);
	unpack_close(work->unpack);
	unpack_close(work->again);
	work->unpack = work->again = NULL;
	work->again_next = 0;
	seen_release(&work->names);
}

/* Load what libraries load when they are first used: they cannot later. */
static void warm_up(struct work *work)
{
	static const char *const samples[] = {
		"\xD6\xD0\xB9\xFA\xA1\xA3\n", "\xA4\xA4\xB0\xEA\xA1\x43\n",
		"\xE4\xB8\xAD\xE5\x9B\xBD\xE3\x80\x82\xE4\xBA\xBA\xE6\xB0\x91",
	};
	static const char page[] = "<?xml version=\"1.0\"?><p>1</p>";
	const struct pipeline_result *result;

	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		struct reader_input input = { .bytes = samples[i],
					      .len = strlen(samples[i]) };

		raw_clear(&work->raw);
		if (!reader_plain(&work->raw, &input, NULL))
			pipeline_run(work->pipeline, &work->raw, &result, NULL);
	}
	for (int i = 0; i < 2; i++) {
		struct reader_input input = { .bytes = page,
					      .len = sizeof(page) - 1 };

		raw_clear(&work->raw);
		(i ? reader_xml : reader_html)(&work->raw, &input, NULL);
	}
}

static void serve(struct work *work)
{
	enum wire_kind kind;

	while (!wire_receive(work->fd, &kind, &work->answer, NULL)) {
		int source;

		if (kind != (enum wire_kind)JOB_BEGIN ||
		    wire_receive_fd(work->fd, &source, NULL) ||
		    job_decode(&work->job, &work->answer, NULL))
			return;
		do_job(work, source);
		job_release(&work->job);
	}
}

static void release(struct work *work)
{
	struct buf *buffers[] = { &work->name, &work->id, &work->bytes,
		&work->record, &work->frame, &work->answer };

	for (size_t i = 0; i < sizeof(buffers) / sizeof(buffers[0]); i++)
		buf_release(buffers[i]);
	job_release(&work->job);
	raw_release(&work->raw);
	pipeline_free(work->pipeline);
}

int reader_serve(int fd, struct job_state *state, const taxonomy *taxonomy,
		 const xml_map *map)
{
	const struct sandbox_limits limits = {
		.memory = READER_MEMORY,
		.file_bytes = trace_file() < 0 ? 0 : TRACE_MOST,
	};
	struct work work = { .fd = fd, .state = state, .map = map };
	struct error err = { STATUS_OK, "" };
	enum status status = pipeline_new(&work.pipeline, taxonomy, &err);

	mallopt(M_MMAP_THRESHOLD, KEPT_BLOCK);
	raw_init(&work.raw);
	if (!status) {
		warm_up(&work);
		status = sandbox_enter(SANDBOX_READER, &limits, &err);
	}
	if (status)	/* the first job is answered with why */
		tell_end(&work, status, &err);
	else
		serve(&work);
	release(&work);
	return status != STATUS_OK;
}
