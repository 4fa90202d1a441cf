/* indexer/read/wire.h - what travels between the supervisor and a shard writer, and
 * how: indexer/read/job.h has what it says to the reader process in the same form.
 *
 * Frames over a socket pair: one byte kind, four bytes length, the payload.
 * The supervisor writes; a writer answers only to WIRE_COMMIT and WIRE_FINISH,
 * with any number of events and then one WIRE_ACK, so neither side can wait
 * for the other for ever.
 * Payloads are built with base/buf.h's stored integers and sized strings. */
#ifndef INDEXER_READ_WIRE_H
#define INDEXER_READ_WIRE_H
#include <stddef.h>
#include "base/buf.h"
#include "base/status.h"

enum wire_kind {
	WIRE_DOCUMENT = 'D',	/* record_document, then each record_passage */
	/* A document of any size.  Nothing else comes before it ends. */
	WIRE_BEGIN = 'B',	/* as WIRE_DOCUMENT: the first of its passages */
	WIRE_PASSAGES = 'P',	/* how many, then each record_passage */
	WIRE_END = 'E',		/* it is whole */
	WIRE_ABANDON = 'X',	/* or will never be */
	WIRE_ALSO = 'A',	/* hash, id of the first, id and path of another */
	WIRE_KEEP = 'K',	/* document id: it is there, and as it was */
	WIRE_SEEN = 'S',	/* id, hash, date, path: captured again as it was;
				 * hash "": as it was then */
	WIRE_DROP_UNSEEN = 'U',	/* source number, 1 when it is gone: what this
				 * run did not touch */
	WIRE_REMOVE = 'R',	/* document id, 1 to keep it out or 0 to allow it */
	WIRE_META = 'M',	/* metadata key and value: ledger rows (shard 0) */
	WIRE_COMMIT = 'C',
	WIRE_FINISH = 'F',	/* commit, and make the shard whole */
	/* answers */
	WIRE_DUPLICATE = 'd',	/* document id, path: an id met twice in a run */
	WIRE_ORPHAN = 'o',	/* path whose bytes were indexed elsewhere only */
	WIRE_ERROR = 'e',	/* status, message; the writer ends */
	WIRE_ACK = 'a'		/* counts; see shard.h */
};

enum { WIRE_FRAME_MOST = 1 << 30 };

/* STATUS_IO: the other side is gone. */
enum status wire_send(int fd, enum wire_kind kind, const void *bytes,
		      size_t len, struct error *err);
/* The payload is appended to out, which is cleared first.  STATUS_DONE: the
 * other side closed. */
enum status wire_receive(int fd, enum wire_kind *kind, struct buf *out,
			 struct error *err);
/* The same, calling wait before each time it reads; another status than OK ends
 * it and is returned. */
typedef enum status wire_wait_fn(void *context, struct error *err);
enum status wire_receive_with(int fd, enum wire_kind *kind, struct buf *out,
			      wire_wait_fn *wait, void *context,
			      struct error *err);
/* A descriptor, with one byte, behind the frame that tells what it is. */
enum status wire_send_fd(int fd, int sent, struct error *err);
enum status wire_receive_fd(int fd, int *out, struct error *err);

#endif
