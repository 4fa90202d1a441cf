#!/usr/bin/perl
# Writes the 1:1 fold of text/fold.h as a C table on stdout.
#
# Sources (Debian's unicode-data, in $UNICODE_DATA or /usr/share/unicode):
#   DerivedNormalizationProps.txt  NFKC_CF: compatibility forms and case
#   CaseFolding.txt                simple folding where NFKC_CF is longer
#   EquivalentUnifiedIdeograph.txt CJK radicals
#   Unihan_Variants.txt.bz2        simplified, traditional, Z and semantic variants
#   Unihan_OtherMappings.txt.bz2   GB 2312 and the table of standard characters
#
# Han characters are put into classes; each class folds to one of its members,
# the simplified standard character.  With --classes the classes are listed
# instead, one a line, for a human to read.
use strict;
use warnings;
use utf8;

my $dir = $ENV{UNICODE_DATA} // '/usr/share/unicode';
my $BLOCK_BITS = 6;
my $LIMIT = 0x32000;		# nothing above folds

# Pairs of a variant and its simplified form that OpenCC's character tables
# (Apache-2.0) know and Unihan 15 does not connect.  Left out: 齶 with 顎,
# which the mainland's standard keeps apart as 腭 and 颚.
my $SUPPLEMENT = '
	䍦䍠 亙亘 佈布 佔占 侷局 俬私 儁俊 儎傤 兇凶 剷铲 劄札 唸念 嗰𠮶 噁恶
	嚐尝 嚮向 囌苏 塚冢 嫋袅 寀采 崑昆 嶽岳 巹卺 彆别 彔录 彿佛 悽凄 慤悫
	慼戚 扞捍 拚拼 捱挨 揯搄 搧扇 旣既 昇升 朮术 枴拐 柺拐 榘矩 榦干 槓杠
	欅榉 殭僵 氾泛 汙污 泝溯 洩泄 淩凌 滷卤 瀰弥 灩滟 燉炖 燬毁 牴抵 犛牦
	琱雕 産产 痠酸 癒愈 碕埼 祕秘 稜棱 穭穞 箚札 篠筿 簑蓑 籅𥫣 籤签 糰团
	綵彩 緑绿 緼缊 縴纤 罎坛 羶膻 翫玩 脩修 菸烟 蒐搜 蒕蒀 蓆席 蔘参 薹苔
	藴蕴 蠔蚝 袷夹 襬摆 覈核 託托 諮咨 譭毁 讚赞 谿溪 豔艳 輼辒 逕径 遊游
	醃腌 醖酝 醟蒏 醣糖 釦扣 鈅钥 鈡钟 鉅巨 鉆钻 鉳锫 録录 錼镎 鍅钫 鍊炼
	鍼针 鎸镌 钁镢 钂镋 閲阅 闇暗 陞升 霑沾 靝靔 頽颓 顔颜 餬糊 餵喂 駡骂
	鬨哄 鳬凫 鵰雕 鶿鹚 鷴鹇 鹼碱 麴曲 鼂鼌 齧啮 𠗣㓆 𡃕𠴛 𡔖𡍣 𤅶𣷷 𤓩𤊰
	𥊝𥅿 𦪙䑽 𧟀𧝧 劃㓰 儘侭 緪縆 麪麺 儭𠋆 㘉𠰱 嶘𡺄 愻𢙏 懎𢠁 𤢻𢢐 樤𣔌
	㰙𣗙 𪷓𣶭 熚𤇹 竚𥩟 蓧𦰏 爇𦶟 𦾟𦶻 𧎈𧌥 顂𩓋 驄𩨂 𠽃𪠺 𡅯𪢖 墲𪢸 幝𪩷
	廬𪪏 彃𪪼 𣜬𪳗 畼𪽈 眝𪾣 𥶽𫁱 艣𫇛 諫𫍝 閒𫔮 潨潀 睪睾 鯰鮎
	妳你
';

# Characters whose semantic variants are another word: 卍 is not 万.
my %APART = map { ord($_) => 1 } ('卍', '妳');

sub lines
{
	my ($name) = @_;
	my $path = "$dir/$name";
	my @how = $name =~ /\.bz2$/ ? ('-|', 'bzcat', $path) : ('<', $path);

	open(my $in, shift(@how), @how) or die "$path: $!\n";
	my @lines = grep { !/^#/ && /\S/ } <$in>;
	close($in) or die "$path: cannot be read\n";
	return @lines;
}

sub expand
{
	my ($range) = @_;
	my ($first, $last) = split(/\.\./, $range);

	return hex($first) .. hex($last // $first);
}

# %plain: one code point to one, everything but Han variants.
my %plain;

sub read_plain
{
	for (lines('CaseFolding.txt')) {
		my ($from, $kind, $to) = split(/;\s*/);
		$plain{hex($from)} = hex($to) if $kind eq 'C' || $kind eq 'S';
	}
	for (lines('DerivedNormalizationProps.txt')) {
		s/\s*#.*//s;
		my ($range, $property, $to) = split(/\s*;\s*/);
		next unless $property eq 'NFKC_CF' && defined($to);
		next unless $to =~ /^[0-9A-F]+$/;
		$plain{$_} = hex($to) for expand($range);
	}
	for (lines('EquivalentUnifiedIdeograph.txt')) {
		next unless /^(\S+)\s*;\s*([0-9A-F]+)/;
		my $to = hex($2);
		for (expand($1)) {
			$plain{$_} //= $to if $_ >= 0x2E80 && $_ <= 0x2FDF;
		}
	}
	# White space is one character to every later stage.
	$plain{$_} = 0x20 for 0x09 .. 0x0D, 0x85, 0xA0, 0x1680,
		0x2000 .. 0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000;
	# The circle that is typed for the numeral: 二○○九年.
	$plain{0x25CB} = 0x3007;
	delete @plain{0xD800 .. 0xDFFF};
}

# Han classes: union-find over the variant properties.
my (%parent, %simpler, %variants, %gb, %standard);

sub root
{
	my ($cp) = @_;

	$parent{$cp} //= $cp;
	$cp = $parent{$cp} while $parent{$cp} != $cp;
	return $cp;
}

sub join_classes
{
	my ($one, $other) = map { root($_) } @_;

	($one, $other) = ($other, $one) if $other < $one;
	$parent{$other} = $one;
}

sub read_unihan
{
	for (lines('Unihan_Variants.txt.bz2')) {
		my ($from, $property, $list) = /^U\+(\S+)\t(\S+)\t(.*)/ or next;
		my @to = map { /^U\+([0-9A-F]+)/ ? hex($1) : () } split(' ', $list);
		$variants{$property}{hex($from)} = \@to;
	}
	for (lines('Unihan_OtherMappings.txt.bz2')) {
		my ($from, $property, $value) = /^U\+(\S+)\t(\S+)\t(.*)/ or next;
		$gb{hex($from)} = 1 if $property eq 'kGB0';
		$standard{hex($from)} = $1
			if $property eq 'kTGH' && $value =~ /^2013:(\d+)/;
	}
}

# 0 for the 3,500 characters of everyday use, 1, 2, and 3 for what is rare.
sub rarity
{
	my ($cp) = @_;
	my $number = $standard{$cp};

	return $gb{$cp} ? 2 : 3 unless defined($number);
	return $number <= 3500 ? 0 : $number <= 6500 ? 1 : 2;
}

sub join_strong_variants
{
	for my $property (qw(kSimplifiedVariant kTraditionalVariant kZVariant)) {
		my $of = $variants{$property};
		for my $from (sort { $a <=> $b } keys %$of) {
			for my $to (@{$of->{$from}}) {
				next if $from == $to;
				join_classes($from, $to);
				$simpler{$from} = 1 if $property eq 'kSimplifiedVariant';
			}
		}
	}
	for (split(' ', $SUPPLEMENT)) {
		my ($from, $to) = map { ord } split(//);
		join_classes($from, $to);
		$simpler{$from} = 1;
	}
}

sub members
{
	my %members;

	push(@{$members{root($_)}}, $_) for sort { $a <=> $b } keys %parent;
	return %members;
}

# A semantic variant joins only when it, and everything that it stands for, is
# rare, and when one common character alone is meant: 峯 is 峰, but characters
# that the standard table keeps apart stay apart.
sub join_semantic_variants
{
	my %members = members();
	my $of = $variants{kSemanticVariant};
	my $rarity_of = sub {
		my ($best) = sort { $a <=> $b }
			map { rarity($_) } @{$members{root($_[0])} // [$_[0]]};
		return $best;
	};
	my %rarity = map { $_ => $rarity_of->($_) }
		map { ($_, @{$of->{$_}}) } keys %$of;
	my @pairs;

	for my $from (sort { $a <=> $b } keys %$of) {
		next if $rarity{$from} < 3 || $APART{$from};
		my %roots = map { root($_) => 1 }
			grep { $rarity{$_} < 3 } @{$of->{$from}};
		push(@pairs, [$from, keys %roots]) if keys(%roots) == 1;
	}
	# Decided on the classes as they were, so that the order does not matter.
	my %goal;
	$goal{root($_->[0])}{$_->[1]} = 1 for @pairs;
	for my $from (sort { $a <=> $b } keys %goal) {
		my @goals = keys %{$goal{$from}};
		join_classes($from, $goals[0]) if @goals == 1;
	}
}

sub representative
{
	my @best = sort {
		($simpler{$a} // 0) <=> ($simpler{$b} // 0)
			|| rarity($a) <=> rarity($b) || $a <=> $b
	} @_;
	# A rare simplified form must not stand for a standard character.
	my ($standard) = grep { rarity($_) < 3 } @best;

	return $standard // $best[0];
}

my %fold;

sub resolve
{
	my %members = members();

	%fold = %plain;
	for my $class (values %members) {
		my $to = representative(@$class);
		for (@$class) {
			$fold{$_} = $to if $_ != $to && !defined($plain{$_});
		}
	}
	for my $cp (sort { $a <=> $b } keys %fold) {
		my ($to, $steps) = ($fold{$cp}, 0);
		while (defined($fold{$to}) && $fold{$to} != $to) {
			$to = $fold{$to};
			die sprintf("U+%04X folds in a circle\n", $cp) if ++$steps > 8;
		}
		$fold{$cp} = $to;
	}
	delete $fold{$_} for grep { $fold{$_} == $_ } keys %fold;
	for (keys %fold) {
		die sprintf("U+%04X is beyond the table\n", $_) if $_ >= $LIMIT;
	}
}

sub print_classes
{
	my %classes;

	binmode(STDOUT, ':utf8');
	push(@{$classes{$fold{$_}}}, $_) for sort { $a <=> $b } keys %fold;
	for my $to (sort { $a <=> $b } keys %classes) {
		printf("%s\t%s\n", chr($to), join(' ', map { chr } @{$classes{$to}}))
			if $to >= 0x2E80;
	}
}

# Two stages: the number of a block, then its differences (0 for what stays).
sub print_table
{
	my (%seen, @blocks, @index);
	my $size = 1 << $BLOCK_BITS;

	for (my $first = 0; $first < $LIMIT; $first += $size) {
		my $row = join(', ', map { defined($fold{$_}) ? $fold{$_} - $_ : 0 }
			$first .. $first + $size - 1);
		push(@blocks, $row) unless defined($seen{$row});
		$seen{$row} //= $#blocks;
		push(@index, $seen{$row});
	}
	print "/* Generated by tools/make-fold_table.pl from Unicode data.  Do not edit. */\n";
	printf("enum { FOLD_LIMIT = 0x%X, FOLD_BLOCK_BITS = %d };\n", $LIMIT, $BLOCK_BITS);
	printf("static const uint16_t fold_index[%d] = {\n", scalar(@index));
	print join(', ', splice(@index, 0, 16)), ",\n" while @index;
	printf("};\nstatic const int32_t fold_delta[%d][%d] = {\n", scalar(@blocks), $size);
	print "{ $_ },\n" for @blocks;
	print "};\n";
}

read_plain();
read_unihan();
join_strong_variants();
join_semantic_variants();
resolve();
if (@ARGV && $ARGV[0] eq '--classes') {
	print_classes();
} else {
	print_table();
}
