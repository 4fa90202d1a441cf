#!/usr/bin/perl
# make-decode_table.pl SIMPLIFIED TRADITIONAL >lib/text/decode_han.c
#
# Counts the characters of two bodies of Chinese text (UTF-8 files, a few
# million characters each) and writes how surprising each common one is: its
# cost, -log2 of its share, in half bits.  Both scripts have the same weight.
# Run by hand, since the bodies of text are not part of the project.
use strict;
use warnings;
use open qw(:std :encoding(UTF-8));

my $LIMIT = 34;		# half bits; what is rarer is left to the defaults
my $ROW = 36;		# characters a line
my $CLASS = 1000;	# characters a string literal: C promises 4095 bytes

sub shares {
	my ($path) = @_;
	my (%count, $total);
	open(my $in, '<', $path) or die "$path: $!\n";
	while (my $line = <$in>) {
		$count{$_}++, $total++ for $line =~ /[^\x00-\x{9f}\x{fffd}]/g;
	}
	die "$path: no text\n" unless $total;
	return map { $_ => $count{$_} / $total } keys %count;
}

die "usage: $0 SIMPLIFIED TRADITIONAL\n" unless @ARGV == 2;
my (%share, %class);
for my $path (@ARGV) {
	my %one = shares($path);
	$share{$_} += $one{$_} / 2 for keys %one;
}
for my $char (keys %share) {
	next if ord($char) > 0xFFFF || $char =~ /\p{Co}|\p{Cn}|\p{Cf}/;
	my $cost = int(0.5 - 2 * log($share{$char}) / log(2));
	push @{ $class{$cost} }, $char if $cost <= $LIMIT;
}

print <<'END';
/* text/decode_han.c - the commonest characters of Chinese text and their cost.
 * A table: written by tools/make-decode_table.pl, not by hand.
 *
 * A statistical fact, counted over work reports, laws, policies, web news and
 * television news (simplified), and over Hong Kong news and encyclopedia
 * paragraphs (traditional): aldohemsn/chinese-political-corpora,
 * LawRefBook/Laws, DuckBurnIncense/xin-wen-lian-bo, IAAR-Shanghai/CRUD_RAG,
 * scw1022/hong-kong-fire-documentary, DRCD. */
#include "text/decode_score.h"

const struct decode_common decode_common[] = {
END
for my $cost (sort { $a <=> $b } keys %class) {
	my @chars = sort @{ $class{$cost} };
	while (my @part = splice(@chars, 0, $CLASS)) {
		print "\t{ $cost,";
		while (my @row = splice(@part, 0, $ROW)) {
			print qq(\n\t  ") . join('', @row) . '"';
		}
		print " },\n";
	}
}
print "\t{ 0, NULL }\n};\n";
