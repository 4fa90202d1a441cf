#!/bin/sh
test_description='a question has one answer: from a fresh process, and from one that has answered many'
. "$(dirname "$0")/../lib.sh"

# A process that goes on adds up the terms of a question by itself once that is
# worth while; a fresh one leaves it to Xapian.
questions=$BAGUI_ROOT/corpus/queries.tsv
rounds=12

# repeated COUNT: all questions, so many times, as q1.1, q2.1, ... q1.2, ...
repeated () {
	for round in $(seq "$1"); do
		awk -F "\t" -v round="$round" '{ print $1 "." round "\t" $2 }' "$questions"
	done
}
# answers ARGUMENT...: the lines of each round, which must all be those of the first.
answers () {
	bagui-query -i idx --batch=many --format=trec --match=any "$@" 2>/dev/null | tr ". " "\t\t" >all
	for round in 1 2 $rounds; do
		awk -F "\t" -v round="$round" '$2 == round { $2 = ""; print }' all >round.$round
		test -s round.$round || return 1
	done
	cmp round.1 round.2 && cmp round.1 round.$rounds
}
alone () {
	while IFS="$(printf "\t")" read -r id question; do
		bagui-query -i idx --format=trec --match=any "$@" "$question" 2>/dev/null |
			sed "s/^1 /$id.1 /" | tr ". " "\t\t"
	done <"$questions" | awk -F "\t" '{ $2 = ""; print }'
}

test_expect_success 'setup: the sample in three shards, and its questions many times' '
	bagui-index -i idx --shards=3 "$BAGUI_ROOT/corpus/sample" && repeated $rounds >many
'

for how in '--group=passage' '--group=document' '--group=document -n 150' '-n 3 --offset=2' \
		'-n all --group=passage' '-r 广西 --group=document' '--match=auto' '--related=no -n 30'; do
	test_expect_success "the same passages, scores and order: $how" '
		answers $how && alone $how >fresh && cmp fresh round.1
	'
done

test_expect_success 'so it is when passages were removed, and others came' '
	bagui-index -i idx --remove="$(bagui-query -i idx --format=trec -n 1 群众 --group=document | cut -d" " -f3)" &&
	cp -r "$BAGUI_ROOT/corpus/sample/notices" more && echo "群众的热线，一事一议。" >more/new.txt &&
	bagui-index -i idx more >out && answers -n 40 && alone -n 40 >fresh && cmp fresh round.1
'

test_done
