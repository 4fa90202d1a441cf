#include "read/ofd_page.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "read/xml_sax.h"

enum {
	CHARACTERS_MOST = 1 << 20,	/* of one TextCode */
	BELOW_ALL = 100000,	/* millimetres */
	GAP_MOST = 3		/* sizes between characters without a space */
};

struct spot {
	double x, y;
};

/* The object and the piece of text that are open. */
struct page {
	package *package;
	struct ofd_runs *out;
	size_t number;
	size_t skipped;		/* elements open in what is not read */
	bool in_object, in_code, is_aside;
	bool is_upended;	/* the object's text is set downwards */
	double left, top;	/* of the object's boundary */
	double matrix[6];
	double size;
	double x, y;		/* of the piece, in the object */
	double *steps_x, *steps_y;
	size_t count_x, count_y;
	struct text code;
};

static bool is(const char *name, const char *wanted)
{
	return !strcmp(name, wanted);
}

/* A number without regard to locale; *at ends behind it. */
static bool read_number(double *out, const char **at, const char *end)
{
	double value = 0, scale = 1, sign = 1;
	const char *begin;

	while (*at < end && (**at == ' ' || **at == ',' || **at == '\t' ||
			     **at == '\n'))
		++*at;
	if (*at < end && (**at == '-' || **at == '+'))
		sign = *(*at)++ == '-' ? -1 : 1;
	begin = *at;
	for (; *at < end && **at >= '0' && **at <= '9'; ++*at)
		value = value * 10 + (**at - '0');
	if (*at < end && **at == '.')
		for (++*at; *at < end && **at >= '0' && **at <= '9'; ++*at)
			value += (**at - '0') * (scale /= 10);
	*out = value < 1e9 ? sign * value : 0;
	return *at > begin;
}

static size_t read_numbers(double *out, size_t most, const struct xml_tag *tag,
			   const char *name)
{
	size_t len, count = 0;
	const char *at = xml_tag_value(tag, name, &len);
	const char *end = at ? at + len : at;

	while (count < most && at < end && read_number(&out[count], &at, end))
		count++;
	return count;
}

/* Steps from character to character: numbers, and "g N V" for N times V. */
static double *read_steps(size_t *count, const struct xml_tag *tag,
			  const char *name)
{
	size_t len, capacity = 0;
	const char *at = xml_tag_value(tag, name, &len);
	const char *end = at ? at + len : at;
	double *steps = NULL, value, times;

	*count = 0;
	while (at < end) {
		times = 1;
		while (at < end && *at == ' ')
			at++;
		if (at < end && *at == 'g' &&
		    (at++, !read_number(&times, &at, end)))
			break;
		if (!read_number(&value, &at, end))
			break;
		for (; times >= 1 && *count < CHARACTERS_MOST; times--) {
			mem_reserve(&steps, &capacity, *count + 1,
				    sizeof(*steps));
			steps[(*count)++] = value;
		}
	}
	return steps;
}

static bool is_skipped(const struct xml_tag *tag)
{
	return is(tag->name, "Clips") || is(tag->name, "Pattern") ||
	       xml_tag_is(tag, "Visible", "false");
}

static void start_object(struct page *page, const struct xml_tag *tag)
{
	static const double same[6] = { 1, 0, 0, 1, 0, 0 };
	double box[4] = { 0, 0, 0, 0 };

	read_numbers(box, 4, tag, "Boundary");
	page->left = box[0];
	page->top = box[1];
	memcpy(page->matrix, same, sizeof(same));
	if (read_numbers(page->matrix, 6, tag, "CTM") != 6)
		memcpy(page->matrix, same, sizeof(same));
	page->size = 0;
	read_numbers(&page->size, 1, tag, "Size");
	page->x = page->y = 0;
	page->is_upended = xml_tag_is(tag, "ReadDirection", "90") ||
			   xml_tag_is(tag, "ReadDirection", "270");
	page->in_object = true;
}

static void start_code(struct page *page, const struct xml_tag *tag)
{
	read_numbers(&page->x, 1, tag, "X");
	read_numbers(&page->y, 1, tag, "Y");
	page->steps_x = read_steps(&page->count_x, tag, "DeltaX");
	page->steps_y = read_steps(&page->count_y, tag, "DeltaY");
	page->in_code = true;
	text_clear(&page->code);
}

static void on_start(void *context, const struct xml_tag *tag)
{
	struct page *page = context;

	if (page->skipped || is_skipped(tag))
		page->skipped++;
	else if (is(tag->name, "Layer"))
		page->is_aside = xml_tag_is(tag, "Type", "Background") ||
				 xml_tag_is(tag, "Type", "Foreground");
	else if (is(tag->name, "TextObject"))
		start_object(page, tag);
	else if (is(tag->name, "TextCode") && page->in_object && !page->in_code)
		start_code(page, tag);
}

/* How wide a character is, in sizes. */
static double width(uint32_t cp)
{
	if (cp >= 0x2E80)
		return 1;
	if (cp < 0x80 && strchr("iljtfI.,:;'!|()[] ", (int)cp))
		return 0.3;
	if (cp < 0x80 && strchr("mwMW@%", (int)cp))
		return 0.85;
	return cp >= 'A' && cp <= 'Z' ? 0.65 : 0.5;
}

static struct ofd_run *begin_run(struct page *page, const struct spot *spot,
				 double size)
{
	struct ofd_runs *out = page->out;

	mem_reserve(&out->at, &out->capacity, out->count + 1,
		    sizeof(*out->at));
	out->at[out->count] = (struct ofd_run){
		.x = spot->x, .y = spot->y, .right = spot->x, .size = size,
		.begin = out->text.count, .end = out->text.count,
		.page = page->number, .is_aside = page->is_aside };
	return &out->at[out->count++];
}

/* Lines that run down or up the page are turned to run across it, below all
 * others: columns from right to left, or from left to right. */
static void turn(struct spot *spot, const struct page *page)
{
	const double *m = page->matrix;
	bool is_turned = fabs(m[1]) > fabs(m[0]);
	bool runs_up = is_turned && m[1] < 0;
	double across = spot->x;

	if (is_turned == (page->is_upended || (page->count_y && !page->count_x)))
		return;
	spot->x = runs_up ? -spot->y : spot->y;
	spot->y = BELOW_ALL + (runs_up ? across : -across);
}

/* Where each character of the piece stands on the page. */
static struct spot *locate(const struct page *page)
{
	const double *m = page->matrix;
	struct spot *spots = mem_array(page->code.count + 1, sizeof(*spots));
	double x = page->x, y = page->y;

	for (size_t i = 0; i < page->code.count; i++) {
		spots[i].x = page->left + m[0] * x + m[2] * y + m[4];
		spots[i].y = page->top + m[1] * x + m[3] * y + m[5];
		turn(&spots[i], page);
		x += i < page->count_x ? page->steps_x[i] :
		     page->count_y || page->is_upended ? 0 :
		     width(page->code.cp[i]) * page->size;
		y += i < page->count_y ? page->steps_y[i] : 0;
	}
	return spots;
}

/* Does a line of the piece end behind character i? */
static bool ends_line(const struct spot *spots, size_t i, double size)
{
	return fabs(spots[i + 1].y - spots[i].y) > size / 2 &&
	       spots[i + 1].x < spots[i].x - size;
}

/* A piece is one string, even when it is set in several lines; where one ends
 * short of the widest, or a gap is wide, there is a space. */
static void put_piece(struct page *page, const struct spot *spots, double size)
{
	const struct text *code = &page->code;
	struct ofd_run *run = begin_run(page, &spots[0], size);
	struct text *out = &page->out->text;
	double widest = spots[0].x;
	bool in_first = true;

	for (size_t i = 0; i < code->count; i++)
		widest = fmax(widest, spots[i].x + width(code->cp[i]) * size);
	for (size_t i = 0; i < code->count; i++) {
		double right = spots[i].x + width(code->cp[i]) * size;
		bool is_end = i + 1 < code->count && ends_line(spots, i, size);

		text_put(out, code->cp[i], 0, code->src_end);
		if (in_first)
			run->right = fmax(run->right, right);
		in_first = in_first && !is_end;
		if (i + 1 < code->count &&
		    (is_end ? right < widest - 2 * size :
			      spots[i + 1].x > right + GAP_MOST * size))
			text_put(out, ' ', 0, code->src_end);
	}
	run->end = out->count;
}

static void place(struct page *page)
{
	const double *m = page->matrix;
	double scale = sqrt(fabs(m[0] * m[3] - m[1] * m[2]));
	double size = page->size * scale > 0 ? page->size * scale : 1;
	struct spot *spots;

	if (!page->code.count)
		return;
	spots = locate(page);
	put_piece(page, spots, size);
	free(spots);
}

static void end_code(struct page *page)
{
	struct text *code = &page->code;

	while (code->count && (code->cp[code->count - 1] == '\n' ||
			       code->cp[code->count - 1] == '\r'))
		code->count--;
	place(page);
	free(page->steps_x);
	free(page->steps_y);
	page->steps_x = page->steps_y = NULL;
	page->in_code = false;
}

static void on_end(void *context, const char *name)
{
	struct page *page = context;

	if (page->skipped)
		page->skipped--;
	else if (is(name, "TextCode") && page->in_code)
		end_code(page);
	else if (is(name, "TextObject"))
		page->in_object = false;
	else if (is(name, "Layer"))
		page->is_aside = false;
}

static void on_text(void *context, const char *utf8, size_t len)
{
	struct page *page = context;

	if (page->in_code && !page->skipped &&
	    page->code.count < CHARACTERS_MOST)
		package_put_text(page->package, &page->code, utf8, len);
}

void ofd_runs_release(struct ofd_runs *runs)
{
	text_release(&runs->text);
	free(runs->at);
	memset(runs, 0, sizeof(*runs));
}

enum status ofd_page_read(struct ofd_runs *out, package *package,
			  const char *name, size_t number, struct error *err)
{
	static const struct xml_sax sax = { on_start, on_end, on_text };
	struct page page = { .package = package, .out = out, .number = number };
	struct buf bytes = BUF_INIT;
	enum status status = package_read(package, &bytes, name, err);

	if (!status)
		status = xml_sax_parse(&sax, &page, bytes.data, bytes.len, err);
	free(page.steps_x);
	free(page.steps_y);
	text_release(&page.code);
	buf_release(&bytes);
	return status;
}
