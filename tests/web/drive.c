/* Drives bagui.cgi over FastCGI, without a web server between.
 *
 *   drive SOCKET get PATH QUERY          one answer, as it comes
 *   drive SOCKET noise COUNT [SEED]      generated requests, each answer checked
 *   drive SOCKET load FILE COUNT RATE CLIENTS
 *                                        the lines of FILE in turn, each a
 *                                        PATH?QUERY or a query alone, RATE
 *                                        a second in all (0: as fast as can be)
 *
 * Prints what it saw, of a load one JSON object; exit 1 when an answer was not
 * what may be. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "tests/web/fcgi.h"
#include "tests/web/generate.h"

enum { LINES_MOST = 100000 };

static double now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static bool has(const struct buf *text, const char *part)
{
	return text->len && memmem(text->data, text->len, part, strlen(part));
}

/* What is wrong with an answer, or NULL. */
static const char *fault_of(const struct generated *asked,
			    const struct fcgi_reply *reply)
{
	static const int may_be[] = { 200, 304, 400, 404, 405 };
	bool is_meant = false, is_markup;

	for (size_t i = 0; i < sizeof(may_be) / sizeof(may_be[0]); i++)
		is_meant |= reply->status == may_be[i];
	is_markup = has(&reply->head, "text/html") || has(&reply->head, "xml");
	if (!is_meant)
		return "a status that was not meant";
	if (!has(&reply->head, "Content-Security-Policy: default-src 'none'"))
		return "no policy";
	if (has(&reply->head, "\r\nX-Xss"))
		return "a header from the request";
	if (is_markup && (has(&reply->body, "<xss") ||
			  has(&reply->body, "\" onxss")))
		return "markup from the request";
	if (!utf8_is_valid(reply->body.data ? reply->body.data : "",
			   reply->body.len))
		return "not UTF-8";
	if (!strcmp(asked->method, "HEAD") && reply->body.len)
		return "a HEAD with a body";
	return NULL;
}

/* 1 when something was wrong. */
static int ask_noise(const char *socket, uint64_t *state, int counts[600])
{
	struct generated asked;
	struct fcgi_reply reply;
	const char *fault;

	generate(&asked, state);
	fault = fcgi_ask(&reply, socket, &(struct fcgi_request){
			asked.method, asked.path.data, asked.query.data,
			*state % 7 ? "" : "\"0123456789abcdef\"" })
		? fault_of(&asked, &reply) : "no answer";
	if (fault)
		printf("%s: %d %s %s?%s\n", fault, reply.status, asked.method,
		       asked.path.data, asked.query.data);
	counts[reply.status % 600]++;
	fcgi_reply_release(&reply);
	generated_release(&asked);
	return fault != NULL;
}

static int drive_noise(const char *socket, long count, uint64_t seed)
{
	int counts[600] = { 0 }, faults = 0;

	for (long i = 0; i < count && faults < 20; i++)
		faults += ask_noise(socket, &seed, counts);
	for (int status = 0; status < 600; status++) {
		if (counts[status])
			printf("%d: %d\n", status, counts[status]);
	}
	return faults != 0;
}

static int get(const char *socket, const char *path, const char *query)
{
	struct fcgi_reply reply;
	bool fine = fcgi_ask(&reply, socket, &(struct fcgi_request){
			"GET", path, query, "" });

	if (fine)
		printf("%s\r\n%s", reply.head.data,
		       reply.body.len ? reply.body.data : "");
	fcgi_reply_release(&reply);
	return !fine;
}

struct load {
	const char *socket;
	char **lines;
	size_t line_count;
	long count, rate;
	int clients;
	float *took_ms;		/* shared by all clients; -1: failed */
};

static void sleep_until(double ms)
{
	double left = ms - now_ms();

	if (left > 0)
		usleep((useconds_t)(left * 1e3));
}

static bool ask_line(struct fcgi_reply *out, const char *socket,
		     const char *line)
{
	const char *mark = strchr(line, '?');
	struct buf path = BUF_INIT;
	bool fine;

	buf_put(&path, line, mark ? (size_t)(mark - line) : 0);
	fine = fcgi_ask(out, socket, &(struct fcgi_request){
			"GET", path.len ? path.data : "",
			mark ? mark + 1 : line, "" });
	buf_release(&path);
	return fine;
}

/* Every clients-th request is this client's; what it must wait for its turn
 * counts, as it would for a person. */
static void drive_client(const struct load *load, int client, double begin_ms)
{
	for (long i = client; i < load->count; i += load->clients) {
		double due = load->rate ? begin_ms + (double)i * 1e3 /
					  (double)load->rate : now_ms();
		struct fcgi_reply reply;
		bool fine;

		sleep_until(due);
		fine = ask_line(&reply, load->socket,
				load->lines[(size_t)i % load->line_count]);
		load->took_ms[i] = fine && reply.status == 200
			? (float)(now_ms() - due) : -1;
		fcgi_reply_release(&reply);
	}
}

static int by_size(const void *a, const void *b)
{
	const float *left = a, *right = b;

	return (*left > *right) - (*left < *right);
}

static int report(const struct load *load, double took_ms)
{
	long failed = 0, count = load->count;

	qsort(load->took_ms, (size_t)count, sizeof(float), by_size);
	while (failed < count && load->took_ms[failed] < 0)
		failed++;
	printf("{\"requests\":%ld,\"seconds\":%.1f,\"per_second\":%.1f,"
	       "\"failed\":%ld,\"p50\":%.1f,\"p90\":%.1f,\"p99\":%.1f,"
	       "\"most\":%.1f}\n", count,
	       took_ms / 1e3, (double)count * 1e3 / took_ms, failed,
	       (double)load->took_ms[count / 2],
	       (double)load->took_ms[count * 9 / 10],
	       (double)load->took_ms[count * 99 / 100],
	       (double)load->took_ms[count - 1]);
	return failed != 0;
}

static int drive_load(struct load *load)
{
	size_t bytes = (size_t)load->count * sizeof(float);
	double begin_ms = now_ms();
	int code;

	load->took_ms = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
			     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	for (int client = 0; client < load->clients; client++) {
		if (!fork()) {
			drive_client(load, client, begin_ms);
			_exit(0);
		}
	}
	while (wait(NULL) > 0)
		;
	code = report(load, now_ms() - begin_ms);
	munmap(load->took_ms, bytes);
	return code;
}

static void read_lines(struct load *load, const char *path)
{
	FILE *file = fopen(path, "r");
	char line[8192];

	load->lines = mem_array(LINES_MOST, sizeof(*load->lines));
	while (file && load->line_count < LINES_MOST &&
	       fgets(line, sizeof(line), file)) {
		line[strcspn(line, "\n")] = '\0';
		load->lines[load->line_count++] = mem_string(line);
	}
	if (file)
		fclose(file);
}

static void release_lines(struct load *load)
{
	for (size_t i = 0; i < load->line_count; i++)
		free(load->lines[i]);
	free(load->lines);
}

int main(int argc, char **argv)
{
	struct load load = { .socket = argc > 1 ? argv[1] : "" };
	int code = 2;

	if (argc == 5 && !strcmp(argv[2], "get"))
		return get(argv[1], argv[3], argv[4]);
	if (argc >= 4 && !strcmp(argv[2], "noise"))
		return drive_noise(argv[1], atol(argv[3]),
				   argc > 4 ? strtoull(argv[4], NULL, 10) : 1);
	if (argc != 7 || strcmp(argv[2], "load"))
		return 2;
	read_lines(&load, argv[3]);
	load.count = atol(argv[4]);
	load.rate = atol(argv[5]);
	load.clients = atoi(argv[6]);
	if (load.line_count && load.count > 0 && load.clients > 0)
		code = drive_load(&load);
	release_lines(&load);
	return code;
}
