/* base/status.h - the one error vocabulary of Bagui.
 *
 * Layer:  the lowest; includes nothing of ours.
 * Rule:   the lowest function that knows the reason calls error_set(); those
 *         above pass the status on unchanged.  Only the fronts (main.c, cgi.c)
 *         print.  A message is one line, without the program's name, "what: why".
 * Owner:  struct error belongs to the caller and needs no release. */
#ifndef BASE_STATUS_H
#define BASE_STATUS_H

enum status {
	STATUS_OK,
	STATUS_DONE,		/* a walk or cursor is at its end; not an error */
	STATUS_USAGE,		/* the caller's request makes no sense */
	STATUS_NOT_FOUND,	/* file, index, label or document is not there */
	STATUS_EXISTS,
	STATUS_IO,		/* read or write failed; the message names the file */
	STATUS_BAD_INPUT,	/* bytes from outside are not what they claim to be */
	STATUS_LOCKED,		/* another writer has the index */
	STATUS_STALE,		/* a writer overtook this reader: reopen and repeat */
	STATUS_CORRUPT,		/* the index is damaged */
	STATUS_VERSION,		/* the index is of a version that we do not know */
	STATUS_NETWORK,		/* a remote shard cannot be reached */
	STATUS_TIMEOUT,		/* a deadline passed */
	STATUS_INTERRUPTED,	/* a signal asked us to stop */
	STATUS_NO_MEMORY,
	STATUS_INTERNAL		/* a mistake of ours */
};

#define ERROR_TEXT_BYTES 512

struct error {
	enum status status;
	char text[ERROR_TEXT_BYTES];	/* UTF-8, cut at a whole character */
};

/* A short name for logs and tests, such as "not-found".  Never NULL. */
const char *status_name(enum status status);

/* Store status and message in *err (err may be NULL) and return status. */
enum status error_set(struct error *err, enum status status,
		      const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
