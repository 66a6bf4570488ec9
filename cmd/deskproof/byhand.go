package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/deskproof/deskproof/fixtures/targets"
	"github.com/deskproof/deskproof/internal/document"
	"github.com/deskproof/deskproof/reports/result"
	"github.com/deskproof/deskproof/steps/suite"
)

// byHand is the target without a file: the person who acts for it is asked first what a
// file would say.
const byHand = "manual"

// handbook is what such a person has said so far, to become a target file.
type handbook struct {
	address         string
	cast, customers []string // a line each
}

// text is the handbook as a target file.
func (h *handbook) text() string {
	text := fmt.Sprintf("name: A desktop judged by hand\nkind: manual\nwires:\n  scapi: {address: %s}\n", strconv.Quote(h.address))
	for _, part := range []struct {
		name  string
		lines []string
	}{{"cast", h.cast}, {"customers", h.customers}} {
		if len(part.lines) > 0 {
			text += part.name + ":\n  " + strings.Join(part.lines, "\n  ") + "\n"
		}
	}
	return text
}

func (h *handbook) target() (*targets.Target, error) {
	return targets.Parse(byHand+".yaml", []byte(h.text()), os.LookupEnv)
}

// sample is a handbook for a person who cannot be asked.
var sample = handbook{
	address:   "ws://localhost:8080/scapi/{account}",
	cast:      []string{castLine("Ana", "1001", "5001")},
	customers: []string{customerLine("Carla", "5550191")},
}

func castLine(name, account, number string) string {
	return fmt.Sprintf("%s: {account: %q, number: %q}", name, account, number)
}

func customerLine(name, number string) string { return fmt.Sprintf("%s: {number: %q}", name, number) }

// interview asks a person at the keyboard for what a target file would say.
type interview struct {
	keys io.Reader
	show io.Writer
	said handbook
}

// describe asks whoever acts for a target what the scenarios need to know of it.
func describe(ctx context.Context, keys io.Reader, show io.Writer, chosen []*suite.Scenario) (*targets.Target, error) {
	i := &interview{keys: keys, show: show}
	fmt.Fprintf(show, "You will act for the target in %s; PATH, --tags and --id choose fewer. First, what is to be known of it:\n", some(len(chosen), "scenario"))
	if err := i.all(ctx, chosen); err != nil {
		return nil, err
	}
	fmt.Fprintf(show, "\nNot to be asked again, save this as %s.yaml, and use --target %[1]s.yaml:\n\n%s", byHand, i.said.text())
	return i.said.target()
}

// all asks everything that the scenarios need.
func (i *interview) all(ctx context.Context, chosen []*suite.Scenario) error {
	known := targets.Builtin()
	agents := mentioned(chosen, slices.Sorted(maps.Keys(known.Cast)))
	err := i.ask(ctx, "Where do agents' clients connect? A WebSocket address in which {account} stands for the agent's account, such as "+sample.address, takeAddress(len(agents)))
	for _, name := range agents {
		if err == nil {
			err = i.ask(ctx, fmt.Sprintf("Which account plays %s? And the phone number behind it, if that is another, as in 1001 5001. Nothing: nobody", name), takeAgent(name))
		}
	}
	for _, name := range mentioned(chosen, slices.Sorted(maps.Keys(known.Customers))) {
		if err == nil {
			err = i.ask(ctx, fmt.Sprintf("From which phone number does %s, a customer, call? Nothing: there is none", name), takeCustomer(name))
		}
	}
	return err
}

// ofARecord is how sentences bring in a record, which is Carla's.
var ofARecord = regexp.MustCompile(`\b(pull|push) record\b`)

// mentioned are the names that steps mention.
func mentioned(chosen []*suite.Scenario, names []string) []string {
	var all strings.Builder
	for _, sc := range chosen {
		for _, s := range sc.Steps {
			all.WriteString(s.Text + "\n")
		}
	}
	text := ofARecord.ReplaceAllString(all.String(), "record for Carla")
	return slices.DeleteFunc(names, func(name string) bool {
		return !regexp.MustCompile(`\b` + name + `\b`).MatchString(text)
	})
}

// ask asks until the answer is taken.
func (i *interview) ask(ctx context.Context, question string, take func(h *handbook, answer []string) error) error {
	for {
		fmt.Fprintf(i.show, "\n  %s.\n  > ", question)
		line, err := readLine(ctx, i.keys)
		if err != nil {
			return err
		}
		next := handbook{i.said.address, slices.Clone(i.said.cast), slices.Clone(i.said.customers)}
		if err = take(&next, strings.Fields(line)); err == nil {
			_, err = next.target()
		}
		if err == nil {
			i.said = next
			return nil
		}
		if p, ok := errors.AsType[*document.Problem](err); ok {
			err = fmt.Errorf("%s: %s", p.Path, p.Text)
		}
		fmt.Fprintf(i.show, "  Once more: %v.\n", err)
	}
}

// takeAddress, takeAgent and takeCustomer write an answer, by its words, into a handbook.
func takeAddress(agents int) func(*handbook, []string) error {
	return func(h *handbook, answer []string) error {
		h.address = strings.Join(answer, " ")
		if agents > 1 && !strings.Contains(h.address, "{account}") {
			return errors.New("every agent would have the same address; write {account} where the account belongs")
		}
		return nil
	}
}

func takeAgent(name string) func(*handbook, []string) error {
	return func(h *handbook, answer []string) error {
		switch len(answer) {
		case 0:
			return nil
		case 1:
			answer = append(answer, answer[0])
		case 2:
		default:
			return errors.New("that is more than an account and a phone number; write the number without blanks")
		}
		h.cast = append(h.cast, castLine(name, answer[0], answer[1]))
		return nil
	}
}

func takeCustomer(name string) func(*handbook, []string) error {
	return func(h *handbook, answer []string) error {
		if len(answer) > 0 {
			h.customers = append(h.customers, customerLine(name, strings.Join(answer, "")))
		}
		return nil
	}
}

// readLine reads a line and not a byte more: the rest is for whoever acts.
func readLine(ctx context.Context, r io.Reader) (string, error) {
	type read struct {
		line string
		err  error
	}
	done := make(chan read, 1)
	go func() {
		var got read
		for b := []byte{0}; b[0] != '\n' && got.err == nil; {
			var n int
			if n, got.err = r.Read(b); n > 0 {
				got.line, got.err = got.line+string(b), nil
			}
		}
		done <- got
	}()
	select {
	case got := <-done:
		if got.err != nil {
			return "", fmt.Errorf("--target %s: nobody is there to ask (%w): run it in a terminal, or write a file such as this, and use --target FILE:\n\n%s", byHand, got.err, sample.text())
		}
		return got.line, nil
	case <-ctx.Done():
		return "", &exitError{code: result.ExitInterrupted, err: context.Cause(ctx)}
	}
}
