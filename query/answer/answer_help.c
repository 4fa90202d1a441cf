#include "query/answer/answer_help.h"

#include <stdlib.h>

const char *help_kind_name(enum help_kind kind)
{
	switch (kind) {
	case HELP_SOUND: return "homophone";
	case HELP_LOOK: return "look-alike";
	case HELP_PINYIN: return "pinyin";
	}
	return "";
}

void help_free(struct help *help)
{
	if (!help)
		return;
	for (size_t i = 0; i < help->part_count; i++)
		free(help->parts[i].text);
	for (size_t i = 0; i < help->query_count; i++) {
		free(help->queries[i].query);
		free(help->queries[i].from);
		free(help->queries[i].to);
	}
	free(help->parts);
	free(help->queries);
	free(help);
}
