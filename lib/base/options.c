#include "base/options.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Long options report LONG_BASE + their index, above every short letter. */
enum { LONG_BASE = 256 };

enum { KEY_HELP = -1, KEY_VERSION = -2, KEY_MAN = -3, KEY_COMPLETION = -4 };

static const struct option_spec standard[] = {
	{ "help", 0, NULL, "Show this help.", KEY_HELP, "General" },
	{ "version", 0, NULL, "Show the version, and those of the libraries.",
	  KEY_VERSION, NULL },
	{ "man", 0, NULL, NULL, KEY_MAN, NULL },
	{ "completion", 0, "bash|zsh|fish", NULL, KEY_COMPLETION, NULL },
	{ NULL, 0, NULL, NULL, 0, NULL }
};

const struct option_spec *options_at(const struct program_spec *program,
				     size_t index)
{
	const struct option_spec *option = program->options;

	while (option->name && index) {
		option++;
		index--;
	}
	if (option->name)
		return option;
	return index < sizeof(standard) / sizeof(standard[0]) - 1
		? &standard[index] : NULL;
}

bool option_is_optional(const struct option_spec *option)
{
	return option->argument && option->argument[0] == '[';
}

bool option_choices(char *out, size_t size, const struct option_spec *option)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789-|";
	const char *from = option->argument ? option->argument : "";
	size_t len;

	from += strspn(from, "[=");
	len = strcspn(from, "]");
	if (!len || len >= size || strspn(from, letters) < len)
		return false;
	memcpy(out, from, len);
	out[len] = '\0';
	for (char *at = out; (at = strchr(at, '|')); )
		*at = ' ';
	return true;
}

const char *options_text(const struct program_spec *program, const char *text)
{
	return program->translate && text ? program->translate(text) : text;
}

static int wants_argument(const struct option_spec *option)
{
	if (!option->argument)
		return no_argument;
	return option_is_optional(option) ? optional_argument
					  : required_argument;
}

void options_init(struct options *options, const struct program_spec *program,
		  int argc, char **argv)
{
	size_t count = 0, len = 0;

	*options = (struct options){ .program = program, .argc = argc,
				     .argv = argv };
	while (options_at(program, count))
		count++;
	options->longs = mem_array(count + 1, sizeof(*options->longs));
	options->letters = mem_alloc(count * 3 + 2);
	options->letters[len++] = ':';
	for (size_t i = 0; i < count; i++) {
		const struct option_spec *option = options_at(program, i);
		int wants = wants_argument(option);

		options->longs[i] = (struct option){
			option->name, wants, NULL, LONG_BASE + (int)i };
		if (!option->letter)
			continue;
		options->letters[len++] = option->letter;
		for (int colons = wants; colons > 0; colons--)
			options->letters[len++] = ':';
	}
	optind = 0;	/* makes getopt_long() begin anew */
	opterr = 0;
}

void options_release(struct options *options)
{
	free(options->longs);
	free(options->letters);
	*options = (struct options){ .program = NULL };
}

static const struct option_spec *find_code(const struct options *options,
					   int code)
{
	const struct option_spec *option;

	if (code >= LONG_BASE)
		return options_at(options->program, (size_t)(code - LONG_BASE));
	for (size_t i = 0; (option = options_at(options->program, i)); i++) {
		if (option->letter && option->letter == code)
			return option;
	}
	return NULL;
}

/* The word of the command line in which the long option just read stands. */
static const char *typed(const struct options *options)
{
	const char *word = options->argv[optind - 1];

	return optarg == word ? options->argv[optind - 2] : word;
}

/* getopt_long() takes an abbreviation for the whole name; we don't, so that an
 * option that is added later cannot change what a script means. */
static bool is_abbreviated(const struct options *options,
			   const struct option_spec *option)
{
	return strcspn(typed(options) + 2, "=") != strlen(option->name);
}

static enum status unknown(const char *word, struct error *err)
{
	return error_set(err, STATUS_USAGE, "unknown option %.*s",
			 (int)strcspn(word, "="), word);
}

static enum status complain(const struct options *options, int code,
			    struct error *err)
{
	const struct option_spec *option = find_code(options, optopt);

	if (code == ':' && option)
		return error_set(err, STATUS_USAGE,
				 "option --%s needs an argument", option->name);
	if (optopt >= LONG_BASE && option)
		return error_set(err, STATUS_USAGE,
				 "option --%s takes no argument", option->name);
	/* No option is of other letters, so this was meant as a word, and its
	 * first byte alone would be half a character. */
	if (optopt < 0 || optopt > 0x7F)
		return error_set(err, STATUS_USAGE,
				 "unknown option %s; words that begin with - "
				 "come after --", options->argv[optind]);
	if (optopt)
		return error_set(err, STATUS_USAGE, "unknown option -%c",
				 optopt);
	return unknown(options->argv[optind - 1], err);
}

/* Print what a standard option asks for. */
static enum status answer(struct options *options, struct error *err)
{
	enum status status = STATUS_DONE;

	switch (options->key) {
	case KEY_HELP:
		options_help(stdout, options->program);
		break;
	case KEY_VERSION:
		options_version(stdout, options->program);
		break;
	case KEY_MAN:
		options_man(stdout, options->program);
		break;
	default:
		status = options_completion(stdout, options->program,
					    options->argument, err);
		if (status != STATUS_OK)
			return status;
		status = STATUS_DONE;
	}
	if (fflush(stdout) || ferror(stdout))
		return error_set(err, STATUS_IO, "standard output: %s",
				 strerror(errno));
	options->answered = true;
	return status;
}

enum status options_next(struct options *options, struct error *err)
{
	const struct option_spec *option;
	int code;

	if (options->answered)
		return STATUS_DONE;
	code = getopt_long(options->argc, options->argv, options->letters,
			   options->longs, NULL);
	if (code == -1) {
		options->operands = options->argv + optind;
		options->operand_count = (size_t)(options->argc - optind);
		return STATUS_DONE;
	}
	if (code == '?' || code == ':')
		return complain(options, code, err);
	option = find_code(options, code);
	if (code >= LONG_BASE && is_abbreviated(options, option))
		return unknown(typed(options), err);
	options->current = option;
	options->key = option->key;
	options->name = option->name;
	options->argument = optarg;
	return option->key < 0 ? answer(options, err) : STATUS_OK;
}

enum status option_number(int64_t *out, const char *text, int64_t min,
			  int64_t max, struct error *err)
{
	const char *digits = text + (*text == '-' || *text == '+');
	char *end;
	long long value;

	*out = 0;
	errno = 0;
	value = strtoll(text, &end, 10);
	if (*digits < '0' || *digits > '9' || *end || errno || value < min ||
	    value > max)
		return error_set(err, STATUS_USAGE,
				 "\"%.60s\" is not a number from %" PRId64
				 " to %" PRId64, text, min, max);
	*out = value;
	return STATUS_OK;
}

enum status option_choice(size_t *out, const char *text, const char *choices,
			  struct error *err)
{
	size_t index = 0, len = strlen(text);

	for (const char *at = choices; ; index++) {
		size_t size = strcspn(at, "|]");

		if (size == len && !memcmp(at, text, len)) {
			*out = index;
			return STATUS_OK;
		}
		if (at[size] != '|')
			break;
		at += size + 1;
	}
	*out = 0;
	return error_set(err, STATUS_USAGE, "\"%.60s\" is not one of %.*s", text,
			 (int)strcspn(choices, "]"), choices);
}

/* Put the option's name before the reason. */
static enum status name_option(const struct options *options,
			       enum status status, struct error *err)
{
	char reason[ERROR_TEXT_BYTES];

	if (status == STATUS_OK || !err)
		return status;
	memcpy(reason, err->text, sizeof(reason));
	return error_set(err, status, "--%s: %s", options->name, reason);
}

enum status options_number(int64_t *out, const struct options *options,
			   int64_t min, int64_t max, struct error *err)
{
	const char *text = options->argument ? options->argument : "";

	return name_option(options, option_number(out, text, min, max, err),
			   err);
}

enum status options_choice(size_t *out, const struct options *options,
			   struct error *err)
{
	const char *text = options->argument ? options->argument : "";
	const char *choices = options->current->argument;

	choices += strspn(choices, "[=");
	return name_option(options, option_choice(out, text, choices, err), err);
}
