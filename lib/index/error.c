#include "index/error.h"

static enum status status_of(enum xc_status status)
{
	switch (status) {
	case XC_OK: return STATUS_OK;
	case XC_DONE: return STATUS_DONE;
	case XC_NOT_FOUND: return STATUS_NOT_FOUND;
	case XC_BAD_ARGUMENT: return STATUS_INTERNAL;
	case XC_LOCKED: return STATUS_LOCKED;
	case XC_MODIFIED: return STATUS_STALE;
	case XC_CORRUPT: return STATUS_CORRUPT;
	case XC_VERSION: return STATUS_VERSION;
	case XC_OPENING: return STATUS_CORRUPT;
	case XC_IO: return STATUS_IO;
	case XC_NETWORK: return STATUS_NETWORK;
	case XC_TIMEOUT: return STATUS_TIMEOUT;
	case XC_UNSUPPORTED: return STATUS_INTERNAL;
	case XC_CALLBACK: return STATUS_INTERRUPTED;
	case XC_NO_MEMORY: return STATUS_NO_MEMORY;
	case XC_INTERNAL: return STATUS_INTERNAL;
	}
	return STATUS_INTERNAL;
}

enum status index_error(struct error *err, const char *what,
			const struct xc_error *from)
{
	return error_set(err, status_of(from->status), "%s: %s", what,
			 from->message);
}
