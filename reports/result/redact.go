package result

import (
	"github.com/deskproof/deskproof/reports/trace"
)

// Redact takes what r redacts out of s, in place: out of its trace, claims,
// steps and reason. What the scenario's author and the book wrote (its id and
// names, the command that runs it again, rules and sources) stays. Every frame is
// learned before the first is rewritten.
func Redact(s *Scenario, r *trace.Redactor) {
	for i := range s.Trace {
		r.LearnRecord(&s.Trace[i])
	}
	if !r.Clean() {
		redactTrace(s.Trace, r)
	}
	for i := range s.Steps {
		step := &s.Steps[i]
		step.Text, step.Error = r.Text(step.Text), r.Text(step.Error)
	}
	for i := range s.Claims {
		redactClaim(&s.Claims[i], r)
	}
	s.Reason = r.Text(s.Reason)
}

func redactTrace(records []trace.Record, r *trace.Redactor) {
	for i := range records {
		rec := &records[i]
		if rec.Frame != nil {
			rec.Frame = r.Frame(rec.Frame)
		}
		rec.Text = r.Text(rec.Text)
	}
}

func redactClaim(c *Claim, r *trace.Redactor) {
	c.Text, c.Expected, c.Seen = r.Text(c.Text), r.Text(c.Expected), r.Text(c.Seen)
	if c.Compared == nil {
		return
	}
	for i := range c.Compared.Rows {
		row := &c.Compared.Rows[i]
		row.Expected, row.Seen = r.Text(row.Expected), r.Text(row.Seen)
	}
}
