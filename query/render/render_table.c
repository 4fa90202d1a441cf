/* csv and tsv: a line a passage, for spreadsheets and for cut(1). */
#include "query/render/cell.h"
#include "query/render/render.h"

static const char *const columns[] = {
	"rank", "score", "id", "document", "title", "date", "publisher",
	"origin", "topics", "regions", "platforms", "heading", "text", "path",
	"url"
};

static void put_labels(struct cells *cells, const struct answer *answer,
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
	cell_put(cells, cell.data);
	buf_release(&cell);
}

static void put_headings(struct cells *cells,
			 const struct record_passage *passage)
{
	struct buf cell = BUF_INIT;

	buf_put_string(&cell, "");
	for (size_t i = 0; i < passage->heading_count; i++)
		buf_put_format(&cell, "%s%s", i ? " > " : "",
			       passage->headings[i]);
	cell_put(cells, cell.data);
	buf_release(&cell);
}

static void put_place(struct cells *cells, const struct answer_hit *hit)
{
	struct buf cell = BUF_INIT;

	cell_put_uint(cells, hit->rank);
	render_put_score(&cell, hit->score);
	cell_put_number(cells, cell.data);
	buf_clear(&cell);
	record_put_id(&cell, &hit->passage);
	cell_put(cells, cell.data);
	buf_release(&cell);
}

static void put_cells(struct cells *cells, const struct answer *answer,
		      const struct answer_hit *hit,
		      const struct render_options *options)
{
	const struct record_document *document = &hit->document;
	const struct record_passage *passage = &hit->passage;
	const char *origin = document->origin;

	if (options->qid)
		cell_put(cells, options->qid);
	put_place(cells, hit);
	cell_put(cells, passage->document);
	cell_put(cells, document->title);
	cell_put(cells, document->date);
	cell_put(cells, document->publisher);
	cell_put(cells, origin && *origin ?
		 answer_label_name(answer, LABEL_REGION, origin, options->lang) :
		 "");
	put_labels(cells, answer, passage, LABEL_TOPIC, options->lang);
	put_labels(cells, answer, passage, LABEL_REGION, options->lang);
	put_labels(cells, answer, passage, LABEL_PLATFORM, options->lang);
	put_headings(cells, passage);
	cell_put(cells, passage->text);
	cell_put(cells, render_path(document, options));
	cell_put(cells, document->url);
	cell_end_line(cells);
}

static void put_header(struct rendering *rendering, char separator)
{
	struct cells cells = { rendering->out, separator, false };

	if (rendering->options->headless)
		return;
	if (rendering->options->qid)
		cell_put(&cells, "qid");
	cell_put_header(&cells, columns, sizeof(columns) / sizeof(columns[0]));
}

static void put_line(struct rendering *rendering, const struct answer_hit *hit,
		     char separator)
{
	struct cells cells = { rendering->out, separator, false };

	put_cells(&cells, rendering->answer, hit, rendering->options);
}

static void begin_csv(struct rendering *rendering)
{
	put_header(rendering, ',');
}

static void begin_tsv(struct rendering *rendering)
{
	put_header(rendering, '\t');
}

static void put_csv(struct rendering *rendering, const struct answer_hit *hit)
{
	put_line(rendering, hit, ',');
}

static void put_tsv(struct rendering *rendering, const struct answer_hit *hit)
{
	put_line(rendering, hit, '\t');
}

static void end(struct rendering *rendering)
{
	(void)rendering;
}

const struct renderer render_csv = { begin_csv, put_csv, end };
const struct renderer render_tsv = { begin_tsv, put_tsv, end };
