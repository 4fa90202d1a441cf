/* indexer/read/windows.h - a text that is too large to be in memory: its bytes come
 * from a stream, window by window, and go through decoding into the pipeline. */
#ifndef INDEXER_READ_WINDOWS_H
#define INDEXER_READ_WINDOWS_H
#include "indexer/read/pipeline.h"
#include "read/reader.h"
#include "text/decode.h"
#include "unpack/stream.h"

/* Is it a text, and of more than 4 MiB?  Markdown of that size is plain text.
 * Its windows have some 1 MiB; the variable BAGUI_WINDOW (bytes) makes both
 * smaller, for tests. */
bool windows_are_for(enum content content, stream *stream);

struct windows_source {
	stream *stream;
	const char *charset;		/* as decode()'s label */
	enum encoding forced;
	const struct decode_prior *prior;
	/* Bytes that were taken; may be NULL. */
	enum status (*each)(void *context, const char *bytes, size_t len,
			    struct error *err);
	void *context;
};

/* Read all of it.  raw is used for its characters; its fields are those of a
 * plain text, but for raw->decoded, which stays as it was: *report says what the
 * bytes were.  Where it is NULL, raw->decoded says so as far as they were read.
 * *count of passages.
 * STATUS_BAD_INPUT: as decode(), or what the stream fails with. */
enum status windows_read(pipeline *pipeline, struct raw_document *raw,
			 const struct windows_source *source,
			 const struct pipeline_windows *passages,
			 struct decode_report *report, size_t *count,
			 struct error *err);

#endif
