/* xapian-c/xc_database.cc - open, group, reopen, close; what it holds. */
#include "xapian-c/xc_internal.hh"
#include <cerrno>
#include <cstring>
#include <sys/stat.h>

static bool is_there(const std::string &path)
{
	struct stat about;

	return !stat(path.c_str(), &about);
}

/* Not all of libxapian tells nothing at path from other failures: checking does
 * not, nor does opening a path below a file. */
static bool has_nothing(const char *path)
{
	static const char *const marks[] = {
		"/iamglass", "/iamchert", "/iamflint", "/iamhoney", "/XAPIANDB"
	};
	struct stat about;

	if (stat(path, &about))
		return errno == ENOENT || errno == ENOTDIR;
	if (!S_ISDIR(about.st_mode))
		return false;
	for (const char *mark : marks)
		if (is_there(std::string(path) + mark))
			return false;
	return true;
}

enum xc_status xc_opened(const char *path, enum xc_status status,
			 struct xc_error *err)
{
	if (status != XC_OPENING)
		return status;
	return xc_guard(err, {"opening", path}, [&] {
		if (!has_nothing(path))
			return XC_OPENING;
		return xc_fail(err, XC_NOT_FOUND, "opening %s: no database here",
			       path);
	});
}

enum xc_status xc_database_open(xc_database **out, const char *path,
				struct xc_error *err)
{
	*out = nullptr;
	return xc_opened(path, xc_guard(err, {"opening", path}, [&] {
		auto made = std::make_unique<xc_database>();

		made->database = Xapian::Database(path);
		if (!made->database.size())
			throw Xapian::DatabaseOpeningError("a stub that lists nothing");
		*out = made.release();
		return XC_OK;
	}), err);
}

enum xc_status xc_database_open_tcp(xc_database **out, const char *host,
				    uint16_t port, unsigned timeout_ms,
				    unsigned connect_timeout_ms,
				    struct xc_error *err)
{
	*out = nullptr;
	return xc_guard(err, {"opening", host}, [&] {
		auto made = std::make_unique<xc_database>();

		made->database = Xapian::Remote::open(host, port, timeout_ms,
						      connect_timeout_ms);
		made->has_remote = true;
		*out = made.release();
		return XC_OK;
	});
}

enum xc_status xc_database_open_group(xc_database **out, struct xc_error *err)
{
	*out = nullptr;
	return xc_guard(err, {"opening a group"}, [&] {
		*out = new xc_database;
		(*out)->is_group = true;
		return XC_OK;
	});
}

enum xc_status xc_database_add(xc_database *group, const xc_database *member,
			       struct xc_error *err)
{
	if (!group->is_group || group == member)
		return xc_fail(err, XC_BAD_ARGUMENT,
			       "adding to a group: not a group, or itself");
	return xc_guard(err, {"adding to a group"}, [&] {
		group->database.add_database(member->database);
		group->has_remote |= member->has_remote;
		return XC_OK;
	});
}

enum xc_status xc_database_reopen(xc_database *database, bool *changed,
				  struct xc_error *err)
{
	bool moved = false;
	const enum xc_status status = xc_on(*database, err, {"reopening"}, [&] {
		database->fetched.clear();
		moved = database->database.reopen();
		return XC_OK;
	});

	if (changed)
		*changed = moved;
	return status;
}

enum xc_status xc_database_ping(xc_database *database, struct xc_error *err)
{
	return xc_on(*database, err, {"asking"}, [&] {
		database->database.keep_alive();
		return XC_OK;
	});
}

enum xc_status xc_database_uuid(const xc_database *database, char *out,
				size_t size, struct xc_error *err)
{
	return xc_on(*database, err, {"describing a database"}, [&] {
		const std::string uuid = database->database.get_uuid();

		xc_one_line(out, size, uuid.data(), uuid.size());
		return XC_OK;
	});
}

static int action_of(enum xc_open_mode mode)
{
	switch (mode) {
	case XC_OPEN: return Xapian::DB_OPEN;
	case XC_OPEN_OR_CREATE: return Xapian::DB_CREATE_OR_OPEN;
	case XC_CREATE: return Xapian::DB_CREATE;
	}
	throw Xapian::InvalidArgumentError("no such mode");
}

enum xc_status xc_database_open_writable(xc_database **out, const char *path,
					 enum xc_open_mode mode,
					 struct xc_error *err)
{
	return xc_database_open_blocks(out, path, mode, 0, err);
}

enum xc_status xc_database_open_blocks(xc_database **out, const char *path,
				       enum xc_open_mode mode,
				       unsigned block_bytes,
				       struct xc_error *err)
{
	enum xc_status status;

	*out = nullptr;
	status = xc_guard(err, {"opening", path}, [&] {
		auto made = std::make_unique<xc_database>();

		made->writable.emplace(path, action_of(mode),
				       static_cast<int>(block_bytes));
		made->database = *made->writable;
		*out = made.release();
		return XC_OK;
	});
	return mode == XC_OPEN ? xc_opened(path, status, err) : status;
}

enum xc_status xc_database_close(xc_database *database, struct xc_error *err)
{
	enum xc_status status = XC_OK;

	if (!database)
		return XC_OK;
	status = xc_guard(err, {"closing"}, [&] {
		if (database->writable && !database->in_transaction)
			database->writable->commit();
		if (database->writable)
			database->writable->close();
		return XC_OK;
	});
	xc_database_free(database);
	return status;
}

void xc_database_free(xc_database *database)
{
	xc_guard(nullptr, {"closing"}, [&] {
		delete database;
		return XC_OK;
	});
}

/* Zero where the backend has no such thing. */
static uint64_t revision_of(const xc_database *database)
{
	if (database->has_remote || database->database.size() != 1)
		return 0;
	try {
		return database->database.get_revision();
	} catch (const Xapian::UnimplementedError &) {
		return 0;
	} catch (const Xapian::InvalidOperationError &) {
		return 0;
	}
}

enum xc_status xc_database_info(const xc_database *database,
				struct xc_database_info *out,
				struct xc_error *err)
{
	memset(out, 0, sizeof(*out));
	return xc_on(*database, err, {"describing a database"}, [&] {
		const Xapian::Database &db = database->database;

		out->documents = db.get_doccount();
		out->last_id = db.get_lastdocid();
		out->shards = static_cast<uint32_t>(db.size());
		out->average_length = db.get_average_length();
		out->revision = revision_of(database);
		out->has_positions = db.has_positions();
		return XC_OK;
	});
}
