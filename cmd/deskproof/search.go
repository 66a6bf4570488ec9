package main

import (
	"fmt"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/suite"
)

// search finds the items that have all words in their id or their text; if there are
// none, those that have the book's own words for them.
func search(books []*book.Book, words []string) []found {
	if items := having(books, words); len(items) > 0 {
		return items
	}
	return having(books, strings.Fields(inTheBook.Replace(strings.ToLower(strings.Join(words, " ")))))
}

// inTheBook puts what people say as the book has it.
var inTheBook = strings.NewReplacer(
	"declines", "reject", "declined", "reject", "decline", "reject",
	"picks up", "voice.answer", "picked up", "voice.answer", "pick up", "voice.answer",
	"hangs up", "hangUp", "hung up", "hangUp",
)

func having(books []*book.Book, words []string) []found {
	var items []found
	for _, b := range books {
		for _, id := range b.IDs() {
			it, _ := b.Claim(id)
			if hasAll(id+" "+says(it), words) {
				items = append(items, found{b, it})
			}
		}
	}
	return items
}

// hasAll reports whether a text has all words, in any case.
func hasAll(text string, words []string) bool {
	text = strings.ToLower(text)
	for _, word := range words {
		if !strings.Contains(text, strings.ToLower(word)) {
			return false
		}
	}
	return true
}

// notFound says what to do about what is neither an id nor words of the book.
func notFound(books []*book.Book, what string) error {
	for _, b := range books {
		if strings.HasPrefix(what, b.System+".") {
			return fmt.Errorf("no item of the book has the id %q: the nearest are %s", what, strings.Join(suite.Nearest(b.IDs(), what, 3), ", "))
		}
	}
	return fmt.Errorf("nothing in the book matches %q: try fewer words, or an id's beginning", what)
}
