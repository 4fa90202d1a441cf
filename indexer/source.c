#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/mem.h"
#include "read/reader.h"
#include "unpack/stream.h"
#include "indexer/supervisor.h"
#include "schema/schema.h"

/* One file while it is taken. */
struct taking {
	struct supervisor *run;
	struct record_source row;	/* as it will be written */
	bool was_known;			/* the ledger has a row of it */
	uint64_t documents_before;
	struct source_place place;
	stream *stream;
	enum outcome outcome;		/* the worst of its documents */
	char reason[ERROR_TEXT_BYTES];
};

static void hash_bytes(unsigned char out[16], const void *bytes, size_t len)
{
	XXH128_canonical_t canonical;

	XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes, len));
	memcpy(out, canonical.digest, 16);
}

static void set_string(char **field, const char *value)
{
	char *copy = mem_string(value);

	free(*field);
	*field = copy;
}

static void settle(struct taking *taking, enum outcome outcome,
		   const char *reason)
{
	taking->outcome = outcome;
	snprintf(taking->reason, sizeof(taking->reason), "%s", reason);
}

/* What had to be done to read it, or "". */
static void describe_repair(char *out, size_t size,
			    const struct decode_report *decoded)
{
	const char *name = encoding_name(decoded->encoding);

	*out = '\0';
	if (decoded->mixed)
		snprintf(out, size, "encoding-mixed: mostly %s", name);
	else if (decoded->label_wrong)
		snprintf(out, size, "encoding-mismatch: read as %s", name);
	else if (decoded->replaced || decoded->dropped)
		snprintf(out, size, "bad-bytes: %zu replaced, %zu left out",
			 decoded->replaced, decoded->dropped);
}

static enum status index_raw(struct taking *taking, const char *id,
			     struct error *err)
{
	struct supervisor *run = taking->run;
	const struct pipeline_result *result;
	enum status status = pipeline_run(run->pipeline, &run->raw, &result,
					  err);

	if (!status)
		status = send_document(run, id, &taking->place, result, err);
	if (!status && !result->count)
		return error_set(err, STATUS_DONE, "no-text");
	taking->row.documents++;
	return status;
}

/* Is the name another file's already? */
static enum status name_is_taken(struct taking *taking, const char *name,
				 bool *taken, struct error *err)
{
	struct supervisor *run = taking->run;
	uint64_t owner;
	enum status status;

	*taken = seen_has(&run->names, XXH3_64bits(name, strlen(name)));
	if (*taken)
		return STATUS_OK;
	status = ledger_owner(run->ledger, name, &owner, taken, err);
	*taken = *taken && owner != taking->row.number;
	return status;
}

/* A new file gets the name that its place gives it; two different files that
 * would get one name are told apart by ~2, ~3, ... */
static enum status choose_name(struct taking *taking, const char *wanted,
			       struct error *err)
{
	struct buf name = BUF_INIT;
	bool taken = false;
	enum status status;

	buf_put_string(&name, wanted);
	status = name_is_taken(taking, name.data, &taken, err);
	for (unsigned i = 2; !status && taken; i++) {
		buf_clear(&name);
		buf_put_format(&name, "%s~%u", wanted, i);
		status = name_is_taken(taking, name.data, &taken, err);
	}
	if (!status && strcmp(name.data, wanted)) {
		struct buf note = BUF_INIT;

		buf_put_format(&note, "name-taken: indexed as %s", name.data);
		report_note(taking->run->report, wanted, "", note.data);
		buf_release(&note);
	}
	set_string(&taking->row.name, name.data);
	buf_release(&name);
	return status;
}

static enum status take_line(struct taking *taking, const char *line,
			     size_t len, uint64_t offset, size_t number,
			     struct error *err)
{
	struct supervisor *run = taking->run;
	struct reader_input input = { .bytes = line, .len = len };
	char repair[128], id[64];
	struct buf fallback = BUF_INIT;
	enum status status;

	raw_clear(&run->raw);
	status = reader_json_line(&run->raw, &input, err);
	if (status)
		return status;
	run->raw.base = offset;
	hash_bytes(taking->place.hash, line, len);
	snprintf(id, sizeof(id), "!%zu", number);
	buf_put_format(&fallback, "%s%s", taking->row.name, id);
	status = index_raw(taking, run->raw.id ? run->raw.id : fallback.data,
			   err);
	describe_repair(repair, sizeof(repair), &run->raw.decoded);
	snprintf(id, sizeof(id), "line %zu", number);
	if (!status)
		report_add(run->report, *repair ? OUTCOME_REPAIRED :
			   OUTCOME_INDEXED, taking->row.name, id, repair, len);
	buf_release(&fallback);
	return status;
}

static void refuse_line(struct taking *taking, size_t number,
			const struct error *err, uint64_t len)
{
	char member[64];

	snprintf(member, sizeof(member), "line %zu", number);
	report_add(taking->run->report, err->status == STATUS_DONE ?
		   OUTCOME_SKIPPED : OUTCOME_REJECTED, taking->row.name,
		   member, err->text, len);
}

static enum status maybe_sync(struct supervisor *run, struct error *err)
{
	progress_show(&run->progress);
	return run->unsynced >= SYNC_BYTES ? send_sync(run, err) : STATUS_OK;
}

static enum status take_lines(struct taking *taking, struct error *err)
{
	struct supervisor *run = taking->run;
	uint64_t before = run->progress.bytes, offset;
	const char *line;
	size_t len, number = 0;
	bool too_long;
	enum status status;

	taking->place.shares_bytes = false;
	while (!(status = stream_line(taking->stream, &line, &len, &offset,
				      &too_long, err))) {
		struct error why = { STATUS_BAD_INPUT, "too-large: over 64 MiB" };

		number++;
		if (supervisor_is_stopped())
			return STATUS_INTERRUPTED;
		if (!too_long && strspn(line, " \t\r") >= len)
			continue;
		status = too_long ? STATUS_BAD_INPUT :
			 take_line(taking, line, len, offset, number, &why);
		if (status == STATUS_BAD_INPUT || status == STATUS_DONE)
			refuse_line(taking, number, &why, len);
		else if (status)
			return error_set(err, status, "%s", why.text);
		run->progress.bytes = before +
				      stream_file_bytes(taking->stream);
		status = maybe_sync(run, err);
		if (status)
			return status;
	}
	run->progress.bytes = before;
	return status == STATUS_DONE ? STATUS_OK : status;
}

/* A file whose bytes are indexed already is only noted as another place. */
static enum status find_same(struct taking *taking, bool *same,
			     struct error *err)
{
	struct supervisor *run = taking->run;
	const unsigned char *hash = taking->place.hash;
	char *id = mem_string(fresh_find(&run->fresh, hash));
	size_t shard = 0;
	enum status status = STATUS_OK;

	*same = false;
	if (id)
		shard = schema_shard_of(id, strlen(id), run->shards);
	else
		status = ledger_same_bytes(run->ledger, hash, &id, &shard, err);
	if (!status && id && strcmp(id, taking->row.name)) {
		*same = true;
		status = send_also(run, shard, id, taking->row.name,
				   taking->row.path, err);
		settle(taking, OUTCOME_DUPLICATE, "same bytes as ");
		strncat(taking->reason, id,
			sizeof(taking->reason) - strlen(taking->reason) - 1);
	}
	free(id);
	return status;
}

static enum status read_whole(struct taking *taking, const struct buf *bytes,
			      enum content content, struct error *err)
{
	struct supervisor *run = taking->run;
	struct reader_input input = {
		.bytes = bytes->data, .len = bytes->len,
		.forced = run->options->encoding, .prior = &run->prior,
	};
	char repair[128];
	enum status status;

	raw_clear(&run->raw);
	status = reader_of(content)(&run->raw, &input, err);
	if (!status)
		status = index_raw(taking, taking->row.name, err);
	if (status)
		return status;
	fresh_add(&run->fresh, taking->place.hash, taking->row.name);
	if (!run->raw.decoded.ascii)
		run->prior.files[run->raw.decoded.encoding]++;
	describe_repair(repair, sizeof(repair), &run->raw.decoded);
	settle(taking, *repair ? OUTCOME_REPAIRED : OUTCOME_INDEXED, repair);
	return STATUS_OK;
}

/* Touched, but its bytes are those that the ledger's documents came from. */
static bool is_as_before(struct taking *taking)
{
	int outcome = taking->was_known ? outcome_of_name(taking->row.status) :
					  -1;

	if ((outcome != OUTCOME_INDEXED && outcome != OUTCOME_REPAIRED) ||
	    memcmp(taking->row.hash, taking->place.hash, 16))
		return false;
	settle(taking, OUTCOME_UNCHANGED, "");
	taking->row.documents = taking->documents_before;
	return true;
}

static enum status take_whole(struct taking *taking, enum content content,
			      struct error *err)
{
	struct buf bytes = BUF_INIT;
	bool same = false;
	enum status status = stream_all(taking->stream, &bytes, err);

	if (!status && !bytes.len)
		status = error_set(err, STATUS_DONE, "empty");
	if (!status) {
		hash_bytes(taking->place.hash, bytes.data, bytes.len);
		taking->place.shares_bytes = true;
		same = is_as_before(taking);
		memcpy(taking->row.hash, taking->place.hash, 16);
	}
	if (!status && !same)
		status = find_same(taking, &same, err);
	if (!status && !same)
		status = read_whole(taking, &bytes, content, err);
	buf_release(&bytes);
	return status;
}

/* Read the file; what is wrong with it becomes its outcome, what is wrong with
 * us is returned. */
static enum status take(struct taking *taking, const char *path,
			struct error *err)
{
	const char *head;
	size_t len;
	struct error why = { STATUS_OK, "" };
	enum content content = CONTENT_PLAIN;
	enum status status = stream_open(&taking->stream, path, &why);

	if (!status)
		status = stream_peek(taking->stream, &head, &len, &why);
	if (!status)
		content = path ? content_of(path, head, len) :
				 CONTENT_JSON_LINES;
	if (!status && content == CONTENT_JSON_LINES) {
		settle(taking, OUTCOME_INDEXED, "");
		status = take_lines(taking, &why);
	} else if (!status) {
		status = take_whole(taking, content, &why);
	}
	stream_close(taking->stream);
	taking->stream = NULL;
	if (status == STATUS_DONE)
		settle(taking, OUTCOME_SKIPPED, why.text);
	else if (status == STATUS_BAD_INPUT ||
		 (status == STATUS_IO && !taking->row.documents) ||
		 status == STATUS_NOT_FOUND)
		settle(taking, OUTCOME_REJECTED, why.text);
	else if (status)
		return error_set(err, status, "%s", why.text);
	return STATUS_OK;
}

static enum status begin(struct taking *taking, const char *real,
			 const char *name, struct error *err)
{
	struct supervisor *run = taking->run;
	enum status status = STATUS_OK;

	if (!taking->was_known) {
		taking->row.number = schema_source_number(real);
		taking->row.path = mem_string(real);
		status = choose_name(taking, name, err);
	}
	if (!status)
		seen_add(&run->names, XXH3_64bits(taking->row.name,
						  strlen(taking->row.name)));
	taking->row.run = run->run;
	taking->documents_before = taking->row.documents;
	taking->row.documents = 0;
	taking->place = (struct source_place){
		.path = taking->row.path, .name = taking->row.name,
		.member = "", .number = taking->row.number,
	};
	return status;
}

static enum status finish(struct taking *taking, bool is_lines_only,
			  struct error *err)
{
	struct supervisor *run = taking->run;
	enum status status = STATUS_OK;

	if (taking->outcome != OUTCOME_UNCHANGED) {
		if (taking->was_known)
			status = send_drop_unseen(run, taking->row.number, err);
		set_string(&taking->row.status, outcome_name(taking->outcome));
		set_string(&taking->row.reason, taking->reason);
	}
	send_source_row(run, &taking->row);
	if (!is_lines_only)
		report_add(run->report, taking->outcome, taking->row.name, "",
			   taking->reason, taking->row.size);
	return status ? status : maybe_sync(run, err);
}

static bool is_lines(const struct taking *taking)
{
	return taking->outcome == OUTCOME_INDEXED && !taking->place.shares_bytes;
}

static enum status take_named(struct taking *taking, const char *real,
			      const char *path, const char *name,
			      struct error *err)
{
	enum status status = begin(taking, real, name, err);

	if (!status)
		status = take(taking, path, err);
	if (!status)
		status = finish(taking, is_lines(taking), err);
	record_source_release(&taking->row);
	return status;
}

static int64_t mtime_of(const struct stat *about)
{
	return (int64_t)about->st_mtim.tv_sec * 1000000000 +
	       about->st_mtim.tv_nsec;
}

/* Nothing to do: the outcome of the run that read it holds. */
static void report_unchanged(struct supervisor *run,
			     const struct record_source *row)
{
	int outcome = outcome_of_name(row->status);
	bool refused = outcome == OUTCOME_REJECTED ||
		       outcome == OUTCOME_QUARANTINED;

	report_add(run->report, refused ? (enum outcome)outcome :
		   OUTCOME_UNCHANGED, row->name, "", row->reason, row->size);
}

enum status source_file(struct supervisor *run, const struct walk_file *file,
			struct error *err)
{
	struct taking taking = { .run = run };
	char *real = realpath(file->path, NULL);
	enum status status;

	if (supervisor_is_stopped()) {
		free(real);
		return STATUS_INTERRUPTED;
	}
	if (!real)
		real = mem_string(file->path);
	status = ledger_source(run->ledger, real, &taking.row,
			       &taking.was_known, err);
	run->progress.files++;
	if (!status && taking.was_known &&
	    taking.row.size == (uint64_t)file->about.st_size &&
	    taking.row.mtime_ns == mtime_of(&file->about)) {
		report_unchanged(run, &taking.row);
		record_source_release(&taking.row);
	} else if (!status && run->options->dry_run) {
		printf("would %s %s\n", taking.was_known ? "read again" :
		       "index", file->name);
		record_source_release(&taking.row);
	} else if (!status) {
		taking.row.size = (uint64_t)file->about.st_size;
		taking.row.mtime_ns = mtime_of(&file->about);
		status = take_named(&taking, real, file->path, file->name, err);
	}
	run->progress.bytes += (uint64_t)file->about.st_size;
	progress_show(&run->progress);
	free(real);
	return status;
}

enum status source_stdin(struct supervisor *run, struct error *err)
{
	struct taking taking = { .run = run };
	enum status status = ledger_source(run->ledger, "-", &taking.row,
					   &taking.was_known, err);

	/* What an earlier stream brought stays: a stream has no "now gone". */
	if (!status && taking.was_known)
		record_source_release(&taking.row);
	taking.was_known = false;
	return status ? status : take_named(&taking, "-", NULL, "stdin", err);
}

enum status source_again(struct supervisor *run, const char *path,
			 struct error *err)
{
	struct taking taking = { .run = run };
	struct stat about;
	enum status status = ledger_source(run->ledger, path, &taking.row,
					   &taking.was_known, err);

	if (status || !taking.was_known || stat(path, &about))
		return status;
	taking.row.size = (uint64_t)about.st_size;
	taking.row.mtime_ns = mtime_of(&about);
	return take_named(&taking, path, path, taking.row.name, err);
}
