// Package journey drives the program's real window by keys, as a person does, and reads in the shop's own
// file what came of it. Its tests need a display and the tag window; see the Makefile.
package journey
