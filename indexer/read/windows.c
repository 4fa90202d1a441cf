#include "indexer/read/windows.h"

#include <stdlib.h>

#include "text/decode_windows.h"

enum { WINDOW = 1 << 20, FROM = 4 << 20 };

/* What the variable says, 0 when it says nothing. */
static size_t test_window(void)
{
	const char *set = getenv("BAGUI_WINDOW");

	return set ? (size_t)strtoul(set, NULL, 10) : 0;
}

bool windows_are_for(enum content content, stream *stream)
{
	size_t set = test_window(), from = set ? set : FROM, have;
	const char *head;

	if (content != CONTENT_PLAIN && content != CONTENT_MARKDOWN)
		return false;
	/* What is wrong with it is met again. */
	stream_ahead(stream, from + 1, &head, &have, NULL);
	return have > from;
}

static enum status take_window(struct decode_windows *decoder,
			       struct raw_document *raw,
			       const struct windows_source *source,
			       bool *is_done, struct error *err)
{
	const char *bytes;
	size_t have, used;
	enum status status = stream_ahead(source->stream, WINDOW, &bytes,
					  &have, err);

	*is_done = !status && !have;
	if (status || !have)
		return status;
	status = decode_windows_next(decoder, &raw->text, bytes, have,
				     have < WINDOW, &used, err);
	if (!status && source->each)
		status = source->each(source->context, bytes, used, err);
	if (!status)
		stream_consume(source->stream, used);
	return status;
}

enum status windows_read(pipeline *pipeline, struct raw_document *raw,
			 const struct windows_source *source,
			 const struct pipeline_windows *passages,
			 struct decode_report *report, size_t *count,
			 struct error *err)
{
	struct decode_report decoded = raw->decoded;
	struct decode_windows decoder;
	bool is_done = false;
	enum status status = STATUS_OK;

	raw_clear(raw);
	raw->decoded = decoded;
	raw->title_in_text = true;
	decode_windows_begin(&decoder, source->charset, source->forced,
			     source->prior);
	decoder.step = test_window();
	pipeline_windows_begin(pipeline, raw, passages);
	while (!status && !is_done) {
		status = take_window(&decoder, raw, source, &is_done, err);
		if (!report)
			raw->decoded = decoder.report;
		if (!status)
			status = pipeline_windows_next(pipeline, raw,
						       decoder.taken, is_done,
						       err);
	}
	if (!status)
		status = decode_windows_end(&decoder, report ? report :
					    &raw->decoded, err);
	return status ? status :
	       pipeline_windows_end(pipeline, raw, count, err);
}
