/* indexer/read/reader_work.h - the reader process: it takes jobs (indexer/read/job.h),
 * and makes encoded documents of the sources that come with them.
 *
 *	unpack -> what content is it -> reader -> pipeline -> frames
 * Everything here runs inside the sandbox, on bytes that nobody vouches for. */
#ifndef INDEXER_READ_READER_WORK_H
#define INDEXER_READ_READER_WORK_H
#include "indexer/read/job.h"
#include "labels/taxonomy.h"
#include "read/xml_map.h"

/* Warm up, enter the sandbox, and serve jobs from fd until the supervisor is
 * gone.  Returns the process's exit status. */
int reader_serve(int fd, struct job_state *state, const taxonomy *taxonomy,
		 const xml_map *map);

#endif
