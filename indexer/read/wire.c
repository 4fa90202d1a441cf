#include "indexer/read/wire.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum { HEAD = 5 };

static enum status send_all(int fd, struct iovec *parts, int count,
			    struct error *err)
{
	while (count) {
		struct msghdr message = { .msg_iov = parts,
					  .msg_iovlen = (size_t)count };
		ssize_t sent = sendmsg(fd, &message, MSG_NOSIGNAL);

		if (sent < 0 && errno == EINTR)
			continue;
		if (sent < 0)
			return error_set(err, STATUS_IO,
					 "the other process is gone: %s",
					 strerror(errno));
		while (count && (size_t)sent >= parts->iov_len) {
			sent -= (ssize_t)parts->iov_len;
			parts++;
			count--;
		}
		if (count) {
			parts->iov_base = (char *)parts->iov_base + sent;
			parts->iov_len -= (size_t)sent;
		}
	}
	return STATUS_OK;
}

enum status wire_send(int fd, enum wire_kind kind, const void *bytes,
		      size_t len, struct error *err)
{
	unsigned char head[HEAD] = { (unsigned char)kind,
		(unsigned char)len, (unsigned char)(len >> 8),
		(unsigned char)(len >> 16), (unsigned char)(len >> 24) };
	char *payload;
	struct iovec parts[2];

	if (len > WIRE_FRAME_MOST)
		return error_set(err, STATUS_BAD_INPUT, "too-large");
	memcpy(&payload, &bytes, sizeof(payload));	/* sendmsg only reads */
	parts[0] = (struct iovec){ head, HEAD };
	parts[1] = (struct iovec){ payload, len };
	return send_all(fd, parts, len ? 2 : 1, err);
}

struct source {
	int fd;
	wire_wait_fn *wait;
	void *context;
};

/* Read len bytes; STATUS_DONE when the stream ends before the first. */
static enum status read_all(const struct source *source, void *out, size_t len,
			    struct error *err)
{
	size_t have = 0;

	while (have < len) {
		enum status status = source->wait ?
			source->wait(source->context, err) : STATUS_OK;
		ssize_t got = status ? 0 : read(source->fd, (char *)out + have,
						len - have);

		if (status)
			return status;
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 || (got == 0 && have))
			return error_set(err, STATUS_IO, "pipe: %s",
					 got ? strerror(errno) : "cut short");
		if (got == 0)
			return STATUS_DONE;
		have += (size_t)got;
	}
	return STATUS_OK;
}

enum status wire_receive_with(int fd, enum wire_kind *kind, struct buf *out,
			      wire_wait_fn *wait, void *context,
			      struct error *err)
{
	const struct source source = { fd, wait, context };
	unsigned char head[HEAD];
	enum status status = read_all(&source, head, HEAD, err);
	size_t len;

	buf_clear(out);
	if (status)
		return status;
	*kind = (enum wire_kind)head[0];
	len = head[1] | (size_t)head[2] << 8 | (size_t)head[3] << 16 |
	      (size_t)head[4] << 24;
	if (len > WIRE_FRAME_MOST)
		return error_set(err, STATUS_INTERNAL, "pipe: bad frame");
	buf_reserve(out, len);
	if (len && (status = read_all(&source, out->data, len, err)) !=
		   STATUS_OK)
		return status == STATUS_DONE ?
		       error_set(err, STATUS_IO, "pipe: cut short") : status;
	out->len = len;
	out->data[len] = '\0';
	return STATUS_OK;
}

enum status wire_receive(int fd, enum wire_kind *kind, struct buf *out,
			 struct error *err)
{
	return wire_receive_with(fd, kind, out, NULL, NULL, err);
}

/* Room for the header of one descriptor, aligned as it must be. */
union control {
	struct cmsghdr header;
	char bytes[CMSG_SPACE(sizeof(int))];
};

enum status wire_send_fd(int fd, int sent, struct error *err)
{
	union control control = { .bytes = "" };
	char byte = 0;
	struct iovec part = { &byte, 1 };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1,
				  .msg_control = control.bytes,
				  .msg_controllen = sizeof(control.bytes) };
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);
	ssize_t done;

	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(sizeof(sent));
	memcpy(CMSG_DATA(header), &sent, sizeof(sent));
	do
		done = sendmsg(fd, &message, MSG_NOSIGNAL);
	while (done < 0 && errno == EINTR);
	return done == 1 ? STATUS_OK : error_set(err, STATUS_IO,
		"the other process is gone: %s", strerror(errno));
}

enum status wire_receive_fd(int fd, int *out, struct error *err)
{
	union control control = { .bytes = "" };
	char byte;
	struct iovec part = { &byte, 1 };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1,
				  .msg_control = control.bytes,
				  .msg_controllen = sizeof(control.bytes) };
	struct cmsghdr *header;
	ssize_t got;

	do
		got = recvmsg(fd, &message, MSG_CMSG_CLOEXEC);
	while (got < 0 && errno == EINTR);
	header = got == 1 ? CMSG_FIRSTHDR(&message) : NULL;
	if (!header || header->cmsg_type != SCM_RIGHTS)
		return error_set(err, STATUS_IO, "pipe: no descriptor came");
	memcpy(out, CMSG_DATA(header), sizeof(*out));
	return STATUS_OK;
}
