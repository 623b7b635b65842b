package feed

import (
	"io"
)

// Write writes a catalogue as one file. The pages of HTML are several: see Pages.
func Write(w io.Writer, format *Format, c *Catalogue) error {
	switch format.Name {
	case Meta:
		return writeMeta(w, c)
	case Google:
		return writeGoogle(w, c)
	case GoogleXML:
		return writeGoogleXML(w, c)
	case JSONLD:
		return writeJSONLD(w, c)
	}
	return writeSheet(w, format.Name, c)
}
