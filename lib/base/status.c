#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

const char *status_name(enum status status)
{
	switch (status) {
	case STATUS_OK: return "ok";
	case STATUS_DONE: return "done";
	case STATUS_USAGE: return "usage";
	case STATUS_NOT_FOUND: return "not-found";
	case STATUS_EXISTS: return "exists";
	case STATUS_IO: return "io";
	case STATUS_BAD_INPUT: return "bad-input";
	case STATUS_LOCKED: return "locked";
	case STATUS_STALE: return "stale";
	case STATUS_CORRUPT: return "corrupt";
	case STATUS_VERSION: return "version";
	case STATUS_NETWORK: return "network";
	case STATUS_TIMEOUT: return "timeout";
	case STATUS_INTERRUPTED: return "interrupted";
	case STATUS_NO_MEMORY: return "no-memory";
	case STATUS_INTERNAL: return "internal";
	}
	return "unknown";
}

enum status error_set(struct error *err, enum status status,
		      const char *format, ...)
{
	char text[ERROR_TEXT_BYTES * 2];
	va_list arguments;

	if (!err)
		return status;
	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	err->status = status;
	utf8_copy_line(err->text, sizeof(err->text), text);
	return status;
}
