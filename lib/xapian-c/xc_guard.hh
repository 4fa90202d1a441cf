/* xapian-c/xc_guard.hh - the one place where an exception becomes a status.
 *
 * Every entry point runs its body inside xc_guard(); nothing that the body or
 * libxapian throws gets past it, memory exhaustion included. */
#ifndef XC_GUARD_HH
#define XC_GUARD_HH
#include "xapian-c/xc.h"

/* What is being done, for the message: "opening" and, if not NULL, of what. */
struct xc_task {
	const char *doing;
	const char *about = nullptr;
};

/* Thrown inside a virtual method that libxapian called, when the caller's
 * callback asks to stop.  No Xapian class, so that libxapian cannot catch it. */
struct xc_stopped {
	int returned;
};
/* Thrown in the same way when the deadline has passed. */
struct xc_late {
	unsigned ms;
};

/* End a walk when its callback returned other than 0. */
inline void xc_heed(int returned)
{
	if (returned)
		throw xc_stopped{returned};
}

/* Fill err, if there is one, and return status. */
__attribute__((format(printf, 3, 4)))
enum xc_status xc_fail(struct xc_error *err, enum xc_status status,
		       const char *format, ...) noexcept;

/* Copy text to out as one line: control bytes and what is not UTF-8 become
 * '?', and the end is cut between characters. */
void xc_one_line(char *out, size_t size, const char *text, size_t len) noexcept;

/* Call inside a catch block only: rethrows what is in flight to learn its
 * type. */
enum xc_status xc_caught(const struct xc_task &task,
			 struct xc_error *err) noexcept;

template <class Body>
enum xc_status xc_guard(struct xc_error *err, const struct xc_task &task,
			Body body) noexcept
{
	try {
		return body();
	} catch (...) {
		return xc_caught(task, err);
	}
}

#endif
