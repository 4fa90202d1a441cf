#include "read/content_mail.h"

#include <string.h>
#include <strings.h>

/* The length of the field name that a line begins with; 0: none. */
static size_t field_name(const char *line, size_t len)
{
	size_t at = 0;

	while (at < len && line[at] > ' ' && line[at] < 0x7F && line[at] != ':')
		at++;
	return at && at < len && line[at] == ':' ? at : 0;
}

static bool is_one_of(const char *name, size_t len, const char *const *names)
{
	for (; *names; names++)
		if (strlen(*names) == len && !strncasecmp(name, *names, len))
			return true;
	return false;
}

/* Plain text can begin with "Date: ..." too: one of the fields must be such as
 * only machines write. */
bool content_is_mail(const char *head, size_t len, bool is_named)
{
	static const char *const sure[] = { "received", "return-path",
		"message-id", "mime-version", "delivered-to", "content-type",
		"x-mailer", NULL };
	static const char *const known[] = { "from", "to", "cc", "subject",
		"date", "reply-to", "sender", "snapshot-content-location",
		NULL };
	size_t sure_count = 0, known_count = 0;

	for (size_t at = 0, end; at < len; at = end + 1) {
		const char *line = head + at;
		size_t name;

		for (end = at; end < len && head[end] != '\n';)
			end++;
		if (*line == '\n' || *line == '\r')
			break;
		name = field_name(line, end - at);
		if (!name && !(at && (*line == ' ' || *line == '\t')) &&
		    !(!at && !strncmp(line, "From ", end < 5 ? end : 5)) &&
		    end < len)
			return false;
		sure_count += is_one_of(line, name, sure);
		known_count += is_one_of(line, name, known);
	}
	return is_named ? sure_count + known_count >= 1 :
			  sure_count >= 1 && sure_count + known_count >= 2;
}
