// Package steps is the judge's side: the sentences a scenario can use, each a
// thin piece of glue between words and one call of a driver or one check.
//
// Register gives a scenario its sentences and a fresh world; Check says what in a
// scenario cannot be right before anything runs. The wires are in steps/target, the
// running in steps/suite, the judging of whole traces in steps/oracle. Nothing here
// knows any implementation. The pattern of a sentence is one literal where the sentence
// is registered, even if it repeats another's: editors find sentences in the source.
package steps
