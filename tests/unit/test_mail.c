/* read/reader_mail: what is read of a message, written as a table. */
#include "tests/unit/unit.h"

#include "tests/unit/cut.h"
#include "tests/unit/show_raw.h"
#include "tests/unit/zip.h"

#define TOP "From: a@b\nTo: c@d\nMIME-Version: 1.0\n"

static const struct row { const char *why, *message, *want; } rows[] = {
	{ "who, when, about what",
	  "Received: x\nFrom: \"韦一\" <a@b.c>\nDate: Mon, 1 Jun 2009 12:00:00 +0800\n"
	  "Subject: 修渠\n\n渠长三里。\n",
	  "title=修渠|date=2009-06-01|author=韦一|lines:渠长三里。" },
	{ "encoded words in GB2312, cut inside a character, and in UTF-8",
	  TOP "Subject: =?GB2312?B?ufPO?=\r\n =?gb2312?B?99bd?= =?UTF-8?Q?=E5=A5=BD_x?=\r\n\r\n"
	  "文。", "title=贵西州好 x|author=a@b|lines:文。" },
	{ "and in Big5; an address without a name",
	  TOP "Subject: Re: =?big5?b?pOi26w==?=\n\n文。",
	  "title=Re: 方塞|author=a@b|lines:文。" },
	{ "a subject in plain GBK", TOP "Subject: \xB9\xE3\xCE\xF7\xC4\xCF\xC4\xFE\xCA\xD0\n\n文。",
	  "title=广西南宁市|author=a@b|lines:文。" },
	{ "quoted-printable, with a character over a line end",
	  TOP "Content-Transfer-Encoding: quoted-printable\nContent-Type: text/plain; "
	  "charset=\"utf-8\"\n\n=E8=84=B1=E8=B4=\n=AB=3D\nx=", "author=a@b|lines:脱贫=/x" },
	{ "base64 in GBK",
	  TOP "Content-Transfer-Encoding: base64\nContent-Type: text/plain; charset=gbk\n\n"
	  "zdHGtrml\nvOGjoQ==\n", "author=a@b|lines:脱贫攻坚！" },
	{ "of two that say the same, HTML",
	  TOP "Content-Type: multipart/alternative; boundary=\"=x\"\n\npreamble\n--=x\n\n简。\n"
	  "--=x\nContent-Type: text/html; charset=utf-8\n\n<p>繁<b>文</b>。</p>\n--=x--\nepilogue",
	  "author=a@b|text:繁文。" },
	{ "plain text where the HTML has none",
	  TOP "Content-Type: multipart/alternative; boundary=x\n\n--x\n\n简。\n"
	  "--x\nContent-Type: text/html\n\n<img src=a>\n--x--", "author=a@b|lines:简。" },
	{ "all parts of a mixed one; files under their names, pictures not",
	  TOP "Content-Type: multipart/mixed; boundary=xx\n\n--xx\n\n一。\n--xx\n"
	  "Content-Type: multipart/alternative; boundary=xxy\n\n--xxy\n\n二。\n--xxy--\n--xx\n"
	  "Content-Type: text/html\nContent-Disposition: attachment; filename*=utf-8''"
	  "%E9%99%84.htm\n\n<p>三。\n--xx\nContent-Type: image/png; name=p.png\n\n\x89PNG\n"
	  "--xx\nContent-Type: application/octet-stream\nContent-Disposition: attachment; "
	  "filename=\"=?utf-8?B?6KGo?=.txt\"\n\n四。\n--xx--\n",
	  "author=a@b|lines:一。|lines:二。|h1:附.htm|text:三。|h1:表.txt|lines:四。" },
	{ "a message inside a message",
	  TOP "Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: message/rfc822\n\n"
	  "Subject: 内\nContent-Type: text/html\n\n<p>文。\n--x--",
	  "author=a@b|h1:内|text:文。" },
	{ "a boundary that never comes", TOP "Content-Type: multipart/mixed; boundary=x\n\n文。",
	  "author=a@b" },
	{ "a saved page: its title, its address",
	  "From: <Saved by Blink>\nSnapshot-Content-Location: http://a/b.htm\nSubject: x\n"
	  "Date: Mon, 1 Jun 2020 12:00:00 -0000\nMIME-Version: 1.0\nContent-Type: "
	  "multipart/related; type=\"text/html\"; boundary=\"--b\"\n\n----b\nContent-Type: "
	  "text/html\nContent-Location: http://a/b.htm\nContent-Transfer-Encoding: "
	  "quoted-printable\n\n<html><head><meta charset=3Dgb2312><title>=D0=DE=C7=FE=CD=A8=D6=AA</title>"
	  "</head><p>=C7=FE=B3=A4=C8=FD=C0=EF=A1=A3\n----b\nContent-Type: text/css\n\np {}\n----b--\n",
	  "title=修渠通知|url=http://a/b.htm|text:渠长三里。" },
	{ "another browser's",
	  "From: <Saved>\nSubject: =?utf-8?B?5L+u5rig?=\nMIME-Version: 1.0\nContent-Type: "
	  "multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n"
	  "Content-Location: http://c/\n\n<p>文。\n--b--\n",
	  "title=修渠|url=http://c/|text:文。" },
	{ "an encoding that is not read is the reason",
	  TOP "Content-Type: text/plain; charset=hz-gb-2312\n\n~{VPND~}\n",
	  "! encoding-unsupported: labelled \"hz-gb-2312\"" },
	{ "a message without a body", TOP "\n", "author=a@b" },
};

static void check(const struct row *row)
{
	struct buf got = BUF_INIT;

	unit_begin(row->why);
	EXPECT_INT(content_of("a", row->message, strlen(row->message)),
		   CONTENT_MAIL);
	show_read(&got, reader_mail, row->message, strlen(row->message));
	EXPECT_STR(got.data, row->want);
	buf_release(&got);
}

static void put_sources(struct buf *out, const struct raw_document *raw,
			const char *bytes)
{
	for (size_t i = 0; i < raw->text.count; i++) {
		uint32_t end = text_src_end(&raw->text, i + 1);

		if (is_space(raw->text.cp[i]))
			continue;
		text_cps_to_utf8(out, &raw->text.cp[i], 1);
		buf_put_format(out, "[%.*s]", (int)(end - raw->text.src[i]),
			       bytes + raw->text.src[i]);
	}
}

static void check_source(void)
{
	static const char message[] = TOP "Content-Transfer-Encoding: "
		"quoted-printable\n\n=E8=84=B1a=3D\n";
	struct reader_input input = { .bytes = message,
				      .len = sizeof(message) - 1 };
	struct raw_document raw;
	struct buf got = BUF_INIT;

	unit_begin("each character has its source, encoded as it is");
	raw_init(&raw);
	EXPECT_INT(reader_mail(&raw, &input, NULL), STATUS_OK);
	put_sources(&got, &raw, message);
	EXPECT_STR(got.data, "脱[=E8=84=B1]a[a]=[=3D]");
	raw_release(&raw);
	buf_release(&got);
}

/* A Word document that came with a message. */
static void check_attached(void)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrst"
				     "uvwxyz0123456789+/";
	struct zip zip = { .count = 0 };
	struct buf message = BUF_INIT, got = BUF_INIT;

	unit_begin("a document that came with it");
	zip_add(&zip, "word/document.xml", "<w:d xmlns:w='w'><w:p><w:r><w:t>渠长三里。"
		"</w:t></w:r></w:p></w:d>");
	zip_end(&zip);
	while (zip.bytes.len % 3)
		buf_put_byte(&zip.bytes, 0);
	buf_put_string(&message, TOP "Content-Type: multipart/mixed; boundary=x\n\n"
		       "--x\n\n见附件。\n--x\nContent-Type: application/msword\n"
		       "Content-Disposition: attachment; filename=a.docx\n"
		       "Content-Transfer-Encoding: base64\n\n");
	for (size_t i = 0; i < zip.bytes.len; i += 3) {
		const unsigned char *at = (unsigned char *)zip.bytes.data + i;
		unsigned bits = (unsigned)(at[0] << 16 | at[1] << 8 | at[2]);

		for (int shift = 18; shift >= 0; shift -= 6)
			buf_put_byte(&message,
				     (unsigned char)digits[bits >> shift & 63]);
	}
	buf_put_string(&message, "\n--x--\n");
	show_read(&got, reader_mail, message.data, message.len);
	EXPECT_STR(got.data, "author=a@b|lines:见附件。|h1:a.docx|text:渠长三里。");
	buf_release(&message);
	buf_release(&got);
	zip_release(&zip);
}

static void check_deep(void)
{
	struct buf message = BUF_INIT, got = BUF_INIT;

	unit_begin("a thousand messages in one another");
	for (int i = 0; i < 1000; i++)
		buf_put_string(&message, "MIME-Version: 1\nContent-Type: message/rfc822\n\n");
	buf_put_string(&message, "\n文。");
	show_read(&got, reader_mail, message.data, message.len);
	EXPECT_STR(got.data, "");
	buf_release(&message);
	buf_release(&got);
}

int main(void)
{
	struct reader_input input = { .bytes = NULL };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		check(&rows[i]);
	check_source();
	check_attached();
	check_deep();
	unit_begin("cut or changed at every byte, it still ends in a status");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		cut_everywhere(reader_mail, input, rows[i].message,
			       strlen(rows[i].message));
	return unit_done();
}
