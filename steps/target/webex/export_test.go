package webex

// What tests look into.
var (
	NoticeOf = noticeOf
	Codes    = codes
)

// Pages is how many pages a list has.
func (a Answer) Pages() int { return a.pages() }
