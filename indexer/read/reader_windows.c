#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <zstd.h>

#include "indexer/read/reader_parts.h"
#include "indexer/read/windows.h"
#include "text/decode_windows.h"
#include "unpack/stream_source.h"

/* A text that is read in windows, twice: first to know its hash, whether it can
 * be read at all, and how many passages it has, before anything of it is sent;
 * then to send them. */
struct windowing {
	struct work *work;
	struct sending sending;
	XXH3_state_t *hash;
	uint64_t bytes;			/* read in this pass */
	ZSTD_CCtx *packer;		/* of the original, or NULL */
	char *packed;
	size_t room;
};

bool work_is_large(struct work *work, enum content content)
{
	return !work->member.url && work->source_begin >= 0 &&
	       windows_are_for(content, work->member.stream);
}

/* A part of the original, which a supervisor that keeps them puts together. */
static void pack(struct windowing *windowing, const char *bytes, size_t len,
		 bool is_last)
{
	struct work *work = windowing->work;
	ZSTD_inBuffer in = { bytes, len, 0 };
	size_t left = 1;

	while (windowing->packer && (in.pos < in.size || (is_last && left))) {
		ZSTD_outBuffer out = { windowing->packed, windowing->room, 0 };

		left = ZSTD_compressStream2(windowing->packer, &out, &in,
					    is_last ? ZSTD_e_end :
						      ZSTD_e_continue);
		if (ZSTD_isError(left))
			return;	/* what is damaged is not kept */
		buf_clear(&work->frame);
		buf_put(&work->frame, windowing->packed, out.pos);
		if (out.pos)
			work_send(work, JOB_ORIGINAL_PART);
	}
}

static enum status take_window(void *context, const char *bytes, size_t len,
			       struct error *err)
{
	struct windowing *windowing = context;

	(void)err;
	XXH3_128bits_update(windowing->hash, bytes, len);
	windowing->bytes += len;
	windowing->work->state->bytes += len;
	pack(windowing, bytes, len, false);
	return STATUS_OK;
}

static enum status send_part(void *context, const struct pipeline_result *part,
			     struct error *err)
{
	struct windowing *windowing = context;
	struct work *work = windowing->work;

	(void)err;
	work_send_part(work, &work->raw.decoded, &windowing->sending, part);
	return STATUS_OK;
}

static enum status read_pass(struct windowing *windowing, stream *from,
			     const struct pipeline_windows *passages,
			     struct decode_report *report, size_t *count,
			     struct error *why)
{
	struct work *work = windowing->work;
	const struct windows_source source = {
		.stream = from, .charset = work->member.charset,
		.forced = work->job.forced, .prior = &work->prior,
		.each = take_window, .context = windowing,
	};

	XXH3_128bits_reset(windowing->hash);
	windowing->bytes = 0;
	return windows_read(work->pipeline, &work->raw, &source, passages,
			    report, count, why);
}

static void hash_of(const struct windowing *windowing, unsigned char out[16])
{
	XXH128_canonical_t canonical;

	XXH128_canonicalFromHash(&canonical,
				 XXH3_128bits_digest(windowing->hash));
	memcpy(out, canonical.digest, 16);
}

/* What is no text may be worse: that it is a bomb, or damaged, shows further on,
 * as it does where a file is read whole. */
static void look_further(stream *stream, struct error *why)
{
	struct error worse;

	if (stream_skip(stream, STREAM_FILE_MOST, &worse) == STATUS_BAD_INPUT)
		*why = worse;
}

static enum status first_pass(struct windowing *windowing, struct error *why)
{
	struct work *work = windowing->work;
	const struct pipeline_windows counting = { .context = NULL };
	struct decode_report report;
	size_t count = 0;
	enum status status = read_pass(windowing, work->member.stream,
				       &counting, &report, &count, why);

	windowing->sending.bytes = windowing->bytes;
	if (status == STATUS_BAD_INPUT)
		look_further(work->member.stream, why);
	if (!status && !count)
		status = error_set(why, STATUS_DONE, "no-text");
	if (!status && count > UINT32_MAX)
		status = error_set(why, STATUS_BAD_INPUT, "too-large: over "
				   "4,294,967,295 passages");
	hash_of(windowing, windowing->sending.hash);
	windowing->sending.passages = (uint32_t)count;
	work->raw.decoded = report;
	return status;
}

/* The member once more, from its beginning, by an unpacker that was left behind
 * where such a member was before. */
static enum status open_again(struct work *work, stream **out,
			      struct error *why)
{
	struct unpack_member member = { .stream = NULL };
	enum status status = STATUS_OK;

	*out = NULL;
	if (!work->again) {
		int fd = fcntl(work->source, F_DUPFD_CLOEXEC, 0);

		if (fd < 0 || lseek(fd, work->source_begin, SEEK_SET) < 0)
			return error_set(why, STATUS_IO, "%s", strerror(errno));
		status = unpack_open(&work->again, fd, work->job.name, why);
	}
	while (!status && work->again_next <= work->next) {
		work_begin_record(work, 0, false);
		status = unpack_next(work->again, &member, why);
		work->again_next++;
	}
	*out = status ? NULL : member.stream;
	return !status && !*out ?
	       error_set(why, STATUS_BAD_INPUT, "changed while it was read") :
	       status == STATUS_DONE ? STATUS_BAD_INPUT : status;
}

static void begin_original(struct windowing *windowing)
{
	if (!windowing->work->job.keeps_originals)
		return;
	windowing->packer = ZSTD_createCCtx();
	windowing->room = ZSTD_CStreamOutSize();
	windowing->packed = mem_array(windowing->room, 1);
	if (windowing->packer)
		ZSTD_CCtx_setParameter(windowing->packer,
				       ZSTD_c_compressionLevel,
				       WORK_ORIGINAL_LEVEL);
}

static enum status second_pass(struct windowing *windowing, struct error *why)
{
	struct work *work = windowing->work;
	const struct pipeline_windows sending = { .each = send_part,
						  .context = windowing };
	struct decode_report report;
	unsigned char hash[16];
	stream *from;
	size_t count;
	enum status status = open_again(work, &from, why);

	begin_original(windowing);
	if (!status)
		status = read_pass(windowing, from, &sending, &report, &count,
				   why);
	if (status)
		return status;
	hash_of(windowing, hash);
	if (memcmp(hash, windowing->sending.hash, sizeof(hash)) ||
	    count != windowing->sending.passages)
		return error_set(why, STATUS_BAD_INPUT,
				 "changed while it was read");
	pack(windowing, "", 0, true);
	work_send_close(work, &work->raw.decoded, &windowing->sending);
	if (!work->raw.decoded.ascii)
		work->prior.files[work->raw.decoded.encoding]++;
	return STATUS_OK;
}

enum status work_windows(struct work *work, struct error *err)
{
	struct windowing windowing = { .work = work,
				       .hash = XXH3_createState() };
	struct error why = { STATUS_OK, "" };
	char repair[ERROR_TEXT_BYTES];
	enum status status = windowing.hash ? first_pass(&windowing, &why) :
			     error_set(&why, STATUS_NO_MEMORY, "memory-limit");

	(void)err;
	if (!status && work_may_read(work, windowing.sending.hash,
				     windowing.bytes)) {
		work_describe_repair(repair, sizeof(repair),
				     &work->raw.decoded, work->member.reason);
		windowing.sending.id = work->id.data;
		windowing.sending.repair = repair;
		status = second_pass(&windowing, &why);
	}
	if (status)
		work_refuse(work, 0, windowing.sending.bytes, &why);
	XXH3_freeState(windowing.hash);
	ZSTD_freeCCtx(windowing.packer);
	free(windowing.packed);
	work_trim(&work->frame);
	work_trim_raw(&work->raw);
	return STATUS_OK;
}
