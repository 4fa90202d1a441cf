#include "query/answer/answer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "query/answer/answer_help.h"

void answer_init(struct answer *answer)
{
	memset(answer, 0, sizeof(*answer));
	answer->total_exact = true;
}

void answer_hit_release(struct answer_hit *hit)
{
	record_passage_release(&hit->passage);
	record_document_release(&hit->document);
	free(hit->highlights);
	for (size_t i = 0; i < hit->reprint_count; i++)
		free(hit->reprints[i]);
	free(hit->reprints);
	memset(hit, 0, sizeof(*hit));
}

static void release_hits(struct answer *answer)
{
	for (size_t i = 0; i < answer->hit_count; i++)
		answer_hit_release(&answer->hits[i]);
	free(answer->hits);
}

static void release_strings(char **strings, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(strings[i]);
	free(strings);
}

void answer_forget_versions(struct answer *answer)
{
	for (size_t i = 0; i < answer->version_count; i++) {
		free(answer->versions[i].first);
		free(answer->versions[i].last);
		free(answer->versions[i].path);
		free(answer->versions[i].text);
	}
	free(answer->versions);
	answer->versions = NULL;
	answer->version_count = 0;
}

void answer_release(struct answer *answer)
{
	release_hits(answer);
	release_strings(answer->warnings, answer->warning_count);
	release_strings(answer->missing, answer->missing_count);
	release_strings(answer->strings, answer->string_count);
	for (int kind = 0; kind < FACET_KINDS; kind++)
		free(answer->facets[kind].at);
	free(answer->explanation);
	help_free(answer->help);
	answer_forget_versions(answer);
	answer_init(answer);
}

static bool is_known(const struct answer *answer, const char *warning)
{
	for (size_t i = 0; i < answer->warning_count; i++)
		if (!strcmp(answer->warnings[i], warning))
			return true;
	return false;
}

void answer_warn(struct answer *answer, const char *format, ...)
{
	va_list arguments;
	char *text = NULL;
	int len;

	va_start(arguments, format);
	len = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (len < 0)
		return;
	text = mem_alloc((size_t)len + 1);
	va_start(arguments, format);
	vsnprintf(text, (size_t)len + 1, format, arguments);
	va_end(arguments);
	if (is_known(answer, text)) {
		free(text);
		return;
	}
	mem_reserve(&answer->warnings, &answer->warning_capacity,
		    answer->warning_count + 1, sizeof(*answer->warnings));
	answer->warnings[answer->warning_count++] = text;
}

static const char *first_of(const char *a, const char *b, const char *c)
{
	if (a && *a)
		return a;
	return b && *b ? b : c;
}

const char *answer_label_name(const struct answer *answer,
			      enum label_kind kind, const char *id,
			      const char *lang)
{
	int number = answer->names ?
		label_names_find(answer->names, kind, id) : -1;
	const struct label_name *label;

	if (number < 0)
		return id;
	label = label_names_at(answer->names, (size_t)number);
	if (lang && !strcmp(lang, "zh-Hant"))
		return first_of(label->traditional, label->name, id);
	if (lang && !strcmp(lang, "en"))
		return first_of(label->english, label->name, id);
	return first_of(label->name, NULL, id);
}
