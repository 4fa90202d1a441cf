#!/usr/bin/perl
# score.pl [-v] QRELS RUN: how well a TREC run answers judged queries.
#
# Prints "MRR@10 0.912 nDCG@10 0.874 queries 40"; with -v first each query's
# own two figures.  A query without an answer counts as zero; one that was
# never judged, or the same passage twice, is an error.
use strict;
use warnings;

my $verbose = @ARGV && $ARGV[0] eq '-v' && shift;
die "usage: score.pl [-v] QRELS RUN\n" unless @ARGV == 2;
my ($qrels, $run) = @ARGV;
my $depth = 10;

sub lines
{
	my ($path) = @_;
	open(my $in, '<', $path) or die "$path: $!\n";
	chomp(my @lines = <$in>);
	return @lines;
}

sub discounted
{
	my $sum = 0;
	$sum += (2 ** $_[$_] - 1) / log($_ + 2) for 0 .. $#_;
	return $sum;
}

my (%grade, %ranked, %seen);
for (lines($qrels)) {
	/^(\S+)\t\S+\t(\S+)\t([0-3])$/ or die "$qrels:$.: not a judgement: $_\n";
	$grade{$1}{$2} = $3;
}
for (lines($run)) {
	my ($qid, undef, $id, $rank) = split ' ';
	defined $rank or die "$run: not a line of a run: $_\n";
	$grade{$qid} or die "$run: $qid was never judged\n";
	$id =~ s/%([0-9A-Fa-f]{2})/chr hex $1/ge;
	$seen{$qid}{$id}++ and die "$run: $qid has $id twice\n";
	push @{ $ranked{$qid} }, [$rank, $id];
}

my ($mrr, $ndcg) = (0, 0);
for my $qid (sort keys %grade) {
	my @ids = map { $_->[1] } sort { $a->[0] <=> $b->[0] } @{ $ranked{$qid} || [] };
	splice @ids, $depth if @ids > $depth;
	my @gains = map { $grade{$qid}{$_} || 0 } @ids;
	my @ideal = sort { $b <=> $a } values %{ $grade{$qid} };
	splice @ideal, $depth if @ideal > $depth;
	my ($first) = grep { $gains[$_] } 0 .. $#gains;
	my $reciprocal = defined $first ? 1 / ($first + 1) : 0;
	my $gain = discounted(@gains) / discounted(@ideal);
	printf "%s\t%.3f\t%.3f\n", $qid, $reciprocal, $gain if $verbose;
	$mrr += $reciprocal;
	$ndcg += $gain;
}
my $count = keys %grade;
printf "MRR\@10 %.3f nDCG\@10 %.3f queries %d\n", $mrr / $count, $ndcg / $count, $count;
