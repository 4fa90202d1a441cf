#include "query/web/http_raw.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "query/engine/engine.h"
#include "query/web/http_site.h"
#include "query/search/original.h"
#include "query/render/render.h"
#include "text/decode.h"
#include "unpack/sandbox.h"

enum {
	BYTES_MOST = 65536,	/* of one passage's markup and all */
	TEXT_MOST = 4 * BYTES_MOST,	/* of it as UTF-8 */
	MEMORY = 512 << 20,	/* of the process that reads */
	FILES_MOST = 1024	/* descriptors that may be sockets */
};

/* Comes before each text that the reading process sends. */
struct head {
	uint32_t hit, len;
};

static void read_one(struct buf *out, const struct answer_hit *hit,
		     searcher *engine)
{
	const char *label = hit->document.encoding;
	struct decode_report report;
	struct text text = TEXT_INIT;
	struct buf id = BUF_INIT, bytes = BUF_INIT;
	char *directory = mem_string(http_site_index());
	struct request_list indexes = { &directory, 1, 1 };

	record_put_id(&id, &hit->passage);
	if (original_read(&bytes, engine, &indexes, id.data, NULL) ==
		STATUS_OK &&
	    bytes.len && bytes.len <= BYTES_MOST &&
	    decode(&text, &report, bytes.data, bytes.len, label,
		   ENCODING_UNKNOWN, NULL, NULL) == STATUS_OK)
		text_to_utf8(out, &text, 0, text.count);
	free(directory);
	text_release(&text);
	buf_release(&id);
	buf_release(&bytes);
}

static bool send_all(int fd, const void *bytes, size_t len)
{
	const char *at = bytes;

	while (len) {
		ssize_t sent = write(fd, at, len);

		if (sent <= 0)
			return false;
		at += sent;
		len -= (size_t)sent;
	}
	return true;
}

/* Who asked, and who else may, is not the reading process's to answer. */
static void close_sockets(void)
{
	struct stat what;

	for (int fd = 0; fd < FILES_MOST; fd++) {
		if (!fstat(fd, &what) && S_ISSOCK(what.st_mode))
			close(fd);
	}
}

static void send_texts(int fd, const struct answer *answer, searcher *engine)
{
	int count = 0;

	for (size_t i = 0; i < answer->hit_count; i++) {
		struct head head = { (uint32_t)i, 0 };
		struct buf text = BUF_INIT;

		if (!answer->hits[i].passage.repair_count ||
		    count++ == HTTP_RAW_MOST)
			continue;
		read_one(&text, &answer->hits[i], engine);
		head.len = (uint32_t)text.len;
		if (text.len && (!send_all(fd, &head, sizeof(head)) ||
				 !send_all(fd, text.data, text.len)))
			_exit(EXIT_FAILURE);
		buf_release(&text);
	}
}

static _Noreturn void run_reader(int fd, const struct answer *answer,
				 searcher *engine, unsigned timeout_ms)
{
	const struct sandbox_limits limits = {
		.memory = MEMORY, .cpu_s = timeout_ms / 1000 + 1 };

	signal(SIGALRM, SIG_DFL);
	prctl(PR_SET_PDEATHSIG, SIGKILL);	/* the watchdog ends whom it serves */
	close_sockets();
	if (sandbox_enter(SANDBOX_FINDER, &limits, NULL) != STATUS_OK)
		_exit(EXIT_FAILURE);
	send_texts(fd, answer, engine);
	_exit(EXIT_SUCCESS);
}

/* All that it sends until it ends or time does; never more than it may. */
static void receive(struct buf *out, int fd, double end_ms)
{
	const size_t most = HTTP_RAW_MOST * (sizeof(struct head) + TEXT_MOST);
	struct pollfd from = { .fd = fd, .events = POLLIN };
	char bytes[16384];
	double left;

	while (out->len <= most && (left = end_ms - clock_ms()) > 0) {
		ssize_t got;

		if (poll(&from, 1, (int)left + 1) <= 0)
			continue;
		got = read(fd, bytes, sizeof(bytes));
		if (!got || (got < 0 && errno != EINTR))
			return;
		if (got > 0)
			buf_put(out, bytes, (size_t)got);
	}
}

/* What came from there is believed as little as what it was made of. */
static void take_texts(char **texts, size_t count, const struct buf *sent)
{
	struct head head;

	for (size_t at = 0; sent->len - at > sizeof(head);
	     at += sizeof(head) + head.len) {
		const char *text = sent->data + at + sizeof(head);

		memcpy(&head, sent->data + at, sizeof(head));
		if (head.len > TEXT_MOST || head.hit >= count ||
		    head.len > sent->len - at - sizeof(head) ||
		    texts[head.hit] || memchr(text, '\0', head.len) ||
		    !utf8_is_valid(text, head.len))
			return;
		texts[head.hit] = mem_string_len(text, head.len);
	}
}

static bool has_repairs(const struct answer *answer)
{
	for (size_t i = 0; i < answer->hit_count; i++) {
		if (answer->hits[i].passage.repair_count)
			return true;
	}
	return false;
}

char **http_raw_read(const struct answer *answer, searcher *engine,
		     unsigned timeout_ms)
{
	const double end_ms = clock_ms() + timeout_ms / 2.0;
	char **texts = mem_array(answer->hit_count + 1, sizeof(*texts));
	struct buf sent = BUF_INIT;
	int ends[2];
	pid_t reader;

	if (!has_repairs(answer) || pipe2(ends, O_CLOEXEC))
		return texts;
	reader = fork();
	if (!reader)
		run_reader(ends[1], answer, engine, timeout_ms);
	close(ends[1]);
	if (reader > 0) {
		receive(&sent, ends[0], end_ms);
		kill(reader, SIGKILL);
		while (waitpid(reader, NULL, 0) < 0 && errno == EINTR)
			;
		take_texts(texts, answer->hit_count, &sent);
	}
	close(ends[0]);
	buf_release(&sent);
	return texts;
}

void http_raw_free(char **texts, const struct answer *answer)
{
	for (size_t i = 0; texts && i < answer->hit_count; i++)
		free(texts[i]);
	free(texts);
}
