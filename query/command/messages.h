/* query/command/messages.h - errors and warnings in Chinese (base/message.h). */
#ifndef QUERY_COMMAND_MESSAGES_H
#define QUERY_COMMAND_MESSAGES_H
#include "base/message.h"

/* All that bagui-query and the page may say; ends with NULL. */
extern const struct message_table *const query_messages[];

#endif
