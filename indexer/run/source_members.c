#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/mem.h"
#include "indexer/run/source_parts.h"
#include "schema/schema.h"

void source_settle(struct taking *taking, enum outcome outcome,
		   const char *reason)
{
	taking->is_settled = true;
	taking->outcome = outcome;
	snprintf(taking->reason, sizeof(taking->reason), "%s", reason);
}

/* Kept in the ledger, for --quarantine and for runs that find it unchanged. */
static void note_refused(struct taking *taking, const char *member,
			 enum outcome outcome, const char *reason,
			 uint64_t bytes)
{
	struct record_source *row = &taking->row;
	size_t capacity = row->refused_count;

	if (row->refused_count == RECORD_REFUSED_MOST) {
		row->refused_more++;
		return;
	}
	mem_reserve(&row->refused, &capacity, row->refused_count + 1,
		    sizeof(*row->refused));
	row->refused[row->refused_count++] = (struct record_refused){
		.member = mem_string(member), .reason = mem_string(reason),
		.status = mem_string(outcome_name(outcome)), .bytes = bytes,
	};
}

void source_tell(struct taking *taking, enum outcome outcome, uint64_t line,
		 const char *reason, uint64_t bytes)
{
	const char *name = taking->member.name ? taking->member.name : "";
	struct buf member = BUF_INIT;

	taking->is_told = !line;
	taking->told_line = line;
	if (!line && !taking->member.in_container && !taking->member.is_lines) {
		source_settle(taking, outcome, reason);
		return;
	}
	buf_put_string(&member, name);
	if (line)
		buf_put_format(&member, "%s%s %llu", *name ? ": " : "",
			       taking->member.is_lines ? "line" : "entry",
			       (unsigned long long)line);
	report_add(taking->run->report, outcome, taking->row.name, member.data,
		   reason, bytes);
	if (outcome == OUTCOME_REJECTED || outcome == OUTCOME_QUARANTINED ||
	    source_lacks_filter(reason))
		note_refused(taking, member.data, outcome, reason, bytes);
	taking->told++;
	buf_release(&member);
}

/* The id of the document that the member becomes. */
static void put_id(const struct taking *taking, struct buf *out)
{
	buf_clear(out);
	buf_put_string(out, taking->row.name);
	if (*taking->member.name)
		buf_put_format(out, "!/%s", taking->member.name);
}

static bool was_indexed(const struct record_source *row)
{
	int outcome = outcome_of_name(row->status);

	return outcome == OUTCOME_INDEXED || outcome == OUTCOME_REPAIRED;
}

/* Touched, but its bytes are those that the ledger's documents came from.  A
 * member's document must be told to be there still. */
static enum status find_unchanged(struct taking *taking, const char *id,
				  bool *found, struct error *err)
{
	struct supervisor *run = taking->run;
	const unsigned char *hash = taking->bytes.hash;
	unsigned char known[16];
	enum status status;

	if (!taking->member.in_container) {
		*found = taking->was_known && was_indexed(&taking->row) &&
			 !memcmp(taking->hash_before, hash, 16);
		memcpy(taking->row.hash, hash, 16);
		if (*found) {
			source_settle(taking, OUTCOME_UNCHANGED, "");
			taking->row.documents = taking->documents_before;
		}
		return STATUS_OK;
	}
	status = ledger_hash(run->ledger, id, taking->row.number, known, found,
			     err);
	*found = *found && !memcmp(known, hash, 16);
	if (!status && *found) {
		source_tell(taking, OUTCOME_UNCHANGED, 0, "",
			    taking->bytes.len);
		taking->row.documents++;
		status = send_keep(run, id, err);
	}
	return status;
}

/* Bytes that are indexed already are only noted as another place of them. */
static enum status find_same(struct taking *taking, const char *own,
			     bool *same, struct error *err)
{
	struct supervisor *run = taking->run;
	const unsigned char *hash = taking->bytes.hash;
	char *id = mem_string(fresh_find(&run->fresh, hash));
	char reason[ERROR_TEXT_BYTES];
	size_t shard = 0;
	enum status status = STATUS_OK;

	if (id)
		shard = schema_shard_of(id, strlen(id), run->shards);
	else
		status = ledger_same_bytes(run->ledger, hash, &id, &shard, err);
	*same = !status && id && strcmp(id, own);
	if (*same) {
		status = send_also(run, shard, id, own, taking->row.path, err);
		snprintf(reason, sizeof(reason), "same bytes as %s", id);
		source_tell(taking, OUTCOME_DUPLICATE, 0, reason,
			    taking->bytes.len);
	}
	free(id);
	return status;
}

static void hash_url(unsigned char out[16], const char *url)
{
	XXH128_canonical_t canonical;

	XXH128_canonicalFromHash(&canonical, XXH3_128bits(url, strlen(url)));
	memcpy(out, canonical.digest, 16);
}

/* The document of the page that was captured under the member's URL before, or
 * NULL; *hash of what it says, zeros when that is not known yet. */
static enum status find_page(struct taking *taking, char **id,
			     unsigned char hash[16], struct error *err)
{
	struct supervisor *run = taking->run;
	unsigned char key[16];

	memset(hash, 0, 16);
	hash_url(key, taking->member.url);
	*id = mem_string(fresh_find(&run->urls, key));
	return *id ? STATUS_OK :
	       ledger_url(run->ledger, taking->member.url, id, hash, err);
}

/* A page that was captured before under its URL: read it when it may say
 * something else.  *found: there was one. */
static enum status decide_capture(struct taking *taking, const char *own,
				  bool *read, bool *found, struct buf *id,
				  struct error *err)
{
	struct supervisor *run = taking->run;
	const unsigned char *now = taking->bytes.hash;
	unsigned char hash[16], key[16];
	char *page, reason[ERROR_TEXT_BYTES];
	enum status status = find_page(taking, &page, hash, err);

	*found = !status && page;
	*read = *found && memcmp(hash, now, 16);
	if (*read)
		buf_put_string(id, page);
	if (*found && !*read) {
		status = send_seen(run, page, now, taking->member.date,
				   taking->row.path, err);
		snprintf(reason, sizeof(reason), "captured before as %s", page);
		source_tell(taking, strcmp(page, own) ? OUTCOME_DUPLICATE :
			    OUTCOME_UNCHANGED, 0, reason, taking->bytes.len);
	}
	hash_url(key, taking->member.url);
	if (!status && !*found)
		fresh_add(&run->urls, key, own);
	free(page);
	return status;
}

/* A capture that says: as it was before. */
static enum status take_revisit(struct taking *taking, struct error *err)
{
	unsigned char hash[16];
	char *page = NULL, reason[ERROR_TEXT_BYTES];
	enum status status = find_page(taking, &page, hash, err);

	snprintf(reason, sizeof(reason), page ? "captured before as %s" :
		 "revisit: the page itself is not here%s", page ? page : "");
	if (!status && page)
		status = send_seen(taking->run, page, NULL,
				   taking->member.date, taking->row.path, err);
	if (!status)
		source_tell(taking, page ? OUTCOME_DUPLICATE : OUTCOME_SKIPPED,
			    0, reason, 0);
	free(page);
	return status;
}

enum status source_meet(struct taking *taking, struct error *err)
{
	const struct job_member *member = &taking->member;

	memset(&taking->bytes, 0, sizeof(taking->bytes));
	taking->is_told = false;
	taking->told_line = 0;
	switch (member->state) {
	case UNPACK_READABLE:
		break;
	case UNPACK_REVISIT:
		return take_revisit(taking, err);
	case UNPACK_SKIPPED:
		source_tell(taking, OUTCOME_SKIPPED, 0, member->reason, 0);
		break;
	case UNPACK_REFUSED:
		source_tell(taking, OUTCOME_REJECTED, 0, member->reason, 0);
		break;
	}
	return STATUS_OK;
}

enum status source_decide(struct taking *taking, bool *read, struct buf *id,
			  struct error *err)
{
	struct buf own = BUF_INIT;
	bool found = false;
	enum status status = STATUS_OK;

	put_id(taking, &own);
	if (*taking->member.url)
		status = decide_capture(taking, own.data, read, &found, id,
					err);
	if (status || found) {
		buf_release(&own);
		return status;
	}
	status = find_unchanged(taking, own.data, &found, err);
	if (!status && !found)
		status = find_same(taking, own.data, &found, err);
	*read = !status && !found;
	buf_release(&own);
	return status;
}
