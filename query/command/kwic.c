#include "query/command/kwic.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "query/command/output.h"
#include "query/command/render_kwic.h"
#include "query/render/snippet.h"
#include "text/fold.h"

static char *part_of(const struct snippet_text *text, size_t begin, size_t end)
{
	struct buf part = BUF_INIT;

	buf_put_string(&part, "");
	text_cps_to_utf8(&part, text->cp + begin, end - begin);
	return buf_detach(&part);
}

static void release_line(struct kwic_line *line)
{
	free(line->left);
	free(line->match);
	free(line->right);
	free(line->id);
	free(line->document);
	free(line->date);
	free(line->title);
	free(line->key);
}

/* The side to sort by, outwards, and the other side behind it, each ended by
 * the smallest of characters. */
static uint32_t *key_of(const struct snippet_text *text, enum kwic_order order,
			struct text_span window, struct text_span span)
{
	uint32_t *key = mem_array(window.end - window.begin + 3, sizeof(*key));
	size_t count = 0;

	for (int side = 0; side < 2; side++) {
		if ((side == 0) == (order == KWIC_BY_LEFT))
			for (size_t i = span.begin; i > window.begin; i--)
				key[count++] = fold_cp(text->cp[i - 1]);
		else
			for (size_t i = span.end; i < window.end; i++)
				key[count++] = fold_cp(text->cp[i]);
		if (side == 0)
			key[count++] = 1;
	}
	return key;
}

static void add_line(struct kwic *kwic, const struct snippet_text *text,
		     const struct answer_hit *hit, struct text_span span)
{
	const struct text_span window = {
		span.begin > kwic->context ? span.begin - kwic->context : 0,
		text->count - span.end > kwic->context ?
			span.end + kwic->context : text->count
	};
	struct buf id = BUF_INIT;
	struct kwic_line *line;

	mem_reserve(&kwic->lines, &kwic->capacity, kwic->count + 1,
		    sizeof(*kwic->lines));
	line = &kwic->lines[kwic->count++];
	record_put_id(&id, &hit->passage);
	*line = (struct kwic_line){
		.left = part_of(text, window.begin, span.begin),
		.match = part_of(text, span.begin, span.end),
		.right = part_of(text, span.end, window.end),
		.id = buf_detach(&id),
		.document = mem_string(hit->passage.document),
		.date = mem_string(hit->document.date),
		.title = mem_string(hit->document.title),
		.rank = hit->rank, .span = span,
	};
	if (kwic->order != KWIC_BY_RANK)
		line->key = key_of(text, kwic->order, window, span);
}

void kwic_add(struct kwic *kwic, const struct answer_hit *hit)
{
	struct snippet_text text;

	snippet_text_init(&text, hit->passage.text, hit->passage.text_len,
			  NULL, 0);
	snippet_text_join(&text);
	for (size_t i = 0; i < hit->highlight_count &&
			   kwic->count < kwic->wanted; i++)
		if (hit->highlights[i].end <= text.count)
			add_line(kwic, &text, hit, hit->highlights[i]);
	snippet_text_release(&text);
}

static int compare(const void *a, const void *b)
{
	const struct kwic_line *left = a, *right = b;
	const uint32_t *l = left->key, *r = right->key;

	for (; *l && *l == *r; l++)
		r++;
	if (*l != *r)
		return *l < *r ? -1 : 1;
	if (left->rank != right->rank)
		return left->rank < right->rank ? -1 : 1;
	return left->span.begin < right->span.begin ? -1 : 1;
}

void kwic_take(struct kwic *kwic, size_t offset, size_t limit)
{
	size_t kept = 0;

	if (kwic->order != KWIC_BY_RANK && kwic->count)
		qsort(kwic->lines, kwic->count, sizeof(*kwic->lines), compare);
	for (size_t i = 0; i < kwic->count; i++) {
		if (i >= offset && kept < limit)
			kwic->lines[kept++] = kwic->lines[i];
		else
			release_line(&kwic->lines[i]);
	}
	kwic->count = kept;
}

void kwic_release(struct kwic *kwic)
{
	for (size_t i = 0; i < kwic->count; i++)
		release_line(&kwic->lines[i]);
	free(kwic->lines);
	memset(kwic, 0, sizeof(*kwic));
}

static enum status add_hit(void *context, const struct answer *answer,
			   const struct answer_hit *hit)
{
	struct kwic *kwic = context;

	(void)answer;
	kwic_add(kwic, hit);
	return kwic->count < kwic->wanted ? STATUS_OK : STATUS_DONE;
}

/* Look at the best passages first: mostly each has a line.  A second search
 * sees all of them, when these have too few or the order may be any. */
static enum status collect(struct kwic *kwic, struct answer *answer,
			   searcher *engine, const struct request *asked,
			   struct error *err)
{
	struct request request = *asked;
	enum status status;
	long last;

	request.offset = 0;
	request.marks = MARKS_APART;
	request.limit = kwic->order != KWIC_BY_RANK ||
		kwic->wanted > (size_t)LONG_MAX ? REQUEST_ALL
						: (long)kwic->wanted;
	last = request.limit;
	status = search_each(answer, engine, &request, add_hit, kwic, err);
	if (status != STATUS_OK || last == REQUEST_ALL ||
	    kwic->count >= kwic->wanted || answer->total <= (uint64_t)last)
		return status;
	for (size_t i = 0; i < kwic->count; i++)
		release_line(&kwic->lines[i]);
	kwic->count = 0;
	answer_release(answer);
	request.limit = REQUEST_ALL;
	return search_each(answer, engine, &request, add_hit, kwic, err);
}

enum status kwic_run(bool *found, searcher *engine,
		     const struct command *command, struct error *err)
{
	const struct request *request = &command->request;
	const size_t offset = (size_t)request->offset;
	const size_t limit = request->limit == REQUEST_ALL ? SIZE_MAX
		: (size_t)request->limit;
	struct render_options options = output_options(command);
	struct kwic kwic = { .context = command->context,
			     .order = command->order };
	struct answer answer;
	struct buf out = BUF_INIT;
	enum status status;

	kwic.wanted = kwic.order != KWIC_BY_RANK || limit == SIZE_MAX
		? SIZE_MAX : offset + limit;
	answer_init(&answer);
	status = collect(&kwic, &answer, engine, request, err);
	kwic_take(&kwic, offset, limit);
	*found = answer.total > 0;
	if (status == STATUS_OK) {
		output_warn(&answer, command->format);
		buf_put_string(&out, "");
		render_kwic(&out, &kwic, &answer, command, &options);
		status = output_put(&out, err);
	}
	buf_release(&out);
	kwic_release(&kwic);
	answer_release(&answer);
	return status;
}
