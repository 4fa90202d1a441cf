#include "text/fold.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "fold_table.inc"

#include <string.h>

uint32_t fold_cp(uint32_t cp)
{
	const uint32_t mask = (1u << FOLD_BLOCK_BITS) - 1;

	if (cp >= FOLD_LIMIT)
		return cp;
	return cp + (uint32_t)fold_delta[fold_index[cp >> FOLD_BLOCK_BITS]]
					[cp & mask];
}

void fold_cps(uint32_t *out, const uint32_t *cp, size_t count)
{
	for (size_t i = 0; i < count; i++)
		out[i] = fold_cp(cp[i]);
}

char *fold_utf8(const char *text)
{
	const char *at = text, *end = text + strlen(text);
	struct buf folded = BUF_INIT;

	buf_reserve(&folded, (size_t)(end - at));
	while (at < end) {
		char bytes[4];
		uint32_t cp = fold_cp(utf8_next(&at, end));

		buf_put(&folded, bytes, utf8_encode(bytes, cp));
	}
	return buf_detach(&folded);
}

bool is_han(uint32_t cp)
{
	if (cp < 0x4E00)
		return cp == 0x3005 || cp == 0x3007 ||
		       (cp >= 0x3400 && cp <= 0x4DBF);
	if (cp <= 0x9FFF)
		return true;
	if (cp < 0x20000)
		return cp >= 0xF900 && cp <= 0xFAD9;
	return cp <= 0x2FA1F || (cp >= 0x30000 && cp <= 0x323AF);
}

bool is_space(uint32_t cp)
{
	return fold_cp(cp) == ' ';
}
