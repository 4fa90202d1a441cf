/* xapian-c/xc_guard.cc - what each exception means, and its message. */
#include "xapian-c/xc_guard.hh"
#include <xapian.h>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <new>

/* One row a class of libxapian, found by its name: its errors have no virtual
 * functions, and a class that a later version adds falls to the last row. */
static const struct {
	const char *type;
	enum xc_status status;
} classes[] = {
	{ "DatabaseModifiedError", XC_MODIFIED },
	{ "DatabaseLockError", XC_LOCKED },
	{ "DatabaseCorruptError", XC_CORRUPT },
	{ "DatabaseVersionError", XC_VERSION },
	{ "DatabaseNotFoundError", XC_NOT_FOUND },
	{ "DatabaseCreateError", XC_OPENING },
	{ "DatabaseOpeningError", XC_OPENING },
	{ "DatabaseClosedError", XC_BAD_ARGUMENT },
	{ "DocNotFoundError", XC_NOT_FOUND },
	{ "NetworkTimeoutError", XC_TIMEOUT },
	{ "NetworkError", XC_NETWORK },
	{ "InvalidArgumentError", XC_BAD_ARGUMENT },
	{ "InvalidOperationError", XC_BAD_ARGUMENT },
	{ "RangeError", XC_BAD_ARGUMENT },
	{ "WildcardError", XC_BAD_ARGUMENT },
	{ "QueryParserError", XC_BAD_ARGUMENT },
	{ "UnimplementedError", XC_UNSUPPORTED },
	{ "FeatureUnavailableError", XC_UNSUPPORTED },
	{ "AssertionError", XC_INTERNAL },
	{ "InternalError", XC_INTERNAL },
	{ "SerialisationError", XC_INTERNAL },
};

/* libxapian gives the text of errno only, so look for the number again. */
static int system_number(const char *text)
{
	const int last = 133;

	for (int number = 1; text && number <= last; number++)
		if (!strcmp(strerror(number), text))
			return number;
	return 0;
}

/* A plain DatabaseError is a failed system call when there is an errno behind
 * it; else a file that is shorter, or says something else, than it should. */
static enum xc_status status_of(const Xapian::Error &error, int system)
{
	for (const auto &row : classes)
		if (!strcmp(row.type, error.get_type()))
			return row.status;
	if (!strcmp("DatabaseError", error.get_type()))
		return system ? XC_IO : XC_CORRUPT;
	return XC_INTERNAL;
}

/* Bytes of the well-formed UTF-8 character at text, 0 when there is none. */
static size_t character_len(const unsigned char *text, size_t len)
{
	const unsigned char first = text[0];
	const size_t need = first < 0x80 ? 1 : first < 0xC2 ? 0 :
		first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;

	if (!need || need > len)
		return 0;
	for (size_t i = 1; i < need; i++)
		if ((text[i] & 0xC0) != 0x80)
			return 0;
	if (first == 0xE0 && text[1] < 0xA0)
		return 0;
	if (first == 0xED && text[1] > 0x9F)
		return 0;
	if (first == 0xF0 && text[1] < 0x90)
		return 0;
	if (first == 0xF4 && text[1] > 0x8F)
		return 0;
	return need;
}

static bool is_control(const unsigned char *text, size_t len)
{
	if (len == 1)
		return text[0] < 0x20 || text[0] == 0x7F;
	return len == 2 && text[0] == 0xC2 && text[1] < 0xA0;
}

void xc_one_line(char *out, size_t size, const char *text, size_t len) noexcept
{
	const unsigned char *bytes = reinterpret_cast<const unsigned char *>(text);
	size_t at = 0, used = 0;

	while (at < len) {
		const size_t step = character_len(bytes + at, len - at);
		const bool is_plain = step && !is_control(bytes + at, step);
		const size_t need = is_plain ? step : 1;

		if (used + need >= size)
			break;
		if (is_plain)
			memcpy(out + used, text + at, step);
		else
			out[used] = '?';
		used += need;
		at += step ? step : 1;
	}
	out[used] = '\0';
}

enum xc_status xc_fail(struct xc_error *err, enum xc_status status,
		       const char *format, ...) noexcept
{
	char text[4 * XC_MESSAGE_BYTES];
	va_list arguments;

	if (!err)
		return status;
	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	err->status = status;
	err->system = 0;
	err->callback = 0;
	xc_one_line(err->message, sizeof(err->message), text, strlen(text));
	return status;
}

static enum xc_status fail_task(const struct xc_task &task, struct xc_error *err,
				enum xc_status status, const char *why) noexcept
{
	const bool has_about = task.about && *task.about;

	return xc_fail(err, status, "%s%s%s: %s", task.doing,
		       has_about ? " " : "", has_about ? task.about : "", why);
}

/* libxapian's message may hold NUL bytes from a term: it goes by length. */
static enum xc_status fail_xapian(const struct xc_task &task,
				  const Xapian::Error &error, struct xc_error *err)
{
	const char *why = error.get_error_string();
	const int system = system_number(why);
	const enum xc_status status = status_of(error, system);
	const std::string &context = error.get_context();
	char text[XC_MESSAGE_BYTES];
	std::string all(error.get_msg());

	if (!context.empty())
		all += " (" + context + ")";
	if (why)
		all += std::string(" (") + why + ")";
	xc_one_line(text, sizeof(text), all.data(), all.size());
	fail_task(task, err, status, text);
	if (err)
		err->system = system;
	return status;
}

static enum xc_status fail_stopped(const struct xc_task &task, int returned,
				   struct xc_error *err) noexcept
{
	fail_task(task, err, XC_CALLBACK, "stopped by the callback");
	if (err)
		err->callback = returned;
	return XC_CALLBACK;
}

/* The inner try: making the message takes memory too. */
enum xc_status xc_caught(const struct xc_task &task,
			 struct xc_error *err) noexcept
{
	try {
		try {
			throw;
		} catch (const Xapian::Error &error) {
			return fail_xapian(task, error, err);
		} catch (const xc_stopped &stopped) {
			return fail_stopped(task, stopped.returned, err);
		} catch (const xc_late &late) {
			return xc_fail(err, XC_TIMEOUT, "%s: not done in %u ms",
				       task.doing, late.ms);
		}
	} catch (const std::bad_alloc &) {
		return fail_task(task, err, XC_NO_MEMORY, "out of memory");
	} catch (const std::exception &error) {
		return fail_task(task, err, XC_INTERNAL, error.what());
	} catch (...) {
		return fail_task(task, err, XC_INTERNAL, "unknown exception");
	}
}
