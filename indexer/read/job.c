#include "indexer/read/job.h"

#include <stdlib.h>
#include <string.h>

static void put_string(struct buf *out, const char *text)
{
	buf_put_sized(out, text ? text : "", text ? strlen(text) : 0);
}

static void read_hash(struct bytes *from, unsigned char out[16])
{
	size_t len;
	const char *bytes = bytes_sized(from, &len);

	if (len == 16)
		memcpy(out, bytes, 16);
	else
		from->failed = true;
}

static enum encoding read_encoding(struct bytes *from)
{
	uint64_t value = bytes_uint(from);

	if (value >= ENCODING_COUNT)
		from->failed = true;
	return value < ENCODING_COUNT ? (enum encoding)value :
					ENCODING_UNKNOWN;
}

static enum status result_of(const struct bytes *from, struct error *err)
{
	return from->failed ? error_set(err, STATUS_INTERNAL,
					"pipe: bad frame of a reader") :
			      STATUS_OK;
}

void job_encode(struct buf *out, const struct job *job)
{
	put_string(out, job->name);
	put_string(out, job->path);
	buf_put_uint(out, job->source);
	buf_put_uint(out, job->run);
	buf_put_uint(out, (uint64_t)job->forced);
	for (int i = 0; i < ENCODING_COUNT; i++)
		buf_put_uint(out, job->prior.files[i]);
	buf_put_uint(out, job->is_lines);
	buf_put_uint(out, job->keeps_originals);
	buf_put_uint(out, job->is_again);
	buf_put_uint(out, job->skip_members);
	buf_put_uint(out, job->skip_lines);
}

enum status job_decode(struct job *out, const struct buf *frame,
		       struct error *err)
{
	struct bytes from = bytes_of(frame->data, frame->len);

	out->name = bytes_string(&from);
	out->path = bytes_string(&from);
	out->source = bytes_uint(&from);
	out->run = bytes_uint(&from);
	out->forced = read_encoding(&from);
	for (int i = 0; i < ENCODING_COUNT; i++)
		out->prior.files[i] = (unsigned)bytes_uint(&from);
	out->is_lines = bytes_uint(&from);
	out->keeps_originals = bytes_uint(&from);
	out->is_again = bytes_uint(&from);
	out->skip_members = bytes_uint(&from);
	out->skip_lines = bytes_uint(&from);
	return result_of(&from, err);
}

void job_release(struct job *job)
{
	free(job->name);
	free(job->path);
	memset(job, 0, sizeof(*job));
}

void job_member_encode(struct buf *out, const struct job_member *member)
{
	buf_put_uint(out, member->number);
	buf_put_uint(out, (uint64_t)member->state);
	buf_put_uint(out, member->in_container);
	buf_put_uint(out, member->is_lines);
	put_string(out, member->name);
	put_string(out, member->url);
	put_string(out, member->date);
	put_string(out, member->reason);
	buf_put_uint(out, member->position);
}

enum status job_member_decode(struct job_member *out, const struct buf *frame,
			      struct error *err)
{
	struct bytes from = bytes_of(frame->data, frame->len);
	uint64_t state;

	out->number = bytes_uint(&from);
	state = bytes_uint(&from);
	if (state > UNPACK_REFUSED)
		from.failed = true;
	out->state = state > UNPACK_REFUSED ? UNPACK_REFUSED :
		     (enum unpack_state)state;
	out->in_container = bytes_uint(&from);
	out->is_lines = bytes_uint(&from);
	out->name = bytes_string(&from);
	out->url = bytes_string(&from);
	out->date = bytes_string(&from);
	out->reason = bytes_string(&from);
	out->position = bytes_uint(&from);
	return result_of(&from, err);
}

void job_member_release(struct job_member *member)
{
	free(member->name);
	free(member->url);
	free(member->date);
	free(member->reason);
	memset(member, 0, sizeof(*member));
}

/* The caller appends the payload; whatever is left of the frame is that. */
void job_document_encode(struct buf *out, const struct job_document *document)
{
	buf_put_uint(out, document->line);
	buf_put_uint(out, document->bytes);
	buf_put_uint(out, document->text_bytes);
	buf_put_uint(out, document->position);
	buf_put_sized(out, document->hash, sizeof(document->hash));
	buf_put_uint(out, (uint64_t)document->encoding);
	buf_put_uint(out, document->is_ascii);
	put_string(out, document->id);
	put_string(out, document->repair);
}

enum status job_document_decode(struct job_document *out,
				const struct buf *frame, struct error *err)
{
	struct bytes from = bytes_of(frame->data, frame->len);

	out->line = bytes_uint(&from);
	out->bytes = bytes_uint(&from);
	out->text_bytes = bytes_uint(&from);
	out->position = bytes_uint(&from);
	read_hash(&from, out->hash);
	out->encoding = read_encoding(&from);
	out->is_ascii = bytes_uint(&from);
	out->id = bytes_string(&from);
	out->repair = bytes_string(&from);
	out->payload = (const char *)from.at;
	out->payload_len = (size_t)(from.end - from.at);
	return result_of(&from, err);
}

void job_document_release(struct job_document *document)
{
	free(document->id);
	free(document->repair);
	memset(document, 0, sizeof(*document));
}

void job_refused_encode(struct buf *out, const struct job_refused *refused)
{
	buf_put_uint(out, refused->line);
	buf_put_uint(out, refused->bytes);
	buf_put_uint(out, refused->position);
	buf_put_uint(out, refused->is_skipped);
	put_string(out, refused->reason);
}

enum status job_refused_decode(struct job_refused *out,
			       const struct buf *frame, struct error *err)
{
	struct bytes from = bytes_of(frame->data, frame->len);

	out->line = bytes_uint(&from);
	out->bytes = bytes_uint(&from);
	out->position = bytes_uint(&from);
	out->is_skipped = bytes_uint(&from);
	out->reason = bytes_string(&from);
	return result_of(&from, err);
}

void job_refused_release(struct job_refused *refused)
{
	free(refused->reason);
	memset(refused, 0, sizeof(*refused));
}

void job_end_encode(struct buf *out, const struct job_end *end)
{
	buf_put_uint(out, (uint64_t)end->status);
	buf_put_uint(out, end->is_container);
	put_string(out, end->reason);
}

enum status job_end_decode(struct job_end *out, const struct buf *frame,
			   struct error *err)
{
	struct bytes from = bytes_of(frame->data, frame->len);
	uint64_t status = bytes_uint(&from);

	out->status = status > STATUS_INTERNAL ? STATUS_INTERNAL :
		      (enum status)status;
	out->is_container = bytes_uint(&from);
	out->reason = bytes_string(&from);
	return result_of(&from, err);
}

void job_end_release(struct job_end *end)
{
	free(end->reason);
	memset(end, 0, sizeof(*end));
}

void job_bytes_encode(struct buf *out, const struct job_bytes *bytes)
{
	buf_put_sized(out, bytes->hash, sizeof(bytes->hash));
	buf_put_uint(out, bytes->len);
}

enum status job_bytes_decode(struct job_bytes *out, const struct buf *frame,
			     struct error *err)
{
	struct bytes from = bytes_of(frame->data, frame->len);

	read_hash(&from, out->hash);
	out->len = bytes_uint(&from);
	return result_of(&from, err);
}
