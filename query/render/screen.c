#include "query/render/screen.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "query/language/width.h"

enum { LEAST_ROOM = 20, ELLIPSIS = 0x2026 };

static const char *const codes[] = {
	[SCREEN_PLAIN] = "",
	[SCREEN_BOLD] = "\033[1m",
	[SCREEN_FAINT] = "\033[2m",
	[SCREEN_LABEL] = "\033[36m",
	[SCREEN_MARK] = "\033[1;31m",
};

size_t screen_room(const struct screen *screen)
{
	return screen->columns >= screen->indent + LEAST_ROOM
		? screen->columns - screen->indent : LEAST_ROOM;
}

void screen_begin_style(const struct screen *screen, enum screen_style style)
{
	if (screen->color)
		buf_put_string(screen->out, codes[style]);
}

void screen_end_style(const struct screen *screen, enum screen_style style)
{
	if (screen->color && style != SCREEN_PLAIN)
		buf_put_string(screen->out, "\033[0m");
}

static void put_character(struct buf *out, uint32_t cp)
{
	char bytes[4];

	if (cp == '\n' || cp == '\t')
		cp = ' ';
	if (!width_is_unsafe(cp))
		buf_put(out, bytes, utf8_encode(bytes, cp));
}

void screen_put_safe(struct buf *out, const char *utf8)
{
	const char *at = utf8, *end = utf8 + strlen(utf8);

	while (at < end)
		put_character(out, utf8_next(&at, end));
}

void screen_put_bar(const struct screen *screen, const char *lead, double share,
		    size_t size)
{
	static const char *const parts[] = { "", "▏", "▎", "▍", "▌", "▋", "▊",
					     "▉" };
	size_t eighths = (size_t)(share * (double)size * 8 + 0.5);

	if (!eighths)
		eighths = share > 0;
	if (eighths > size * 8)
		eighths = size * 8;
	buf_put_string(screen->out, lead);
	screen_begin_style(screen, SCREEN_LABEL);
	for (size_t i = 0; i < eighths / 8; i++)
		buf_put_string(screen->out, "█");
	buf_put_string(screen->out, parts[eighths % 8]);
	screen_end_style(screen, SCREEN_LABEL);
}

void screen_put_number(struct buf *out, uint64_t number)
{
	char digits[24];
	const int len = snprintf(digits, sizeof(digits), "%" PRIu64, number);

	for (int i = 0; i < len; i++) {
		if (i && (len - i) % 3 == 0)
			buf_put_byte(out, ',');
		buf_put_byte(out, (unsigned char)digits[i]);
	}
}

/* One line's characters, with the marks in them. */
static void put_line(const struct screen *screen,
		     const struct snippet_text *text, size_t begin, size_t end)
{
	bool marked = false;

	while (end > begin && text->cp[end - 1] == ' ')
		end--;
	for (size_t i = begin; i < end; i++) {
		if (marked != (bool)text->marked[i]) {
			marked = !marked;
			if (marked)
				screen_begin_style(screen, SCREEN_MARK);
			else
				screen_end_style(screen, SCREEN_MARK);
		}
		put_character(screen->out, text->cp[i]);
	}
	if (marked)
		screen_end_style(screen, SCREEN_MARK);
}

void screen_put_cut(struct buf *out, const char *utf8, size_t size)
{
	const char *at = utf8, *end = utf8 + strlen(utf8);
	size_t width = 0;

	if (width_text(utf8) <= size) {
		screen_put_safe(out, utf8);
		return;
	}
	while (at < end) {
		const uint32_t cp = utf8_next(&at, end);

		width += width_of(cp);
		if (width >= size)
			break;
		put_character(out, cp);
	}
	buf_put_string(out, "…");
}

static void put_blanks(const struct screen *screen, size_t count)
{
	for (; count; count--)
		buf_put_byte(screen->out, ' ');
}

void screen_put(const struct screen *screen, enum screen_style style,
		const char *lead, const char *text)
{
	size_t lead_width = width_text(lead), at = 0;
	struct snippet_text line;

	snippet_text_init(&line, text, strlen(text), NULL, 0);
	for (;;) {
		size_t end = width_line(line.cp, line.count, at,
					screen_room(screen));
		bool first = at == 0;

		screen_begin_style(screen, style);
		if (first)
			screen_put_safe(screen->out, lead);
		put_blanks(screen, !first ? screen->indent :
			   screen->indent > lead_width ?
			   screen->indent - lead_width : *lead != '\0');
		put_line(screen, &line, at, end);
		screen_end_style(screen, style);
		buf_put_byte(screen->out, '\n');
		for (at = end; at < line.count && (line.cp[at] == ' ' ||
						   line.cp[at] == '\n');)
			at++;
		if (at >= line.count)
			break;
	}
	snippet_text_release(&line);
}

void screen_put_window(const struct screen *screen,
		       const struct snippet_text *text, size_t from,
		       struct text_span window)
{
	/* One column is kept for the last line's ellipsis. */
	size_t room = screen_room(screen) - 1, at = window.begin;
	char ellipsis[4];
	size_t len = utf8_encode(ellipsis, ELLIPSIS);

	while (at < window.end) {
		bool cut = at == window.begin && at > from;
		size_t end = width_line(text->cp, window.end, at, room - cut);

		put_blanks(screen, screen->indent);
		if (cut)
			buf_put(screen->out, ellipsis, len);
		put_line(screen, text, at, end);
		for (at = end; at < window.end && (text->cp[at] == ' ' ||
						   text->cp[at] == '\n');)
			at++;
		if (at >= window.end && window.end < text->count)
			buf_put(screen->out, ellipsis, len);
		buf_put_byte(screen->out, '\n');
	}
}
