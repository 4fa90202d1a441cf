#!/usr/bin/perl
# judge.pl MANIFEST REPORT ANSWERS: does each hostile file end as it must?
#
# MANIFEST: file, case and outcome, a line each, parted by tabs.  REPORT: what
# bagui-index --report wrote.  ANSWERS: "string TAB id of a document found".
# Prints a TAP line a file.  Only the words of the outcome that a run decides are
# judged: FIND= and LOSE= strings; INDEX and WARN against SKIP and REJECT, with
# the reason where one is named; for PARTIAL, that something was refused.
use strict;
use warnings;
use open qw(:std :utf8);
use utf8;
use JSON::PP;

my ($manifest, $report, $answers) = @ARGV;
my (%rows, %found);

sub lines {
	open my $file, '<', $_[0] or die "$_[0]: $!\n";
	my @lines = <$file>;
	chomp @lines;
	return @lines;
}

for (lines($report)) {
	my $row = JSON::PP->new->decode($_);
	next unless defined $row->{path};
	(my $file = $row->{path}) =~ s{^[^/]*/}{};
	push @{$rows{$file}}, $row;
}
for (lines($answers)) {
	my ($string, $id) = split /\t/;
	$found{$string}{$id} = 1;
}

# Is the string found in a document of this file?
sub is_found {
	my ($file, $string) = @_;
	return grep { m{^[^/]*/\Q$file\E(?:$|[!#~])} } keys %{$found{$string}};
}

# Is there a row with this status whose reason begins with one of the words?
sub has_row {
	my ($file, $status, $words) = @_;
	for my $row (@{$rows{$file}}) {
		next unless $row->{status} =~ /^(?:$status)$/;
		return 1 if !$words;
		return 1 if grep { $row->{reason} =~ /^\Q$_\E/ } split /\|/, $words;
	}
	return 0;
}

sub is_refused { return has_row($_[0], 'rejected|quarantined', $_[1]) }

# One alternative of an outcome ("WARN FIND=x", "REJECT reason=a|b") holds.
sub holds {
	my ($file, $outcome) = @_;
	my @finds = $outcome =~ /FIND=(\S+?)(?=[;,]|\s|$)/g;
	my ($reason) = $outcome =~ /reason=([\w|-]+)/;

	return "finds nothing for $_" for grep { !is_found($file, $_) } @finds;
	return 'is not refused' . ($reason ? " as $reason" : '')
		if $outcome =~ /REJECT/ && !is_refused($file, $reason);
	return 'is not skipped' . ($reason ? " as $reason" : '')
		if $outcome =~ /SKIP/ && !has_row($file, 'skipped', $reason);
	return 'is refused'
		if $outcome =~ /^(?:INDEX|WARN)/ && is_refused($file);
	return 'has no row of a member'
		if $outcome =~ /^PARTIAL/ && !@{$rows{$file} // []};
	return;
}

sub judge {
	my ($file, $outcome) = @_;
	my @lose = $outcome =~ /LOSE=(\S+?)(?=[;,]|\s|$)/g;
	my @whys;

	$outcome =~ s/\s*[;(].*// unless $outcome =~ /;[^;]*REJECT/;
	for my $choice (split / or /, $outcome) {
		my $why = holds($file, $choice);
		return grep({ $found{$_} } @lose) ? "finds @lose" : undef
			if !$why;
		push @whys, $why;
	}
	return join '; ', @whys;
}

my ($count, $failed) = (0, 0);
for (lines($manifest)) {
	my ($file, $case, $outcome) = split /\t/;
	next if $file eq 'file' || $file eq 'queries.tsv' || $file =~ m{^special/};
	my $why = judge($file, $outcome);
	$count++;
	$failed++ if $why;
	print $why ? "not ok $count - $file ($case): $why\n# wanted: $outcome\n"
		   : "ok $count - $file: $case\n";
	next unless $why;
	print "# $_->{status}: ", $_->{member} // '', ": $_->{reason}\n" for @{$rows{$file} // []};
}
print "1..$count\n";
exit($failed != 0);
