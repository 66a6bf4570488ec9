// Package deskproof is a deterministic contact-center simulator and a conformance
// harness in one binary.
//
// It has two jobs that must never be confused. The folder sim is the contact
// center: agents, queues, calls, chats, e-mails and outbound preview records, on the
// wires that their vendors documented. The folder steps is the judge: it drives any
// implementation through the same wires and compares what it sees with what the
// documents say; the simulator is one implementation among others to it. What the
// documents say is in fixtures/book, what an implementation must do in features,
// and what came out in reports.
//
// # A tour
//
//	cmd/deskproof    the command, one file a verb: run, doctor, serve, replay, report, …
//	  selftest       judges the judge: what it must catch, and what it must let pass
//	cmd/yardstick    benchmarks, each with a peer beside it, as ratios
//	features         scenarios in Gherkin, one file for a documented sequence or rule
//	steps            sentences of scenarios, each one call of a driver or one check
//	  gws            the sentences of the Interactions API
//	  webex          the sentences of Webex Contact Center
//	  suite          loads, selects, orders and runs scenarios
//	  scene          what a scenario has going on whatever its wire
//	  dummy          a target that does nothing by itself, for tests of sentences
//	  target         the implementation under test: stage door, worlds, desks
//	    scapi        the client half of the Service Client API
//	    gws          the client half of the Interactions API and of Bayeux
//	    webex        the client half of Webex Contact Center: requests and the notification socket
//	    web          the HTTP half of clients: what crosses, limits, and why there was no answer
//	  oracle         reads a whole trace by the book
//	    gws          the same of Genesys Web Services
//	    webex        the same of Webex Contact Center
//	    value        JSON as plain values, and what claims say of them
//	    example      traces that a judge must accept or refuse, for its tests
//	sim              worlds: one center, one loop, one seed, one clock each
//	  center         the pure machine of a contact center
//	  des            timers and random streams
//	  wire           what every wire shares
//	  token          signs what a center says about its agents
//	  scapi          the server half of the Service Client API
//	  gws            the server half of the Interactions API: REST and notifications
//	  webex          the server half of the Webex Contact Center desktop: tasks and notifications
//	  carrier        the only sockets of this side
//	    bayeux       a server of the Bayeux protocol: long polling and WebSocket
//	    rest         HTTP requests as frames of a world, and its frames as answers
//	  edge           lets Webex clients in over HTTP: catalogue, tokens, notification sockets
//	  gateway        lets users in over HTTP: logins, requests, notifications
//	  stage          the stage door's server
//	  journal        what came in, to be played again
//	  fault          misbehavior on purpose
//	fixtures         written by people, a package each
//	  book           what the documents say, with ids and evidence
//	  samples        payloads as the documents print them
//	  centers        contact centers to be played
//	  targets        implementations under test, and their known failures
//	  stage          the description of the stage door
//	  mutants        faults that must be caught
//	  variants       lawful differences that must pass
//	  peers          foreign programs that use and judge us, run by make peers
//	reports          every report, each a function of a result stream
//	  result         the result stream
//	  trace          what crossed the doors of a target
//	  coverage       which items of a book are proved, and by what
//	internal         for this program alone
//	  document       YAML and JSON that people write, with exact errors
//	  golden         golden files
//
// Who may import whom is in arch_test.go, with the reasons.
package deskproof
