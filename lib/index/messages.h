/* index/messages.h - what opening and reading an index may say (base/message.h). */
#ifndef INDEX_MESSAGES_H
#define INDEX_MESSAGES_H
#include "base/message.h"

extern const struct message_table index_messages;

#endif
