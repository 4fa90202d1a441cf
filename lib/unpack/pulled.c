#include "unpack/pulled.h"

#include <errno.h>
#include <string.h>

#include "base/utf8.h"

la_ssize_t pulled_read(struct archive *archive, void *context,
		       const void **block)
{
	struct pulled *pulled = context;
	const char *head;
	size_t have;

	stream_consume(pulled->from, pulled->lent);
	pulled->lent = 0;
	pulled->status = stream_ahead(pulled->from, 1, &head, &have,
				      &pulled->why);
	if (pulled->status) {
		archive_set_error(archive, EIO, "%s", pulled->why.text);
		return ARCHIVE_FATAL;
	}
	pulled->lent = have;
	pulled->bytes += have;
	*block = head;
	return (la_ssize_t)have;
}

void pulled_words(char *out, size_t size, struct archive *archive)
{
	const char *said = archive_error_string(archive);

	utf8_copy_line(out, size, said ? said : "no reason given");
}

enum status pulled_error(const struct pulled *pulled, struct archive *archive,
			 struct error *err)
{
	const char *word = "damaged";
	char said[256];

	if (pulled->status)
		return error_set(err, pulled->status, "%s", pulled->why.text);
	pulled_words(said, sizeof(said), archive);
	if (strcasestr(said, "truncated") || strcasestr(said, "premature") ||
	    strcasestr(said, "end of file"))
		word = "truncated";
	else if (strcasestr(said, "crc") || strcasestr(said, "checksum"))
		word = "checksum";
	return error_set(err, STATUS_BAD_INPUT, "%s: %s", word, said);
}
