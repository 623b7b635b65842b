package connect

import (
	"errors"
	"mime"

	"github.com/talat-pos/talat/internal/fault"
)

// maxSaid bounds what is kept of a refusal.
const maxSaid = 64 << 10

// Said is what a platform answered with a refusal that is no problem of RFC 9457, for a connector that knows how
// its platform says why. It is an error so that it can be the cause of a fault.
type Said struct {
	Kind string // the media type in small letters, "" when it was not told
	Body []byte
}

// Error gives the kind alone: what a platform says may hold anything.
func (s *Said) Error() string { return "an answer of kind " + s.Kind }

// SaidOf gives what a platform answered with a refusal, nil when there was no answer, or a problem.
func SaidOf(err error) *Said {
	if said := new(Said); errors.As(err, &said) {
		return said
	}
	return nil
}

// withSaid makes an answer the cause of a fault that has none yet.
func withSaid(err error, kind string, body []byte) error {
	known := new(fault.Error)
	if !errors.As(err, &known) || known.Err != nil {
		return err
	}
	media, _, unreadable := mime.ParseMediaType(kind)
	if unreadable != nil {
		media = ""
	}
	whole := *known
	whole.Err = &Said{Kind: media, Body: body[:min(len(body), maxSaid)]}
	return &whole
}
