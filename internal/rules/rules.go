// Package rules reads the dated data a shop goes by: VAT rates, hours of alcohol, ways of payment, and
// the settings that exist with their defaults. None of it is a constant in code.
package rules

import (
	"encoding/json"
	"sort"
	"sync"
	"time"

	"github.com/talat-pos/talat/assets"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/money"
)

func read[T any](name string) func() T {
	return sync.OnceValue(func() T {
		var out T
		if err := json.Unmarshal(assets.Read("rules/"+name), &out); err != nil {
			panic(name + ": " + err.Error()) // embedded, and read by a test
		}
		return out
	})
}

type vatRate struct {
	From clock.Day   `json:"from"`
	Rate money.Basis `json:"rate_bp"`
}

type codTerms struct {
	From clock.Day    `json:"from"`
	Most money.Satang `json:"most_satang"`
	Fee  money.Basis  `json:"fee_bp"`
}

type alcoholHours struct {
	From  clock.Day   `json:"from"`
	Hours [][2]string `json:"hours"`
}

// Method is one known way of payment; see selling.Method, whose shape it has.
type Method struct {
	Code     string `json:"code"`
	Name     string `json:"name"`
	Overpay  bool   `json:"overpay"`
	Evidence bool   `json:"evidence"`
	Customer bool   `json:"customer"`
	Hidden   bool   `json:"hidden"`
}

// Setting describes one setting: what it may hold and what it is when nobody chose.
type Setting struct {
	Kind    string   `json:"kind"` // text, choice, money, percent, grams, postcode, cutoff, hours, day, promptpay, printer, font, picture, reply
	Choices []string `json:"choices"`
	Default string   `json:"default"`
	Fixed   bool     `json:"fixed"`   // written by the program only
	Private bool     `json:"private"` // may name or reach a person: events say only that it changed
}

var (
	vat      = read[[]vatRate]("vat.json")
	alcohol  = read[[]alcoholHours]("alcohol.json")
	cod      = read[[]codTerms]("cod.json")
	methods  = read[[]Method]("methods.json")
	settings = read[map[string]Setting]("settings.json")
)

// VATRate gives the rate of VAT on a day, in hundredths of a percent.
func VATRate(day clock.Day) money.Basis {
	rate := money.Basis(0)
	for _, entry := range vat() {
		if entry.From <= day {
			rate = entry.Rate
		}
	}
	return rate
}

// CODLimit gives the most that the post collects from a recipient on a day, where the shop's setting "cod.most"
// says nothing else. No source of the number was found; its entry in the data says so.
func CODLimit(day clock.Day) money.Satang { return codOn(day).Most }

// CODFee gives what the post keeps of what it collects on a day, where the shop's setting "cod.percent" says
// nothing else. Its source is weak too.
func CODFee(day clock.Day) money.Basis { return codOn(day).Fee }

func codOn(day clock.Day) (on codTerms) {
	for _, entry := range cod() {
		if entry.From <= day {
			on = entry
		}
	}
	return on
}

// AlcoholAllowed reports whether alcohol may be sold at a moment.
func AlcoholAllowed(at time.Time) bool {
	day, now := clock.DayOf(at), at.In(clock.Bangkok).Format("15:04")
	allowed := true
	for _, entry := range alcohol() {
		if entry.From > day {
			continue
		}
		allowed = false
		for _, hours := range entry.Hours {
			allowed = allowed || now >= hours[0] && now < hours[1]
		}
	}
	return allowed
}

// Methods lists the known ways of payment in the order they are offered.
func Methods() []Method { return methods() }

// Describe gives the description of a setting; known is false when there is no such setting.
func Describe(key string) (setting Setting, known bool) {
	setting, known = settings()[key]
	return setting, known
}

// Default gives what a setting is when nobody chose.
func Default(key string) string { return settings()[key].Default }

// SettingKeys lists all settings, sorted.
func SettingKeys() []string {
	var keys []string
	for key := range settings() {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}
