/* indexer/write/data_dir.h - where the installed data lies.
 *
 * share/bagui beside the executable (a build tree), else ../share/bagui from
 * it (an installation under any prefix). */
#ifndef INDEXER_WRITE_DATA_DIR_H
#define INDEXER_WRITE_DATA_DIR_H

/* The path of an installed file or folder, which the caller frees; NULL when
 * it is not there. */
char *data_dir_path(const char *name);

#endif
