package feed

import (
	"net/url"
	"regexp"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
)

// ReadBase reads the address of the web space that files will lie in, and ends it with "/"; "" is none. It
// fails with "feed_base_url" (usage).
func ReadBase(text string) (string, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return "", nil
	}
	at, err := url.Parse(text)
	bad := err != nil || len(text) > 500 || at.Scheme != "https" && at.Scheme != "http" || at.Hostname() == "" || at.User != nil ||
		at.RawQuery != "" || at.ForceQuery || at.Fragment != "" || at.Opaque != ""
	if bad {
		return "", fault.Unreadable("feed_base_url", "base_url", fault.Values{"value": text})
	}
	base := at.String() // what is no sign of an address is written as %XX
	if !strings.HasSuffix(base, "/") {
		base += "/"
	}
	return base, nil
}

// lineName is what LINE lets an id consist of, after the @ of a shop's account.
var lineName = regexp.MustCompile(`^@?[a-z0-9][a-z0-9._-]{0,29}$`)

// ReadLineID reads the LINE id that orders go to; "" is none. It fails with "feed_line_id" (usage).
func ReadLineID(text string) (string, error) {
	name := strings.ToLower(strings.TrimSpace(text))
	if name != "" && !lineName.MatchString(name) {
		return "", fault.Unreadable("feed_line_id", "line", fault.Values{"value": text})
	}
	return name, nil
}
