/* base/options: one table is the parser, the help, the man page and the
 * completion. */
#include "tests/unit/unit.h"

#include <stdlib.h>

#include "base/options.h"

enum { KEY_INDEX = 1, KEY_TOPIC, KEY_LIMIT, KEY_SORT, KEY_KWIC, KEY_PRUNE,
       KEY_STRICT, KEY_SECRET };

static const struct option_spec table[] = {
	{ "index", 'i', "DIR", "The index.", KEY_INDEX, "Where" },
	{ "topic", 't', "T",
	  "Only passages about topic T, which is an identifier or any of the "
	  "names it has; may be repeated.", KEY_TOPIC, "What" },
	{ "limit", 'n', "N", "At most N.", KEY_LIMIT, NULL },
	{ "sort", 0, "relevance|date|-date", "The order.", KEY_SORT, NULL },
	{ "kwic", 0, "[=N]", "A concordance. Of N characters.", KEY_KWIC, NULL },
	{ "prune", 0, "[=force]", "It's a [drop].", KEY_PRUNE, NULL },
	{ "strict", 's', NULL, "No -- loosening.", KEY_STRICT, NULL },
	{ "secret", 0, NULL, NULL, KEY_SECRET, NULL },
	{ NULL, 0, NULL, NULL, 0, NULL }
};
static const char *const synopsis[] = { "[OPTION...] [QUERY]", "--man", NULL };
static const char *const description[] = {
	"Searches.", ".hidden 'macro' and C:\\path.", NULL };
static const struct program_row exits[] = {
	{ "0", "Found." }, { "1", "Nothing." }, { NULL, NULL } };
static const struct program_row examples[] = {
	{ "try-this 民生热线", "Finds it." }, { NULL, NULL } };
static const char *const see_also[] = { "other(1)", "third(7)", NULL };
static const struct program_spec program = {
	.name = "try-this", .summary = "search things", .synopsis = synopsis,
	.options = table, .description = description, .exits = exits,
	.examples = examples, .see_also = see_also, .version = "1.2",
};

/* A command line, and how it reads: "key[=argument]" for each option, then
 * "| operands", or the error. */
static const struct row { const char *why, *line, *want; } rows[] = {
	{ "nothing at all is fine", "", "|" },
	{ "a long option with its argument after '='", "--topic=a", "2=a |" },
	{ "a long option with its argument in the next word", "--topic a", "2=a |" },
	{ "a short option, joined or apart", "-ta -t b", "2=a 2=b |" },
	{ "short options in one word", "-sn5", "7 3=5 |" },
	{ "options may follow operands", "x -s y", "7 | x y" },
	{ "-- ends the options", "-s -- -n", "7 | -n" },
	{ "- is an operand", "- -s", "7 | -" },
	{ "an optional argument that is not there", "--kwic 5", "5 | 5" },
	{ "an optional argument that is", "--kwic=5", "5=5 |" },
	{ "an empty argument is an argument", "--topic=", "2= |" },
	{ "an argument may look like an option", "--sort -date", "4=-date |" },
	{ "a hidden option works", "--secret", "8 |" },
	{ "an unknown long option", "-s --foo=3", "7 unknown option --foo" },
	{ "an unknown short option", "-sx", "7 unknown option -x" },
	{ "a word that begins with '-' is told whole", "x -热线 -s",
	  "unknown option -热线; words that begin with - come after --" },
	{ "an abbreviation is unknown", "--lim=3", "unknown option --lim" },
	{ "an abbreviation is unknown also with its argument apart",
	  "--lim 3", "unknown option --lim" },
	{ "an argument that is missing", "--limit", "option --limit needs an argument" },
	{ "a short option's argument that is missing", "-n", "option --limit needs an argument" },
	{ "an argument that is not wanted", "--strict=yes", "option --strict takes no argument" },
};

static void describe(char *out, size_t size, char *line)
{
	char name[] = "try-this", *argv[16] = { name };
	int argc = 1;
	struct options options;
	struct error err;
	enum status status;
	size_t len = 0;

	for (char *word = strtok(line, " "); word; word = strtok(NULL, " "))
		argv[argc++] = word;
	options_init(&options, &program, argc, argv);
	out[0] = '\0';
	while ((status = options_next(&options, &err)) == STATUS_OK)
		len += (size_t)snprintf(out + len, size - len, "%d%s%s ",
					options.key, options.argument ? "=" : "",
					options.argument ? options.argument : "");
	if (status == STATUS_DONE) {
		len += (size_t)snprintf(out + len, size - len, "|");
		for (size_t i = 0; i < options.operand_count; i++)
			len += (size_t)snprintf(out + len, size - len, " %s",
						options.operands[i]);
	} else {
		EXPECT_INT(status, STATUS_USAGE);
		snprintf(out + len, size - len, "%s", err.text);
	}
	options_release(&options);
}

static void test_parsing(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char line[128], got[512];

		unit_begin(rows[i].why);
		snprintf(line, sizeof(line), "%s", rows[i].line);
		describe(got, sizeof(got), line);
		EXPECT_STR(got, rows[i].want);
	}
}

static const struct number { const char *text; enum status status; int64_t value; } numbers[] = {
	{ "1", STATUS_OK, 1 }, { "+7", STATUS_OK, 7 }, { "-3", STATUS_OK, -3 },
	{ "100", STATUS_OK, 100 }, { "101", STATUS_USAGE, 0 }, { "-4", STATUS_USAGE, 0 },
	{ "", STATUS_USAGE, 0 }, { " 1", STATUS_USAGE, 0 }, { "1 ", STATUS_USAGE, 0 },
	{ "0x10", STATUS_USAGE, 0 }, { "1e1", STATUS_USAGE, 0 }, { "+-1", STATUS_USAGE, 0 },
	{ "99999999999999999999", STATUS_USAGE, 0 }, { "５", STATUS_USAGE, 0 },
};

static void test_arguments(void)
{
	struct error err;
	int64_t number;
	size_t choice;

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
		unit_begin("a number is digits, within its range, and nothing else");
		EXPECT_INT(option_number(&number, numbers[i].text, -3, 100, &err),
			   numbers[i].status);
		EXPECT_INT(number, numbers[i].value);
	}
	EXPECT_STR(err.text, "\"５\" is not a number from -3 to 100");
	unit_begin("a choice is a whole word of the list");
	EXPECT_INT(option_choice(&choice, "date", "relevance|date|-date", &err),
		   STATUS_OK);
	EXPECT_INT(choice, 1);
	EXPECT_INT(option_choice(&choice, "-date", "relevance|date|-date", &err),
		   STATUS_OK);
	EXPECT_INT(choice, 2);
	EXPECT_INT(option_choice(&choice, "dat", "relevance|date", &err),
		   STATUS_USAGE);
	EXPECT_STR(err.text, "\"dat\" is not one of relevance|date");
	EXPECT_INT(option_choice(&choice, "", "relevance|date", &err),
		   STATUS_USAGE);
}

static void test_named_errors(void)
{
	char name[] = "try-this", limit[] = "--limit=many";
	char prune[] = "--prune=force", sort[] = "--sort=up";
	char *argv[] = { name, limit, prune, sort, NULL };
	struct options options;
	struct error err;
	int64_t number;
	size_t choice;

	unit_begin("a bad argument is told with its option");
	options_init(&options, &program, 4, argv);
	EXPECT_INT(options_next(&options, &err), STATUS_OK);
	EXPECT_INT(options_number(&number, &options, 1, 9, &err), STATUS_USAGE);
	EXPECT_STR(err.text, "--limit: \"many\" is not a number from 1 to 9");
	EXPECT_INT(options_next(&options, &err), STATUS_OK);
	EXPECT_INT(options_choice(&choice, &options, &err), STATUS_OK);
	EXPECT_INT(choice, 0);
	EXPECT_INT(options_next(&options, &err), STATUS_OK);
	EXPECT_INT(options_choice(&choice, &options, &err), STATUS_USAGE);
	EXPECT_STR(err.text, "--sort: \"up\" is not one of relevance|date|-date");
	options_release(&options);
}

/* What a printer prints; the caller frees it. */
static char *printed(void (*print)(FILE *, const struct program_spec *))
{
	char *text = NULL;
	size_t len = 0;
	FILE *file = open_memstream(&text, &len);

	print(file, &program);
	fclose(file);
	return text;
}

static size_t longest_line(const char *text)
{
	size_t longest = 0;

	for (; *text; text += strcspn(text, "\n"), text += *text == '\n') {
		size_t len = strcspn(text, "\n");

		longest = len > longest ? len : longest;
	}
	return longest;
}

static void test_help(void)
{
	char *text = printed(options_help);

	unit_begin("help shows every option but the hidden ones, in 80 columns");
	EXPECT(strstr(text, "Usage: try-this [OPTION...] [QUERY]\n"
			    "       try-this --man\n") == text);
	EXPECT(strstr(text, "\nWhere:\n  -i, --index=DIR         The index.\n"));
	EXPECT(strstr(text, "      --kwic[=N]          A concordance."));
	EXPECT(strstr(text, "\nGeneral:\n      --help "));
	EXPECT(!strstr(text, "secret"));
	EXPECT(!strstr(text, "--man "));
	EXPECT(longest_line(text) < 80);
	free(text);
}

static void test_man(void)
{
	char *text = printed(options_man);

	unit_begin("the man page has its sections, and no text becomes a macro");
	EXPECT(strstr(text, ".TH TRY-THIS 1 ") == text);
	EXPECT(strstr(text, "try\\-this \\- search things\n"));
	EXPECT(strstr(text, "\n\\&.hidden \\(aqmacro\\(aq and C:\\epath.\n"));
	EXPECT(strstr(text, "\\fB\\-i\\fR, \\fB\\-\\-index\\fR=\\fIDIR\\fR\n"));
	EXPECT(strstr(text, ".SH \"EXIT STATUS\"\n.TP\n\\fB0\\fR\nFound.\n"));
	EXPECT(strstr(text, ".SH \"SEE ALSO\"\nother(1),\nthird(7)\n"));
	EXPECT(!strstr(text, "secret"));
	free(text);
}

static char *completion(const char *shell, enum status *status,
			struct error *err)
{
	char *text = NULL;
	size_t len = 0;
	FILE *file = open_memstream(&text, &len);

	*status = options_completion(file, &program, shell, err);
	fclose(file);
	return text;
}

static void test_completion(void)
{
	static const struct { const char *shell, *line; } shells[] = {
		{ "bash", "\t--sort|--sort=) COMPREPLY=($(compgen -W "
			  "'relevance date -date' -- \"$cur\")); return ;;\n" },
		{ "bash", "complete -F _try_this try-this\n" },
		{ "zsh", "\t'*'--sort='[The order]:value:(relevance date -date)' " },
		{ "zsh", "\t'*'--prune=-'[It'\\''s a \\[drop\\]]::value:(force)'" },
		{ "fish", "complete -c try-this -l sort -x -a "
			  "'relevance date -date' -d 'The order'\n" },
	};
	enum status status;
	struct error err;

	for (size_t i = 0; i < sizeof(shells) / sizeof(shells[0]); i++) {
		char *text = completion(shells[i].shell, &status, &err);

		unit_begin("each shell completes options and their words");
		EXPECT_INT(status, STATUS_OK);
		EXPECT(strstr(text, shells[i].line));
		EXPECT(!strstr(text, "secret"));
		free(text);
	}
	unit_begin("another shell is refused");
	free(completion("csh", &status, &err));
	EXPECT_INT(status, STATUS_USAGE);
	EXPECT_STR(err.text, "\"csh\" is not one of bash|zsh|fish");
}

int main(void)
{
	test_parsing();
	test_arguments();
	test_named_errors();
	test_help();
	test_man();
	test_completion();
	return unit_done();
}
