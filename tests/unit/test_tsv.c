/* read/reader_tsv: the lines of a table as documents. */
#include "tests/unit/unit.h"

#include <stdlib.h>

#include "tests/unit/cut.h"
#include "tests/unit/show_raw.h"

static const struct row { const char *why, *header, *line, *want; } rows[] = {
	{ "columns by their names, others passed over",
	  "id\ttitle\tsize\ttext\tdate\tsource\tauthor\turl\tregion",
	  "7\t修渠\t12\t渠长三里。\t2009-03\t右江报\t韦一\thttp://a/\t桂平\r\n",
	  "id=7|title=修渠|date=2009-03|publisher=右江报|author=韦一|url=http://a/|"
	  "region=桂平|lines:渠长三里。" },
	{ "lists of labels", "text\ttopic\tplatform", "文。\t甲; 乙、丙；丁\thotline;",
	  "topics=甲,乙,丙,丁|platforms=hotline|lines:文。" },
	{ "quoted fields, escaped line ends", "\"Text\"\ttitle",
	  "\"他说\"\"好\"\"。\\n第二段\\\\x。\"\t\"题目\"",
	  "title=题目|lines:他说\"好\"。/第二段\\x。" },
	{ "a backslash before anything else is itself", "text", "C:\\data。",
	  "lines:C:\\data。" },
	{ "fewer fields than columns", "text\ttitle", "文。", "lines:文。" },
	{ "more fields than columns", "text", "文。\t别", "lines:文。" },
	{ "a mark before the header", "\xEF\xBB\xBFtext", "文。", "lines:文。" },
	{ "GB18030", "title\ttext", "\xB9\xE3\xCE\xF7\t\xC4\xCF\xC4\xFE\xCA\xD0\xB9\xA4\xD7\xF7"
	  "\xB1\xA8\xB8\xE6\xA1\xA3", "title=广西|lines:南宁市工作报告。" },
	{ "a line without text", "title\ttext", "题", "! no-text" },
	{ "a header without text", "title\tbody", "题\t文",
	  "! tsv-header: no column is named text" },
};

static void show_list(struct buf *out, const char *name,
		      const struct raw_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		buf_put_format(out, "%s%s%s%s", !i && out->len ? "|" : "",
			       i ? "," : name, i ? "" : "=", list->at[i]);
}

static void read_row(struct buf *out, const struct row *row)
{
	struct tsv_columns columns;
	struct reader_input input = { .bytes = row->line,
		.len = strlen(row->line), .columns = &columns };
	struct raw_document raw;
	struct error err = { 0 };
	enum status status = tsv_columns_read(&columns, row->header,
					      strlen(row->header), &err);

	raw_init(&raw);
	if (!status)
		status = reader_tsv_line(&raw, &input, &err);
	if (status) {
		buf_put_format(out, "! %s", err.text);
	} else {
		show_field(out, "id", raw.id);
		show_field(out, "title", raw.title);
		show_field(out, "date", raw.date);
		show_field(out, "publisher", raw.publisher);
		show_field(out, "author", raw.author);
		show_field(out, "url", raw.url);
		show_field(out, "region", raw.region);
		show_list(out, "topics", &raw.topics);
		show_list(out, "platforms", &raw.platforms);
		for (size_t i = 0; i < raw.count; i++)
			show_block(out, &raw.text, &raw.blocks[i]);
	}
	raw_release(&raw);
}

int main(void)
{
	struct tsv_columns columns;
	struct reader_input input = { .columns = &columns };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf got = BUF_INIT;

		unit_begin(rows[i].why);
		read_row(&got, &rows[i]);
		EXPECT_STR(got.data, rows[i].want);
		buf_release(&got);
	}
	unit_begin("cut or changed at every byte, it still ends in a status");
	EXPECT_INT(tsv_columns_read(&columns, "text\ttopic", 10, NULL),
		   STATUS_OK);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		cut_everywhere(reader_tsv_line, input, rows[i].line,
			       strlen(rows[i].line));
	unit_begin("without a header there is nothing to read");
	input.columns = NULL;
	cut_read(reader_tsv_line, input, "a", 1);
	return unit_done();
}
