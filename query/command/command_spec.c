/* What bagui-query and bagui.cgi accept, and what their help and manual say. */
#include "query/command/command.h"

#include <stdio.h>

#include <libxml/xmlversion.h>
#include <unicode/uversion.h>

#include "xapian-c/xc.h"

static const struct option_spec query_options[] = {
	{ "index", 'i', "DIR",
	  "Search the index in DIR, or the shard at HOST:PORT. Repeatable: several "
	  "are searched as one.",
	  KEY_INDEX, "What to search" },
	{ "topic", 't', "TOPIC",
	  "Passages about this topic: its id or any of its names. Repeatable: "
	  "any of several.", KEY_REQUEST, NULL },
	{ "region", 'r', "REGION",
	  "Passages about this region: code, name, alias or pinyin; what lies "
	  "in it is included. Repeatable.", KEY_REQUEST, NULL },
	{ "platform", 'p', "PLATFORM",
	  "Passages about this service platform. Repeatable.", KEY_REQUEST,
	  NULL },
	{ "origin", 0, "REGION",
	  "Documents issued by (not only about) this region. Repeatable.",
	  KEY_REQUEST, NULL },
	{ "publisher", 0, "NAME",
	  "Documents of this publisher, or, where none is called so, of those "
	  "whose name holds it. Repeatable.", KEY_REQUEST, NULL },
	{ "year", 0, "YEAR|undated",
	  "Documents of this year, or without a date. Repeatable.",
	  KEY_REQUEST, NULL },
	{ "from", 0, "DATE",
	  "Documents that can be of this date or later: 2009, 2009-03 or "
	  "2009-03-15.", KEY_REQUEST, NULL },
	{ "to", 0, "DATE", "Documents that can be of this date or earlier.",
	  KEY_REQUEST, NULL },
	{ "since", 0, "RUN",
	  "What this run of bagui-index, or a later one, added or replaced: its "
	  "number, or last for the last one.", KEY_REQUEST, NULL },

	{ "match", 0, "auto|all|any",
	  "How many of the words a passage must hold. auto: all, unless that "
	  "finds fewer than ten.", KEY_REQUEST, "How to search" },
	{ "related", 0, "yes|no",
	  "Whether official words for the query's everyday ones lift a passage; "
	  "yes unless set. What is found stays the same.", KEY_REQUEST, NULL },
	{ "scope", 0, "passage|document",
	  "Where AND and NOT must hold: in one passage (the default) or over "
	  "the whole document.", KEY_REQUEST, NULL },
	{ "timeout", 0, "MS", "Give up after so many milliseconds.",
	  KEY_REQUEST, NULL },
	{ "strict", 0, NULL,
	  "Treat broken syntax and other warnings as errors.", KEY_REQUEST,
	  NULL },

	{ "limit", 'n', "N|all", "Show so many (10), or all.", KEY_REQUEST,
	  "What to show" },
	{ "offset", 0, "N", "Leave out the first N.", KEY_REQUEST, NULL },
	{ "sort", 0, "relevance|date|-date|left|right",
	  "Best first (the default), oldest first or newest first; left, right: "
	  "with --kwic, by the text on that side.", KEY_SORT, NULL },
	{ "group", 0, "passage|document|reprint",
	  "document: the best passage of each document; counts are of "
	  "documents then. reprint: of passages with the same letters one, and "
	  "where the others are; terminals get that without being asked.",
	  KEY_REQUEST, NULL },
	{ "facets", 0, "[=KIND[:ID],...]",
	  "Count the whole answer by topic, region, platform, year and "
	  "publisher; region:450000 opens one region.", KEY_REQUEST, NULL },
	{ "zeros", 0, NULL, "With --facets: list also what has none.",
	  KEY_REQUEST, NULL },
	{ "show", 0, "ID",
	  "Show this passage or document whole, with its labels.", KEY_SHOW,
	  NULL },
	{ "explain", 0, NULL, "Say how the query was understood.", KEY_REQUEST,
	  NULL },
	{ "suggest", 0, NULL,
	  "Where little was found: say what each part would find, and what may "
	  "be meant. JSON and terminals get that without being asked.",
	  KEY_REQUEST, NULL },

	{ "kwic", 0, "[=N]",
	  "A concordance: every place that was found on a line of its own, "
	  "with N characters (20) to the left and right. --limit and --offset "
	  "count lines.", KEY_KWIC, "Researcher's tools" },
	{ "trend", 0, "[=year|region|region:ID]",
	  "How often each QUERY, taken as an exact string, occurs year by year "
	  "or region by region: times, passages, documents, per million "
	  "characters, first use. A year without documents is a gap, not a "
	  "zero.", KEY_TREND, NULL },
	{ "similar", 0, "ID",
	  "More like this passage or document, by its most telling words; "
	  "itself and its reprints are left out.", KEY_SIMILAR, NULL },
	{ "source", 0, "ID",
	  "The untouched original bytes of this document or passage, as long as "
	  "its file or archive is as it was when it was indexed, or "
	  "bagui-index --keep-originals kept it.", KEY_SOURCE,
	  NULL },

	{ "format", 0, "text|json|jsonl|csv|tsv|trec",
	  "The form of the answer; text is for people.", KEY_FORMAT,
	  "Input and output" },
	{ "format-version", 0, "N",
	  "Fail unless JSON is of this version; the newest is 1.",
	  KEY_FORMAT_VERSION, NULL },
	{ "batch", 0, "FILE",
	  "Answer the lines of FILE (- for standard input), each an id, a tab "
	  "and a query.", KEY_BATCH, NULL },
	{ "color", 0, "auto|always|never",
	  "Mark what was found in colour; auto: on a terminal.", KEY_COLOR,
	  NULL },
	{ "complete", 0, "KIND", NULL, KEY_COMPLETE, NULL },
	{ NULL, 0, NULL, NULL, 0, NULL }
};

static const char *const query_synopsis[] = {
	"[-i DIR]... [OPTION]... [QUERY]...", NULL
};

static const char *const query_description[] = {
	"Ranks the passages of an index that answer QUERY, by words in either "
	"script, by topic, region and platform. With a filter and no QUERY: all "
	"passages that carry the labels.",
	"A QUERY is words; a string in quotation marks finds exactly the "
	"passages that hold it. AND, OR, NOT, -word, NEAR/20, brackets, a "
	"final * and fields such as title: region: date:2009-03..2009-06 "
	"work, full-width punctuation too.",
	"bagui-query-syntax(7) has all of the query language, with examples.",
	"The columns of csv and tsv are rank, score, id, document, title, date, "
	"publisher, origin, topics, regions, platforms, heading, text, path "
	"and url; with --batch they begin with qid. Labels are joined by "
	"semicolons, headings by \" > \".",
	"With --kwic they are left, match, right, id, date and title; with "
	"--trend phrase, year, occurrences, passages, documents, per_million, "
	"first_date, first_id and characters (of all text of that year), or "
	"phrase, region, name and the same. Where a year has no text the "
	"cells are empty.",
	"csv is RFC 4180; a cell that a spreadsheet would compute, one that "
	"begins with = + - @, a tab or a carriage return, gets a ' before it. "
	"In tsv tabs and line ends within a cell are blanks.",
	NULL
};

static const struct program_row query_exits[] = {
	{ "0", "Passages were found; with --batch, all lines were answered." },
	{ "1", "None was found." },
	{ "2", "An error, a timeout or an unusable index: one line on standard "
	       "error says which." },
	{ NULL, NULL }
};

static const struct program_row query_environment[] = {
	{ "BAGUI_INDEX", "The index when there is no -i; else ./bagui.index." },
	{ "BAGUI_SHARD_TIMEOUT", "How long a shard on another machine may take to "
	  "answer, in milliseconds (5000); then it is left out, and named." },
	{ "NO_COLOR", "When set and not empty: no colour, unless "
		      "--color=always." },
	{ "COLUMNS", "Width of the text when standard output is no terminal." },
	{ "LC_ALL, LC_MESSAGES, LANG",
	  "Chinese locales get Chinese words around the answer. Data is UTF-8 "
	  "in all of them." },
	{ NULL, NULL }
};

static const struct program_row query_examples[] = {
	{ "bagui-query 民生热线 培训", "Ranked passages with these words." },
	{ "bagui-query -r 玉林 -p hotline",
	  "All of what is about Yulin and the hotlines." },
	{ "bagui-query --format=json --facets '\"三个一\"'",
	  "Exactly the passages with that string, and counts." },
	{ "bagui-query --kwic --sort=right -n all '\"热线\"'",
	  "Every place where it stands, in the order of what follows." },
	{ "bagui-query --trend 热线 窗口",
	  "How often two phrases occur in each year." },
	{ "bagui-query --facets=region --zeros -n 0 热线",
	  "Which regions speak of it, and which never do." },
	{ "bagui-query --since=last -t relief",
	  "What the last run added about relief." },
	{ NULL, NULL }
};

static const char *const query_see_also[] = { "bagui-query-syntax(7)",
					      "bagui-index(1)", "bagui.cgi(8)",
					      NULL };

static const char *const query_asked[] = { "TOPIC", "REGION", "PLATFORM",
					   NULL };

static void put_libraries(FILE *file)
{
	UVersionInfo version;
	char icu[U_MAX_VERSION_STRING_LENGTH];

	u_getVersion(version);
	u_versionToString(version, icu);
	fprintf(file, "Xapian %s\nICU %s\nlibxml2 %s\n", xc_library_version(),
		icu, LIBXML_DOTTED_VERSION);
}

const struct program_spec command_query_spec = {
	.name = "bagui-query",
	.summary = "search an index of campaign documents",
	.synopsis = query_synopsis,
	.options = query_options,
	.description = query_description,
	.exits = query_exits,
	.environment = query_environment,
	.examples = query_examples,
	.see_also = query_see_also,
	.operand = OPERAND_TEXT,
	.version = BAGUI_VERSION,
	.put_libraries = put_libraries,
	.translate = command_translate,
	.asked = query_asked,
};

static const struct option_spec cgi_options[] = {
	{ NULL, 0, NULL, NULL, 0, NULL }
};

static const char *const cgi_synopsis[] = { "[OPTION]", NULL };

static const char *const cgi_description[] = {
	"The search page. A web server starts it as a CGI/1.1 program; with "
	"GATEWAY_INTERFACE set, its arguments are ignored.",
	"Started with a listening socket as its standard input it is FastCGI: a "
	"pool of workers, each with the index open, which answer until SIGTERM. "
	"A worker that dies, or that has answered 10,000 requests, is replaced.",
	"The page is at the program's own address, /doc/ID below it shows a "
	"document, /json the answer as JSON. Parameters are q and the long "
	"options of bagui-query: topic, region, platform, origin, publisher "
	"and year may repeat; from, to, match, scope, limit (at most 100), "
	"offset, sort, group, facets and lang (zh-Hans, zh-Hant, en) may not. "
	"Others are ignored.",
	"/csv, /atom and /suggest are the answer as a table, as a feed, and words "
	"that go on from q; /opensearch.xml tells browsers of all this. Each "
	"request has a line of JSON on standard error.",
	NULL
};

static const struct program_row cgi_environment[] = {
	{ "BAGUI_INDEX", "The index. It never comes from the request." },
	{ "BAGUI_SHARD_TIMEOUT", "As for bagui-query." },
	{ "BAGUI_TIMEOUT", "Milliseconds for an answer; 5000 unless set." },
	{ "BAGUI_WORKERS", "FastCGI workers; one a processor unless set." },
	{ "BAGUI_LOG", "off: no lines in the log; noquery: without what was "
		       "asked." },
	{ "BAGUI_URL", "What addresses begin with in feeds and citations, such "
		       "as https://search.example; the request's host unless "
		       "set." },
	{ NULL, NULL }
};

static const char *const cgi_see_also[] = { "bagui-query(1)",
					    "bagui-index(1)", NULL };

const struct program_spec command_cgi_spec = {
	.name = "bagui.cgi",
	.summary = "search an index of campaign documents from a browser",
	.synopsis = cgi_synopsis,
	.options = cgi_options,
	.description = cgi_description,
	.environment = cgi_environment,
	.see_also = cgi_see_also,
	.section = 8,
	.version = BAGUI_VERSION,
	.put_libraries = put_libraries,
	.translate = command_translate,
};
