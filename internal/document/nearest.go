package document

import (
	"strings"
	"unicode/utf8"
)

// Nearest finds the known word that a mistyped one was probably meant to be:
// equal but for case, or a slip or two away, counting swapped neighbours as one.
// Of equally near words the first wins.
func Nearest(word string, known []string) (string, bool) {
	best, least := "", 1+len([]rune(word))/3
	if least > 3 {
		least = 3
	}
	for _, k := range known {
		if abs(utf8.RuneCountInString(word)-utf8.RuneCountInString(k)) > least {
			continue // it takes as many slips at least
		}
		slips := distance([]rune(strings.ToLower(word)), []rune(strings.ToLower(k)))
		if slips < least || slips == least && best == "" {
			best, least = k, slips
		}
	}
	return best, best != ""
}

// distance counts the letters to insert, delete, replace or swap with their
// neighbour to get from one word to the other.
func distance(a, b []rune) int {
	before, last := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		next := make([]int, len(b)+1)
		next[0] = i + 1
		for j := range b {
			next[j+1] = min(next[j]+1, last[j+1]+1, last[j]+cost(a[i], b[j]))
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, last = last, next
	}
	return last[len(b)]
}

func abs(n int) int { return max(n, -n) }

func cost(a, b rune) int {
	if a == b {
		return 0
	}
	return 1
}
