#include "read/reader.h"

/* One text file, one document: a block of lines.  What its title is, is seen
 * when the lines are clean (pipeline.c). */
enum status reader_plain(struct raw_document *out,
			 const struct reader_input *input, struct error *err)
{
	size_t begin = out->text.count;
	enum status status = decode(&out->text, &out->decoded, input->bytes,
				    input->len, input->charset, input->forced,
				    input->prior, err);

	if (status)
		return status;
	out->title_in_text = true;
	raw_end_block(out, begin, BLOCK_TEXT, 0, CLEAN_LINES);
	return STATUS_OK;
}
