#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "index/originals.h"
#include "indexer/run/filter.h"
#include "indexer/run/source_parts.h"

/* A container that ends this many readers is given up. */
enum { DEATHS_MOST = 1000 };

/* Where a job stands, over all the readers that it took. */
struct course {
	struct job job;
	struct reader_place where;	/* the last reader died */
	size_t deaths;
	struct reader_place lost_at;	/* where a reader died for the first time */
	struct buf frame;
	bool is_ended;
};

/* A document, in one frame or the last of several. */
static enum status take_document(struct taking *taking, struct course *course,
				 bool was_open, struct error *err)
{
	struct supervisor *run = taking->run;
	struct job_document document = { .line = 0 };
	enum status status = job_document_decode(&document, &course->frame,
						 err);

	if (!status) {
		run->progress.bytes = taking->position_before +
				      document.position;
		status = was_open ?
			 source_close_document(taking, &document, err) :
			 send_document(run, &document, err);
	}
	if (!status) {
		taking->row.documents++;
		if (!document.line)
			fresh_add(&run->fresh, document.hash, document.id);
		if (!document.is_ascii)
			run->prior.files[document.encoding]++;
		source_tell(taking, *document.repair ? OUTCOME_REPAIRED :
			    OUTCOME_INDEXED, document.line, document.repair,
			    document.bytes);
	}
	job_document_release(&document);
	return status;
}

static enum status take_refused(struct taking *taking, struct course *course,
				struct error *err)
{
	struct job_refused refused = { .line = 0 };
	enum status status = job_refused_decode(&refused, &course->frame, err);

	if (!status)
		source_tell(taking, refused.is_skipped ? OUTCOME_SKIPPED :
			    OUTCOME_REJECTED, refused.line, refused.reason,
			    refused.bytes);
	job_refused_release(&refused);
	return status;
}

static enum status take_member(struct taking *taking, struct course *course,
			       struct error *err)
{
	enum status status;

	job_member_release(&taking->member);
	status = job_member_decode(&taking->member, &course->frame, err);
	taking->run->progress.bytes = taking->position_before +
				      taking->member.position;
	return status ? status : source_meet(taking, err);
}

static enum status answer(struct taking *taking, struct course *course,
			  struct error *err)
{
	reader_process *reader = taking->run->reader;
	struct buf id = BUF_INIT, sized = BUF_INIT;
	bool read = false;
	enum status status = job_bytes_decode(&taking->bytes, &course->frame,
					      err);

	if (!status)
		status = source_decide(taking, &read, &id, err);
	buf_put_sized(&sized, id.data ? id.data : "", id.len);
	if (!status)
		status = reader_process_answer(reader, read ? JOB_READ :
					       JOB_PASS, sized.data, sized.len,
					       err);
	buf_release(&sized);
	buf_release(&id);
	return status;
}

/* A program makes text of what the reader cannot read. */
static enum status run_filter(struct taking *taking, struct course *course,
			      struct error *err)
{
	struct bytes from = bytes_of(course->frame.data, course->frame.len);
	uint64_t kind = bytes_uint(&from);
	struct buf text = BUF_INIT;
	struct error why = { STATUS_OK, "" };
	enum status status = from.failed || kind > JOB_FILTER_DOC ?
		error_set(&why, STATUS_INTERNAL, "pipe: bad frame of a reader") :
		filter_run((enum job_filter)kind, from.at,
			   (size_t)(from.end - from.at), &text, &why);

	if (status == STATUS_NOT_FOUND || status == STATUS_BAD_INPUT) {
		source_tell(taking, status == STATUS_NOT_FOUND ?
			    OUTCOME_SKIPPED : OUTCOME_QUARANTINED, 0, why.text,
			    taking->bytes.len);
		status = reader_process_answer(taking->run->reader, JOB_PASS,
					       NULL, 0, err);
	} else if (!status) {
		status = reader_process_answer(taking->run->reader, JOB_TEXT,
					       text.data, text.len, err);
	} else {
		error_set(err, status, "%s", why.text);
	}
	buf_release(&text);
	return status;
}

static enum status keep_original(struct taking *taking,
				 const struct course *course,
				 struct error *err)
{
	enum { HASH = 16 };
	struct supervisor *run = taking->run;
	const struct buf *frame = &course->frame;

	if (!run->options->keep_originals || frame->len < HASH)
		return STATUS_OK;
	run->has_originals = true;
	return originals_put(run->options->index,
			     (const unsigned char *)frame->data,
			     frame->data + HASH, frame->len - HASH, err);
}

static enum status take_end(struct taking *taking, struct course *course,
			    struct error *err)
{
	struct job_end end = { .status = STATUS_OK };
	enum status status = job_end_decode(&end, &course->frame, err);

	if (!status) {
		course->is_ended = true;
		taking->is_whole = end.status == STATUS_DONE;
		if (!taking->is_whole)
			source_settle(taking, OUTCOME_REJECTED, end.reason);
		else if (!taking->told && !taking->is_settled)
			source_settle(taking, OUTCOME_SKIPPED, "empty");
	}
	job_end_release(&end);
	return status;
}

static bool is_part(enum job_frame kind)
{
	return kind == JOB_PASSAGES || kind == JOB_ORIGINAL_PART ||
	       kind == JOB_OPEN || kind == JOB_CLOSE;
}

static enum status take_frame(struct taking *taking, enum job_frame kind,
			      struct course *course, struct error *err)
{
	enum status status = is_part(kind) ? STATUS_OK :
			     source_abandon(taking, err);

	if (status)
		return status;
	switch (kind) {
	case JOB_OPEN: return source_open_document(taking, &course->frame, err);
	case JOB_PASSAGES: return source_passages(taking, &course->frame, err);
	case JOB_ORIGINAL_PART:
		return source_original_part(taking, &course->frame, err);
	case JOB_CLOSE: return take_document(taking, course, true, err);
	case JOB_MEMBER: return take_member(taking, course, err);
	case JOB_ASK: return answer(taking, course, err);
	case JOB_ORIGINAL: return keep_original(taking, course, err);
	case JOB_DOCUMENT: return take_document(taking, course, false, err);
	case JOB_REFUSED: return take_refused(taking, course, err);
	case JOB_END: return take_end(taking, course, err);
	case JOB_FILTER: return run_filter(taking, course, err);
	case JOB_BEGIN: case JOB_READ: case JOB_PASS: case JOB_TEXT:
		break;
	}
	return error_set(err, STATUS_INTERNAL, "pipe: bad frame of a reader");
}

static enum status commit_sometimes(struct taking *taking, struct error *err)
{
	struct supervisor *run = taking->run;

	progress_show(&run->progress);
	return run->unsynced >= SYNC_BYTES && !taking->is_open ?
	       send_sync(run, err) : STATUS_OK;
}

/* One reader's answers.  STATUS_BAD_INPUT: it died. */
static enum status listen(struct taking *taking, struct course *course,
			  struct error *err)
{
	enum status status = STATUS_OK;

	while (!status && !course->is_ended) {
		struct error why = { STATUS_OK, "" };
		enum job_frame kind;

		status = reader_process_next(taking->run->reader, &kind,
					     &course->frame, &course->where,
					     &why);
		if (status)
			return error_set(err, status, "%s", why.text);
		status = take_frame(taking, kind, course, err);
		if (!status)
			status = commit_sometimes(taking, err);
	}
	return status;
}

/* Did it die after its last answer, and before it went on? */
static bool was_told(const struct taking *taking,
		     const struct reader_place *where)
{
	return taking->member.name && taking->member.number == where->member &&
	       (where->line ? taking->told_line == where->line :
			      taking->is_told);
}

/* The first death at a place may be due to what the reader did before: memory
 * that it had not given back, a signal while it looked for a member. */
static bool is_worth_another(struct course *course, const char *reason)
{
	const struct reader_place *where = &course->where;
	const struct reader_place last = course->lost_at;

	course->lost_at = *where;
	if (course->deaths > 1 && last.member == where->member &&
	    last.line == where->line)
		return false;
	return where->finding || !strcmp(reason, "memory-limit");
}

/* What the reader died of is passed over by the next one: a line, a member;
 * where not even a member was found, twice, the container is given up. */
static bool go_on(struct taking *taking, struct course *course,
		  const char *reason)
{
	const struct reader_place *where = &course->where;
	struct job *job = &course->job;
	bool advances = where->member > job->skip_members ||
			(where->member == job->skip_members &&
			 (!where->line || where->line > job->skip_lines));
	bool is_told = !where->finding && was_told(taking, where);

	if (!advances || ++course->deaths > DEATHS_MOST || taking->is_stream)
		return false;
	job->skip_members = where->member;
	job->skip_lines = where->line ? where->line - 1 : 0;
	if (!is_told && is_worth_another(course, reason))
		return true;
	if (where->finding)
		return false;
	if (!is_told)
		source_tell(taking, OUTCOME_QUARANTINED, where->line, reason,
			    taking->bytes.len);
	if (where->line)
		job->skip_lines = where->line;
	else
		job->skip_members++;
	return true;
}

enum status source_read(struct taking *taking, int fd, struct error *err)
{
	struct supervisor *run = taking->run;
	struct course course = { .job = {
		.name = taking->row.name, .path = taking->row.path,
		.source = taking->row.number, .run = run->run,
		.forced = run->options->encoding, .prior = run->prior,
		.is_lines = taking->is_stream,
		.keeps_originals = run->options->keep_originals,
		.is_again = taking->is_again,
	} };
	enum status status = STATUS_OK;

	while (!status && !course.is_ended) {
		struct error why = { STATUS_OK, "" };

		status = reader_process_job(run->reader, &course.job, fd, err);
		if (!status)
			status = listen(taking, &course, &why);
		source_abandon(taking, NULL);	/* what it left half done */
		if (status != STATUS_BAD_INPUT) {
			if (status)
				error_set(err, status, "%s", why.text);
			break;
		}
		status = STATUS_OK;
		if (!go_on(taking, &course, why.text) ||
		    lseek(fd, 0, SEEK_SET) < 0) {
			source_settle(taking, OUTCOME_QUARANTINED, why.text);
			course.is_ended = true;
		}
	}
	if (status)
		reader_process_abandon(run->reader);
	buf_release(&course.frame);
	return status;
}
