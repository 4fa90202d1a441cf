/* indexer/run/reader_process.h - the reader process, as the supervisor sees it.
 *
 * One is enough: it reads and labels 30 to 60 MB of text a second, where the
 * shard writers of two cores together take three.  It is forked before anything
 * untrusted was touched; one that died is replaced by another fork of the
 * supervisor, which parses nothing untrusted itself.
 * Limits hold for one record (a document, a line, the search for the next
 * member), never for its container: READER_CPU_S of processor time, and one more
 * for each MiB delivered; and what sandbox.h leaves it of memory. */
#ifndef INDEXER_RUN_READER_PROCESS_H
#define INDEXER_RUN_READER_PROCESS_H
#include "indexer/read/job.h"
#include "labels/taxonomy.h"
#include "read/xml_map.h"

enum { READER_CPU_S = 10 };

typedef struct reader_process reader_process;

struct reader_config {
	/* What it does in its process; returns its exit status. */
	int (*serve)(int fd, struct job_state *state, const taxonomy *taxonomy,
		     const xml_map *map);
	const taxonomy *taxonomy;	/* borrowed, and so is map: NULL, none */
	const xml_map *map;
	unsigned cpu_s;			/* READER_CPU_S */
};

/* STATUS_IO. */
enum status reader_process_start(reader_process **out,
				 const struct reader_config *config,
				 struct error *err);
void reader_process_stop(reader_process *reader);	/* NULL is fine */
/* Give up the job at hand; the next one is given to another reader. */
void reader_process_abandon(reader_process *reader);

/* Begin a job; the descriptor stays the caller's. */
enum status reader_process_job(reader_process *reader, const struct job *job,
			       int fd, struct error *err);
/* The next frame; out is overwritten.
 * STATUS_BAD_INPUT: the reader died or was ended, and why, in the report's words
 *   ("time-limit", "memory-limit", "crashed: signal 11"); where it was is in
 *   *where; the next job is given to another one.
 * STATUS_INTERRUPTED: a signal asked us to stop (not in a job that is_again). */
struct reader_place {
	uint64_t member, line;
	bool finding;
};
enum status reader_process_next(reader_process *reader, enum job_frame *kind,
				struct buf *out, struct reader_place *where,
				struct error *err);
enum status reader_process_answer(reader_process *reader, enum job_frame kind,
				  const void *bytes, size_t len,
				  struct error *err);

#endif
