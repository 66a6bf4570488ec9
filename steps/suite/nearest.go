package suite

import (
	"cmp"
	"slices"
	"strings"
)

// distance is the least cost of making a of b by adding and removing elements,
// at gap each, and exchanging them.
func distance[T any](a, b []T, gap int, exchange func(x, y T) int) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j * gap
	}
	for i, x := range a {
		diagonal := row[0]
		row[0] = (i + 1) * gap
		for j, y := range b {
			best := min(diagonal+exchange(x, y), row[j]+gap, row[j+1]+gap)
			diagonal, row[j+1] = row[j+1], best
		}
	}
	return row[len(b)]
}

// letterDistance counts the letters to add, remove or exchange.
func letterDistance(a, b string) int {
	return distance([]rune(a), []rune(b), 1, func(x, y rune) int {
		if x == y {
			return 0
		}
		return 1
	})
}

// Nearest returns the n of names that are nearest to name, best first.
func Nearest(names []string, name string, n int) []string {
	far := make(map[string]int, len(names))
	for _, other := range names {
		far[other] = letterDistance(name, other)
	}
	near := slices.Clone(names)
	slices.SortStableFunc(near, func(a, b string) int { return cmp.Compare(far[a], far[b]) })
	return near[:min(n, len(near))]
}

// The costs of wordDistance.
const (
	wordGap  = 2 // another word, or one more or less
	wordNear = 1 // a slip of the pen, or a placeholder's value
)

// wordDistance compares sentences word by word, where a word in angle brackets
// stands for nearly any word.
func wordDistance(a, b string) int {
	return distance(strings.Fields(a), strings.Fields(b), wordGap, wordCost)
}

func wordCost(x, y string) int {
	switch {
	case x == y:
		return 0
	case strings.HasPrefix(y, "<"), 3*letterDistance(x, y) <= len(y):
		return wordNear
	}
	return wordGap
}

// goesOn reports whether a sentence begins with the words of text, nearly, and goes on.
func goesOn(text, sentence string) bool {
	words, all := strings.Fields(text), strings.Fields(sentence)
	if len(words) < 3 || len(words) >= len(all) {
		return false
	}
	for i, word := range words {
		if wordCost(word, all[i]) == wordGap {
			return false
		}
	}
	return true
}
