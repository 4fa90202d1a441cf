#include "tests/web/fcgi.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <fastcgi.h>

static void put_header(struct buf *out, int type, size_t len)
{
	const unsigned char header[FCGI_HEADER_LEN] = {
		FCGI_VERSION_1, (unsigned char)type, 0, 1,
		(unsigned char)(len >> 8), (unsigned char)len, 0, 0 };

	buf_put(out, header, sizeof(header));
}

static void put_len(struct buf *out, size_t len)
{
	if (len >= 128) {
		buf_put_byte(out, (unsigned char)(0x80 | len >> 24));
		buf_put_byte(out, (unsigned char)(len >> 16));
		buf_put_byte(out, (unsigned char)(len >> 8));
	}
	buf_put_byte(out, (unsigned char)len);
}

static void put_param(struct buf *out, const char *name, const char *value)
{
	put_len(out, strlen(name));
	put_len(out, strlen(value));
	buf_put_string(out, name);
	buf_put_string(out, value);
}

static void put_request(struct buf *out, const struct fcgi_request *request)
{
	static const unsigned char begin[8] = { 0, FCGI_RESPONDER };
	struct buf params = BUF_INIT;

	put_param(&params, "GATEWAY_INTERFACE", "CGI/1.1");
	put_param(&params, "REQUEST_METHOD", request->method);
	put_param(&params, "SCRIPT_NAME", "/search");
	put_param(&params, "PATH_INFO", request->path);
	put_param(&params, "QUERY_STRING", request->query);
	put_param(&params, "HTTP_HOST", "localhost");
	if (*request->tag)
		put_param(&params, "HTTP_IF_NONE_MATCH", request->tag);
	put_header(out, FCGI_BEGIN_REQUEST, sizeof(begin));
	buf_put(out, begin, sizeof(begin));
	put_header(out, FCGI_PARAMS, params.len);
	buf_put(out, params.data, params.len);
	put_header(out, FCGI_PARAMS, 0);
	put_header(out, FCGI_STDIN, 0);
	buf_release(&params);
}

static int connect_to(const char *path)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	strncpy(to.sun_path, path, sizeof(to.sun_path) - 1);
	if (fd >= 0 && !connect(fd, (struct sockaddr *)&to, sizeof(to)))
		return fd;
	if (fd >= 0)
		close(fd);
	return -1;
}

static bool send_all(int fd, const struct buf *bytes)
{
	size_t at = 0;

	while (at < bytes->len) {
		ssize_t sent = send(fd, bytes->data + at, bytes->len - at,
				    MSG_NOSIGNAL);

		if (sent <= 0)
			return false;
		at += (size_t)sent;
	}
	return true;
}

static void receive_all(struct buf *out, int fd)
{
	char bytes[65536];
	ssize_t got;

	while ((got = recv(fd, bytes, sizeof(bytes), 0)) > 0)
		buf_put(out, bytes, (size_t)got);
}

/* Join the content of the output records; false without an end. */
static bool join(struct buf *out, const struct buf *records)
{
	const unsigned char *at = (const unsigned char *)records->data;
	size_t left = records->len;

	while (left >= FCGI_HEADER_LEN) {
		size_t len = (size_t)at[4] << 8 | at[5];
		size_t all = FCGI_HEADER_LEN + len + at[6];

		if (all > left)
			return false;
		if (at[1] == FCGI_STDOUT)
			buf_put(out, at + FCGI_HEADER_LEN, len);
		if (at[1] == FCGI_END_REQUEST)
			return true;
		at += all;
		left -= all;
	}
	return false;
}

static bool split(struct fcgi_reply *out, const struct buf *response)
{
	const char *end = response->len ? strstr(response->data, "\r\n\r\n")
					: NULL;
	size_t head;

	if (!end || strncmp(response->data, "Status: ", 8))
		return false;
	head = (size_t)(end - response->data) + 2;
	buf_put(&out->head, response->data, head);
	buf_put(&out->body, end + 4, response->len - head - 2);
	out->status = atoi(response->data + 8);
	return true;
}

bool fcgi_ask(struct fcgi_reply *out, const char *socket,
	      const struct fcgi_request *request)
{
	struct buf sent = BUF_INIT, records = BUF_INIT, response = BUF_INIT;
	int fd = connect_to(socket);
	bool fine;

	*out = (struct fcgi_reply){ 0, BUF_INIT, BUF_INIT };
	put_request(&sent, request);
	fine = fd >= 0 && send_all(fd, &sent);
	if (fine)
		receive_all(&records, fd);
	fine = fine && join(&response, &records) && split(out, &response);
	if (fd >= 0)
		close(fd);
	buf_release(&sent);
	buf_release(&records);
	buf_release(&response);
	return fine;
}

void fcgi_reply_release(struct fcgi_reply *reply)
{
	buf_release(&reply->head);
	buf_release(&reply->body);
}
