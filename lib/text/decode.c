#include "text/decode.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "text/decode_detect.h"
#include "text/decode_kind.h"
#include "text/decode_read.h"
#include "text/encoding_table.h"

/* How far a claim is believed before the bytes are looked at: half bits.  Two
 * common characters, read wrongly, cost some 30 more. */
#define TRUST_LABEL 24
#define TRUST_USER 80
#define TRUST_MARK 200

#define SURE_WIDE 24		/* so many characters are not UTF-8 by accident */
#define STRANGE_WIDE 16		/* from here on, the mean cost tells: half bits */
#define STRANGE_MEAN 26
#define BAD_FEW 16		/* so many U+FFFD are always put up with */

/* One call of decode(). */
struct job {
	struct text *out;
	struct decode_report *report;
	const unsigned char *bytes;
	size_t len, begin;	/* begin: after the byte order mark */
	const char *label;
	enum encoding named;	/* by the label */
	bool is_stateful;	/* the label names HZ, UTF-7 or ISO-2022 */
	struct decode_hints hints;
	struct decode_counts counts;
	size_t out_count;	/* of out, before */
	uint32_t out_src_end;
	struct error *err;
};

static void rollback(struct job *job)
{
	job->out->count = job->out_count;
	job->out->src_end = job->out_src_end;
	job->counts = (struct decode_counts){ 0 };
}

static enum status refuse(struct job *job, const char *reason, const char *what)
{
	rollback(job);
	*job->report = (struct decode_report){ .encoding = ENCODING_UNKNOWN };
	return error_set(job->err, STATUS_BAD_INPUT, "%s: %s", reason, what);
}

/* Refuse what reads as nothing that we know. */
static enum status refuse_unread(struct job *job)
{
	char label[64], what[160];

	if (decode_has_controls(job->bytes, job->len))
		return refuse(job, "binary", "too many control characters for text");
	if (!job->label)
		return refuse(job, "encoding-unknown",
			      "not UTF-8, GB18030, Big5 or UTF-16");
	utf8_copy_line(label, sizeof(label), job->label);
	snprintf(what, sizeof(what), "labelled \"%s\"%s", label,
		 job->named ? ", but it is neither that nor another known one" : "");
	return refuse(job, job->named ? "encoding-mismatch" : "encoding-unsupported",
		      what);
}

static bool read_range(struct job *job, enum encoding as, size_t begin,
		       size_t end, bool stop_at_bad)
{
	return decode_read(job->out, &job->counts, as, job->bytes, begin, end,
			   stop_at_bad);
}

static bool is_utf16(enum encoding encoding)
{
	return encoding == ENCODING_UTF16LE || encoding == ENCODING_UTF16BE;
}

/* Too many sequences are bad to be the damage of a text in this encoding.  Of
 * random units of UTF-16, only some 3 % are. */
static bool is_unreadable(const struct job *job, enum encoding as)
{
	size_t bad = job->counts.replaced;

	return bad > BAD_FEW && bad * 100 > job->out->count - job->out_count &&
	       (is_utf16(as) || bad * 10 > job->counts.wide);
}

/* NULs make up more than half of the bytes, or a tenth of what is only ASCII. */
static bool is_mostly_nul(const struct job *job)
{
	size_t nuls = job->counts.nuls, left = job->out->count - job->out_count;

	return nuls > left ||
	       (!job->counts.wide && nuls > BAD_FEW && nuls * 10 > left);
}

static enum status finish(struct job *job, enum encoding as)
{
	struct decode_report *report = job->report;

	if (is_unreadable(job, as))
		return refuse_unread(job);
	if (is_mostly_nul(job))
		return refuse(job, "binary", "mostly NUL bytes");
	report->encoding = as;
	report->replaced = job->counts.replaced;
	report->dropped = job->counts.nuls + job->counts.noncharacters;
	report->ascii = !job->counts.wide;
	report->label_wrong = job->label && job->named != as;
	if (report->ascii && !job->named && !job->is_stateful)
		report->label_wrong = false;
	return STATUS_OK;
}

/* Plain ASCII is what its label says, if that is possible. */
static enum encoding name_ascii(const struct job *job)
{
	switch (job->hints.claimed) {
	case ENCODING_GB18030:
	case ENCODING_BIG5:
		return job->hints.claimed;
	case ENCODING_UNKNOWN:
	case ENCODING_UTF8:
	case ENCODING_UTF16LE:
	case ENCODING_UTF16BE:
	case ENCODING_COUNT:
		break;
	}
	return ENCODING_UTF8;
}

static bool is_legacy(enum encoding encoding)
{
	return encoding == ENCODING_GB18030 || encoding == ENCODING_BIG5;
}

/* The characters are too rare to be Chinese: another encoding of two bytes,
 * such as EUC-TW or EUC-JP, whose sequences happen to be valid.  But a claim
 * that the bytes agree with is believed: the text may be Tibetan or Yi. */
static bool is_strange(const struct job *job, enum encoding as,
		       const struct decode_score *score)
{
	if (job->hints.claimed == as && score->bad * 100 <= score->wide)
		return false;
	return is_legacy(as) && score->wide >= STRANGE_WIDE &&
	       score->wide_cost > (int64_t)score->wide * STRANGE_MEAN;
}

/* Read each part, and return the encoding that most characters came in. */
static enum encoding read_parts(struct job *job, const struct decode_parts *parts)
{
	size_t wide[ENCODING_COUNT] = { 0 }, begin = job->begin;
	enum encoding most = parts->count ? parts->at[0].encoding : ENCODING_UTF8;
	int kinds = 0;

	for (size_t i = 0; i < parts->count; i++) {
		const struct decode_part *part = &parts->at[i];
		size_t before = job->counts.wide;

		read_range(job, part->encoding, begin, job->begin + part->end, false);
		wide[part->encoding] += job->counts.wide - before;
		begin = job->begin + part->end;
	}
	for (enum encoding as = ENCODING_UTF8; as < ENCODING_COUNT; as++) {
		kinds += wide[as] > 0;
		if (wide[as] > wide[most])
			most = as;
	}
	job->report->mixed = kinds > 1;
	return most;
}

static enum status decode_split_up(struct job *job, enum encoding primary)
{
	struct decode_parts parts = { 0 };
	enum encoding as;
	enum status status;

	decode_split(&parts, primary, job->bytes + job->begin,
		     job->len - job->begin);
	as = read_parts(job, &parts);
	if (is_strange(job, as, &parts.score))
		status = refuse_unread(job);
	else
		status = finish(job, as);
	decode_parts_release(&parts);
	return status;
}

/* The bytes look like Western European text.  With a few such characters among
 * ASCII it is read as UTF-8, and they are lost; else it is refused. */
static enum status decode_western(struct job *job)
{
	read_range(job, ENCODING_UTF8, job->begin, job->len, false);
	if (job->counts.replaced * 100 > job->out->count - job->out_count)
		return refuse_unread(job);
	return finish(job, ENCODING_UTF8);
}

static enum status decode_detected(struct job *job)
{
	enum encoding as;

	if (!encoding_table())
		return error_set(job->err, STATUS_INTERNAL,
				 "ICU has no converters for GB18030 and Big5");
	as = decode_detect(&job->hints, job->bytes + job->begin,
			   job->len - job->begin);
	if (is_utf16(as)) {
		read_range(job, as, job->begin, job->len, false);
		return finish(job, as);
	}
	if (decode_has_controls(job->bytes, job->len) &&
	    !utf8_is_valid((const char *)job->bytes, job->len))
		return refuse_unread(job);
	return as == ENCODING_UNKNOWN ? decode_western(job)
				      : decode_split_up(job, as);
}

/* Most files are UTF-8: read them as that until something speaks against it. */
static enum status decode_unmarked(struct job *job)
{
	bool is_valid = read_range(job, ENCODING_UTF8, job->begin, job->len, true);
	bool is_ascii = is_valid && !job->counts.wide;

	if (is_ascii && !job->counts.nuls)
		return finish(job, name_ascii(job));
	if (is_valid && job->counts.wide >= SURE_WIDE)
		return finish(job, ENCODING_UTF8);
	rollback(job);
	job->hints.may_be_utf16 = is_ascii || !is_valid;
	return decode_detected(job);
}

static void make_claim(struct job *job, enum encoding forced,
		       enum encoding marked)
{
	job->hints.claimed = job->named;
	job->hints.trust = TRUST_LABEL;
	if (!job->named && forced) {
		job->hints.claimed = forced;
		job->hints.trust = TRUST_USER;
	}
	if (marked) {
		job->hints.claimed = marked;
		job->hints.trust = TRUST_MARK;
	}
}

static enum status decode_job(struct job *job, enum encoding forced)
{
	const char *format = decode_binary_format(job->bytes, job->len);
	enum encoding marked;

	if (job->len >= UINT32_MAX)
		return refuse(job, "too-large", "4 GiB or more in one document");
	if (format)
		return refuse(job, "binary", format);
	if (decode_is_utf32(job->bytes, job->len))
		return refuse(job, "encoding-unsupported", "UTF-32");
	if (job->is_stateful && decode_has_shifts(job->bytes, job->len))
		return refuse_unread(job);
	job->begin = decode_mark(&marked, job->bytes, job->len);
	make_claim(job, forced, marked);
	if (is_utf16(marked)) {
		read_range(job, marked, job->begin, job->len, false);
		return finish(job, marked);
	}
	return decode_unmarked(job);
}

enum status decode(struct text *out, struct decode_report *report,
		   const void *bytes, size_t len, const char *label,
		   enum encoding forced, const struct decode_prior *prior,
		   struct error *err)
{
	struct job job = { .out = out, .report = report, .bytes = bytes,
			   .len = len, .err = err, .out_count = out->count,
			   .out_src_end = out->src_end };

	*report = (struct decode_report){ .encoding = ENCODING_UNKNOWN };
	job.hints.prior = prior;
	if (label && *label) {
		job.label = label;
		job.named = encoding_of_label(label, strlen(label));
		job.is_stateful = encoding_label_is_stateful(label, strlen(label));
	}
	return decode_job(&job, forced);
}
