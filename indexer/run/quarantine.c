#include "indexer/run/quarantine.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "index/layout.h"
#include "indexer/write/ledger.h"
#include "indexer/run/report.h"

static void put_row(const char *status, const char *name, const char *member,
		    const char *reason, uint64_t bytes)
{
	char where[8192], shown[8192], why[1024];

	snprintf(where, sizeof(where), "%s%s%s", name, *member ? "!/" : "",
		 member);
	utf8_copy_line(shown, sizeof(shown), where);
	utf8_copy_line(why, sizeof(why), reason);
	printf("%s\t%s\t%s\t%llu\n", status, shown, why,
	       (unsigned long long)bytes);
}

static enum status put_source(void *context, const struct record_source *row,
			      struct error *err)
{
	int outcome = outcome_of_name(row->status);

	(void)context, (void)err;
	if (outcome == OUTCOME_REJECTED || outcome == OUTCOME_QUARANTINED)
		put_row(row->status, row->name, "", row->reason, row->size);
	for (size_t i = 0; i < row->refused_count; i++)
		put_row(row->refused[i].status, row->name,
			row->refused[i].member, row->refused[i].reason,
			row->refused[i].bytes);
	if (row->refused_more)
		printf("rejected\t%s\tand %llu more members\t0\n", row->name,
		       (unsigned long long)row->refused_more);
	return STATUS_OK;
}

enum status quarantine(const char *index, struct error *err)
{
	struct layout layout;
	ledger *ledger = NULL;
	enum status status = layout_read(&layout, index, err);

	if (!status)
		status = ledger_open(&ledger, index, &layout, err);
	if (!status)
		status = ledger_each(ledger, put_source, NULL, err);
	ledger_close(ledger);
	return status;
}
