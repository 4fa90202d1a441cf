#include "read/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "text/encoding_sniff.h"

enum { FILLER_LEAST = 4096 };

/* HTTP's word comes first, when it is one that we know. */
static char *declared(const struct reader_input *input)
{
	const char *charset = input->charset;
	const char *found;
	size_t len;

	if (charset && (encoding_of_label(charset, strlen(charset)) ||
			encoding_label_is_stateful(charset, strlen(charset))))
		return mem_string(charset);
	found = encoding_sniff_label(&len, input->bytes, input->len);
	return found ? mem_string_len(found, len) : NULL;
}

/* One letter over and over is what is left of a file, or fills a disk. */
static bool is_filler(const char *bytes, size_t len)
{
	return len >= FILLER_LEAST && *bytes > ' ' &&
	       !memcmp(bytes, bytes + 1, len - 1);
}

enum status reader_decode(struct text *out, struct decode_report *report,
			  const struct reader_input *input, struct error *err)
{
	char *label;
	enum status status;

	if (is_filler(input->bytes, input->len))
		return error_set(err, STATUS_BAD_INPUT,
				 "binary: one byte over and over");
	label = declared(input);
	status = decode(out, report, input->bytes, input->len, label,
			input->forced, input->prior, err);
	free(label);
	return status;
}

enum status reader_declared(struct raw_document *out,
			    const struct reader_input *input,
			    reader_text_fn *read, struct error *err)
{
	struct text text = TEXT_INIT;
	enum status status = reader_decode(&text, &out->decoded, input, err);

	if (!status)
		status = read(out, &text, err);
	text_release(&text);
	return status;
}
