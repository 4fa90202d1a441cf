/* query/web/link.h - addresses of our own pages that keep what was asked. */
#ifndef QUERY_WEB_LINK_H
#define QUERY_WEB_LINK_H
#include "query/web/page.h"

/* What a link changes of the present parameters. */
struct link_change {
	const char *drop, *drop_value;	/* this name, or only with this value */
	const char *set, *value;	/* then add this one */
	const char *within;	/* in place of both dates; "": of any */
	bool keeps_offset;		/* other links begin at the first page */
	bool drops_filters;
	bool drops_opened;		/* facets: which level is open */
};

/* The parameters that we know, for both directions.  Is name one, may it
 * repeat, is it a filter? */
bool link_is_known(const char *name, bool *repeats, bool *filters);

/* Append an address as it stands in an attribute: path below the script ("",
 * "/doc/..." encoded already), then the parameters. */
void link_put(const struct page *page, const char *path,
	      const struct link_change *change);
/* The same as it stands in a header or in text: '&' is '&'. */
void link_put_plain(const struct page *page, const char *path,
		    const struct link_change *change);
/* Append the address of a document, at passage number ("p3") unless it is
 * LINK_WHOLE. */
#define LINK_WHOLE ((size_t)-1)
void link_put_document(const struct page *page, const char *id, size_t number);
/* The same with a change of the parameters. */
void link_put_document_with(const struct page *page, const char *id,
			    const struct link_change *change);
/* The address by which a document, or a passage of it, is cited: without what
 * was asked. */
void link_put_permanent(const struct page *page, const char *id, size_t number);

/* Bring parameters into one order, and drop those that change nothing, so that
 * one request has one address. */
void link_sort(struct http_params *params);

#endif
