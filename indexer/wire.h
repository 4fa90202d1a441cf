/* indexer/wire.h - what travels between the supervisor and a shard writer.
 *
 * Frames over a socket pair: one byte kind, four bytes length, the payload.
 * The supervisor writes; a writer answers only to WIRE_COMMIT and WIRE_FINISH,
 * with any number of events and then one WIRE_ACK, so neither side can wait
 * for the other for ever.
 * Payloads are built with base/buf.h's stored integers and sized strings. */
#ifndef INDEXER_WIRE_H
#define INDEXER_WIRE_H
#include <stddef.h>
#include "base/buf.h"
#include "base/status.h"

enum wire_kind {
	WIRE_DOCUMENT = 'D',	/* record_document, then each record_passage */
	WIRE_ALSO = 'A',	/* hash, id of the first, id and path of another */
	WIRE_DROP_UNSEEN = 'U',	/* source number: what this run did not touch */
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

#endif
