package main

import (
	"fmt"
	"strings"

	"github.com/deskproof/deskproof/fixtures/book"
	"github.com/deskproof/deskproof/steps/suite"
)

// search finds the items that have all words in their id or their text; if there are
// none, those that have the book's own words for them.
func search(b *book.Book, words []string) []book.Item {
	if found := having(b, words); len(found) > 0 {
		return found
	}
	return having(b, strings.Fields(inTheBook.Replace(strings.ToLower(strings.Join(words, " ")))))
}

// inTheBook puts what people say as the book has it.
var inTheBook = strings.NewReplacer(
	"declines", "reject", "declined", "reject", "decline", "reject",
	"picks up", "voice.answer", "picked up", "voice.answer", "pick up", "voice.answer",
	"hangs up", "hangUp", "hung up", "hangUp",
)

func having(b *book.Book, words []string) []book.Item {
	var found []book.Item
	for _, id := range b.IDs() {
		it, _ := b.Claim(id)
		if hasAll(id+" "+says(it), words) {
			found = append(found, it)
		}
	}
	return found
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
func notFound(b *book.Book, what string) error {
	if strings.HasPrefix(what, b.System+".") {
		return fmt.Errorf("no item of the book has the id %q: the nearest are %s", what, strings.Join(suite.Nearest(b.IDs(), what, 3), ", "))
	}
	return fmt.Errorf("nothing in the book matches %q: try fewer words, or an id's beginning", what)
}
