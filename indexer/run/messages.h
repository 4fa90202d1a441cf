/* indexer/run/messages.h - what bagui-index says, in the user's language.
 *
 * The rows of a report, lists that programs read (--quarantine), what --show
 * prints and the single findings of --check are English always. */
#ifndef INDEXER_RUN_MESSAGES_H
#define INDEXER_RUN_MESSAGES_H
#include <stdio.h>

/* A line for the user: on standard output; and on standard error, begun with
 * the program's name, unprintable characters replaced. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Without an end of line, where it is drawn anew all the time. */
void say_to(FILE *file, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
