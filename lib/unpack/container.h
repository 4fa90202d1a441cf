/* unpack/container.h - what reads the members of one kind of container.
 *
 * Owner: next() hands out members whose stream is the caller's to close, before
 *        the next call; their strings are the container's, until then.  Names
 *        are as the container has them: any bytes but NUL. */
#ifndef UNPACK_CONTAINER_H
#define UNPACK_CONTAINER_H
#include "unpack/unpack.h"

struct container_kind {
	/* As unpack_next(); *out comes zeroed. */
	enum status (*next)(void *self, struct unpack_member *out,
			    struct error *err);
	void (*close)(void *self);
};

struct container {
	const struct container_kind *kind;	/* NULL: none */
	void *self;
};

#endif
