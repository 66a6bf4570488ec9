package reports_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/deskproof/deskproof/reports"
	"github.com/deskproof/deskproof/reports/result"
)

func htmlOf(t *testing.T, r *result.Report) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, reports.HTML(&out, r))
	return out.String()
}

func TestTheHTMLReportNeedsNothingElse(t *testing.T) {
	page := htmlOf(t, read(t, "run.ndjson"))
	assert.NotRegexp(t, `(src|href)="[^#]`, page)
	assert.NotContains(t, page, "@import")
	for _, part := range []string{"style", "script"} {
		inner := regexp.MustCompile(`(?s)<` + part + `>(.*)</` + part + `>`).FindStringSubmatch(page)
		require.NotNil(t, inner, part)
		sum := sha256.Sum256([]byte(inner[1]))
		digest := base64.StdEncoding.EncodeToString(sum[:])
		assert.Contains(t, strings.ReplaceAll(page, "&#43;", "+"), "sha256-"+digest, "the policy lets in what is there, and nothing else")
	}
}

func TestTheHTMLReportRunsNothingThatATargetSent(t *testing.T) {
	for _, bad := range []string{`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `</style><script>`, `javascript:alert(1)`, `'onmouseover='alert(1)`} {
		page := htmlOf(t, hostile(bad, result.Failed))
		tags := regexp.MustCompile(`"[^"]*"`).ReplaceAllString(page, "")
		assert.Equal(t, 1, strings.Count(page, "<script"), bad)
		assert.NotRegexp(t, `<(img|[^>]* on[a-z]+=)`, regexp.MustCompile(`(?s)<s(tyle|cript)>.*?</s`).ReplaceAllString(tags, ""), bad)
	}
}

func TestTheHTMLReportShowsWhatIsBadFirst(t *testing.T) {
	r := read(t, "run.ndjson")
	page := htmlOf(t, r)
	counts, _ := result.Tally(r.Scenarios)
	bad := counts[result.Failed] + counts[result.HarnessError]
	require.Positive(t, bad)
	assert.Equal(t, bad, strings.Count(page, `data-words=`)-strings.Count(regexp.MustCompile(`data-words="[^"]*" open`).ReplaceAllString(page, ""), `data-words=`), "each of them is open")
	first := regexp.MustCompile(`class="scenario (\w+)"`).FindStringSubmatch(page)
	assert.Contains(t, []string{"bad", "lost"}, first[1])
	assert.Equal(t, len(r.Scenarios), strings.Count(page, `class="scenario `))
}

// What many scenarios share is told once, above all of them.
func TestTheHTMLReportSaysFirstWhatWentWrong(t *testing.T) {
	r := failing(t, 100)
	for i := range r.Scenarios[:10] {
		r.Scenarios[i].Claims = []result.Claim{{Item: "scapi.rule.other", Rule: "Another rule", Text: "x", Binding: true}}
	}
	page := htmlOf(t, r)
	_, list, found := strings.Cut(page, `<section class="causes"`)
	require.True(t, found)
	list, rest, _ := strings.Cut(list, "</section>")
	assert.Regexp(t, `(?s)90 scenarios.*10 scenarios.*Another rule</a> <code>scapi\.rule\.other`, list)
	for _, m := range regexp.MustCompile(`href="#([^"]+)"`).FindAllStringSubmatch(list, -1) {
		id, err := url.PathUnescape(m[1])
		require.NoError(t, err)
		assert.Contains(t, html.UnescapeString(rest), `id="`+id+`"`)
	}
	assert.NotContains(t, htmlOf(t, failing(t, 1)), `<section class="causes"`, "one is told by itself")
}

func TestTheHTMLReportKeepsItsSize(t *testing.T) {
	r := failing(t, 300)
	page := htmlOf(t, r)
	assert.Less(t, len(page), 16<<20)
	assert.Equal(t, 300, strings.Count(page, `class="scenario bad"`))
}
