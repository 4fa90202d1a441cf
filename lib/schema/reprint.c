#include "schema/reprint.h"

#include <xxhash.h>

#include "text/fold.h"

bool reprint_is_letter(uint32_t cp)
{
	return is_han(cp) || (cp >= '0' && cp <= '9') ||
	       (cp >= 'a' && cp <= 'z') || (cp >= 0xC0 && cp < 0x2000);
}

bool reprint_key(unsigned char out[REPRINT_KEY], const uint32_t *folded,
		 size_t count)
{
	enum { BLOCK = 256 };
	uint32_t letters[BLOCK];
	XXH64_canonical_t canonical;
	XXH64_hash_t hash = 0;
	size_t held = 0, all = 0;

	for (size_t i = 0; i < count; i++) {
		if (!reprint_is_letter(folded[i]))
			continue;
		all++;
		letters[held++] = folded[i];
		if (held < BLOCK)
			continue;
		hash = XXH3_64bits_withSeed(letters, sizeof(letters), hash);
		held = 0;
	}
	if (all < REPRINT_LEAST)
		return false;
	hash = XXH3_64bits_withSeed(letters, held * sizeof(*letters), hash);
	XXH64_canonicalFromHash(&canonical, hash);
	for (size_t i = 0; i < REPRINT_KEY; i++)
		out[i] = canonical.digest[i];
	return true;
}
