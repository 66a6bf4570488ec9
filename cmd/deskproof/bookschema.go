package main

import (
	"errors"
	"io"

	"github.com/deskproof/deskproof/fixtures/book"
)

// schema writes the JSON Schema of a type as a profile has it.
func schema(w io.Writer, books []*book.Book, words []string) error {
	if len(words) != 2 {
		return errors.New("--schema needs a type and a profile, such as Interaction sdk-3.12.0")
	}
	b, err := withBoth(books, []string{words[1], words[1]})
	if err != nil {
		return err
	}
	s, err := b.Schema(words[1], words[0])
	if err != nil {
		return err
	}
	return indented(w, s)
}
