/* The man page, in the man(7) macros of roff. */
#include "base/options.h"

#include <string.h>

/* Text as roff reads it: no escape, macro or typographic dash by accident; and
 * a line may end behind 、 even before Latin letters. */
static void put_roff(FILE *file, const char *text)
{
	static const char comma[] = "、";

	if (*text == '.' || *text == '\'')
		fputs("\\&", file);
	for (; *text; text++) {
		if (*text == '\\')
			fputs("\\e", file);
		else if (*text == '-')
			fputs("\\-", file);
		else if (*text == '\'')
			fputs("\\(aq", file);
		else if (*text == '"')
			fputs("\\(dq", file);
		else if (*text == '^')
			fputs("\\(ha", file);
		else if (*text == '~')
			fputs("\\(ti", file);
		else if (*text == '`')
			fputs("\\(ga", file);
		else if (!strncmp(text, comma, sizeof(comma) - 1)) {
			fprintf(file, "%s\\:", comma);
			text += sizeof(comma) - 2;
		} else
			fputc(*text, file);
	}
}

static void put_line(FILE *file, const char *macro, const char *text)
{
	fputs(macro, file);
	put_roff(file, text);
	fputc('\n', file);
}

static void put_heading(FILE *file, const struct program_spec *program,
			const char *title)
{
	fprintf(file, ".SH \"%s\"\n", options_text(program, title));
}

static void put_option(FILE *file, const struct program_spec *program,
		       const struct option_spec *option)
{
	fputs(".TP\n", file);
	if (option->letter)
		fprintf(file, "\\fB\\-%c\\fR, ", option->letter);
	fputs("\\fB\\-\\-", file);
	put_roff(file, option->name);
	fputs("\\fR", file);
	if (option->argument) {
		fputs(option_is_optional(option) ? "\\fI" : "=\\fI", file);
		put_roff(file, option->argument);
		fputs("\\fR", file);
	}
	fputc('\n', file);
	put_line(file, "", options_text(program, option->help));
}

static void put_options(FILE *file, const struct program_spec *program)
{
	const struct option_spec *option;

	put_heading(file, program, "OPTIONS");
	for (size_t i = 0; (option = options_at(program, i)); i++) {
		if (!option->help)
			continue;
		if (option->group)
			put_line(file, ".SS ",
				 options_text(program, option->group));
		put_option(file, program, option);
	}
}

static void put_rows(FILE *file, const struct program_spec *program,
		     const char *title, const struct program_row *rows)
{
	if (!rows)
		return;
	put_heading(file, program, title);
	for (; rows->term; rows++) {
		fputs(".TP\n\\fB", file);
		put_roff(file, rows->term);
		fputs("\\fR\n", file);
		put_line(file, "", options_text(program, rows->text));
	}
}

static void put_examples(FILE *file, const struct program_spec *program)
{
	const struct program_row *row = program->examples;

	if (!row)
		return;
	put_heading(file, program, "EXAMPLES");
	for (; row->term; row++) {
		put_line(file, ".PP\n", options_text(program, row->text));
		fputs(".PP\n.RS 4\n.nf\n", file);
		put_line(file, "", row->term);
		fputs(".fi\n.RE\n", file);
	}
}

static void put_see_also(FILE *file, const struct program_spec *program)
{
	if (!program->see_also || !program->see_also[0])
		return;
	put_heading(file, program, "SEE ALSO");
	for (size_t i = 0; program->see_also[i]; i++) {
		if (i)
			fputs(",\n", file);
		put_roff(file, program->see_also[i]);
	}
	fputc('\n', file);
}

/* In another language than English that is Chinese: its lines break between
 * any two characters, and are neither stretched nor hyphenated. */
static bool is_translated(const struct program_spec *program)
{
	return strcmp(options_text(program, "NAME"), "NAME") != 0;
}

void options_man(FILE *file, const struct program_spec *program)
{
	if (is_translated(program))
		fputs(".mso zh.tmac\n", file);
	fputs(".TH ", file);
	for (const char *at = program->name; *at; at++)
		fputc(*at >= 'a' && *at <= 'z' ? *at - 'a' + 'A' : *at, file);
	fprintf(file, " %d \"\" \"%s %s\"\n",
		program->section ? program->section : 1, program->name,
		program->version ? program->version : "");
	if (is_translated(program))
		fputs(".ad l\n.nh\n", file);
	put_heading(file, program, "NAME");
	put_roff(file, program->name);
	fputs(" \\- ", file);
	put_line(file, "", options_text(program, program->summary));
	put_heading(file, program, "SYNOPSIS");
	for (size_t i = 0; program->synopsis[i]; i++) {
		fputs(i ? ".br\n\\fB" : "\\fB", file);
		put_roff(file, program->name);
		fputs("\\fR ", file);
		put_line(file, "", program->synopsis[i]);
	}
	if (program->description)
		put_heading(file, program, "DESCRIPTION");
	for (size_t i = 0; program->description && program->description[i]; i++)
		put_line(file, ".PP\n",
			 options_text(program, program->description[i]));
	put_options(file, program);
	put_rows(file, program, "EXIT STATUS", program->exits);
	put_rows(file, program, "ENVIRONMENT", program->environment);
	put_rows(file, program, "FILES", program->files);
	put_examples(file, program);
	put_see_also(file, program);
}
