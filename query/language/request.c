#include "query/language/request.h"

#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/options.h"
#include "query/language/dates.h"

enum { TIMEOUT_MOST_MS = 3600000, OFFSET_MOST = 1000000000 };

void request_init(struct request *request)
{
	memset(request, 0, sizeof(*request));
	request->query = mem_string("");
	request->limit = REQUEST_LIMIT;
	request->related = true;
}

static void list_release(struct request_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->at[i]);
	free(list->at);
}

void request_release(struct request *request)
{
	free(request->query);
	for (int kind = 0; kind < LABEL_KINDS; kind++)
		list_release(&request->labels[kind]);
	list_release(&request->origins);
	list_release(&request->years);
	list_release(&request->publishers);
	list_release(&request->excluded);
	free(request->since);
	free(request->from);
	free(request->to);
	for (int kind = 0; kind < FACET_KINDS; kind++)
		free(request->facet_of[kind]);
	memset(request, 0, sizeof(*request));
}

void request_add(struct request_list *list, const char *value)
{
	mem_reserve(&list->at, &list->capacity, list->count + 1,
		    sizeof(*list->at));
	list->at[list->count++] = mem_string(value);
}

const char *facet_kind_name(enum facet_kind kind)
{
	switch (kind) {
	case FACET_TOPIC: return "topic";
	case FACET_REGION: return "region";
	case FACET_PLATFORM: return "platform";
	case FACET_YEAR: return "year";
	case FACET_PUBLISHER: return "publisher";
	case FACET_KINDS: break;
	}
	return "";
}

static void replace(char **string, const char *value)
{
	char *copy = value ? mem_string(value) : NULL;

	free(*string);
	*string = copy;
}

static enum status set_query(struct request *request, const char *value,
			     struct error *err)
{
	size_t len = strlen(value);

	if (len > REQUEST_QUERY_BYTES)
		return error_set(err, STATUS_USAGE,
				 "query: %zu bytes, %d are the most", len,
				 REQUEST_QUERY_BYTES);
	replace(&request->query, value);
	return STATUS_OK;
}

static enum status set_date(char **date, const char *name, const char *value,
			    struct error *err)
{
	if (*value && !date_is_valid(value))
		return error_set(err, STATUS_USAGE,
				 "%s: \"%s\" is no date such as 2009, 2009-03 "
				 "or 2009-03-15", name, value);
	replace(date, *value ? value : NULL);
	return STATUS_OK;
}

/* Say which parameter it was that the number or choice parser refused. */
static enum status named(enum status status, const char *name,
			 const struct error *why, struct error *err)
{
	if (status == STATUS_OK)
		return status;
	return error_set(err, status, "%s: %s", name, why->text);
}

static enum status set_number(int64_t *out, const char *name,
			      const char *value, int64_t most,
			      struct error *err)
{
	struct error why = { STATUS_OK, "" };

	return named(option_number(out, value, 0, most, &why), name, &why, err);
}

static enum status set_choice(size_t *out, const char *name, const char *value,
			      const char *choices, struct error *err)
{
	struct error why = { STATUS_OK, "" };

	return named(option_choice(out, value, choices, &why), name, &why, err);
}

static enum status set_limits(struct request *request, const char *name,
			      const char *value, struct error *err)
{
	int64_t number = 0;
	enum status status = STATUS_OK;

	if (!strcmp(name, "limit") && !strcmp(value, "all")) {
		request->limit = REQUEST_ALL;
		return STATUS_OK;
	}
	status = set_number(&number, name, value,
			    !strcmp(name, "timeout") ? TIMEOUT_MOST_MS
						     : OFFSET_MOST, err);
	if (status != STATUS_OK)
		return status;
	if (!strcmp(name, "limit"))
		request->limit = (long)number;
	else if (!strcmp(name, "offset"))
		request->offset = (long)number;
	else
		request->timeout_ms = (unsigned)number;
	return STATUS_OK;
}

static enum status set_modes(struct request *request, const char *name,
			     const char *value, struct error *err)
{
	size_t choice = 0;
	enum status status;

	if (!strcmp(name, "match")) {
		status = set_choice(&choice, name, value, "auto|all|any", err);
		if (status == STATUS_OK)
			request->match = (enum request_match)choice;
	} else if (!strcmp(name, "scope")) {
		status = set_choice(&choice, name, value, "passage|document",
				    err);
		if (status == STATUS_OK)
			request->scope = (enum request_scope)choice;
	} else if (!strcmp(name, "sort")) {
		status = set_choice(&choice, name, value,
				    "relevance|date|-date", err);
		if (status == STATUS_OK)
			request->sort = (enum request_sort)choice;
	} else {
		status = set_choice(&choice, name, value,
				    "passage|document|reprint", err);
		request->is_grouped = true;
		if (status == STATUS_OK)
			request->group = (enum request_group)choice;
	}
	return status;
}

/* A switch is on by its name alone, and as a parameter by "", 1 or yes. */
static enum status set_switch(bool *out, const char *name, const char *value,
			      struct error *err)
{
	size_t choice = 0;
	enum status status;

	if (!value || !*value) {
		*out = true;
		return STATUS_OK;
	}
	status = set_choice(&choice, name, value, "0|1|no|yes", err);
	if (status == STATUS_OK)
		*out = choice % 2;
	return status;
}

static enum status set_label(struct request_list *list, const char *name,
			     const char *value, struct error *err)
{
	if (!*value)
		return error_set(err, STATUS_USAGE, "%s: empty", name);
	request_add(list, value);
	return STATUS_OK;
}

static enum status set_year(struct request *request, const char *name,
			    const char *value, struct error *err)
{
	if (strcmp(value, "undated") &&
	    (strlen(value) != 4 || !date_is_valid(value)))
		return error_set(err, STATUS_USAGE, "%s: \"%s\" is no year such "
				 "as 2009, nor \"undated\"", name, value);
	request_add(&request->years, value);
	return STATUS_OK;
}

static enum status set_since(struct request *request, const char *name,
			     const char *value, struct error *err)
{
	int64_t number;

	if (*value && strcmp(value, "last") &&
	    option_number(&number, value, 1, INT64_MAX, NULL) != STATUS_OK)
		return error_set(err, STATUS_USAGE, "%s: \"%s\" is neither a "
				 "run's number nor \"last\"", name, value);
	replace(&request->since, *value ? value : NULL);
	return STATUS_OK;
}

static bool is_one_of(const char *name, const char *const *names)
{
	while (*names && strcmp(*names, name))
		names++;
	return *names != NULL;
}

enum status request_set(struct request *request, const char *name,
			const char *value, struct error *err)
{
	static const char *const numbers[] = { "limit", "offset", "timeout",
					       NULL };
	static const char *const modes[] = { "match", "scope", "sort", "group",
					     NULL };

	if (!strcmp(name, "facets"))
		return request_set_facets(request, value, err);
	if (!strcmp(name, "zeros"))
		return set_switch(&request->zeros, name, value, err);
	if (!strcmp(name, "explain"))
		return set_switch(&request->explain, name, value, err);
	if (!strcmp(name, "suggest"))
		return set_switch(&request->help, name, value, err);
	if (!strcmp(name, "related"))
		return set_switch(&request->related, name, value, err);
	if (!strcmp(name, "strict"))
		return set_switch(&request->strict, name, value, err);
	if (!value)
		value = "";
	if (!strcmp(name, "q"))
		return set_query(request, value, err);
	for (int kind = 0; kind < LABEL_KINDS; kind++)
		if (!strcmp(name, facet_kind_name((enum facet_kind)kind)))
			return set_label(&request->labels[kind], name, value,
					 err);
	if (!strcmp(name, "origin"))
		return set_label(&request->origins, name, value, err);
	if (!strcmp(name, "publisher"))
		return set_label(&request->publishers, name, value, err);
	if (!strcmp(name, "year"))
		return set_year(request, name, value, err);
	if (!strcmp(name, "since"))
		return set_since(request, name, value, err);
	if (!strcmp(name, "from"))
		return set_date(&request->from, name, value, err);
	if (!strcmp(name, "to"))
		return set_date(&request->to, name, value, err);
	if (is_one_of(name, numbers))
		return set_limits(request, name, value, err);
	if (is_one_of(name, modes))
		return set_modes(request, name, value, err);
	return error_set(err, STATUS_NOT_FOUND, "%s: no such parameter", name);
}

/* One "region" or "region:450000", which begins at text and has len bytes. */
static enum status set_facet(struct request *request, const char *text,
			     size_t len, struct error *err)
{
	const char *colon = memchr(text, ':', len);
	size_t name_len = colon ? (size_t)(colon - text) : len;

	for (int kind = 0; kind < FACET_KINDS; kind++) {
		const char *name = facet_kind_name((enum facet_kind)kind);

		if (strlen(name) != name_len || strncmp(name, text, name_len))
			continue;
		if (colon && (kind >= LABEL_KINDS || name_len + 1 == len))
			break;
		request->facets[kind] = true;
		free(request->facet_of[kind]);
		request->facet_of[kind] = colon ?
			mem_string_len(colon + 1, len - name_len - 1) : NULL;
		return STATUS_OK;
	}
	return error_set(err, STATUS_USAGE, "facets: \"%.*s\" is none of topic, "
			 "region, platform (each may have :ID), year, publisher",
			 (int)len, text);
}

enum status request_set_facets(struct request *request, const char *value,
			       struct error *err)
{
	enum status status = STATUS_OK;

	if (!value || !*value) {
		for (int kind = 0; kind < FACET_KINDS; kind++)
			request->facets[kind] = true;
		return STATUS_OK;
	}
	while (status == STATUS_OK) {
		size_t len = strcspn(value, ",");

		status = set_facet(request, value, len, err);
		if (!value[len])
			break;
		value += len + 1;
	}
	return status;
}
