/* base/options.h - what a program accepts, written once.
 *
 * Each program declares one struct program_spec.  Its option table gives the
 * parser, --help, the man page (--man) and the shells' completion
 * (--completion=bash|zsh|fish), so that they cannot differ.
 * Owner:  all strings of a spec are static; nothing of it is copied.
 * Text:   UTF-8.  Help is wrapped at 80 columns, wide characters counted two. */
#ifndef BASE_OPTIONS_H
#define BASE_OPTIONS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include "base/status.h"

struct option_spec {
	const char *name;	/* long name without dashes; NULL ends the table */
	char letter;		/* short name, or 0 */
	/* NULL: takes none.  "N", "FILE": needs one.  "[=N]": may have one, after
	 * '='.  FILE and DIR are completed as paths; what is in lower case is
	 * meant literally, as in "a|b|c", and completed as these words. */
	const char *argument;
	const char *help;	/* sentences; NULL hides the option */
	int key;		/* the program's own, over 0; see options_next() */
	const char *group;	/* heading above it; NULL: same as the one before */
};

/* A row of a table such as exit statuses or environment; term NULL ends it. */
struct program_row {
	const char *term, *text;
};

enum program_operand { OPERAND_TEXT, OPERAND_FILE, OPERAND_DIRECTORY };

/* Every pointer but the first four may be NULL: that part is then left out. */
struct program_spec {
	const char *name;
	const char *summary;		/* a few words, no capital, no full stop */
	const char *const *synopsis;	/* after the name, a line each; NULL ends */
	const struct option_spec *options;
	const char *const *description;	/* paragraphs; NULL ends */
	const struct program_row *exits, *environment, *files;
	const struct program_row *examples;	/* term: command, text: what it does */
	const char *const *see_also;	/* "bagui-query(1)"; NULL ends */
	int section;			/* of the manual; 0 means 1 */
	enum program_operand operand;	/* how the shells complete operands */
	const char *version;
	void (*put_libraries)(FILE *file);	/* lines for --version */
	/* The text in the user's language, or the text itself. */
	const char *(*translate)(const char *text);
	/* Arguments ("REGION") whose words only the program knows; NULL ends.
	 * The shells get them from its hidden option --complete=REGION, a line
	 * each, called with the first option of the table as it was typed. */
	const char *const *asked;
};

/* A walk over a command line.  Options may stand after operands; "--" ends
 * them; long names are not abbreviated.  It uses getopt_long(3), whose state is
 * global: one walk at a time. */
struct options {
	const struct program_spec *program;
	int key;		/* of the current option */
	const char *name;	/* its long name, for messages */
	const char *argument;	/* its argument, or NULL; part of argv */
	/* One of --help, --version, --man, --completion was met and printed. */
	bool answered;
	char **operands;	/* after STATUS_DONE: within argv, NULL-terminated */
	size_t operand_count;
	/* Private: what getopt_long() wants. */
	int argc;
	char **argv;
	char *letters;
	struct option *longs;
	const struct option_spec *current;
};

/* argv is reordered by the walk: options before operands. */
void options_init(struct options *options, const struct program_spec *program,
		  int argc, char **argv);
void options_release(struct options *options);
/* Step to the next option.  STATUS_OK: key and argument are set.  STATUS_DONE:
 * no more, operands are set (if answered, leave with success now).
 * STATUS_USAGE: unknown option, argument missing or not wanted.  STATUS_IO:
 * the help could not be written. */
enum status options_next(struct options *options, struct error *err);

/* The current option's argument as a decimal number, or as the index of one of
 * the words of its "a|b|c".  STATUS_USAGE names the option. */
enum status options_number(int64_t *out, const struct options *options,
			   int64_t min, int64_t max, struct error *err);
enum status options_choice(size_t *out, const struct options *options,
			   struct error *err);

/* The one parser for numbers from outside: an optional sign and decimal digits,
 * nothing else.  STATUS_USAGE: anything else, or outside [min, max]. */
enum status option_number(int64_t *out, const char *text, int64_t min,
			  int64_t max, struct error *err);
/* The index of text in choices ("a|b|c").  STATUS_USAGE lists them. */
enum status option_choice(size_t *out, const char *text, const char *choices,
			  struct error *err);

void options_help(FILE *file, const struct program_spec *program);
void options_version(FILE *file, const struct program_spec *program);
void options_man(FILE *file, const struct program_spec *program);
/* shell is "bash", "zsh" or "fish"; STATUS_USAGE for others. */
enum status options_completion(FILE *file, const struct program_spec *program,
			       const char *shell, struct error *err);

/* For the printers: the program's options and then the standard ones, in turn
 * (index from 0, NULL after the last); hidden ones are included. */
const struct option_spec *options_at(const struct program_spec *program,
				     size_t index);
bool option_is_optional(const struct option_spec *option);
/* The words of "a|b|c", "[=a|b|c]" or "[=a]" copied to out with spaces between;
 * false when the argument is not literal. */
bool option_choices(char *out, size_t size, const struct option_spec *option);
const char *options_text(const struct program_spec *program, const char *text);

/* For the programs' translate: a text of the printers' own ("Usage") in Chinese,
 * others as they are; and whether the locale wants that. */
const char *options_chinese(const char *text);
bool options_is_chinese(void);

#endif
