/* Shards on other machines: connecting, failing, trying again (index/reader.h). */
#include "index/reader.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "index/error.h"
#include "index/reader_parts.h"

enum {
	TIMEOUT_MS = 5000,
	CONNECT_MS = 1000,		/* at most, of the time limit */
	FIRST_WAIT_MS = 500,		/* before a missing shard is tried again */
	MOST_WAIT_MS = 60000,
	WAITS_A_FAILURE = 10,		/* times what the failure took */
	YOUNG_MS = 1000,		/* a connection that breaks so soon is not
					 * made again at once */
	OLD_MS = 60000,
	UUIDS = 4096			/* bytes of them, joined */
};

double reader_clock_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static unsigned time_limit(const index_reader *reader)
{
	const char *set = getenv("BAGUI_SHARD_TIMEOUT");
	const long ms = set ? strtol(set, NULL, 10) : 0;
	const unsigned most = ms > 0 && ms < 3600000 ? (unsigned)ms
						     : TIMEOUT_MS;

	return reader->timeout_ms && reader->timeout_ms < most ?
	       reader->timeout_ms : most;
}

static bool is_absence(enum status status)
{
	return status == STATUS_NETWORK || status == STATUS_TIMEOUT;
}

/* libxapian says so of a server of another protocol; waiting does not help. */
static enum status connection_error(struct shard *shard,
				    const struct xc_error *xerr,
				    struct error *err)
{
	const enum status status = index_error(err, shard->name, xerr);

	return is_absence(status) && strstr(xerr->message, "protocol version") ?
	       error_set(err, STATUS_VERSION, "%s: %s", shard->name,
			 xerr->message) : status;
}

/* Does the server have one shard, of a version that we read? */
static enum status examine(const struct shard *shard, struct error *err)
{
	struct about about;
	struct xc_error xerr;
	char uuid[UUIDS];

	if (xc_database_uuid(shard->database, uuid, sizeof(uuid), &xerr))
		return index_error(err, shard->name, &xerr);
	if (strchr(uuid, ':'))
		return error_set(err, STATUS_USAGE, "%s: serves several shards as "
				 "one; start a xapian-tcpsrv for each",
				 shard->name);
	return about_read(&about, shard->database, shard->name, err);
}

/* Wait longer after each failure, and so that trying costs little. */
static void put_off(struct shard *shard, double begin_ms,
		    const struct error *why)
{
	struct remote *remote = &shard->remote;
	const double now = reader_clock_ms();

	remote->why = *why;
	remote->wait_ms = remote->wait_ms < FIRST_WAIT_MS ? FIRST_WAIT_MS
							   : remote->wait_ms * 2;
	if (remote->wait_ms < WAITS_A_FAILURE * (now - begin_ms))
		remote->wait_ms = WAITS_A_FAILURE * (now - begin_ms);
	if (remote->wait_ms > MOST_WAIT_MS)
		remote->wait_ms = MOST_WAIT_MS;
	remote->retry_ms = now + remote->wait_ms;
}

enum status reader_connect(index_reader *reader, struct shard *shard,
			   struct error *err)
{
	const struct shard_place *place = shard->remote.place;
	const unsigned limit = time_limit(reader);
	const double begin = reader_clock_ms();
	struct xc_error xerr;
	struct error why = { STATUS_OK, "" };
	enum status status = STATUS_OK;

	reader_close_shard(shard);
	if (xc_database_open_tcp(&shard->database, place->host, place->port,
				 limit, limit < CONNECT_MS ? limit : CONNECT_MS,
				 &xerr))
		status = connection_error(shard, &xerr, &why);
	if (!status)
		status = examine(shard, &why);
	shard->remote.is_outdated = shard->database && status == STATUS_VERSION;
	if (status) {
		reader_close_shard(shard);
		put_off(shard, begin, &why);
		return error_set(err, status, "%s", why.text);
	}
	shard->remote.opened_ms = reader_clock_ms();
	shard->remote.wait_ms = 0;
	return STATUS_OK;
}

/* Shards of another version are left out while any other answers: they are
 * upgraded one after the other. */
enum status reader_connect_all(index_reader *reader, struct error *err)
{
	const struct error *outdated = NULL;
	bool is_any = false;

	for (size_t i = 0; i < reader->shard_total; i++) {
		struct shard *shard = &reader->shards[i];
		enum status status = STATUS_OK;

		if (shard->remote.place)
			status = reader_connect(reader, shard, err);
		if (shard->remote.is_outdated)
			outdated = &shard->remote.why;
		else if (status && !is_absence(status))
			return status;
		is_any |= !status;
	}
	return is_any || !outdated ? STATUS_OK :
	       error_set(err, outdated->status, "%s", outdated->text);
}

/* Does the shard's connection say that it is broken? */
static bool is_broken(struct shard *shard)
{
	return shard->remote.place && shard->database &&
	       xc_database_ping(shard->database, NULL);
}

/* libxapian names the server it was talking to. */
static bool is_named(const struct shard *shard, const struct error *why)
{
	const char *at = shard->remote.place && shard->database ?
			 strstr(why->text, shard->name) : NULL;

	return at && (at[strlen(shard->name)] < '0' ||
		      at[strlen(shard->name)] > '9');
}

/* Leave out the shard that failed; one that had been well is connected to once
 * more, unless it is too slow, which has cost its time. */
static void replace_or_drop(index_reader *reader, struct shard *shard,
			    const struct error *why)
{
	const double now = reader_clock_ms();
	const bool was_well = now - shard->remote.opened_ms > YOUNG_MS;

	reader_close_shard(shard);
	if (why->status == STATUS_NETWORK && was_well)
		reader_connect(reader, shard, NULL);
	else
		put_off(shard, now - time_limit(reader) *
			       (why->status == STATUS_TIMEOUT), why);
}

bool index_leave_out(index_reader *reader, const struct error *why)
{
	bool is_any = false;

	if (!is_absence(why->status))
		return false;
	for (size_t i = 0; i < reader->shard_total; i++)
		if (is_named(&reader->shards[i], why)) {
			replace_or_drop(reader, &reader->shards[i], why);
			is_any = true;
		}
	/* Others are no longer of use when their answer to a question that failed
	 * elsewhere is still to come, or when their server ended what was idle. */
	for (size_t i = 0; (!is_any || why->status == STATUS_NETWORK) &&
			   i < reader->shard_total; i++) {
		if (!is_broken(&reader->shards[i]))
			continue;
		if (why->status == STATUS_NETWORK)
			reader_connect(reader, &reader->shards[i], NULL);
		else
			replace_or_drop(reader, &reader->shards[i], why);
		is_any = true;
	}
	return is_any && !reader_make_group(reader, NULL);
}

/* Nothing is lost where the new connection fails: the old one stays. */
static bool renew(index_reader *reader, struct shard *shard)
{
	struct shard old = *shard;

	shard->database = NULL;
	shard->folded = NULL;
	if (!reader_connect(reader, shard, NULL)) {
		reader_close_shard(&old);
		return true;
	}
	*shard = old;
	shard->remote.opened_ms = reader_clock_ms();
	return false;
}

enum status index_retry(index_reader *reader, bool *changed, struct error *err)
{
	const double now = reader_clock_ms();

	*changed = false;
	for (size_t i = 0; i < reader->shard_total; i++) {
		struct shard *shard = &reader->shards[i];
		const struct remote *remote = &shard->remote;

		if (!remote->place)
			continue;
		if (!shard->database && now >= remote->retry_ms)
			*changed |= !reader_connect(reader, shard, NULL);
		else if (shard->database && now - remote->opened_ms > OLD_MS)
			*changed |= renew(reader, shard);
	}
	return *changed || !reader->live_count ?
	       reader_make_group(reader, err) : STATUS_OK;
}

/* A file beside the stub that lists the shard, if it has that hash. */
static bool load_kept(char **out, size_t *len, const struct shard_place *place,
		      const char *name, const char *hash)
{
	const char *slash = place && place->stub ? strrchr(place->stub, '/')
						 : NULL;
	struct buf path = BUF_INIT;
	char is[ABOUT_HASH];

	*out = NULL;
	if (!slash)
		return false;
	buf_put(&path, place->stub, (size_t)(slash + 1 - place->stub));
	buf_put_string(&path, name);
	if (!layout_load(out, len, path.data, NULL)) {
		about_hash(is, *out, *len);
		if (strcmp(is, hash)) {
			free(*out);
			*out = NULL;
		}
	}
	buf_release(&path);
	return *out;
}

static enum status fetch_from(index_reader *reader, const struct shard *shard,
			      struct error *err)
{
	const struct shard_place *place = shard->remote.place;
	struct about about;
	char *names = NULL, *words = NULL;
	size_t names_len, words_len;
	enum status status = about_read(&about, shard->database, shard->name,
					err);

	if (!status && !load_kept(&names, &names_len, place, "labels",
				  about.names))
		status = about_names(&names, &names_len, shard->database,
				     &about, err);
	if (!status)
		status = label_names_decode(&reader->names, names, names_len,
					    err);
	free(names);
	if (status || !*about.words)
		return status;
	if (!load_kept(&words, &words_len, place, "lexicon", about.words))
		status = about_words(&words, &words_len, shard->database,
				     &about, err);
	return status ? status :
	       reader_use_words(reader, words, words_len, err);
}

enum status reader_fetch_words(index_reader *reader, struct error *err)
{
	enum status status = STATUS_NETWORK;

	for (size_t i = 0; is_absence(status) && i < reader->live_count; i++) {
		reader_close_words(reader);
		status = fetch_from(reader, live_shard(reader, i), err);
	}
	return status;
}
