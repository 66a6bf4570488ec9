// Package steps is the judge's side: the sentences a scenario can use, each a
// thin piece of glue between words and one call of a driver or one check.
//
// Wires are all the wires that scenarios can run on. Register gives a scenario its
// sentences of the Service Client API and a fresh world, Check says what in one cannot be
// right before anything runs; other wires have packages of their own beside this one, and
// what a scenario has going on whatever its wire is in steps/scene. The clients of the
// wires are in steps/target, the running in steps/suite, the judging of whole traces in
// steps/oracle. Nothing here knows any implementation. The pattern of a sentence is one literal where the sentence
// is registered, even if it repeats another's: editors find sentences in the source.
package steps
