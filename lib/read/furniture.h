/* read/furniture.h - which blocks of a page are its matter, and which are
 * menus, lists of links, notes about the source, buttons in words.
 *
 * Told by the density of links, by position among blocks of running text, and
 * by what such lines say.  Lines that name the source, the author and the time
 * give these to the document.  Lines that are not linked go only while they are
 * less than what stays, and where nothing would be left, all stays. */
#ifndef READ_FURNITURE_H
#define READ_FURNITURE_H
#include "read/markup.h"

/* Correct the places of regions by where the page's prose is. */
void furniture_settle(struct markup *markup);
/* Mark what is furniture as dropped; titles are known by now. */
void furniture_mark(struct markup *markup);

#endif
