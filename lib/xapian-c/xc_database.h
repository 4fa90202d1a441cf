/* xapian-c/xc_database.h - a database: one directory, a stub, a remote server,
 * or several of these searched as one. */
#ifndef XC_DATABASE_H
#define XC_DATABASE_H
#include "xapian-c/xc.h"
#include "xapian-c/xc_document.h"

#ifdef __cplusplus
extern "C" {
/* xc_database_info is a struct and a function, which C++ takes for shadowing. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#endif

typedef struct xc_database xc_database;

/* Open for reading: a database directory or a stub file.  XC_NOT_FOUND: there
 * is none at path. */
enum xc_status xc_database_open(xc_database **out, const char *path,
				struct xc_error *err);
/* Open a xapian-tcpsrv.  Times are milliseconds; 0 waits for ever.  XC_NETWORK:
 * nobody listens, or the connection broke; XC_TIMEOUT: no answer in time.  After
 * either, here or later, the handle is of no more use: open anew.  libxapian
 * before 2.0 makes the process ignore SIGPIPE. */
enum xc_status xc_database_open_tcp(xc_database **out, const char *host,
				    uint16_t port, unsigned timeout_ms,
				    unsigned connect_timeout_ms,
				    struct xc_error *err);
/* Is a remote database still there?  XC_OK for a local one. */
enum xc_status xc_database_ping(xc_database *database, struct xc_error *err);
/* What names the database wherever it is: copies share it.  Several searched as
 * one have theirs joined by colons, also where a server does that.  out has size
 * bytes. */
enum xc_status xc_database_uuid(const xc_database *database, char *out,
				size_t size, struct xc_error *err);
/* An empty group; databases added to it are searched as one.  The documents of
 * n added databases are interleaved: id = (local - 1) * n + number + 1.  Add all
 * of them before searching: a search keeps those that were there when it was
 * made, and a group without members cannot be searched (XC_BAD_ARGUMENT). */
enum xc_status xc_database_open_group(xc_database **out, struct xc_error *err);
enum xc_status xc_database_add(xc_database *group, const xc_database *member,
			       struct xc_error *err);
/* Move on to the newest commit.  *changed (may be NULL) tells whether there was
 * one.  A stub file is not read again: close and open for that. */
enum xc_status xc_database_reopen(xc_database *database, bool *changed,
				  struct xc_error *err);

enum xc_open_mode {
	XC_OPEN,		/* must be there */
	XC_OPEN_OR_CREATE,
	XC_CREATE		/* must not be there, else XC_OPENING */
};

/* Open for writing.  The same handle reads, and sees its own changes.
 * XC_LOCKED: another writer has it.  Outside a transaction libxapian commits on
 * its own whenever 10,000 documents have changed (XAPIAN_FLUSH_THRESHOLD), so a
 * batch that must be whole needs xc_database_begin(). */
enum xc_status xc_database_open_writable(xc_database **out, const char *path,
					 enum xc_open_mode mode,
					 struct xc_error *err);
/* The same; a database that is made has blocks of so many bytes: a power of two
 * from 2048 to 65536, or 0 for Xapian's own choice (8192).  Large blocks make
 * bulk writing cheaper, small ones single updates. */
enum xc_status xc_database_open_blocks(xc_database **out, const char *path,
				       enum xc_open_mode mode,
				       unsigned block_bytes,
				       struct xc_error *err);
/* Commit what is pending outside a transaction, discard what is pending within
 * one, and close; reports what went wrong.  The handle is gone in any case.
 * xc_database_free() does the same and keeps silent. */
enum xc_status xc_database_close(xc_database *database, struct xc_error *err);
void xc_database_free(xc_database *database);

struct xc_database_info {
	uint32_t documents, last_id, shards;
	double average_length;
	uint64_t revision;	/* 0 for remote or grouped databases */
	bool has_positions;
};
enum xc_status xc_database_info(const xc_database *database,
				struct xc_database_info *out,
				struct xc_error *err);

struct xc_term_info {
	uint32_t documents;	/* with the term */
	uint64_t occurrences;	/* wdf summed; 64 bits, as it counts all */
};
/* A term that is not there, or cannot be one, has zeros, and XC_OK. */
enum xc_status xc_database_term_info(const xc_database *database,
				     const void *term, size_t len,
				     struct xc_term_info *out,
				     struct xc_error *err);

/* In how many documents it is, which is half the work. */
enum xc_status xc_database_term_documents(const xc_database *database,
					  const void *term, size_t len,
					  uint32_t *out, struct xc_error *err);

/* XC_NOT_FOUND: no document has this id.  What came from a remote shard is kept
 * until the database is reopened, 10,000 documents at most. */
enum xc_status xc_database_document(const xc_database *database, uint32_t id,
				    xc_document **out, struct xc_error *err);
/* The value of one document's slot, copied to out (at most size bytes); *len is
 * its whole length. */
enum xc_status xc_database_value(const xc_database *database, uint32_t id,
				 uint32_t slot, void *out, size_t size,
				 size_t *len, struct xc_error *err);

/* Walks, in order.  Each stops with XC_CALLBACK when the callback returns other
 * than 0; err->callback has what it returned. */
typedef int xc_term_fn(void *context, const void *term, size_t len,
		       const struct xc_term_info *info);
/* Each term costs one look-up for its occurrences, which are therefore not told (0)
 * where a shard is remote. */
enum xc_status xc_database_each_term(const xc_database *database,
				     const void *prefix, size_t len,
				     xc_term_fn *each, void *context,
				     struct xc_error *err);
/* Documents with the term; an empty term means all documents. */
typedef int xc_posting_fn(void *context, uint32_t id, uint32_t wdf);
enum xc_status xc_database_each_posting(const xc_database *database,
					const void *term, size_t len,
					xc_posting_fn *each, void *context,
					struct xc_error *err);

/* How many terms each document has, repeated ones as often as they occur. */
typedef int xc_length_fn(void *context, uint32_t id, uint32_t length);
enum xc_status xc_database_each_length(const xc_database *database,
				       xc_length_fn *each, void *context,
				       struct xc_error *err);

/* Set bit number id for every document with the term, in words 64-bit words of
 * bits; ids beyond these are left out.  Some ten nanoseconds a document. */
enum xc_status xc_database_mark_postings(const xc_database *database,
					 const void *term, size_t len,
					 uint64_t *bits, size_t words,
					 struct xc_error *err);

/* The value of slot of every document whose bit is set in words 64-bit words of
 * bits, in the order of ids; len is 0 where it has none.  Values are read as a
 * stream, some 50 nanoseconds each.  A database of one local shard. */
typedef int xc_value_fn(void *context, uint32_t id, const void *value,
			size_t len);
enum xc_status xc_database_each_value(const xc_database *database,
				      uint32_t slot, const uint64_t *bits,
				      size_t words, xc_value_fn *each,
				      void *context, struct xc_error *err);

/* Metadata: read into the caller's block, which the caller frees with free();
 * *out is NULL and *len 0 when the key is absent.  Keys are 1 to 245 bytes of
 * any kind.  Setting an empty value removes the key. */
enum xc_status xc_database_metadata(const xc_database *database,
				    const void *key, size_t key_len,
				    void **out, size_t *len,
				    struct xc_error *err);
enum xc_status xc_database_set_metadata(xc_database *database,
					const void *key, size_t key_len,
					const void *value, size_t len,
					struct xc_error *err);
typedef int xc_key_fn(void *context, const void *key, size_t len);
enum xc_status xc_database_each_metadata(const xc_database *database,
					 const void *prefix, size_t len,
					 xc_key_fn *each, void *context,
					 struct xc_error *err);

/* Writing.  A document with a kept failure is refused with it and nothing else
 * is lost.  When libxapian itself throws inside put, replace or delete it has
 * dropped the whole uncommitted batch; err->message begins with "batch lost: ".
 * A transaction is open still after that: cancel it.  id may be NULL. */
enum xc_status xc_database_put(xc_database *database,
			       const xc_document *document, uint32_t *id,
			       struct xc_error *err);
/* An id that no document has is given to this one. */
enum xc_status xc_database_replace(xc_database *database, uint32_t id,
				   const xc_document *document,
				   struct xc_error *err);
/* XC_NOT_FOUND: no document has this id; the batch is untouched. */
enum xc_status xc_database_delete(xc_database *database, uint32_t id,
				  struct xc_error *err);
/* All documents with the term; none is not an error. */
enum xc_status xc_database_delete_term(xc_database *database, const void *term,
				       size_t len, struct xc_error *err);

/* Everything between begin and commit becomes visible and durable at once,
 * metadata included; cancel drops it.  begin commits first what is pending.
 * Outside a transaction commit does it for what is pending, and cancel is
 * XC_BAD_ARGUMENT, as is a second begin.  A commit that fails (XC_IO) has lost
 * its batch, and has ended the transaction too: begin again from the last
 * commit. */
enum xc_status xc_database_begin(xc_database *database, struct xc_error *err);
enum xc_status xc_database_commit(xc_database *database, struct xc_error *err);
enum xc_status xc_database_cancel(xc_database *database, struct xc_error *err);

/* Write a compacted copy of count source directories, as last committed, to
 * destination, which must not be there (XC_OPENING).  keep_ids: documents keep
 * their ids, and sources that overlap are XC_BAD_ARGUMENT; else each source's
 * first document follows the last one of the source before it (or is 1), and
 * gaps within a source stay.  Of equal metadata keys the first source's value
 * stays.  After another failure the caller removes what is at destination. */
enum xc_status xc_compact(const char *destination, const char *const *sources,
			  size_t count, bool keep_ids, struct xc_error *err);
/* Xapian's own structural check.  *errors: how many it found; report gets its
 * text line by line and may be NULL.  Damage may also end in XC_CORRUPT or XC_IO,
 * with what was reported until then, or crash libxapian: check what you do not
 * trust in a process of its own.  Glass has no checksums, so much damage passes. */
typedef void xc_report_fn(void *context, const char *line);
enum xc_status xc_check(const char *path, size_t *errors, xc_report_fn *report,
			void *context, struct xc_error *err);
/* Is a writer holding the database at path? */
enum xc_status xc_is_locked(const char *path, bool *out, struct xc_error *err);

#ifdef __cplusplus
#pragma GCC diagnostic pop
}
#endif
#endif
