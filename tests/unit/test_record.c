/* schema/record: what is stored comes back, and damage is noticed. */
#include <stdlib.h>

#include "schema/record.h"
#include "schema/record_group.h"
#include "schema/schema.h"
#include "tests/unit/unit.h"

static struct text_span evidence[] = { { 3, 7 }, { 20, 24 } };
static struct record_label labels[] = {
	{ LABEL_TOPIC, (char []){ "relief" }, false, false, evidence, 2 },
	{ LABEL_REGION, (char []){ "450900" }, true, false, NULL, 0 },
};
static char *headings[] = { (char []){ "一、服务平台" }, (char []){ "（一）热线" } };
static struct repair repairs[] = { { REPAIR_PINYIN, 5, 6 } };

static void build(struct buf *out)
{
	struct record_passage passage = {
		.document = (char []){ "seed/a.txt" }, .number = 9,
		.text = (char []){ "热线 passage" }, .text_len = 14,
		.body = 3, .continues = true,
		.headings = headings, .heading_count = 2,
		.labels = labels, .label_count = 2,
		.repairs = repairs, .repair_count = 1,
		.bytes_begin = 1234, .bytes_end = 2345,
	};

	record_passage_encode(out, &passage);
}

static void passage_round_trip(void)
{
	struct buf bytes = BUF_INIT;
	struct record_passage got;
	struct error err;

	unit_begin("a passage comes back as it was stored");
	build(&bytes);
	EXPECT_INT(record_passage_decode(&got, bytes.data, bytes.len, &err),
		   STATUS_OK);
	EXPECT_STR(got.document, "seed/a.txt");
	EXPECT_INT(got.number, 9);
	EXPECT_STR(got.text, "热线 passage");
	EXPECT(got.continues);
	EXPECT_INT(got.heading_count, 2);
	EXPECT_STR(got.headings[1], "（一）热线");
	EXPECT_STR(got.labels[0].id, "relief");
	EXPECT_INT(got.labels[0].evidence[1].end, 24);
	EXPECT(got.labels[1].inherited);
	EXPECT_INT(got.repairs[0].begin, 5);
	EXPECT_INT(got.bytes_end, 2345);
	record_passage_release(&got);
	buf_release(&bytes);
}

static void damage_is_noticed(void)
{
	struct buf bytes = BUF_INIT;
	struct record_passage got;
	struct error err;

	build(&bytes);
	unit_begin("a passage cut at any byte is corrupt, and nothing leaks");
	for (size_t len = 0; len < bytes.len; len++) {
		EXPECT_INT(record_passage_decode(&got, bytes.data, len, &err),
			   STATUS_CORRUPT);
	}
	unit_begin("a passage with any byte changed is read or refused");
	for (size_t at = 0; at < bytes.len; at++) {
		bytes.data[at] = (char)(bytes.data[at] ^ 0xFF);
		if (!record_passage_decode(&got, bytes.data, bytes.len, &err))
			record_passage_release(&got);
		bytes.data[at] = (char)(bytes.data[at] ^ 0xFF);
	}
	buf_release(&bytes);
}

static void groups(void)
{
	char document[] = "d", paragraph[] = "段落";
	struct record_passage passages[20], got;
	struct buf bytes = BUF_INIT;
	struct error err;
	size_t back;

	memset(passages, 0, sizeof(passages));
	for (size_t i = 0; i < 20; i++) {
		passages[i].document = document;
		passages[i].number = i;
		passages[i].text = paragraph;
		passages[i].text_len = 6;
	}
	unit_begin("the first of sixteen passages holds all their records");
	record_group_encode(&bytes, passages, 20, 0);
	EXPECT_INT(record_group_back(&back, bytes.data, bytes.len, &err),
		   STATUS_OK);
	EXPECT_INT(back, 0);
	EXPECT_INT(record_group_decode(&got, bytes.data, bytes.len, 15, &err),
		   STATUS_OK);
	EXPECT_INT(got.number, 15);
	record_passage_release(&got);
	unit_begin("one record too far is damage");
	EXPECT_INT(record_group_decode(&got, bytes.data, bytes.len, 16, &err),
		   STATUS_CORRUPT);
	unit_begin("another passage says how far back its record lies");
	buf_clear(&bytes);
	record_group_encode(&bytes, passages, 20, 18);
	EXPECT(bytes.len <= 18);	/* so Xapian does not deflate it */
	EXPECT_INT(record_group_back(&back, bytes.data, bytes.len, &err),
		   STATUS_OK);
	EXPECT_INT(back, 2);
	EXPECT_INT(record_group_decode(&got, bytes.data, bytes.len, 0, &err),
		   STATUS_CORRUPT);
	unit_begin("bytes that are neither are damage");
	EXPECT_INT(record_group_back(&back, "x", 1, &err), STATUS_CORRUPT);
	EXPECT_INT(record_group_back(&back, "", 0, &err), STATUS_CORRUPT);
	buf_release(&bytes);
}

static void document_round_trip(void)
{
	struct record_document from = { .id = (char []){ "a" },
		.title = (char []){ "标题" }, .date = (char []){ "2009-06" },
		.path = (char []){ "a/b.txt" }, .first_id = 77,
		.passage_count = 12, .hash = { 1, 2, 3 } };
	struct record_document got;
	struct buf bytes = BUF_INIT;
	struct error err;

	unit_begin("a document comes back, absent strings as empty ones");
	record_document_encode(&bytes, &from);
	EXPECT_INT(record_document_decode(&got, bytes.data, bytes.len, &err),
		   STATUS_OK);
	EXPECT_STR(got.title, "标题");
	EXPECT_STR(got.publisher, "");
	EXPECT_INT(got.first_id, 77);
	EXPECT_INT(got.hash[2], 3);
	record_document_release(&got);
	buf_release(&bytes);
}

static const struct date_row { const char *date, *first, *last; } dates[] = {
	{ "", "", "" },
	{ "2009", "20090101", "20091231" },
	{ "2009-02", "20090201", "20090228" },
	{ "2008-02", "20080201", "20080229" },
	{ "2009-03-15", "20090315", "20090315" },
	{ "2009-13", "20090101", "20091231" },
};

static void date_ranges(void)
{
	char first[9], last[9];

	for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++) {
		unit_begin(dates[i].date[0] ? dates[i].date : "no date");
		schema_date_range(first, last, dates[i].date);
		EXPECT_STR(first, dates[i].first);
		EXPECT_STR(last, dates[i].last);
	}
}

static void long_keys(void)
{
	struct buf one = BUF_INIT, two = BUF_INIT;
	char name[400];

	unit_begin("long names make different keys that Xapian takes");
	memset(name, 'x', sizeof(name));
	schema_key(&one, PREFIX_DOCUMENT, name, sizeof(name));
	name[399] = 'y';
	schema_key(&two, PREFIX_DOCUMENT, name, sizeof(name));
	EXPECT(one.len <= 245 && two.len <= 245);
	EXPECT(strcmp(one.data, two.data));
	buf_release(&one);
	buf_release(&two);
}

int main(void)
{
	passage_round_trip();
	damage_is_noticed();
	groups();
	document_round_trip();
	date_ranges();
	long_keys();
	return unit_done();
}
