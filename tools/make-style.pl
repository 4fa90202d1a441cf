#!/usr/bin/perl
# The style sheet as a C array, for query/web/style.c: perl tools/make-style.pl
use strict;
use warnings;

my $path = 'query/web/bagui.css';
open my $css, '<:raw', $path or die "$path: $!\n";
local $/;
my @bytes = unpack 'C*', <$css>;

print "/* Made by tools/make-style.pl from $path. */\n";
print "static const unsigned char sheet[] = {\n";
while (my @row = splice @bytes, 0, 16) {
	print "\t", join(', ', @row), ",\n";
}
print "};\n";
