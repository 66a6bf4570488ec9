// Package document reads a YAML or JSON document that a person wrote, and says
// exactly what is wrong with it: every problem at once, one line each, with
// file, line, column, member, what was expected and what to do.
//
//	var schema = document.Compile("center.schema.json", schemaJSON)
//
//	var c Center
//	err := document.Read("center.yaml", data, schema, &c)
//	// center.yaml:12:9: agents[0].media[1]: "vocie" is not one of voice, chat (did you mean "voice"?)
//
// The schema is JSON Schema, draft 2020-12, and is the one place that knows
// names, types, patterns and defaults:
//
//   - "default" fills a member that was left out;
//   - "description" explains a missing member, in its first sentence;
//   - "patternErrorMessage" says what a text that breaks "pattern" is not
//     ("is not a phone number; write digits"); editors show it too;
//   - "format": "timespan" is a text such as "15s" or "1m30s", 30 days at most, and
//     decodes into a [time.Duration];
//   - "propertyNames" is refused by Compile: the place of its errors is not known;
//   - what applies on a condition (anyOf, oneOf, if) is checked, but defaults and
//     types in it are not used to fill in or to convert.
//
// Where the schema wants text, a plain number or true and false are taken as
// they are written, so that id: 1001 is the text "1001". Struct members are
// named by their json tags. Anchors, aliases, merge keys, tags, directives,
// duplicate members and several documents in a file are refused.
//
// A document is 1 MiB at most, and what would keep the parser busy for long is
// refused before it is parsed. [ReadFile] reads no more of a file than that.
//
// [Read] is the short way. [Open], [Document.Expand], [Document.Decode] and
// [Document.Refuse] are the steps of it, for whoever replaces texts before the
// schema is applied or has checks of their own.
package document
