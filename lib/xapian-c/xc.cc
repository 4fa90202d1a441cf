/* xapian-c/xc.cc - names, versions, terms, numbers. */
#include "xapian-c/xc.h"
#include "xapian-c/xc_internal.hh"
#include <cmath>
#include <cstring>
#include <limits>

const char *xc_status_name(enum xc_status status)
{
	switch (status) {
	case XC_OK: return "ok";
	case XC_DONE: return "done";
	case XC_NOT_FOUND: return "not-found";
	case XC_BAD_ARGUMENT: return "bad-argument";
	case XC_LOCKED: return "locked";
	case XC_MODIFIED: return "modified";
	case XC_CORRUPT: return "corrupt";
	case XC_VERSION: return "version";
	case XC_OPENING: return "opening";
	case XC_IO: return "io";
	case XC_NETWORK: return "network";
	case XC_TIMEOUT: return "timeout";
	case XC_UNSUPPORTED: return "unsupported";
	case XC_CALLBACK: return "callback";
	case XC_NO_MEMORY: return "no-memory";
	case XC_INTERNAL: return "internal";
	}
	return "unknown";
}

const char *xc_library_version(void)
{
	return Xapian::version_string();
}

bool xc_term_is_valid(const void *term, size_t len)
{
	const char *bytes = static_cast<const char *>(term);
	size_t stored = len;

	if (!len || len > XC_TERM_MOST)
		return false;
	for (size_t i = 0; i < len; i++)
		stored += bytes[i] == '\0';
	return stored <= XC_TERM_MOST;
}

/* The longest encoded number is short enough for a string to hold it without
 * allocating, so neither of these can fail. */
size_t xc_number_encode(char out[9], double number)
{
	const double lowest = -std::numeric_limits<double>::infinity();
	const std::string stored =
		Xapian::sortable_serialise(std::isnan(number) ? lowest : number);

	memcpy(out, stored.data(), stored.size());
	return stored.size();
}

double xc_number_decode(const void *bytes, size_t len)
{
	return Xapian::sortable_unserialise(xc_string(bytes, len < 9 ? len : 9));
}
