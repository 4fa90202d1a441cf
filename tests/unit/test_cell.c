/* query/cell: cells of csv and tsv. */
#include "tests/unit/unit.h"

#include "query/render/cell.h"

static const struct row { const char *why, *text, *csv, *tsv; } rows[] = {
	{ "plain text stays", "热线", "热线", "热线" },
	{ "nothing is an empty cell", "", "", "" },
	{ "a comma is quoted", "a,b", "\"a,b\"", "a,b" },
	{ "a quote is doubled", "说\"好\"", "\"说\"\"好\"\"\"", "说\"好\"" },
	{ "a line end stays in csv", "a\nb", "\"a\nb\"", "a b" },
	{ "= begins a formula", "=1+1", "\"'=1+1\"", "=1+1" },
	{ "so do +", "+1", "\"'+1\"", "+1" },
	{ "and -", "-1", "\"'-1\"", "-1" },
	{ "and @", "@A1", "\"'@A1\"", "@A1" },
	{ "and a tab", "\t=1", "\"'\t=1\"", " =1" },
	{ "and a carriage return", "\r=1", "\"'\r=1\"", " =1" },
	{ "only at the beginning", "1=1", "1=1", "1=1" },
	{ "a formula with quotes", "=\"a\"", "\"'=\"\"a\"\"\"", "=\"a\"" },
};

static void put_line(struct buf *out, char separator, const char *text)
{
	struct cells cells = { out, separator, false };

	cell_put(&cells, text);
	cell_put_uint(&cells, 12);
	cell_put_number(&cells, "-1.5");
	cell_put(&cells, NULL);
	cell_end_line(&cells);
}

int main(void)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct buf got = BUF_INIT, want = BUF_INIT;

		unit_begin(rows[i].why);
		put_line(&got, ',', rows[i].text);
		buf_put_format(&want, "%s,12,-1.5,\r\n", rows[i].csv);
		EXPECT_STR(got.data, want.data);
		buf_clear(&got);
		buf_clear(&want);
		put_line(&got, '\t', rows[i].text);
		buf_put_format(&want, "%s\t12\t-1.5\t\n", rows[i].tsv);
		EXPECT_STR(got.data, want.data);
		buf_release(&got);
		buf_release(&want);
	}
	return unit_done();
}
