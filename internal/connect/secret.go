package connect

import "fmt"

// Secret is a key or token of a platform; the zero value is none. Whatever prints, logs or encodes it writes
// stars; only Reveal gives what it is, for the header of a request and for the place where it is kept. It
// holds a pointer because package fmt prints unexported fields of a struct without asking their methods.
type Secret struct{ text *string }

const stars = "•••"

// NewSecret makes one; "" is none.
func NewSecret(text string) Secret {
	if text == "" {
		return Secret{}
	}
	return Secret{&text}
}

// Reveal gives the secret itself.
func (s Secret) Reveal() string {
	if s.text == nil {
		return ""
	}
	return *s.text
}

// IsZero reports whether there is none.
func (s Secret) IsZero() bool { return s.text == nil }

// Format writes stars for every verb of package fmt; nothing for no secret.
func (s Secret) Format(to fmt.State, _ rune) {
	if !s.IsZero() {
		_, _ = to.Write([]byte(stars))
	}
}

// MarshalText writes stars into JSON and logs.
func (s Secret) MarshalText() ([]byte, error) {
	if s.IsZero() {
		return nil, nil
	}
	return []byte(stars), nil
}
