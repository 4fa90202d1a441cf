/* indexer/reader_parts.h - what the files of the reader process share:
 * reader_work.c goes through the members, reader_documents.c makes documents of
 * one. */
#ifndef INDEXER_READER_PARTS_H
#define INDEXER_READER_PARTS_H
#include <unistd.h>
#include <xxhash.h>
#include "base/buf.h"
#include "base/mem.h"
#include "indexer/job.h"
#include "indexer/pipeline.h"
#include "indexer/seen.h"
#include "indexer/wire.h"
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
	unpack *unpack;
	struct unpack_member member;
	uint64_t next;			/* the member looked for, or at hand */
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

/* The member is one document, or holds one on each line.  What is wrong with
 * it was told; another status than OK ends the job. */
enum status work_whole(struct work *work, enum content content,
		       struct error *err);
enum status work_lines(struct work *work, enum content content,
		       struct error *err);

#endif
