// Package assets embeds what ships inside the program: fonts, icons and drawings, texts.
package assets

import "embed"

// Files holds the folders of this package by their own names: "fonts/…", "icons/…", "i18n/…", "sample/…", "address/…", "rates/…".
//
//go:embed address fonts icons i18n rates rules sample
var Files embed.FS

// Read returns one embedded file. A wrong name is a fault of the program, so it panics.
func Read(name string) []byte {
	data, err := Files.ReadFile(name)
	if err != nil {
		panic(err)
	}
	return data
}
