/* indexer/read/job.h - what travels between the supervisor and the reader process
 * (reader_process.h starts it, reader_work.h is what it does).
 *
 * The supervisor sends a job: an opened source and what is known of it.  The
 * reader answers with a frame for each member and each document in it, waits
 * where it asked something (JOB_ASK, JOB_FILTER), and ends with JOB_END.  The
 * reader is not believed: every frame is decoded as bytes from outside.
 * Frames have the form of indexer/read/wire.h. */
#ifndef INDEXER_READ_JOB_H
#define INDEXER_READ_JOB_H
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "base/buf.h"
#include "base/status.h"
#include "text/decode.h"
#include "unpack/unpack.h"

enum job_frame {
	/* from the supervisor */
	JOB_BEGIN = 'B',	/* struct job; one byte with the descriptor follows */
	JOB_READ = 'R',		/* answer: read it; the document's id, or "" */
	JOB_PASS = 'P',		/* answer: pass it over */
	JOB_TEXT = 'T',		/* answer to JOB_FILTER: the text that it made */
	/* from the reader */
	JOB_MEMBER = 'm',	/* struct job_member: it comes to the next member */
	JOB_ASK = 'a',		/* struct job_bytes: is it to be read? */
	JOB_FILTER = 'f',	/* enum job_filter, then bytes to be made text */
	JOB_ORIGINAL = 'o',	/* 16 bytes of hash, then what has it, zstd */
	JOB_DOCUMENT = 'd',	/* struct job_document, then a WIRE_DOCUMENT */
	/* a document of any size: it begins, goes on, and is whole */
	JOB_OPEN = 'O',		/* struct job_document, then a WIRE_BEGIN */
	JOB_PASSAGES = 'p',	/* a WIRE_PASSAGES */
	JOB_ORIGINAL_PART = 'q',	/* of the bytes that were asked about, zstd */
	JOB_CLOSE = 'c',	/* struct job_document */
	JOB_REFUSED = 'r',	/* struct job_refused: no document, and why */
	JOB_END = 'e'		/* struct job_end */
};

struct job {
	char *name;		/* what its documents' ids begin with */
	char *path;		/* of the source, absolute */
	uint64_t source, run;	/* the source's number, the run's */
	enum encoding forced;
	struct decode_prior prior;
	bool is_lines;		/* JSON Lines, whatever it looks like */
	bool keeps_originals;	/* send them */
	bool is_again;		/* in this run: lines were read already */
	/* Where to go on after a reader has died: members, and lines of the
	 * member after them, that are passed over. */
	uint64_t skip_members, skip_lines;
};

struct job_member {
	uint64_t number;
	enum unpack_state state;
	bool in_container, is_lines;
	char *name, *url, *date;	/* "" none; name as it is in ids */
	char *reason;
	uint64_t position;		/* bytes of the source read so far */
};

struct job_bytes {
	unsigned char hash[16];
	uint64_t len;
};

struct job_document {
	uint64_t line;			/* from 1; 0: the whole member */
	uint64_t bytes;			/* of the source */
	uint64_t text_bytes, position;
	unsigned char hash[16];
	enum encoding encoding;
	bool is_ascii;
	char *id;
	char *repair;			/* what was done to read it, "" nothing */
	const char *payload;		/* borrowed from the frame */
	size_t payload_len;
};

struct job_refused {
	uint64_t line, bytes, position;
	bool is_skipped;		/* nothing in it; else rejected */
	char *reason;
};

struct job_end {
	enum status status;		/* STATUS_DONE: it was read to its end */
	bool is_container;
	char *reason;
};

enum job_filter { JOB_FILTER_PDF, JOB_FILTER_DOC };

/* Where the reader is, in memory that both share: it outlives a reader that
 * dies.  A record is a member that is looked for, or a document. */
struct job_state {
	_Atomic uint64_t record;	/* counts up when one begins */
	_Atomic uint64_t bytes;		/* delivered for it */
	_Atomic uint64_t member, line;	/* line 0: not in one */
	_Atomic bool finding;		/* the next member; not reading one */
};

/* The strings of a decoded job are the caller's: job_release(). */
void job_encode(struct buf *out, const struct job *job);
enum status job_decode(struct job *out, const struct buf *frame,
		       struct error *err);
void job_release(struct job *job);

void job_member_encode(struct buf *out, const struct job_member *member);
void job_document_encode(struct buf *out, const struct job_document *document);
void job_refused_encode(struct buf *out, const struct job_refused *refused);
void job_end_encode(struct buf *out, const struct job_end *end);
void job_bytes_encode(struct buf *out, const struct job_bytes *bytes);

/* STATUS_INTERNAL: the frame is not what it should be.  What was decoded is
 * the caller's to release, also then. */
enum status job_member_decode(struct job_member *out, const struct buf *frame,
			      struct error *err);
enum status job_document_decode(struct job_document *out,
				const struct buf *frame, struct error *err);
enum status job_refused_decode(struct job_refused *out,
			       const struct buf *frame, struct error *err);
enum status job_end_decode(struct job_end *out, const struct buf *frame,
			   struct error *err);
enum status job_bytes_decode(struct job_bytes *out, const struct buf *frame,
			     struct error *err);
void job_member_release(struct job_member *member);
void job_document_release(struct job_document *document);
void job_refused_release(struct job_refused *refused);
void job_end_release(struct job_end *end);

#endif
