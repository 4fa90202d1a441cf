#include "indexer/write/resources.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include "base/mem.h"
#include "index/layout.h"
#include "indexer/write/data_dir.h"

static const char *const taxonomy_files[] = {
	"topics.xml", "platforms.xml", "regions.xml", "taxonomy.rng", NULL
};

static bool is_there(const char *path)
{
	return !access(path, R_OK);
}

static enum status find_taxonomy(char **out, const char *index,
				 const struct layout *layout, const char *given, struct error *err)
{
	if (given) {
		*out = mem_string(given);
		return STATUS_OK;
	}
	*out = layout ? layout_file(layout, index, "taxonomy") : NULL;
	if (*out && is_there(*out))
		return STATUS_OK;
	free(*out);
	*out = data_dir_path("taxonomy");
	if (!*out)
		return error_set(err, STATUS_NOT_FOUND,
				 "the installed taxonomy is missing; "
				 "use --taxonomy=DIR");
	return STATUS_OK;
}

static void add_word(void *context, const char *word)
{
	lexicon_add(context, word, strlen(word), 0);
}

/* Every file of words/ in the index. */
static enum status add_kept_words(lexicon *words, const char *index,
				  struct error *err)
{
	char *folder = layout_path(index, "words");
	DIR *handle = opendir(folder);
	struct dirent *item;
	enum status status = STATUS_OK;

	while (handle && !status && (item = readdir(handle))) {
		struct buf path = BUF_INIT;

		if (item->d_name[0] == '.')
			continue;
		buf_put_format(&path, "%s/%s", folder, item->d_name);
		status = lexicon_add_file(words, path.data, err);
		buf_release(&path);
	}
	if (handle)
		closedir(handle);
	free(folder);
	return status;
}

static enum status load_words(struct resources *out, const char *index,
			      const char *const *lexicons, size_t count,
			      struct error *err)
{
	char *campaign = data_dir_path("lexicon/campaign.txt");
	enum status status = STATUS_OK;

	out->words = lexicon_new();
	taxonomy_each_word(out->taxonomy, add_word, out->words);
	if (campaign)
		status = lexicon_add_file(out->words, campaign, err);
	if (!status && index)
		status = add_kept_words(out->words, index, err);
	for (size_t i = 0; !status && i < count; i++)
		status = lexicon_add_file(out->words, lexicons[i], err);
	lexicon_ready(out->words);
	free(campaign);
	return status;
}

enum status resources_load(struct resources *out, const char *index,
			   const struct layout *layout,
			   const char *taxonomy_directory,
			   const char *const *lexicons, size_t lexicon_count,
			   struct error *err)
{
	struct buf names = BUF_INIT;
	enum status status;

	memset(out, 0, sizeof(*out));
	status = find_taxonomy(&out->taxonomy_directory, index, layout,
			       taxonomy_directory, err);
	if (!status)
		status = taxonomy_load(&out->taxonomy, out->taxonomy_directory,
				       err);
	if (!status) {
		label_names_encode(&names, out->taxonomy);
		status = label_names_decode(&out->names, names.data, names.len,
					    err);
		buf_release(&names);
	}
	if (!status)
		status = load_words(out, layout ? index : NULL, lexicons,
				    lexicon_count, err);
	if (status)
		resources_release(out);
	return status;
}

void resources_release(struct resources *resources)
{
	free(resources->taxonomy_directory);
	taxonomy_free(resources->taxonomy);
	label_names_free(resources->names);
	lexicon_free(resources->words);
	memset(resources, 0, sizeof(*resources));
}

/* Write a file of the index unless it has these bytes already. */
static enum status save(const char *path, const void *bytes, size_t len,
			struct error *err)
{
	char *old;
	size_t old_len;
	bool same;

	if (layout_load(&old, &old_len, path, NULL))
		return layout_save(path, bytes, len, err);
	same = old_len == len && !memcmp(old, bytes, len);
	free(old);
	return same ? STATUS_OK : layout_save(path, bytes, len, err);
}

static enum status copy_file(const char *from, const char *to,
			     struct error *err)
{
	char *bytes;
	size_t len;
	enum status status = layout_load(&bytes, &len, from, err);

	if (!status)
		status = save(to, bytes, len, err);
	free(bytes);
	return status;
}

static enum status make_folder(const char *path, struct error *err)
{
	if (mkdir(path, 0777) && errno != EEXIST)
		return error_set(err, STATUS_IO, "%s: %s", path,
				 strerror(errno));
	return STATUS_OK;
}

static enum status save_taxonomy(const struct resources *resources,
				 const char *index, const struct layout *layout,
				 struct error *err)
{
	char *folder = layout_file(layout, index, "taxonomy");
	enum status status = make_folder(folder, err);

	for (size_t i = 0; !status && taxonomy_files[i]; i++) {
		char *from = taxonomy_file(resources->taxonomy_directory,
					   taxonomy_files[i]);
		struct buf to = BUF_INIT;

		buf_put_format(&to, "%s/%s", folder, taxonomy_files[i]);
		if (from && strcmp(from, to.data))
			status = copy_file(from, to.data, err);
		buf_release(&to);
		free(from);
	}
	free(folder);
	return status;
}

static bool same_bytes(const char *one, const char *other)
{
	char *a = NULL, *b = NULL;
	size_t a_len, b_len;
	bool same = !layout_load(&a, &a_len, one, NULL) &&
		    !layout_load(&b, &b_len, other, NULL) &&
		    a_len == b_len && !memcmp(a, b, a_len);

	free(a);
	free(b);
	return same;
}

enum status resources_expect_same(const struct resources *resources,
				  const char *index,
				  const struct layout *layout,
				  struct error *err)
{
	char *folder = layout_file(layout, index, "taxonomy");
	enum status status = STATUS_OK;

	for (size_t i = 0; !status && taxonomy_files[i] &&
			   is_there(folder); i++) {
		char *now = taxonomy_file(resources->taxonomy_directory,
					  taxonomy_files[i]);
		char *kept = taxonomy_file(folder, taxonomy_files[i]);

		if (now && kept && !same_bytes(now, kept))
			status = error_set(err, STATUS_USAGE,
				"%s: labelled with another taxonomy; "
				"--relabel --taxonomy changes it", index);
		free(now);
		free(kept);
	}
	free(folder);
	return status;
}

/* User lexicons are kept under a name made of what they hold. */
static enum status save_words(const char *index, const char *const *lexicons,
			      size_t count, struct error *err)
{
	char *folder = layout_path(index, "words");
	enum status status = count ? make_folder(folder, err) : STATUS_OK;

	for (size_t i = 0; !status && i < count; i++) {
		struct buf path = BUF_INIT;
		char *bytes;
		size_t len;

		status = layout_load(&bytes, &len, lexicons[i], err);
		if (!status) {
			buf_put_format(&path, "%s/%016llx.txt", folder,
				(unsigned long long)XXH3_64bits(bytes, len));
			status = save(path.data, bytes, len, err);
		}
		free(bytes);
		buf_release(&path);
	}
	free(folder);
	return status;
}

enum status resources_save(const struct resources *resources,
			   const char *index, const struct layout *layout,
			   const char *const *lexicons, size_t lexicon_count,
			   struct error *err)
{
	char *labels = layout_file(layout, index, "labels");
	char *words = layout_file(layout, index, "lexicon");
	struct buf bytes = BUF_INIT;
	enum status status;

	label_names_encode(&bytes, resources->taxonomy);
	status = save(labels, bytes.data, bytes.len, err);
	buf_clear(&bytes);
	lexicon_encode(&bytes, resources->words);
	if (!status)
		status = save(words, bytes.data, bytes.len, err);
	if (!status)
		status = save_taxonomy(resources, index, layout, err);
	if (!status)
		status = save_words(index, lexicons, lexicon_count, err);
	buf_release(&bytes);
	free(labels);
	free(words);
	return status;
}
