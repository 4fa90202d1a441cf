/* base/message.h - messages in the user's language.
 *
 * Those who report (base/status.h) do it in English; tables say what that is in
 * Chinese, for locales that want it.  In a row, %s in the first column is any
 * text, %1 to %8 in the second the texts that it stood for, in Chinese as far as
 * they are messages themselves.  The first row that fits counts.  A message that
 * no table has stays English, but for the parts of it that they have ("FILE:
 * reason"). */
#ifndef BASE_MESSAGE_H
#define BASE_MESSAGE_H
#include <stddef.h>
#include "base/buf.h"

struct message_row {
	const char *english, *chinese;
};
struct message_table {
	const struct message_row *rows;
	size_t count;
};

/* A folder's table, of the rows of an array. */
#define MESSAGE_TABLE(rows) { (rows), sizeof(rows) / sizeof((rows)[0]) }

/* What the command line and the machine say. */
extern const struct message_table base_messages;

/* Append message in the language of the locale; tables end with NULL. */
void message_put(struct buf *out, const struct message_table *const *tables,
		 const char *message);
/* Append it in Chinese, whatever the locale. */
void message_put_chinese(struct buf *out,
			 const struct message_table *const *tables,
			 const char *message);

#endif
