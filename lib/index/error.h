/* index/error.h - xapian-c's statuses in our vocabulary. */
#ifndef INDEX_ERROR_H
#define INDEX_ERROR_H
#include "base/status.h"
#include "xapian-c/xc.h"

/* Store "what: reason" in err and return the status that from means to us. */
enum status index_error(struct error *err, const char *what,
			const struct xc_error *from);

#endif
