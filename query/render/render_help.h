/* query/render/render_help.h - what else could be asked, in an answer. */
#ifndef QUERY_RENDER_RENDER_HELP_H
#define QUERY_RENDER_RENDER_HELP_H
#include "base/json.h"
#include "query/answer/answer_help.h"
#include "query/render/screen.h"

/* The key "suggestions" and its object; nothing for NULL. */
void render_json_help(struct json *json, const struct help *help);
void render_text_help(const struct screen *screen, const struct help *help,
		      const char *lang);

#endif
