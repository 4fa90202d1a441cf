#!/usr/bin/perl
# make-term_table.pl TEXT... >lib/schema/term_table.c
#
# Counts the characters beyond ASCII of bodies of simplified text (UTF-8 files), each body
# with the same weight, and writes the commonest in their order.  Run by hand,
# since the bodies of text are not part of the project.  Another order is another
# spelling of terms and of records: SCHEMA_VERSION has to change with it.
use strict;
use warnings;
use open qw(:std :encoding(UTF-8));

my $KEPT = 64 + 12 * 255;	# of one byte, and of the first twelve of two
my $ROW = 36;			# characters a line
my $LITERAL = 1000;		# a string literal: C promises 4095 bytes

my $OTHERS = 40;	# of the characters kept that are not Han, at most

my %share;
for my $path (@ARGV) {
	my (%count, $total);
	open(my $in, '<', $path) or die "$path: $!\n";
	while (my $line = <$in>) {
		$count{$_}++, $total++ for $line =~ /[\x{2010}-\x{203b}\x{3000}-\x{303f}\x{4e00}-\x{9fff}\x{ff01}-\x{ff5e}]/g;
	}
	die "$path: no text\n" unless $total;
	$share{$_} += $count{$_} / $total for keys %count;
}
my @chars = sort { $share{$b} <=> $share{$a} || $a cmp $b } keys %share;
my $others = 0;
@chars = grep { /[\x{4e00}-\x{9fff}]/ || $others++ < $OTHERS } @chars;
$#chars = $KEPT - 1 if @chars > $KEPT;

print <<'END';
/* schema/term_table.c - the commonest characters, commonest first.
 * A table: written by tools/make-term_table.pl, not by hand.
 *
 * A statistical fact, counted over laws, television news, web news and
 * encyclopedia paragraphs: LawRefBook/Laws, DuckBurnIncense/xin-wen-lian-bo,
 * IAAR-Shanghai/CRUD_RAG, CMRC 2018. */
#include "schema/term_table.h"

END
print "const char *const term_common[] = {\n";
for (my $i = 0; $i < @chars; $i += $LITERAL) {
	my $last = $i + $LITERAL - 1 < $#chars ? $i + $LITERAL - 1 : $#chars;
	my @part = @chars[$i .. $last];
	while (my @row = splice(@part, 0, $ROW)) {
		print "\t\"", join('', @row), "\"", @part ? "" : ",", "\n";
	}
}
print "\tNULL\n};\n";
