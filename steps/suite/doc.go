// Package suite loads, selects, orders and runs scenarios.
//
// Load and LoadPaths turn feature files into Scenarios, one for each scenario
// and each example row; Select and Order choose among them. A Registry holds
// the sentences that a scenario may use: it lists them, checks a scenario
// against them, and hands them to godog. Execute runs one scenario.
package suite
