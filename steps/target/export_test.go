package target

// ReadAnswer is readAnswer, to be fuzzed.
var ReadAnswer = readAnswer
