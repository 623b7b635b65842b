package connect

import (
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"regexp"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
)

// A centre's own machine may show a certificate that nobody vouches for. A person who compared its fingerprint
// with that of the centre may trust just this one: it is pinned, and any other is refused, also one that an
// authority vouches for.

var pinForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

// ParsePin reads a fingerprint, SHA-256 of a certificate in hexadecimal, with or without colons and spaces. "" is
// none. It fails with "pin_invalid".
func ParsePin(typed string) (string, error) {
	pin := strings.ToLower(strings.NewReplacer(":", "", " ", "", "-", "").Replace(typed))
	if pin != "" && !pinForm.MatchString(pin) {
		return "", fault.New("pin_invalid", "pin", nil)
	}
	return pin, nil
}

// fingerprint gives the pin of a certificate.
func fingerprint(certificate *x509.Certificate) string {
	sum := sha256.Sum256(certificate.Raw)
	return hex.EncodeToString(sum[:])
}

// Fingerprint gives the pin of the certificate that nobody vouches for, by a fault of Client.
func Fingerprint(err error) (pin string, known bool) {
	if !fault.Is(err, "net_self_signed") {
		return "", false
	}
	pin, known = fault.Of(err).Values["pin"].(string)
	return pin, known
}

// errPin is another certificate than the pinned one.
var errPin = errors.New("another certificate than the pinned one")

// trust says whom a client believes: authorities that the system knows, or one certificate.
func trust(pin string) *tls.Config {
	config := &tls.Config{MinVersion: tls.VersionTLS12}
	if pin == "" {
		return config
	}
	config.InsecureSkipVerify = true // instead of the chain, the certificate itself is compared
	config.VerifyConnection = func(state tls.ConnectionState) error {
		if len(state.PeerCertificates) == 0 || fingerprint(state.PeerCertificates[0]) != pin {
			return errPin
		}
		return nil
	}
	return config
}

// distrust gives the fault of a certificate, "" for another error: "net_self_signed" with its fingerprint for one
// that nobody vouches for and that may be pinned, "net_pin_changed", "net_tls".
func (c *Client) distrust(err error) (code string, values fault.Values) {
	if errors.Is(err, errPin) {
		return "net_pin_changed", nil
	}
	refused, nobody := new(tls.CertificateVerificationError), x509.UnknownAuthorityError{}
	if c.pinnable && errors.As(err, &refused) && errors.As(err, &nobody) && len(refused.UnverifiedCertificates) > 0 {
		return "net_self_signed", fault.Values{"pin": fingerprint(refused.UnverifiedCertificates[0])}
	}
	if isTLS(err) {
		return "net_tls", nil
	}
	return "", nil
}
