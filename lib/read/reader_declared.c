#include "read/reader.h"

#include <stdlib.h>

#include "base/mem.h"
#include "text/encoding_sniff.h"

enum status reader_declared(struct raw_document *out,
			    const struct reader_input *input,
			    reader_text_fn *read, struct error *err)
{
	struct text text = TEXT_INIT;
	size_t label_len;
	const char *found = encoding_sniff_label(&label_len, input->bytes,
						 input->len);
	char *label = found ? mem_string_len(found, label_len) : NULL;
	enum status status = decode(&text, &out->decoded, input->bytes,
				    input->len, label, input->forced,
				    input->prior, err);

	if (!status)
		status = read(out, &text, err);
	text_release(&text);
	free(label);
	return status;
}
