package reply

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/thai"
)

// Bounds of a template, and of a reply: LINE takes no more in one message.
const (
	MaxTemplate = 1000
	MaxReply    = 5000
)

// The placeholders a kind of reply knows, in the order they are offered. Those of politeness are never empty
// by accident, so they drop no line.
var (
	politeness = []string{"polite", "please"}
	toCustomer = []string{"name", "order", "items", "goods", "discount", "shipping", "total", "paid", "left",
		"promptpay", "cod", "address", "tracking", "link", "carrier", "day", "short", "shop"}
	toProducer = []string{"producer", "need", "day", "shop"}
)

// Placeholders lists the names that a template of a kind may hold in braces.
func Placeholders(kind Kind) []string {
	if kind == Ask { // a producer learns nothing of the customer
		return slices.Concat(toProducer, politeness)
	}
	return slices.Concat(toCustomer, politeness)
}

// braced finds what stands in braces, and a brace that stands alone.
var braced = regexp.MustCompile(`\{[^{}\n]*\}|[{}]`)

// Check cleans a template of a kind as a person typed it. Faults: "reply_too_long", "reply_placeholder", which
// names the line and the place in it.
func Check(kind Kind, text string) (string, error) {
	text = thai.CleanLines(text, 0)
	if utf8.RuneCountInString(text) > MaxTemplate {
		return "", fault.New("reply_too_long", "", fault.Values{"max": MaxTemplate})
	}
	known := Placeholders(kind)
	for n, line := range strings.Split(text, "\n") {
		for _, at := range braced.FindAllStringIndex(line, -1) {
			found := line[at[0]:at[1]]
			if slices.Contains(known, strings.Trim(found, "{}")) && len(found) > 2 {
				continue
			}
			return "", fault.New("reply_placeholder", "", fault.Values{"text": thai.Clean(found, 40), "line": n + 1,
				"place": utf8.RuneCountInString(line[:at[0]]) + 1, "known": "{" + strings.Join(known, "} {") + "}"})
		}
	}
	return text, nil
}

// Write fills a template of a kind with what is known of an order. A line with a placeholder that has nothing
// to say is left out, so that one template serves orders with and without postage, name or COD. Words that
// Check refuses are shown as they stand.
func Write(kind Kind, template string, data Data, lang i18n.Lang) string {
	text := fill(template, data.values(kind, lang, maxItems))
	for items := maxItems / 2; utf8.RuneCountInString(text) > MaxReply && items > 0; items /= 2 {
		text = fill(template, data.values(kind, lang, items))
	}
	return thai.CleanLines(text, MaxReply)
}

func fill(template string, values map[string]string) string {
	var lines []string
	for line := range strings.SplitSeq(template, "\n") {
		empty := false
		line = braced.ReplaceAllStringFunc(line, func(found string) string {
			name := strings.Trim(found, "{}")
			value, known := values[name]
			if !known {
				return found
			}
			empty = empty || value == "" && !slices.Contains(politeness, name)
			return value
		})
		if !empty {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}
