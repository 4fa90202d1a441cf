/* tests/unit/labelling.h - label a text as a document and show its labels as a
 * line, for tests whose rows are texts.  One line of the text is one passage. */
#ifndef LABELLING_H
#define LABELLING_H
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "labels/label.h"
#include "tests/unit/unit.h"
#include "text/text.h"

#define TAXONOMY "corpus/taxonomy"

static taxonomy *labelling_taxonomy;
static labeller *labelling_labeller;

static inline bool labelling_begin(const char *directory)
{
	struct error err = { 0 };

	if (!taxonomy_load(&labelling_taxonomy, directory, &err) &&
	    !labeller_new(&labelling_labeller, labelling_taxonomy, &err))
		return true;
	unit_begin("the taxonomy loads");
	EXPECT_STR(err.text, "");
	return false;
}

static inline int labelling_end(void)
{
	labeller_free(labelling_labeller);
	taxonomy_free(labelling_taxonomy);
	return unit_done();
}

/* A document, as a row of a test writes it. */
struct labelling {
	const char *title, *publisher, *region, *date, *url, *text;
	bool goes_on;		/* with the text of the row before */
};

struct labelled {
	struct text texts[64];
	struct label_input inputs[64];
	size_t count;
	const struct label_result *result;	/* the labeller's */
};

static inline void labelling_release(struct labelled *it)
{
	for (size_t i = 0; i < it->count; i++)
		text_release(&it->texts[i]);
	it->count = 0;
}

static inline void labelling_run(struct labelled *out,
				 const struct labelling *row)
{
	struct label_document document = {
		.title = row->title, .publisher = row->publisher,
		.given_region = row->region, .given_date = row->date,
		.url = row->url, .passages = out->inputs,
		.goes_on = row->goes_on
	};

	memset(out, 0, sizeof(*out));
	for (const char *at = row->text; *at && out->count < 64;) {
		size_t len = strcspn(at, "\n");
		struct text *text = &out->texts[out->count];

		text_put_utf8(text, at, len, 0);
		out->inputs[out->count] = (struct label_input){
			.cp = text->cp, .count = text->count,
			.paragraph = out->count
		};
		out->count++;
		at += len + (at[len] == '\n');
	}
	document.count = out->count;
	labeller_run(labelling_labeller, &document, &out->result);
}

static inline const char *labelling_id(enum label_kind kind, int index)
{
	return index < 0 ? "-" : taxonomy_label(labelling_taxonomy, kind,
						(size_t)index)->id;
}

/* The ids of one kind, "450900 451200", inherited ones in brackets; passages
 * are separated by " / ". */
static inline void labelling_show(struct buf *out, const struct labelled *it,
				  enum label_kind kind)
{
	buf_put_string(out, "");
	for (size_t p = 0; p < it->count; p++) {
		bool first = true;

		if (p)
			buf_put_string(out, " / ");
		for (size_t i = 0; i < it->result->passages[p].count; i++) {
			const struct label *label =
				&it->result->passages[p].at[i];

			if (label->kind != kind)
				continue;
			buf_put_format(out, label->inherited ? "%s(%s)" : "%s%s",
				       first ? "" : " ",
				       labelling_id(kind, label->index));
			first = false;
		}
	}
}

static inline void labelling_expect(const struct labelling *row,
				    enum label_kind kind, const char *want)
{
	struct labelled it;
	struct buf got = BUF_INIT;

	labelling_run(&it, row);
	labelling_show(&got, &it, kind);
	EXPECT_STR(got.data, want);
	buf_release(&got);
	labelling_release(&it);
}

#endif
