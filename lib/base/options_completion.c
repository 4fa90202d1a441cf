/* Completion scripts for bash, zsh and fish. */
#include "base/options.h"

#include <string.h>

enum argument_kind { ARGUMENT_NONE, ARGUMENT_WORDS, ARGUMENT_FILE,
		     ARGUMENT_DIRECTORY, ARGUMENT_ASKED, ARGUMENT_TEXT };

static bool is_asked(const struct program_spec *program, const char *argument)
{
	for (size_t i = 0; program->asked && program->asked[i]; i++)
		if (!strcmp(program->asked[i], argument))
			return true;
	return false;
}

static enum argument_kind kind_of(const struct program_spec *program,
				  const struct option_spec *option, char *words,
				  size_t size)
{
	if (!option->argument)
		return ARGUMENT_NONE;
	if (is_asked(program, option->argument))
		return ARGUMENT_ASKED;
	if (option_choices(words, size, option))
		return ARGUMENT_WORDS;
	if (!strncmp(option->argument, "FILE", 4))
		return ARGUMENT_FILE;
	return strncmp(option->argument, "DIR", 3) ? ARGUMENT_TEXT
						   : ARGUMENT_DIRECTORY;
}

/* The program's name as a shell function may be called. */
static void put_function(FILE *file, const char *name)
{
	fputc('_', file);
	for (; *name; name++)
		fputc(*name == '-' || *name == '.' ? '_' : *name, file);
}

/* The first sentence of the help, with escape before each of these bytes. */
static void put_summary(FILE *file, const struct program_spec *program,
			const struct option_spec *option, const char *special)
{
	const char *text = options_text(program, option->help);
	const char *stop = strstr(text, "。"), *period = strstr(text, ". ");
	size_t len = strlen(text);

	if (period && (!stop || period < stop))
		stop = period;
	if (stop)
		len = (size_t)(stop - text);
	else if (len && text[len - 1] == '.')
		len--;
	for (const char *end = text + len; text < end; text++) {
		if (*text == '\'')
			fputs("'\\''", file);
		else if (strchr(special, *text))
			fprintf(file, "\\%c", *text);
		else
			fputc(*text, file);
	}
}

static void bash_paths(FILE *file, bool files)
{
	fprintf(file, " compopt -o filenames; mapfile -t COMPREPLY "
		"< <(compgen -%c -- \"$cur\");", files ? 'f' : 'd');
}

/* A function that completes the current word with what the program says, which
 * is told the index that was typed. */
static void bash_ask(FILE *file, const struct program_spec *program)
{
	const struct option_spec *first = options_at(program, 0);

	put_function(file, program->name);
	fprintf(file, "_ask()\n{\n"
		"\tlocal i place=() words=(\"${COMP_WORDS[@]/#\\~/$HOME}\")\n"
		"\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
		"\t\tcase ${words[i]} in\n"
		"\t\t-%c|--%s) [ \"${words[i+1]}\" = = ] && ((i++))\n"
		"\t\t\tplace+=(-%c \"${words[i+1]}\") ;;\n"
		"\t\t-%c?*) place+=(\"${words[i]}\") ;;\n"
		"\t\tesac\n\tdone\n"
		"\tmapfile -t COMPREPLY < <(compgen -W \"$(%s \"${place[@]}\" "
		"--complete=\"$1\" 2>/dev/null)\" -- \"$cur\")\n}\n",
		first->letter, first->name, first->letter, first->letter,
		program->name);
}

static void bash_arguments(FILE *file, const struct program_spec *program)
{
	const struct option_spec *option;
	char words[256];

	for (size_t i = 0; (option = options_at(program, i)); i++) {
		enum argument_kind kind = kind_of(program, option, words, sizeof(words));

		if (kind == ARGUMENT_NONE || !option->help)
			continue;
		fputc('\t', file);
		if (option->letter && !option_is_optional(option))
			fprintf(file, "-%c|", option->letter);
		if (option_is_optional(option))	/* only --name=X, never --name X */
			fprintf(file, "--%s=)", option->name);
		else
			fprintf(file, "--%s|--%s=)", option->name, option->name);
		if (kind == ARGUMENT_WORDS)
			fprintf(file, " COMPREPLY=($(compgen -W '%s' -- \"$cur\"));",
				words);
		else if (kind == ARGUMENT_ASKED) {
			fputc(' ', file);
			put_function(file, program->name);
			fprintf(file, "_ask %s;", option->argument);
		} else if (kind != ARGUMENT_TEXT)
			bash_paths(file, kind == ARGUMENT_FILE);
		fputs(" return ;;\n", file);
	}
}

static void complete_bash(FILE *file, const struct program_spec *program)
{
	const struct option_spec *option;

	fprintf(file, "# bash completion for %s\n", program->name);
	if (program->asked)
		bash_ask(file, program);
	put_function(file, program->name);
	fputs("()\n{\n"
	      "\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
	      "\tCOMPREPLY=()\n"
	      "\tif [ \"$cur\" = = ]; then\n\t\tprev=$prev=; cur=\n"
	      "\telif [ \"$prev\" = = ]; then\n"
	      "\t\tprev=${COMP_WORDS[COMP_CWORD-2]}=\n\tfi\n"
	      "\tcase $prev in\n", file);
	bash_arguments(file, program);
	fputs("\tesac\n\tcase $cur in\n\t-*) COMPREPLY=($(compgen -W '", file);
	for (size_t i = 0, shown = 0; (option = options_at(program, i)); i++) {
		if (!option->help)
			continue;
		fprintf(file, "%s--%s%s", shown++ ? " " : "", option->name,
			option->argument && !option_is_optional(option) ? "=" : "");
	}
	fputs("' -- \"$cur\"))\n"
	      "\t\tcase ${COMPREPLY-} in *=) compopt -o nospace ;; esac ;;\n", file);
	if (program->operand != OPERAND_TEXT) {
		fputs("\t*)", file);
		bash_paths(file, program->operand == OPERAND_FILE);
		fputs(";\n", file);
	}
	fputs("\tesac\n}\ncomplete -F ", file);
	put_function(file, program->name);
	fprintf(file, " %s\n", program->name);
}

static void zsh_option(FILE *file, const struct program_spec *program,
		       const struct option_spec *option)
{
	char words[256];
	enum argument_kind kind = kind_of(program, option, words, sizeof(words));
	bool optional = option_is_optional(option);
	const char *sign = !option->argument ? "" : optional ? "=-" : "=";

	fputs(" \\\n\t'*'", file);
	if (option->letter)
		fprintf(file, "{-%c%s,--%s%s}", option->letter,
			option->argument ? "+" : "", option->name, sign);
	else
		fprintf(file, "--%s%s", option->name, sign);
	fputs("'[", file);
	put_summary(file, program, option, "[]\\");
	fputc(']', file);
	switch (kind) {
	case ARGUMENT_NONE:
		break;
	case ARGUMENT_WORDS:
		fprintf(file, "%s:(%s)", optional ? "::value" : ":value", words);
		break;
	case ARGUMENT_FILE:
		fputs(":file:_files", file);
		break;
	case ARGUMENT_DIRECTORY:
		fputs(":directory:_files -/", file);
		break;
	case ARGUMENT_ASKED:
		fputs(":value:", file);
		put_function(file, program->name);
		fprintf(file, "_ask %s", option->argument);
		break;
	case ARGUMENT_TEXT:
		fputs(optional ? "::value:" : ":value:", file);
		break;
	}
	fputc('\'', file);
}

/* _arguments puts options for compadd before the kind that is asked for. */
static void zsh_ask(FILE *file, const struct program_spec *program)
{
	const struct option_spec *first = options_at(program, 0);

	put_function(file, program->name);
	fprintf(file, "_ask() {\n\tlocal i\n\tlocal -a place found\n"
		"\tfor ((i = 2; i < CURRENT; i++)); do\n"
		"\t\tcase $words[i] in\n"
		"\t\t-%c|--%s) place+=(-%c ${(Q)~words[i+1]}) ;;\n"
		"\t\t-%c?*) place+=(-%c ${(Q)~words[i]#-%c}) ;;\n"
		"\t\t--%s=*) place+=(-%c ${(Q)~words[i]#--%s=}) ;;\n"
		"\t\tesac\n\tdone\n"
		"\tfound=(${(f)\"$(%s $place --complete=$@[-1] 2>/dev/null)\"})\n"
		"\tcompadd \"${@[1,-2]}\" -a found\n}\n", first->letter, first->name,
		first->letter, first->letter, first->letter, first->letter,
		first->name, first->letter, first->name, program->name);
}

static void complete_zsh(FILE *file, const struct program_spec *program)
{
	const struct option_spec *option;

	fprintf(file, "#compdef %s\n", program->name);
	if (program->asked)
		zsh_ask(file, program);
	fputs("_arguments -s -S", file);
	for (size_t i = 0; (option = options_at(program, i)); i++) {
		if (option->help)
			zsh_option(file, program, option);
	}
	switch (program->operand) {
	case OPERAND_TEXT:
		fputs(" \\\n\t'*:query:'\n", file);
		break;
	case OPERAND_FILE:
		fputs(" \\\n\t'*:file:_files'\n", file);
		break;
	case OPERAND_DIRECTORY:
		fputs(" \\\n\t'*:directory:_files -/'\n", file);
		break;
	}
}

static void fish_option(FILE *file, const struct program_spec *program,
			const struct option_spec *option)
{
	char words[256];

	fprintf(file, "complete -c %s -l %s", program->name, option->name);
	if (option->letter)
		fprintf(file, " -s %c", option->letter);
	switch (kind_of(program, option, words, sizeof(words))) {
	case ARGUMENT_NONE:
		break;
	case ARGUMENT_WORDS:
		fprintf(file, "%s -a '%s'",
			option_is_optional(option) ? "" : " -x", words);
		break;
	case ARGUMENT_FILE:
		fputs(" -r -F", file);
		break;
	case ARGUMENT_DIRECTORY:
		fputs(" -x -a '(__fish_complete_directories)'", file);
		break;
	case ARGUMENT_ASKED:
		fputs(" -x -a '(_", file);
		put_function(file, program->name);
		fprintf(file, "_ask %s)'", option->argument);
		break;
	case ARGUMENT_TEXT:
		fputs(option_is_optional(option) ? "" : " -x", file);
		break;
	}
	fputs(" -d '", file);
	put_summary(file, program, option, "\\");
	fputs("'\n", file);
}

static void fish_ask(FILE *file, const struct program_spec *program)
{
	const struct option_spec *first = options_at(program, 0);

	fputs("function _", file);
	put_function(file, program->name);
	fprintf(file, "_ask\n\tset -l place\n\tset -l take 0\n"
		"\tfor word in (commandline -opc)\n"
		"\t\tif test $take = 1\n"
		"\t\t\tset -a place -%c $word\n\t\t\tset take 0\n"
		"\t\telse if contains -- $word -%c --%s\n"
		"\t\t\tset take 1\n"
		"\t\telse if string match -qr -- '^(--%s=|-%c.)' $word\n"
		"\t\t\tset -a place $word\n\t\tend\n\tend\n"
		"\t%s $place --complete=$argv[1] 2>/dev/null\nend\n",
		first->letter, first->letter, first->name, first->name,
		first->letter, program->name);
}

static void complete_fish(FILE *file, const struct program_spec *program)
{
	const struct option_spec *option;

	if (program->asked)
		fish_ask(file, program);
	if (program->operand == OPERAND_TEXT)
		fprintf(file, "complete -c %s -f\n", program->name);
	for (size_t i = 0; (option = options_at(program, i)); i++) {
		if (option->help)
			fish_option(file, program, option);
	}
}

enum status options_completion(FILE *file, const struct program_spec *program,
			       const char *shell, struct error *err)
{
	static void (*const put[])(FILE *, const struct program_spec *) = {
		complete_bash, complete_zsh, complete_fish
	};
	size_t index;
	enum status status = option_choice(&index, shell, "bash|zsh|fish", err);

	if (status == STATUS_OK)
		put[index](file, program);
	return status;
}
