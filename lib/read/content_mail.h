/* read/content_mail.h - does a file begin with the headers of a message? */
#ifndef READ_CONTENT_MAIL_H
#define READ_CONTENT_MAIL_H
#include <stdbool.h>
#include <stddef.h>

/* is_named: its name says so, and one header will do. */
bool content_is_mail(const char *head, size_t len, bool is_named);

#endif
