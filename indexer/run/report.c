#include "indexer/run/report.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "indexer/run/messages.h"

struct report {
	FILE *file;
	char *path;
	uint64_t counts[OUTCOME_COUNT], missing, bytes;
};

const char *outcome_name(enum outcome outcome)
{
	switch (outcome) {
	case OUTCOME_INDEXED: return "indexed";
	case OUTCOME_REPAIRED: return "repaired";
	case OUTCOME_UNCHANGED: return "unchanged";
	case OUTCOME_DUPLICATE: return "duplicate";
	case OUTCOME_SKIPPED: return "skipped";
	case OUTCOME_REJECTED: return "rejected";
	case OUTCOME_QUARANTINED: return "quarantined";
	case OUTCOME_COUNT: break;
	}
	return "unknown";
}

int outcome_of_name(const char *name)
{
	for (int i = 0; i < OUTCOME_COUNT; i++)
		if (!strcmp(outcome_name((enum outcome)i), name))
			return i;
	return -1;
}

enum status report_open(report **out, const char *path, struct error *err)
{
	report *made = mem_alloc(sizeof(*made));

	*out = NULL;
	if (path && !(made->file = fopen(path, "w"))) {
		free(made);
		return error_set(err, STATUS_IO, "%s: %s", path,
				 strerror(errno));
	}
	made->path = mem_string(path);
	*out = made;
	return STATUS_OK;
}

static void tell(const char *path, const char *member, const char *reason)
{
	char line[1024], where[1024];

	snprintf(where, sizeof(where), "%s%s%s: %s", path,
		 *member ? ": " : "", member, reason);
	utf8_copy_line(line, sizeof(line), where);
	complain("%s", line);
}

static void write_row(report *report, const char *status, const char *path,
		      const char *member, const char *reason, uint64_t bytes)
{
	struct buf line = BUF_INIT;
	struct json json = json_into(&line);

	if (!report->file)
		return;
	json_begin_object(&json);
	json_put_string(&json, "path", path);
	json_put_string(&json, "member", *member ? member : NULL);
	json_put_string(&json, "status", status);
	json_put_string(&json, "reason", reason);
	json_put_uint(&json, "bytes", bytes);
	json_end_object(&json);
	buf_put_byte(&line, '\n');
	fwrite(line.data, 1, line.len, report->file);
	buf_release(&line);
}

void report_add(report *report, enum outcome outcome, const char *path,
		const char *member, const char *reason, uint64_t bytes)
{
	report->counts[outcome]++;
	report->bytes += bytes;
	switch (outcome) {
	case OUTCOME_INDEXED:
	case OUTCOME_UNCHANGED:
	case OUTCOME_COUNT:
		return;
	case OUTCOME_REJECTED:
	case OUTCOME_QUARANTINED:
		tell(path, member, reason);
		break;
	case OUTCOME_DUPLICATE:
	case OUTCOME_REPAIRED:
	case OUTCOME_SKIPPED:
		break;
	}
	write_row(report, outcome_name(outcome), path, member, reason, bytes);
}

void report_take_back(report *report, const char *path, const char *member,
		      const char *reason)
{
	report->counts[OUTCOME_INDEXED]--;
	report_add(report, OUTCOME_REJECTED, path, member, reason, 0);
}

void report_note(report *report, const char *path, const char *member,
		 const char *reason)
{
	tell(path, member, reason);
	write_row(report, "note", path, member, reason, 0);
}

void report_missing(report *report, const char *path, const char *reason)
{
	report->missing++;
	tell(path, "", reason);
	write_row(report, "missing", path, "", reason, 0);
}

uint64_t report_count(const report *report, enum outcome outcome)
{
	return report->counts[outcome];
}

bool report_has_failures(const report *report)
{
	return report->counts[OUTCOME_REJECTED] ||
	       report->counts[OUTCOME_QUARANTINED] || report->missing;
}

static void write_totals(report *report)
{
	struct buf line = BUF_INIT;
	struct json json = json_into(&line);
	uint64_t seen = 0;

	json_begin_object(&json);
	json_key(&json, "totals");
	json_begin_object(&json);
	for (int i = 0; i < OUTCOME_COUNT; i++)
		seen += report->counts[i];
	json_put_uint(&json, "seen", seen);
	for (int i = 0; i < OUTCOME_COUNT; i++)
		json_put_uint(&json, outcome_name((enum outcome)i),
			      report->counts[i]);
	json_put_uint(&json, "missing", report->missing);
	json_put_uint(&json, "bytes", report->bytes);
	json_end_object(&json);
	json_end_object(&json);
	buf_put_byte(&line, '\n');
	fwrite(line.data, 1, line.len, report->file);
	buf_release(&line);
}

enum status report_close(report *report, struct error *err)
{
	enum status status = STATUS_OK;

	if (!report)
		return STATUS_OK;
	if (report->file) {
		write_totals(report);
		if (ferror(report->file) | fclose(report->file))
			status = error_set(err, STATUS_IO, "%s: %s",
					   report->path, strerror(errno));
	}
	free(report->path);
	free(report);
	return status;
}
