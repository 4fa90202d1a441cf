/* indexer/read/reader_parts.h - what the files of the reader process share:
 * reader_work.c goes through the members, reader_documents.c makes documents of
 * one, reader_windows.c of one that is too large to be in memory, and
 * reader_send.c says to the supervisor what they are. */
#ifndef INDEXER_READ_READER_PARTS_H
#define INDEXER_READ_READER_PARTS_H
#include <unistd.h>
#include <xxhash.h>
#include "base/buf.h"
#include "base/mem.h"
#include "indexer/read/job.h"
#include "indexer/read/pipeline.h"
#include "indexer/read/seen.h"
#include "indexer/read/wire.h"
#include "read/reader.h"
#include "unpack/unpack.h"

struct work {
	int fd;				/* to the supervisor */
	struct job_state *state;
	const struct xml_map *map;	/* --xml-map, or NULL */
	pipeline *pipeline;
	struct raw_document raw;
	struct job job;
	struct decode_prior prior;
	int source;			/* what the job reads, and where it began */
	int64_t source_begin;		/* -1: it can be read once only */
	unpack *unpack;
	struct unpack_member member;
	uint64_t next;			/* the member looked for, or at hand */
	unpack *again;			/* follows behind, for what is read twice */
	uint64_t again_next;
	struct seen names;		/* of members */
	struct buf name;		/* of the member, as ids have it */
	struct buf id, bytes, record;	/* of the document at hand */
	struct buf frame, answer;
};

void work_send(struct work *work, enum job_frame kind);
/* Send, and wait for what the supervisor says; work->answer has the rest. */
enum job_frame work_ask(struct work *work, enum job_frame kind);
/* Tell where the reader is, before it does what could end it. */
void work_begin_record(struct work *work, uint64_t line, bool finding);
/* why->status DONE: there was nothing in it. */
void work_refuse(struct work *work, uint64_t line, uint64_t bytes,
		 const struct error *why);

/* A document on its way to the supervisor. */
struct sending {
	uint64_t line, bytes, text_bytes;
	uint32_t passages;	/* of all its parts, when it goes in parts */
	unsigned char hash[16];
	const char *id, *repair;
};

enum { WORK_ORIGINAL_LEVEL = 6 };	/* of zstd */

void work_hash(unsigned char out[16], const void *bytes, size_t len);
/* Empty a buffer, and give it back when a large document made it large. */
void work_trim(struct buf *buf);
void work_trim_raw(struct raw_document *raw);
/* What had to be done to read it, or "". */
void work_describe_repair(char *out, size_t size,
			  const struct decode_report *decoded,
			  const char *remark);
/* work->id becomes that of a member that has none of its own; of a line in it. */
void work_name(struct work *work, uint64_t line);
/* May bytes with this hash be read?  Then work->id is what they become. */
bool work_may_read(struct work *work, const unsigned char hash[16],
		   uint64_t bytes);
/* A whole document; or the next passages of one, and then its end. */
void work_send_document(struct work *work, const struct decode_report *decoded,
			struct sending *sending,
			const struct pipeline_result *result);
void work_send_part(struct work *work, const struct decode_report *decoded,
		    struct sending *sending,
		    const struct pipeline_result *result);
void work_send_close(struct work *work, const struct decode_report *decoded,
		     const struct sending *sending);

/* Is the member plain text, and too large to be read whole? */
bool work_is_large(struct work *work, enum content content);
/* Then it is read in windows.  As work_whole(). */
enum status work_windows(struct work *work, struct error *err);

/* The member is one document, or holds one on each line.  What is wrong with
 * it was told; another status than OK ends the job. */
enum status work_whole(struct work *work, enum content content,
		       struct error *err);
enum status work_lines(struct work *work, enum content content,
		       struct error *err);

#endif
