#include "base/mem.h"
#include "indexer/read/pipeline_parts.h"

void pipeline_put_labels(struct record_passage *to, const taxonomy *taxonomy,
			 const struct label_list *from)
{
	to->label_count = from->count;
	to->labels = mem_array(from->count, sizeof(*to->labels));
	for (size_t i = 0; i < from->count; i++) {
		const struct label *label = &from->at[i];
		struct record_label *copy = &to->labels[i];

		copy->kind = label->kind;
		copy->id = mem_string(taxonomy_label(taxonomy, label->kind,
						     (size_t)label->index)->id);
		copy->inherited = label->inherited;
		copy->given = label->given;
		copy->evidence_count = label->evidence_count;
		copy->evidence = mem_array(label->evidence_count,
					   sizeof(*copy->evidence));
		for (size_t j = 0; j < label->evidence_count; j++)
			copy->evidence[j] = label->evidence[j];
	}
}

static struct label_document describe(pipeline *pipeline,
				      const struct raw_document *raw)
{
	struct pipeline_result *result = &pipeline->result;

	mem_reserve(&pipeline->inputs, &pipeline->input_capacity,
		    result->count, sizeof(*pipeline->inputs));
	for (size_t i = 0; i < result->count; i++) {
		const struct record_passage *passage = &result->passages[i];

		pipeline->inputs[i] = (struct label_input){
			.cp = pipeline->texts[i].cp,
			.count = pipeline->texts[i].count,
			.body = passage->body,
			.headings = (const char *const *)passage->headings,
			.heading_count = passage->heading_count,
			.paragraph = pipeline->paragraphs[i],
		};
	}
	return (struct label_document){
		.title = result->document.title,
		.publisher = raw->publisher,
		.author = raw->author,
		.url = raw->url,
		.given_date = raw->date,
		.given_region = raw->region,
		.given_topics = (const char *const *)raw->topics.at,
		.given_platforms = (const char *const *)raw->platforms.at,
	};
}

/* Where the part that begins at begin ends. */
static size_t part_end(const pipeline *pipeline, size_t begin)
{
	const struct label_input *inputs = pipeline->inputs;
	size_t characters = 0, end = begin;

	while (end < pipeline->result.count &&
	       (end == begin ||
		!label_part_ends(characters, inputs[end].paragraph ==
					     inputs[end - 1].paragraph)))
		characters += inputs[end++].count;
	return end;
}

static void keep_origin(pipeline *pipeline, const struct label_result *labels)
{
	struct record_document *document = &pipeline->result.document;

	document->date = mem_string(labels->date);
	document->origin = mem_string(
		labels->origin < 0 ? "" :
		taxonomy_label(pipeline->taxonomy, LABEL_REGION,
			       (size_t)labels->origin)->id);
}

void pipeline_label(pipeline *pipeline, const struct raw_document *raw)
{
	struct pipeline_result *result = &pipeline->result;
	struct label_document document = describe(pipeline, raw);
	const struct label_result *labels;
	size_t begin = 0;

	do {
		size_t end = part_end(pipeline, begin);

		document.goes_on = result->first + begin > 0;
		document.passages = pipeline->inputs + begin;
		document.count = end - begin;
		labeller_run(pipeline->labeller, &document, &labels);
		if (!document.goes_on)
			keep_origin(pipeline, labels);
		for (size_t i = begin; i < end; i++)
			pipeline_put_labels(&result->passages[i],
					    pipeline->taxonomy,
					    &labels->passages[i - begin]);
		begin = end;
	} while (begin < result->count);
}
