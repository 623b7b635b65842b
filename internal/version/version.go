// Package version holds the program's own version.
package version

// Program is the version people see. The build sets it from FyneApp.toml; a plain `go build` has this
// one, and a test keeps the two equal.
var Program = "0.1.0"
