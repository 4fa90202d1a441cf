/* xapian-c: a remote shard beside a local one, and servers that are not well.
 * Needs xapian-tcpsrv; without it these rows are skipped, and say so. */
#include "tests/unit/test_xc.h"
#include <arpa/inet.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>

static const struct xc_row rows[2][3] = {
	{ { "a b c", "red" }, { "a a c", "blue" }, { "b", "red" } },
	{ { "a c c c", "red" }, { "b b", NULL }, { "a x", "green" } },
};

/* A listening socket on loopback; *port is its number. */
static int listen_on_loopback(uint16_t *port)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	socklen_t len = sizeof(address);
	const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || bind(fd, (struct sockaddr *)&address, len) || listen(fd, 4) ||
	    getsockname(fd, (struct sockaddr *)&address, &len)) {
		printf("Bail out! no socket on loopback\n");
		exit(1);
	}
	*port = ntohs(address.sin_port);
	return fd;
}

static uint16_t free_port(void)
{
	uint16_t port;

	close(listen_on_loopback(&port));
	return port;
}

static long long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

static bool has_server(void)
{
	return !system("command -v xapian-tcpsrv >/dev/null 2>&1");
}

static pid_t start_server(const char *name, uint16_t port)
{
	const pid_t child = fork();
	char number[8];

	if (child)
		return child;
	setpgid(0, 0);		/* it ends its whole process group */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	snprintf(number, sizeof(number), "%u", (unsigned)port);
	if (!freopen("/dev/null", "w", stdout) || !freopen("/dev/null", "w", stderr))
		_exit(126);
	execlp("xapian-tcpsrv", "xapian-tcpsrv", "-I", "127.0.0.1", "-p", number,
	       xc_at(name), (char *)NULL);
	_exit(127);
}

static void stop_server(pid_t child)
{
	kill(child, SIGTERM);
	waitpid(child, NULL, 0);
}

/* The server needs a moment until it listens. */
static xc_database *connect_to(uint16_t port)
{
	xc_database *database;

	for (int i = 0; i < 200; i++) {
		if (xc_database_open_tcp(&database, "127.0.0.1", port, 5000, 5000,
					 &xc_err) == XC_OK)
			return database;
		usleep(50000);
	}
	printf("Bail out! the server does not answer: %s\n", xc_err.message);
	exit(1);
}

static xc_database *group_of(xc_database *one, xc_database *two)
{
	xc_database *group;

	MUST(xc_database_open_group(&group, &xc_err));
	MUST(xc_database_add(group, one, &xc_err));
	MUST(xc_database_add(group, two, &xc_err));
	xc_database_free(one);
	xc_database_free(two);
	return group;
}

static void same_hits(const xc_hits *got, const xc_hits *want)
{
	struct xc_hits_info got_info, want_info;
	struct xc_hit one, two;

	xc_hits_info(got, &got_info);
	xc_hits_info(want, &want_info);
	EXPECT_INT(got_info.count, want_info.count);
	for (uint32_t i = 0; i < got_info.count && i < want_info.count; i++) {
		MUST(xc_hits_at(got, i, &one, &xc_err));
		MUST(xc_hits_at(want, i, &two, &xc_err));
		EXPECT_INT(one.id, two.id);
		EXPECT(!memcmp(&one.weight, &two.weight, sizeof(one.weight)));
	}
}

static int on_count(void *context, const void *value, size_t len, uint32_t count)
{
	char *text = context;

	snprintf(text + strlen(text), 64 - strlen(text), "%.*s:%u ", (int)len,
		 (const char *)value, (unsigned)count);
	return 0;
}

static void same_weights(const xc_database *mixed, const xc_database *local)
{
	static const struct { const char *why; enum xc_operator op; const char *words; } queries[] = {
		{ "one term weighs the same, local and remote", XC_OR, "a" },
		{ "so does an OR", XC_OR, "a b c x" },
		{ "and an AND", XC_AND, "a c" },
		{ "and an optional part", XC_AND_MAYBE, "a x" },
	};

	for (size_t i = 0; i < COUNT(queries); i++) {
		xc_search *one = xc_prepare(mixed, xc_words(queries[i].op, queries[i].words, 0));
		xc_search *two = xc_prepare(local, xc_words(queries[i].op, queries[i].words, 0));
		xc_hits *got = xc_run_all(one), *want = xc_run_all(two);

		unit_begin(queries[i].why);
		same_hits(got, want);
		xc_hits_free(got);
		xc_hits_free(want);
		xc_search_free(one);
		xc_search_free(two);
	}
}

static void what_works(const xc_database *mixed)
{
	xc_search *search = xc_prepare(mixed, xc_term("a"));
	struct xc_database_info info;
	xc_value_counts *counts;
	xc_document *document;
	char text[64] = "";
	const void *data;
	xc_hits *hits;
	size_t len;

	unit_begin("a group with a remote member describes itself, without revision");
	MUST(xc_database_info(mixed, &info, &xc_err));
	EXPECT(info.shards == 2 && info.documents == 6 && info.revision == 0);
	unit_begin("values are counted over remote shards, under a deadline too");
	MUST(xc_search_count_values(search, 0, &counts, &xc_err));
	MUST(xc_search_deadline(search, 60000, &xc_err));
	hits = xc_run_all(search);
	MUST(xc_value_counts_each(counts, on_count, text, &xc_err));
	EXPECT_STR(text, "blue:1 green:1 red:2 ");
	xc_value_counts_free(counts);
	unit_begin("documents of a remote hit come back");
	struct xc_hit hit;
	uint32_t i = 0;
	do
		MUST(xc_hits_at(hits, i++, &hit, &xc_err));
	while (hit.id != 6);
	MUST(xc_hits_document(hits, i - 1, &document, &xc_err));
	MUST(xc_document_data(document, &data, &len, &xc_err));
	EXPECT(len == 3 && !memcmp(data, "a x", 3));
	xc_document_free(document);
	xc_hits_free(hits);
	xc_search_free(search);
}

static int pass(void *context, xc_match *match)
{
	(void)context, (void)match;
	return 0;
}

static void what_does_not(const xc_database *mixed)
{
	xc_search *search = xc_prepare(mixed, xc_term("a"));
	const uint32_t one = 1, *ids[] = { &one, &one };
	const size_t counts[] = { 1, 1 };
	xc_query *set;
	xc_hits *hits;

	unit_begin("deciders, spies and sets are refused over remote shards");
	MUST(xc_search_set_decider(search, pass, NULL, &xc_err));
	EXPECT_INT(xc_search_run(&hits, search, 0, 9, 0, &xc_err), XC_UNSUPPORTED);
	MUST(xc_search_set_decider(search, NULL, NULL, &xc_err));
	MUST(xc_search_add_spy(search, pass, NULL, &xc_err));
	EXPECT_INT(xc_search_run(&hits, search, 0, 9, 0, &xc_err), XC_UNSUPPORTED);
	xc_search_clear_spies(search);
	MUST(xc_query_set(&set, ids, counts, 2, 1, &xc_err));
	MUST(xc_search_query(search, set, &xc_err));
	xc_query_free(set);
	EXPECT_INT(xc_search_run(&hits, search, 0, 9, 0, &xc_err), XC_UNSUPPORTED);
	unit_begin("and after that the connection still answers");
	set = xc_term("a");
	MUST(xc_search_query(search, set, &xc_err));
	xc_query_free(set);
	EXPECT_INT(xc_search_run(&hits, search, 0, 9, 0, &xc_err), XC_OK);
	xc_hits_free(hits);
	xc_search_free(search);
}

/* A stub does not tell that a shard is remote until the search finds out. */
static void stub(uint16_t port)
{
	FILE *file = fopen(xc_at("stub"), "w");
	xc_database *database;
	xc_search *search;

	unit_begin("a deadline over a stub with a remote shard");
	EXPECT(file);
	if (!file)
		return;
	fprintf(file, "auto s0\nremote 127.0.0.1:%u\n", (unsigned)port);
	fclose(file);
	database = xc_open("stub");
	search = xc_prepare(database, xc_term("b"));
	MUST(xc_search_unweighted(search, &xc_err));
	MUST(xc_search_deadline(search, 60000, &xc_err));
	EXPECT_STR(xc_answer(search), "1 4 5");
	xc_database_free(database);
}

static void with_server(void)
{
	const uint16_t port = free_port();
	xc_database *mixed, *local;
	pid_t server;

	if (!has_server()) {
		unit_begin("# SKIP xapian-tcpsrv is not installed");
		return;
	}
	server = start_server("s1", port);
	mixed = group_of(xc_open("s0"), connect_to(port));
	local = group_of(xc_open("s0"), xc_open("s1"));
	same_weights(mixed, local);
	what_works(mixed);
	what_does_not(mixed);
	stub(port);
	xc_database_free(mixed);
	xc_database_free(local);
	stop_server(server);
}

static void unwell(void)
{
	xc_database *database;
	enum xc_status status;
	uint16_t port = free_port();
	long long begin;
	int fd;

	unit_begin("a port where nobody listens is a network failure, and named");
	EXPECT_INT(xc_database_open_tcp(&database, "127.0.0.1", port, 1000, 1000, &xc_err),
		   XC_NETWORK);
	char name[32];
	snprintf(name, sizeof(name), "127.0.0.1:%u", (unsigned)port);
	EXPECT(!database && strstr(xc_err.message, name));
	unit_begin("a server that never answers is a timeout, in time");
	fd = listen_on_loopback(&port);
	begin = now_ms();
	status = xc_database_open_tcp(&database, "127.0.0.1", port, 300, 300, &xc_err);
	EXPECT(status == XC_TIMEOUT || status == XC_NETWORK);
	EXPECT(!database && now_ms() - begin >= 250);
	close(fd);
}

int main(void)
{
	xc_dir_make();
	xc_build("s0", rows[0], 3);
	xc_build("s1", rows[1], 3);
	with_server();
	unwell();
	xc_dir_remove();
	return unit_done();
}
