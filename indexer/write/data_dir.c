#include "indexer/write/data_dir.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"

static const char *const places[] = { "share/bagui", "../share/bagui" };

char *data_dir_path(const char *name)
{
	char *self = realpath("/proc/self/exe", NULL);
	char *slash = self ? strrchr(self, '/') : NULL;
	char *found = NULL;

	if (slash)
		*slash = '\0';
	for (size_t i = 0; slash && !found && i < 2; i++) {
		struct buf path = BUF_INIT;

		buf_put_format(&path, "%s/%s/%s", self, places[i], name);
		found = buf_detach(&path);
		if (access(found, R_OK)) {
			free(found);
			found = NULL;
		}
	}
	free(self);
	return found;
}
