/* read/mail_header.h - the header of a message or of one of its parts.
 *
 * Owner:  strings that are returned are UTF-8 and the caller's to free. */
#ifndef READ_MAIL_HEADER_H
#define READ_MAIL_HEADER_H
#include <stddef.h>

/* Bytes of the file: the header is [begin, body), an empty line included. */
struct mail_header {
	const char *bytes;
	size_t begin, body;
};

/* The header that begins at begin and ends before end. */
struct mail_header mail_header_at(const char *bytes, size_t begin, size_t end);

/* The first field of that name, its lines joined, in the bytes of the file;
 * NULL when there is none. */
char *mail_field(const struct mail_header *header, const char *name);
/* The same with its encoded words decoded (RFC 2047), in whatever encoding. */
char *mail_field_text(const struct mail_header *header, const char *name);

/* A parameter of a field's value, such as charset (RFC 2231 too); NULL. */
char *mail_parameter(const char *value, const char *name);

/* "Mon, 1 Jun 2009 12:00:00 +0800" as "2009-06-01"; NULL for anything else. */
char *mail_date(const char *value);
/* The name in "韦一 <a@b.c>", or the address when there is none; NULL. */
char *mail_person(const char *value);

#endif
