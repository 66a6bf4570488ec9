package webex

// What tests look into.
var (
	NoticeOf = noticeOf
	Codes    = codes
)
