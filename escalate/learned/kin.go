package learned

import (
	"strings"
	"sync"
)

// kinTable makes words one that differ only in who somebody is to the customer, or in spelling.
const kinTable = `
partner: wife husband spouse girlfriend boyfriend fiance fiancee gf bf hubby
ex: exwife exhusband expartner exboyfriend exgirlfriend
parent: mother father mum dad mom mama papa mam mums dads parents mummy daddy stepdad stepmum stepfather stepmother stepparent
grandparent: grandmother grandfather grandma grandpa gran grandad granddad nan nana granny grandparents
child: son daughter kid kids children sons daughters toddler stepson stepdaughter boy girl
sibling: brother sister brothers sisters bro sis
relative: uncle aunt auntie cousin nephew niece
they: he she
them: him her
their: his hers
someone: somebody
nobody: noone
anyone: anybody
everyone: everybody
dont: don_t dnt
cant: cannot cnt can_t
wont: won_t
im: i_m iam
ive: i_ve
you: u ya
your: ur yr
please: pls plz plse
because: cuz cos coz bc
with: w
people: ppl
money: cash dosh
day: monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight
month: january february march april june july august september october november december
`

// oneWord is kinTable by word; a word of two lists belongs to the first.
var oneWord = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(kinTable) {
		head, rest, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok {
			continue
		}
		for _, w := range strings.Fields(rest) {
			if _, known := out[w]; !known {
				out[w] = head
			}
		}
	}
	return out
})
