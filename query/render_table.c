/* csv and tsv: a line a passage, for spreadsheets and for cut(1). */
#include "query/render.h"

#include <string.h>

static const char *const columns[] = {
	"rank", "score", "id", "document", "title", "date", "publisher",
	"origin", "topics", "regions", "platforms", "heading", "text", "path",
	"url"
};

struct table {
	struct buf *out;
	char separator;		/* ',' is csv, '\t' tsv */
	bool begun;		/* the line has a cell already */
};

/* A spreadsheet would take such a cell for a formula. */
static bool is_formula(const char *text)
{
	return *text && strchr("=+-@\t\r", *text);
}

static void put_csv(struct buf *out, const char *text)
{
	bool formula = is_formula(text);

	if (!formula && !text[strcspn(text, ",\"\r\n")]) {
		buf_put_string(out, text);
		return;
	}
	buf_put_string(out, formula ? "\"'" : "\"");
	for (; *text; text++) {
		if (*text == '"')
			buf_put_byte(out, '"');
		buf_put_byte(out, (unsigned char)*text);
	}
	buf_put_byte(out, '"');
}

static void put_tsv(struct buf *out, const char *text)
{
	for (; *text; text++) {
		bool breaks = *text == '\t' || *text == '\n' || *text == '\r';

		buf_put_byte(out, breaks ? ' ' : (unsigned char)*text);
	}
}

static void put_cell(struct table *table, const char *text)
{
	if (table->begun)
		buf_put_byte(table->out, (unsigned char)table->separator);
	table->begun = true;
	if (table->separator == ',')
		put_csv(table->out, text ? text : "");
	else
		put_tsv(table->out, text ? text : "");
}

static void end_line(struct table *table)
{
	buf_put_string(table->out, table->separator == ',' ? "\r\n" : "\n");
	table->begun = false;
}

static void put_labels(struct table *table, const struct answer *answer,
		       const struct record_passage *passage,
		       enum label_kind kind, const char *lang)
{
	struct buf cell = BUF_INIT;

	buf_put_string(&cell, "");
	for (size_t i = 0; i < passage->label_count; i++) {
		const struct record_label *label = &passage->labels[i];

		if (label->kind != kind)
			continue;
		if (cell.len)
			buf_put_byte(&cell, ';');
		buf_put_string(&cell, answer_label_name(answer, kind,
							label->id, lang));
	}
	put_cell(table, cell.data);
	buf_release(&cell);
}

static void put_headings(struct table *table,
			 const struct record_passage *passage)
{
	struct buf cell = BUF_INIT;

	buf_put_string(&cell, "");
	for (size_t i = 0; i < passage->heading_count; i++)
		buf_put_format(&cell, "%s%s", i ? " > " : "",
			       passage->headings[i]);
	put_cell(table, cell.data);
	buf_release(&cell);
}

static void put_place(struct table *table, const struct answer_hit *hit)
{
	struct buf cell = BUF_INIT;

	buf_put_format(&cell, "%zu", hit->rank);
	put_cell(table, cell.data);
	/* Numbers are ours: a negative one is no formula. */
	buf_put_byte(table->out, (unsigned char)table->separator);
	render_put_score(table->out, hit->score);
	buf_clear(&cell);
	render_put_id(&cell, &hit->passage);
	put_cell(table, cell.data);
	buf_release(&cell);
}

static void put_hit(struct table *table, const struct answer *answer,
		    const struct answer_hit *hit,
		    const struct render_options *options)
{
	const struct record_document *document = &hit->document;
	const struct record_passage *passage = &hit->passage;
	const char *origin = document->origin;

	if (options->qid)
		put_cell(table, options->qid);
	put_place(table, hit);
	put_cell(table, passage->document);
	put_cell(table, document->title);
	put_cell(table, document->date);
	put_cell(table, document->publisher);
	put_cell(table, origin && *origin ?
		 answer_label_name(answer, LABEL_REGION, origin, options->lang) :
		 "");
	put_labels(table, answer, passage, LABEL_TOPIC, options->lang);
	put_labels(table, answer, passage, LABEL_REGION, options->lang);
	put_labels(table, answer, passage, LABEL_PLATFORM, options->lang);
	put_headings(table, passage);
	put_cell(table, passage->text);
	put_cell(table, render_path(document, options));
	put_cell(table, document->url);
	end_line(table);
}

static void put_table(struct table *table, const struct answer *answer,
		      const struct render_options *options)
{
	if (!options->headless) {
		if (options->qid)
			put_cell(table, "qid");
		for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
			put_cell(table, columns[i]);
		end_line(table);
	}
	for (size_t i = 0; i < answer->hit_count; i++)
		put_hit(table, answer, &answer->hits[i], options);
}

void render_csv(struct buf *out, const struct answer *answer,
		const struct request *request,
		const struct render_options *options)
{
	struct table table = { out, ',', false };

	(void)request;
	put_table(&table, answer, options);
}

void render_tsv(struct buf *out, const struct answer *answer,
		const struct request *request,
		const struct render_options *options)
{
	struct table table = { out, '\t', false };

	(void)request;
	put_table(&table, answer, options);
}
