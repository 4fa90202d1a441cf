/* xapian-c/xc_maintain.cc - compact, check, who holds the lock. */
#include "xapian-c/xc_internal.hh"
#include <cerrno>
#include <ostream>
#include <streambuf>
#include <sys/stat.h>

static enum xc_status expect_absent(const char *path, struct xc_error *err)
{
	struct stat about;

	if (lstat(path, &about))
		return XC_OK;
	xc_fail(err, XC_OPENING, "compacting to %s: it is there already", path);
	if (err)
		err->system = EEXIST;
	return XC_OPENING;
}

static enum xc_status add_source(Xapian::Database &all, const char *path,
				 struct xc_error *err)
{
	return xc_opened(path, xc_guard(err, {"compacting", path}, [&] {
		all.add_database(Xapian::Database(path));
		return XC_OK;
	}), err);
}

/* The level FULLER is never asked for: its result cannot be updated well, and
 * versions before 1.4.31 make it wrongly. */
enum xc_status xc_compact(const char *destination, const char *const *sources,
			  size_t count, bool keep_ids, struct xc_error *err)
{
	enum xc_status status = expect_absent(destination, err);
	Xapian::Database all;

	if (status != XC_OK)
		return status;
	if (!count)
		return xc_fail(err, XC_BAD_ARGUMENT, "compacting: no sources");
	for (size_t i = 0; i < count; i++)
		if ((status = add_source(all, sources[i], err)) != XC_OK)
			return status;
	return xc_guard(err, {"compacting to", destination}, [&] {
		unsigned flags = Xapian::Compactor::FULL;

		if (keep_ids)
			flags |= Xapian::DBCOMPACT_NO_RENUMBER;
		all.compact(destination, flags);
		return XC_OK;
	});
}

/* A stream that hands each finished line to the caller at once, so that what
 * came before a throw is not lost. */
class line_stream : public std::streambuf {
	xc_report_fn *report;
	void *context;
	std::string line;

	void hand_over()
	{
		if (report)
			report(context, line.c_str());
		line.clear();
	}

      protected:
	int_type overflow(int_type byte) override
	{
		if (traits_type::eq_int_type(byte, traits_type::eof()))
			return traits_type::not_eof(byte);
		if (byte == '\n')
			hand_over();
		else
			line += traits_type::to_char_type(byte);
		return byte;
	}

      public:
	line_stream(xc_report_fn *report_, void *context_)
		: report(report_), context(context_)
	{
	}

	void finish()
	{
		if (!line.empty())
			hand_over();
	}
};

enum xc_status xc_check(const char *path, size_t *errors, xc_report_fn *report,
			void *context, struct xc_error *err)
{
	*errors = 0;
	return xc_opened(path, xc_guard(err, {"checking", path}, [&] {
		line_stream lines(report, context);
		std::ostream out(&lines);

		*errors = Xapian::Database::check(path, 0, &out);
		lines.finish();
		return XC_OK;
	}), err);
}

enum xc_status xc_is_locked(const char *path, bool *out, struct xc_error *err)
{
	*out = false;
	return xc_opened(path, xc_guard(err, {"asking for the lock of", path}, [&] {
		*out = Xapian::Database(path).locked();
		return XC_OK;
	}), err);
}
