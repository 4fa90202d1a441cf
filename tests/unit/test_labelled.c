/* labels: how well the built-in taxonomy's rules and names do on the labelled
 * passages of corpus/labelled, kind by kind.
 *
 * Each passage is a document by itself.  A region that the document's origin
 * already implies (全区, 我市) and an ancestor of an expected label count as
 * neither right nor wrong: they are implied. */
#include <stdlib.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "labels/label.h"
#include "tests/unit/unit.h"
#include "text/text.h"

#define TAXONOMY "corpus/taxonomy"
#define PASSAGES "corpus/labelled/labelled.jsonl"
#define LABELS "corpus/labelled/labels.tsv"

enum { SCORE_ORIGIN = LABEL_KINDS, SCORES };

struct want {
	char id[16], kind[16], label[32];
	bool is_found;
};

struct score {
	int right, wrong, missed;
};

static struct want wants[2000];
static size_t want_count;
static struct score scores[SCORES];

static bool load_wants(void)
{
	FILE *file = fopen(LABELS, "r");
	struct want *want = wants;

	if (!file)
		return false;
	while (want < wants + 2000 && fscanf(file, "%15s %15s %31s", want->id,
					     want->kind, want->label) == 3)
		want++;
	want_count = (size_t)(want - wants);
	fclose(file);
	return true;
}

/* The string value of key in a flat JSON object, or NULL; the caller frees. */
static char *value_of(const char *line, const char *key)
{
	char pattern[32];
	const char *at;
	char *out, *to;

	snprintf(pattern, sizeof(pattern), "\"%s\": \"", key);
	at = strstr(line, pattern);
	if (!at)
		return NULL;
	at += strlen(pattern);
	out = to = mem_alloc(strlen(at) + 1);
	for (; *at && *at != '"'; at++) {
		if (*at == '\\' && at[1])
			*to++ = *++at == 'n' ? '\n' : *at;
		else
			*to++ = *at;
	}
	return out;
}

static const char *score_name(int kind)
{
	return kind == SCORE_ORIGIN ? "origin" :
	       label_kind_name((enum label_kind)kind);
}

static bool is_wanted(const char *id, int kind, const char *label)
{
	bool found = false;

	for (size_t i = 0; i < want_count; i++)
		if (!strcmp(wants[i].id, id) && !strcmp(wants[i].label, label) &&
		    !strcmp(wants[i].kind, score_name(kind)))
			found = wants[i].is_found = true;
	return found;
}

/* Is the label implied by one that is wanted, or by the origin? */
static bool is_implied(const taxonomy *all, const char *id, int kind, int index)
{
	for (size_t i = 0; i < want_count; i++) {
		bool same_kind = !strcmp(wants[i].kind, score_name(kind)) ||
				 (kind == LABEL_REGION &&
				  !strcmp(wants[i].kind, "origin"));
		int at;

		if (strcmp(wants[i].id, id) || !same_kind)
			continue;
		at = taxonomy_find(all, (enum label_kind)kind, wants[i].label);
		while (at >= 0 && at != index)
			at = taxonomy_label(all, (enum label_kind)kind,
					    (size_t)at)->parent;
		if (at >= 0)
			return true;
	}
	return false;
}

static void count(const taxonomy *all, const char *id, int kind, int index)
{
	enum label_kind in = kind == SCORE_ORIGIN ? LABEL_REGION :
						    (enum label_kind)kind;
	const char *label = taxonomy_label(all, in, (size_t)index)->id;

	if (is_wanted(id, kind, label)) {
		scores[kind].right++;
	} else if (kind == SCORE_ORIGIN || !is_implied(all, id, kind, index)) {
		scores[kind].wrong++;
		printf("# %s: not %s %s\n", id, score_name(kind), label);
	}
}

static void label_line(labeller *it, const taxonomy *all,
		       const char *line)
{
	char *id = value_of(line, "id"), *text = value_of(line, "text");
	char *title = value_of(line, "title");
	char *publisher = value_of(line, "publisher");
	char *date = value_of(line, "date");
	struct text cps = TEXT_INIT;
	struct label_input input = { 0 };
	struct label_document document = {
		.title = title, .publisher = publisher, .given_date = date,
		.passages = &input, .count = 1
	};
	const struct label_result *result;

	text_put_utf8(&cps, text ? text : "", text ? strlen(text) : 0, 0);
	input.cp = cps.cp;
	input.count = cps.count;
	labeller_run(it, &document, &result);
	for (size_t i = 0; i < result->passages[0].count; i++) {
		const struct label *label = &result->passages[0].at[i];

		if (!label->inherited)
			count(all, id, (int)label->kind, label->index);
	}
	if (result->origin >= 0)
		count(all, id, SCORE_ORIGIN, result->origin);
	text_release(&cps);
	free(id);
	free(text);
	free(title);
	free(publisher);
	free(date);
}

static void count_missed(void)
{
	for (size_t i = 0; i < want_count; i++) {
		if (wants[i].is_found)
			continue;
		printf("# %s: missed %s %s\n", wants[i].id, wants[i].kind,
		       wants[i].label);
		for (int kind = 0; kind < SCORES; kind++)
			if (!strcmp(score_name(kind), wants[i].kind))
				scores[kind].missed++;
	}
}

static double f1(const struct score *score)
{
	double all = 2.0 * score->right + score->wrong + score->missed;

	return all > 0 ? 2.0 * score->right / all : 1.0;
}

static void expect_scores(void)
{
	static const double floors[SCORES] = {
		[LABEL_TOPIC] = .90, [LABEL_REGION] = .95,
		[LABEL_PLATFORM] = .90, [SCORE_ORIGIN] = .95
	};

	for (int kind = 0; kind < SCORES; kind++) {
		char title[128];

		snprintf(title, sizeof(title),
			 "labelled passages: F1 of %s is %.3f, at least %.2f",
			 score_name(kind), f1(&scores[kind]), floors[kind]);
		unit_begin(title);
		printf("# %d right, %d wrong, %d missed\n", scores[kind].right,
		       scores[kind].wrong, scores[kind].missed);
		EXPECT(scores[kind].right > 0);
		EXPECT(f1(&scores[kind]) >= floors[kind]);
	}
}

int main(void)
{
	FILE *file = fopen(PASSAGES, "r");
	struct error err = { 0 };
	taxonomy *all = NULL;
	labeller *it = NULL;
	char *line = NULL;
	size_t capacity = 0;

	if (!file || !load_wants()) {
		printf("1..0 # SKIP no " PASSAGES "\n");
		return 0;
	}
	unit_begin("the built-in taxonomy loads");
	EXPECT_INT(taxonomy_load(&all, TAXONOMY, &err), STATUS_OK);
	EXPECT_STR(err.text, "");
	if (all && !labeller_new(&it, all, &err)) {
		while (getline(&line, &capacity, file) > 0)
			label_line(it, all, line);
		count_missed();
		expect_scores();
	}
	labeller_free(it);
	taxonomy_free(all);
	free(line);
	fclose(file);
	return unit_done();
}
