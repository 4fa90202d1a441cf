#include "indexer/command/options.h"

#include <stdlib.h>
#include <string.h>

#include <libxml/xmlversion.h>
#include <unicode/uversion.h>

#include "base/mem.h"
#include "read/xml_map.h"
#include "unpack/sandbox.h"
#include "unpack/stream.h"
#include "xapian-c/xc.h"

enum key {
	KEY_INDEX = 1, KEY_JOBS, KEY_SHARDS, KEY_TAXONOMY, KEY_LEXICON,
	KEY_ENCODING, KEY_PRUNE, KEY_DRY_RUN, KEY_REMOVE, KEY_UNREMOVE,
	KEY_REPORT, KEY_PROGRESS, KEY_SHOW, KEY_STATS, KEY_FILES, KEY_RELABEL,
	KEY_UPGRADE, KEY_COMPACT, KEY_CHECK, KEY_REPAIR, KEY_BACKUP, KEY_SPLIT, KEY_PUBLISH,
	KEY_SHARDS_AT, KEY_XML_MAP, KEY_QUARANTINE, KEY_ORIGINALS
};

static const struct option_spec table[] = {
	{ "index", 'i', "DIR", "The index; else $BAGUI_INDEX, else "
	  "./bagui.index. It is made when it is not there.", KEY_INDEX,
	  "What to index" },
	{ "files0-from", 0, "FILE", "Read names of sources from FILE ('-': "
	  "standard input), each ended by a NUL.", KEY_FILES, NULL },
	{ "encoding", 0, "NAME", "What sources that declare no encoding are "
	  "in, such as gb18030 or big5. Without it, each file's own bytes "
	  "tell.", KEY_ENCODING, NULL },
	{ "taxonomy", 0, "DIR", "The topics, regions and platforms; default: "
	  "those of the index, else the installed ones.", KEY_TAXONOMY, NULL },
	{ "lexicon", 0, "FILE", "More words, one a line; kept in the index. "
	  "Repeatable.", KEY_LEXICON, NULL },
	{ "xml-map", 0, "FILE", "What the elements of your XML mean: a role, a "
	  "tab and names on each line.", KEY_XML_MAP, NULL },
	{ "jobs", 'j', "N", "How many processes work; default: the "
	  "processors.", KEY_JOBS, "How to index" },
	{ "shards", 0, "N", "How many parts the index has, fixed when it is "
	  "made; default: one a job.", KEY_SHARDS, NULL },
	{ "keep-originals", 0, NULL, "Keep what is indexed as it came, each "
	  "file and member compressed beside the index, so that it can be "
	  "shown when the source is gone. Lines of JSON Lines and TSV are not "
	  "kept.", KEY_ORIGINALS, NULL },
	{ "progress", 0, "auto|always|never", "A line on standard error that "
	  "says how far it is.", KEY_PROGRESS, NULL },
	{ "report", 0, "FILE", "Write a JSON line for every source or member "
	  "that was not plainly indexed, and the totals.", KEY_REPORT, NULL },
	{ "prune", 0, "[=force]", "Drop the documents of files below the "
	  "sources that are gone; refuses when over half would go.",
	  KEY_PRUNE, "What to drop" },
	{ "dry-run", 0, NULL, "Only say what would be read or dropped.",
	  KEY_DRY_RUN, NULL },
	{ "remove", 0, "ID", "Drop a document and keep it out of later runs. "
	  "Repeatable.", KEY_REMOVE, NULL },
	{ "unremove", 0, "ID", "Let a removed document in again, the next time "
	  "its source is read. Repeatable.", KEY_UNREMOVE, NULL },
	{ "relabel", 0, NULL, "Label all anew from the stored text, without the "
	  "sources; --taxonomy says with what.", KEY_RELABEL, "The whole index" },
	{ "upgrade", 0, NULL, "Make all terms anew from the stored text, for an "
	  "index that another version made.", KEY_UPGRADE, NULL },
	{ "compact", 0, NULL, "Write the index in less space, without what was "
	  "dropped, and seal it.", KEY_COMPACT, NULL },
	{ "split", 0, "N", "Write the index with N shards, from what is stored.",
	  KEY_SPLIT, NULL },
	{ "publish", 0, "DIR", "Copy the sealed index to DIR, whose readers go "
	  "over to it at once.", KEY_PUBLISH, NULL },
	{ "shards-at", 0, "PLACE,...", "Make the index a list of shards that lie "
	  "elsewhere: index directories, or HOST:PORT of a xapian-tcpsrv. "
	  "Repeatable.", KEY_SHARDS_AT, NULL },
	{ "check", 0, NULL, "Verify all files, records and counts; a line for "
	  "each finding.", KEY_CHECK, NULL },
	{ "repair", 0, NULL, "Put right what --check finds, from what is stored; "
	  "what is lost is named, and the next run reads its sources again.",
	  KEY_REPAIR, NULL },
	{ "backup", 0, "DIR", "Copy the index to DIR, also while it is in use, "
	  "and verify the copy; files that DIR has are not copied again. To "
	  "restore, copy DIR back.", KEY_BACKUP, NULL },
	{ "show", 0, "text|passages|labels|terms", "Print what that stage "
	  "makes of the sources; index nothing.", KEY_SHOW, "What to look at" },
	{ "stats", 0, NULL, "Print figures of the index.", KEY_STATS, NULL },
	{ "quarantine", 0, NULL, "Print what was refused, and why; it is tried "
	  "again when it changes, and by another version of the program.",
	  KEY_QUARANTINE, NULL },
	{ NULL, 0, NULL, NULL, 0, NULL }
};

static const char *const synopsis[] = {
	"[-i DIR] [OPTION...] SOURCE...",
	"--show=STAGE SOURCE...",
	NULL
};

static const char *const description[] = {
	"bagui-index reads Chinese reports, news and notices as they really "
	"come, cuts them into passages, labels these with topics, regions and "
	"platforms, and keeps them in an index that bagui-query(1) and "
	"bagui.cgi search.",
	"A SOURCE is a file, a folder (all files below it), an archive (tar, "
	"zip, WARC, WACZ, ARC; three deep), or '-' for JSON Lines on standard "
	"input. Plain text, HTML, Markdown, XML, mail, docx, odt, EPUB, OFD, "
	"JSON Lines and TSV are read, also compressed as .gz, .zst, .bz2 or "
	".xz, in UTF-8, GB18030 (GB2312, GBK), Big5 or UTF-16, whatever they "
	"declare.",
	"Files are parsed by a process that can open no file and reach no "
	"network. What makes it crash, hang or grow is put in quarantine, and "
	"the run goes on.",
	"Running it again on the same sources does only the work that changed. "
	"What was committed stays, whatever ends the program; the next run "
	"goes on from there.",
	NULL
};

static const struct program_row exits[] = {
	{ "0", "Done." },
	{ "2", "The command line makes no sense, or the work could not go on "
	       "(a full disk, for example); one line says why." },
	{ "3", "Something was rejected, put in quarantine or missing; the rest is "
	       "indexed." },
	{ "4", "Another bagui-index is writing to the index." },
	{ "5", "The index is damaged (--check says where), of another version, "
	       "or not one." },
	{ "130", "Interrupted; what was read is committed." },
	{ NULL, NULL }
};

static const struct program_row environment[] = {
	{ "BAGUI_INDEX", "The index when -i does not say." },
	{ "TRACE", "A file that gets a line for each stage of the work." },
	{ NULL, NULL }
};

static const struct program_row examples[] = {
	{ "bagui-index -i reports.idx reports/",
	  "Index a folder, or bring its index up to date." },
	{ "bagui-index -i news.idx news.jsonl.zst",
	  "Index a compressed file of JSON Lines." },
	{ "bagui-index --show=labels report.html",
	  "See how a page is cut into passages and labelled, and why." },
	{ NULL, NULL }
};

static const char *const see_also[] = { "bagui-query(1)", NULL };

static void put_libraries(FILE *file)
{
	fprintf(file, "Xapian %s, ICU %s, libxml2 %s\n", xc_library_version(),
		U_ICU_VERSION, LIBXML_DOTTED_VERSION);
	fprintf(file, "sandbox: %s\n", sandbox_is_built_in() ?
		"seccomp and resource limits" : "none in this build");
}

const struct program_spec indexer_program = {
	.name = "bagui-index",
	.summary = "index Chinese campaign documents for searching",
	.synopsis = synopsis,
	.options = table,
	.description = description,
	.exits = exits,
	.environment = environment,
	.examples = examples,
	.see_also = see_also,
	.operand = OPERAND_FILE,
	.version = BAGUI_VERSION,
	.put_libraries = put_libraries,
	.translate = indexer_translate,
};

static void add(struct strings *strings, const char *value)
{
	mem_reserve(&strings->at, &strings->capacity, strings->count + 1,
		    sizeof(*strings->at));
	strings->at[strings->count++] = value;
}

static enum status set_count(size_t *out, const struct options *options,
			     struct error *err)
{
	int64_t number;
	enum status status = options_number(&number, options, 1, 256, err);

	if (!status)
		*out = (size_t)number;
	return status;
}

static enum status set_choice(int *out, const struct options *options,
			      struct error *err)
{
	size_t choice;
	enum status status = options_choice(&choice, options, err);

	if (!status)
		*out = (int)choice;
	return status;
}

static enum status set_encoding(struct run_options *run, const char *name,
				struct error *err)
{
	run->encoding = encoding_of_label(name, strlen(name));
	if (run->encoding == ENCODING_UNKNOWN)
		return error_set(err, STATUS_USAGE,
				 "--encoding: %s is not an encoding that is "
				 "read", name);
	return STATUS_OK;
}

static enum status set_prune(struct run_options *run, const char *argument,
			     struct error *err)
{
	run->prune = true;
	run->prune_force = argument != NULL;
	if (argument && strcmp(argument, "force"))
		return error_set(err, STATUS_USAGE,
				 "--prune takes nothing but =force");
	return STATUS_OK;
}

static enum status set_xml_map(struct indexer_options *out, const char *path,
			       struct error *err)
{
	struct error why = { STATUS_OK, "" };
	struct buf bytes = BUF_INIT;
	stream *file = NULL;
	enum status status = stream_open(&file, path, &why);

	if (!status)
		status = stream_all(file, &bytes, &why);
	xml_map_free(out->xml_map);
	out->xml_map = NULL;
	if (!status)
		status = xml_map_parse(&out->xml_map,
				       bytes.data ? bytes.data : "", bytes.len,
				       &why);
	out->run.xml_map = out->xml_map;
	stream_close(file);
	buf_release(&bytes);
	return status ? error_set(err, STATUS_USAGE, "--xml-map: %s: %s", path,
				  why.text) : STATUS_OK;
}

static void set_relabel(struct indexer_options *out, bool *what)
{
	out->task = TASK_RELABEL;
	*what = true;
}

static enum status set(struct indexer_options *out,
		       const struct options *options, struct error *err)
{
	struct run_options *run = &out->run;
	int choice = 0;
	enum status status = STATUS_OK;

	switch ((enum key)options->key) {
	case KEY_INDEX: run->index = options->argument; break;
	case KEY_JOBS: status = set_count(&run->jobs, options, err); break;
	case KEY_SHARDS: status = set_count(&run->shards, options, err); break;
	case KEY_TAXONOMY: run->taxonomy = options->argument; break;
	case KEY_LEXICON: add(&out->lexicons, options->argument); break;
	case KEY_ENCODING:
		status = set_encoding(run, options->argument, err);
		break;
	case KEY_XML_MAP:
		status = set_xml_map(out, options->argument, err);
		break;
	case KEY_PRUNE: status = set_prune(run, options->argument, err); break;
	case KEY_ORIGINALS: run->keep_originals = true; break;
	case KEY_DRY_RUN: run->dry_run = true; break;
	case KEY_REMOVE: add(&out->removed, options->argument); break;
	case KEY_UNREMOVE: add(&out->unremoved, options->argument); break;
	case KEY_REPORT: run->report = options->argument; break;
	case KEY_PROGRESS:
		status = set_choice(&choice, options, err);
		run->progress = (enum progress_mode)choice;
		break;
	case KEY_SHOW:
		status = set_choice(&choice, options, err);
		out->show = (enum show_stage)choice;
		out->task = TASK_SHOW;
		break;
	case KEY_STATS: out->task = TASK_STATS; break;
	case KEY_QUARANTINE: out->task = TASK_QUARANTINE; break;
	case KEY_RELABEL: set_relabel(out, &out->relabels); break;
	case KEY_UPGRADE: set_relabel(out, &out->upgrades); break;
	case KEY_COMPACT: out->task = TASK_COMPACT; break;
	case KEY_CHECK: out->task = TASK_CHECK; break;
	case KEY_REPAIR: out->task = TASK_REPAIR; break;
	case KEY_BACKUP:
		out->task = TASK_BACKUP;
		out->publish = options->argument;
		break;
	case KEY_SPLIT:
		out->task = TASK_SPLIT;
		status = set_count(&out->split, options, err);
		break;
	case KEY_PUBLISH:
		out->task = TASK_PUBLISH;
		out->publish = options->argument;
		break;
	case KEY_SHARDS_AT:
		out->task = TASK_SHARDS_AT;
		add(&out->shards_at, options->argument);
		break;
	case KEY_FILES: run->files0_from = options->argument; break;
	}
	return status;
}

/* Tasks that take the index as it is, without sources. */
static bool is_whole(enum task task)
{
	return task == TASK_RELABEL || task == TASK_COMPACT ||
	       task == TASK_CHECK || task == TASK_SPLIT ||
	       task == TASK_PUBLISH || task == TASK_SHARDS_AT ||
	       task == TASK_REPAIR || task == TASK_BACKUP;
}

static enum status check_whole(const struct indexer_options *options,
			       struct error *err)
{
	const struct run_options *run = &options->run;

	if (run->source_count || run->files0_from || run->removed_count ||
	    run->unremoved_count)
		return error_set(err, STATUS_USAGE, "--relabel, --upgrade, "
				 "--compact, --check, --repair, --backup, "
				 "--split, --publish and --shards-at take no "
				 "SOURCE");
	if (run->taxonomy && !options->relabels)
		return error_set(err, STATUS_USAGE,
				 "--taxonomy here needs --relabel");
	return STATUS_OK;
}

static enum status complete(struct indexer_options *out,
			    struct options *options, struct error *err)
{
	struct run_options *run = &out->run;
	const char *index = getenv("BAGUI_INDEX");

	run->lexicons = out->lexicons.at;
	run->lexicon_count = out->lexicons.count;
	run->removed = out->removed.at;
	run->removed_count = out->removed.count;
	run->unremoved = out->unremoved.at;
	run->unremoved_count = out->unremoved.count;
	if (!run->index)
		run->index = index && *index ? index : "bagui.index";
	run->sources = (const char *const *)options->operands;
	run->source_count = options->operand_count;
	if (is_whole(out->task))
		return check_whole(out, err);
	if (out->task == TASK_STATS || out->task == TASK_QUARANTINE ||
	    run->source_count || run->files0_from ||
	    run->removed_count || run->unremoved_count || run->lexicon_count)
		return STATUS_OK;
	return error_set(err, STATUS_USAGE, "no SOURCE given; see --help");
}

enum status indexer_options_parse(struct indexer_options *out, int argc,
				  char **argv, struct error *err)
{
	struct options options;
	enum status status;

	memset(out, 0, sizeof(*out));
	options_init(&options, &indexer_program, argc, argv);
	while (!(status = options_next(&options, err))) {
		status = set(out, &options, err);
		if (status)
			break;
	}
	if (status == STATUS_DONE && options.answered) {
		out->task = TASK_ANSWERED;
		status = STATUS_OK;
	} else if (status == STATUS_DONE) {
		status = complete(out, &options, err);
	}
	options_release(&options);
	return status;
}

void indexer_options_release(struct indexer_options *options)
{
	free(options->lexicons.at);
	free(options->shards_at.at);
	free(options->removed.at);
	free(options->unremoved.at);
	xml_map_free(options->xml_map);
}
