/* base/json and base/json_read: what is written can be read, and what cannot
 * be JSON is refused with its place. */
#include "tests/unit/unit.h"

#include <math.h>

#include "base/json.h"
#include "base/json_read.h"

static void test_writing(void)
{
	struct buf out = BUF_INIT;
	struct json json = json_into(&out);

	unit_begin("commas stand between values and nowhere else");
	json_begin_object(&json);
	json_put_uint(&json, "a", 1);
	json_key(&json, "b");
	json_begin_array(&json);
	json_end_array(&json);
	json_key(&json, "c");
	json_begin_array(&json);
	json_int(&json, INT64_MIN);
	json_real(&json, 12.346, 1);
	json_real(&json, INFINITY, 1);
	json_begin_object(&json);
	json_end_object(&json);
	json_bool(&json, true);
	json_raw(&json, "[0]", 3);
	json_string(&json, NULL);
	json_end_array(&json);
	json_put_null(&json, "d");
	json_put_bool(&json, "e", false);
	json_put_string(&json, "f", "x");
	json_end_object(&json);
	EXPECT_STR(out.data, "{\"a\":1,\"b\":[],\"c\":[-9223372036854775808,12.3,"
		   "null,{},true,[0],null],\"d\":null,\"e\":false,\"f\":\"x\"}");
	buf_release(&out);
}

static const struct { const char *why, *text, *want; } strings[] = {
	{ "plain text stays", "民生热线 a/b", "\"民生热线 a/b\"" },
	{ "quotes and backslashes are escaped", "\"\\", "\"\\\"\\\\\"" },
	{ "line ends and tabs have short names", "\b\t\n\f\r", "\"\\b\\t\\n\\f\\r\"" },
	{ "other controls are numbered", "\x01\x0b\x1b\x7f", "\"\\u0001\\u000b\\u001b\\u007f\"" },
	{ "C1 controls are numbered", "\xC2\x9B", "\"\\u009b\"" },
	{ "line and paragraph separators stay", "\xE2\x80\xA8\xE2\x80\xA9", "\"\xE2\x80\xA8\xE2\x80\xA9\"" },
	{ "a bad sequence becomes U+FFFD", "a\xE5\x9B" "b", "\"a\xEF\xBF\xBD" "b\"" },
	{ "a surrogate in UTF-8 becomes U+FFFD", "\xED\xA0\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"" },
	{ "supplementary characters stay", "𠮷", "\"𠮷\"" },
};

static void test_strings(void)
{
	for (size_t i = 0; i < sizeof(strings) / sizeof(strings[0]); i++) {
		struct buf out = BUF_INIT;
		struct json json = json_into(&out);

		unit_begin(strings[i].why);
		json_string(&json, strings[i].text);
		EXPECT_STR(out.data, strings[i].want);
		buf_release(&out);
	}
}

/* Write value, read from text, anew; containers through recursion. */
static enum status copy(struct json *json, struct json_reader *reader,
			const struct json_value *value, struct error *err)
{
	struct json_value key, item;
	struct buf text = BUF_INIT;
	enum status status = STATUS_OK;
	size_t len;

	switch (value->kind) {
	case JSON_STRING:
		json_put_text(&text, reader, value);
		json_string_len(json, text.data ? text.data : "", text.len);
		break;
	case JSON_ARRAY:
		json_begin_array(json);
		while ((status = json_read_item(reader, &item, err)) == STATUS_OK &&
		       (status = copy(json, reader, &item, err)) == STATUS_OK)
			;
		json_end_array(json);
		break;
	case JSON_OBJECT:
		json_begin_object(json);
		while ((status = json_read_key(reader, &key, err)) == STATUS_OK) {
			buf_clear(&text);
			json_put_text(&text, reader, &key);
			json_key(json, text.data ? text.data : "");
			if ((status = json_read_value(reader, &item, err)) != STATUS_OK ||
			    (status = copy(json, reader, &item, err)) != STATUS_OK)
				break;
		}
		json_end_object(json);
		break;
	case JSON_NULL: case JSON_FALSE: case JSON_TRUE: case JSON_NUMBER: {
		const char *raw = json_raw_bytes(reader, value, &len);

		json_raw(json, raw, len);
	} }
	buf_release(&text);
	return status == STATUS_DONE ? STATUS_OK : status;
}

/* text, and what it reads as: written anew, or the error. */
static const struct { const char *why, *text, *want; } texts[] = {
	{ "a string is a whole text", "\"a\"", "\"a\"" },
	{ "white space is ignored", " { \"a\" :\t[ 1 ,\r\n2 ] } ", "{\"a\":[1,2]}" },
	{ "constants", "[null,true,false]", "[null,true,false]" },
	{ "empty containers", "[{},[],\"\"]", "[{},[],\"\"]" },
	{ "numbers keep their form", "[0,-0,1.50,1e9,-2E-3]", "[0,-0,1.50,1e9,-2E-3]" },
	{ "escapes are resolved", "\"\\u6c11\\/\\\"\\n\"", "\"民/\\\"\\n\"" },
	{ "surrogate pairs are joined", "\"\\ud842\\udfb7\"", "\"𠮷\"" },
	{ "a lone high surrogate is U+FFFD", "\"\\ud842x\"", "\"\xEF\xBF\xBDx\"" },
	{ "a high surrogate before another escape", "\"\\ud842\\u0041\"", "\"\xEF\xBF\xBD" "A\"" },
	{ "a lone low surrogate is U+FFFD", "\"\\udfb7\"", "\"\xEF\xBF\xBD\"" },
	{ "NUL is U+FFFD", "\"\\u0000\"", "\"\xEF\xBF\xBD\"" },
	{ "bad UTF-8 is U+FFFD", "\"\xFF\"", "\"\xEF\xBF\xBD\"" },
	{ "equal keys are the caller's matter", "{\"a\":1,\"a\":2}", "{\"a\":1,\"a\":2}" },
	{ "no text at all", "", "byte 0: a value is expected" },
	{ "a comma too many", "[1,]", "byte 3: a value is expected" },
	{ "a comma missing", "[1 2]", "byte 3: ',' or ']' is expected" },
	{ "a comma too many in an object", "{\"a\":1,}", "byte 7: a key is expected" },
	{ "a key without quotes", "{a:1}", "byte 1: a key is expected" },
	{ "a colon missing", "{\"a\" 1}", "byte 5: ':' is expected" },
	{ "a value missing", "{\"a\":}", "byte 5: a value is expected" },
	{ "the wrong bracket", "[1}", "byte 2: ',' or ']' is expected" },
	{ "a string without an end", "[\"abc", "byte 5: a string is not ended" },
	{ "a string that ends in an escape", "\"abc\\", "byte 4: a bad escape in a string" },
	{ "an unknown escape", "\"\\x41\"", "byte 1: a bad escape in a string" },
	{ "a short \\u", "\"\\u12\"", "byte 1: a bad escape in a string" },
	{ "a raw line end in a string", "\"long enough for words\n\"", "byte 22: a control character in a string" },
	{ "a leading zero", "[01]", "byte 2: ',' or ']' is expected" },
	{ "a bare minus", "-", "byte 1: a value is expected" },
	{ "a point without digits", "1.", "byte 2: a digit is expected" },
	{ "a plus", "+1", "byte 0: a value is expected" },
	{ "NaN", "NaN", "byte 0: a value is expected" },
	{ "a cut constant", "tru", "byte 0: a value is expected" },
	{ "something after the value", "{} {}", "byte 3: nothing more is expected" },
	{ "an object without an end", "{\"a\":1", "byte 6: ',' or '}' is expected" },
};

static void test_reading(void)
{
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct buf out = BUF_INIT;
		struct json json = json_into(&out);
		struct json_reader reader;
		struct json_value value;
		struct error err;
		enum status status;

		unit_begin(texts[i].why);
		json_reader_init(&reader, texts[i].text, strlen(texts[i].text));
		status = json_read_value(&reader, &value, &err);
		if (status == STATUS_OK)
			status = copy(&json, &reader, &value, &err);
		if (status == STATUS_OK)
			status = json_read_end(&reader, &err);
		EXPECT(status == STATUS_OK || status == STATUS_BAD_INPUT);
		EXPECT_STR(status == STATUS_OK ? out.data : err.text, texts[i].want);
		buf_release(&out);
	}
}

static void test_depth(void)
{
	char deep[2 * (JSON_DEPTH + 1)];
	struct json_reader reader;
	struct json_value value;
	struct error err;

	unit_begin("64 levels are read and skipped; one more is refused");
	memset(deep, '[', JSON_DEPTH + 1);
	memset(deep + JSON_DEPTH, ']', JSON_DEPTH);
	json_reader_init(&reader, deep, 2 * JSON_DEPTH);
	EXPECT_INT(json_read_value(&reader, &value, &err), STATUS_OK);
	EXPECT_INT(json_read_skip(&reader, &value, &err), STATUS_OK);
	EXPECT_INT(json_read_end(&reader, &err), STATUS_OK);
	memset(deep, '[', JSON_DEPTH + 1);
	json_reader_init(&reader, deep, JSON_DEPTH + 1);
	EXPECT_INT(json_read_value(&reader, &value, &err), STATUS_OK);
	EXPECT_INT(json_read_skip(&reader, &value, &err), STATUS_BAD_INPUT);
	EXPECT_STR(err.text, "byte 64: nested too deeply");
}

static void test_skipping(void)
{
	static const char text[] =
		"{\"skip\":{\"a\":[1,{\"b\":\"]}\"}],\"c\":null},\"t\\u0069tle\":\"x\"}";
	struct json_reader reader;
	struct json_value key, value;

	unit_begin("a value can be passed over, and a key may be escaped");
	json_reader_init(&reader, text, sizeof(text) - 1);
	EXPECT_INT(json_read_value(&reader, &value, NULL), STATUS_OK);
	EXPECT_INT(json_read_key(&reader, &key, NULL), STATUS_OK);
	EXPECT(json_is(&reader, &key, "skip"));
	EXPECT_INT(json_read_value(&reader, &value, NULL), STATUS_OK);
	EXPECT_INT(json_read_skip(&reader, &value, NULL), STATUS_OK);
	EXPECT_INT(json_read_key(&reader, &key, NULL), STATUS_OK);
	EXPECT(json_is(&reader, &key, "title"));
	EXPECT(!json_is(&reader, &key, "titl"));
	EXPECT(!json_is(&reader, &key, "titles"));
	EXPECT_INT(json_read_value(&reader, &value, NULL), STATUS_OK);
	EXPECT_INT(json_read_skip(&reader, &value, NULL), STATUS_OK);
	EXPECT_INT(json_read_key(&reader, &key, NULL), STATUS_DONE);
	EXPECT_INT(json_read_end(&reader, NULL), STATUS_OK);
}

static void test_offsets(void)
{
	static const char text[] = "[\"a民\\n\\ud842\\udfb7\xFF\"]";
	static const struct { uint32_t cp; size_t begin, end; } want[] = {
		{ 'a', 2, 3 }, { 0x6C11, 3, 6 }, { '\n', 6, 8 },
		{ 0x20BB7, 8, 20 }, { 0xFFFD, 20, 21 },
	};
	struct json_reader reader;
	struct json_value value;
	struct json_chars chars;
	size_t begin, end, i = 0;
	uint32_t cp;

	unit_begin("each character knows the bytes it stands for");
	json_reader_init(&reader, text, sizeof(text) - 1);
	json_read_value(&reader, &value, NULL);
	EXPECT_INT(json_read_item(&reader, &value, NULL), STATUS_OK);
	chars = json_chars(&reader, &value);
	for (; json_chars_next(&chars, &cp, &begin, &end); i++) {
		EXPECT_INT(cp, want[i].cp);
		EXPECT_INT(begin, want[i].begin);
		EXPECT_INT(end, want[i].end);
	}
	EXPECT_INT(i, 5);
	EXPECT_INT(chars.replaced, 1);
}

static const struct { const char *text; bool fits; int64_t value; } integers[] = {
	{ "0", true, 0 }, { "-12", true, -12 }, { "1.0", false, 0 },
	{ "9223372036854775807", true, INT64_MAX },
	{ "9223372036854775808", false, 0 },
	{ "-9223372036854775808", true, INT64_MIN },
	{ "-9223372036854775809", false, 0 }, { "1e3", false, 0 },
	{ "\"1\"", false, 0 },
};

static void test_integers(void)
{
	for (size_t i = 0; i < sizeof(integers) / sizeof(integers[0]); i++) {
		struct json_reader reader;
		struct json_value value;
		int64_t got = 0;

		unit_begin("a whole number is one that int64_t holds");
		json_reader_init(&reader, integers[i].text,
				 strlen(integers[i].text));
		EXPECT_INT(json_read_value(&reader, &value, NULL), STATUS_OK);
		EXPECT_INT(json_integer(&got, &reader, &value), integers[i].fits);
		EXPECT_INT(got, integers[i].value);
	}
}

int main(void)
{
	test_writing();
	test_strings();
	test_reading();
	test_depth();
	test_skipping();
	test_offsets();
	test_integers();
	return unit_done();
}
