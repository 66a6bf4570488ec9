// Package sim plays contact centers: worlds that live side by side in one
// process, each with its own loop, seed and clock, whose desks speak the vendors'
// wires.
//
// A World takes pages, frames, stage calls and clock moves from any goroutine and
// applies them one by one; the frames it answers with go to each page's Outbox. A
// Host keeps many worlds. Replay plays a journal again.
package sim
