/* query/messages.h - errors and warnings in the user's language.
 *
 * Those who report (base/status.h) do it in English; here is what they say in
 * Chinese.  A message that the table has not stays English, but for the parts of
 * it that the table has ("FILE: reason"). */
#ifndef QUERY_MESSAGES_H
#define QUERY_MESSAGES_H
#include "base/buf.h"

/* Append message in the language of the locale. */
void message_put(struct buf *out, const char *message);
/* Append it in Chinese, whatever the locale. */
void message_put_chinese(struct buf *out, const char *message);

#endif
