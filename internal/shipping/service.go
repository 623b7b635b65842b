package shipping

import (
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
)

// Codes of the services that goods go by. The data may hold others.
const (
	EMS        = "ems"
	Eco        = "eco"
	Registered = "registered"
	Ordinary   = "parcel"
)

// How far a parcel of a service can be followed.
const (
	TracedSteps = "steps" // every step
	TracedEnds  = "ends"  // where it was taken in and where it arrived
	Untraced    = ""
)

// Service is a way to send, as the post describes it for some days. Lengths are in millimetres; a limit of 0 is
// none that is known, and a size over one is only warned of. JSON names are the columns' names.
type Service struct {
	ID           id.Service   `json:"id"` // none for what came with the program
	Code         string       `json:"code"`
	Name         string       `json:"name"`    // "" = the program's name for the code
	Letters      []string     `json:"letters"` // with which its numbers usually begin
	MaxGrams     int          `json:"max_grams"`
	Days         []int        `json:"days"` // the fewest and the most it takes
	Traced       string       `json:"traced"`
	Compensation money.Satang `json:"compensation_satang"` // the most the post pays for a loss without insurance
	COD          bool         `json:"cod"`
	Insurance    bool         `json:"insurance"`
	Asked        bool         `json:"asked"` // offered only to who asks for it: letters and printed matter
	MaxSide      int          `json:"max_side_mm"`
	MaxSum       int          `json:"max_sum_mm"`   // length + width + height
	MaxGirth     int          `json:"max_girth_mm"` // longest side + what a tape around the other two measures
	From         clock.Day    `json:"from"`
	To           clock.Day    `json:"to"` // "" = no end
	Source       string       `json:"source"`
	Off          bool         `json:"off"` // withdrawn
}

// MaxGrams bounds what anything of the post may weigh: a ton.
const MaxGrams = 1_000_000

const (
	maxText  = 200
	maxSide  = 10_000 // of a limit of size: ten metres
	maxDays  = 60
	maxSteps = 200
	maxFee   = money.Satang(100_000_00)
)

// Validate checks a service of the shop's own: "service_unknown", "parcel_weight", "service_days", "service_size",
// "amount_too_large", "text_too_long", and those of a span of days.
func (s *Service) Validate() error {
	switch {
	case !wellCoded(s.Code):
		return fault.New("service_unknown", "service", fault.Values{"value": s.Code})
	case s.MaxGrams <= 0 || s.MaxGrams > MaxGrams:
		return fault.New("parcel_weight", "max_grams", fault.Values{"value": s.MaxGrams, "most": MaxGrams})
	case len(s.Days) != 2 || s.Days[0] < 0 || s.Days[0] > s.Days[1] || s.Days[1] > maxDays:
		return fault.New("service_days", "days", fault.Values{"most": maxDays})
	case s.Compensation < 0 || s.Compensation > money.Max:
		return fault.New("amount_too_large", "compensation", fault.Values{"value": s.Compensation})
	}
	for field, limit := range map[string]int{"max_side": s.MaxSide, "max_sum": s.MaxSum, "max_girth": s.MaxGirth} {
		if limit < 0 || limit > maxSide {
			return fault.New("service_size", field, fault.Values{"most": maxSide / 10})
		}
	}
	return checkSpan(s.From, s.To, s.Name, s.Source)
}

// wellCoded reports whether text may be a service's code: small letters, digits and hyphens.
func wellCoded(code string) bool {
	for _, r := range code {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' {
			return false
		}
	}
	return code != "" && len(code) <= 30
}

// checkSpan checks the days that dated data holds, and texts beside them: "date_missing", "date_order",
// "text_too_long".
func checkSpan(from, to clock.Day, texts ...string) error {
	switch {
	case from == "" || !from.Valid():
		return fault.New("date_missing", "from", nil)
	case !to.Valid() || to != "" && to < from:
		return fault.New("date_order", "to", fault.Values{"from": from, "to": to})
	}
	for _, text := range texts {
		if utf8.RuneCountInString(text) > maxText {
			return fault.New("text_too_long", "source", fault.Values{"max": maxText})
		}
	}
	return nil
}

func holds(from, to, day clock.Day, off bool) bool {
	return !off && from <= day && (to == "" || day <= to)
}

// sizeWarnings says which limits a parcel's sides are over. Sides that nobody measured warn of nothing.
func (s *Service) sizeWarnings(sides [3]int) (warnings []*fault.Error) {
	longest, sum := max(sides[0], sides[1], sides[2]), sides[0]+sides[1]+sides[2]
	if min(sides[0], sides[1], sides[2]) <= 0 {
		return nil
	}
	for _, limit := range []struct {
		code      string
		has, most int
	}{{"parcel_side", longest, s.MaxSide}, {"parcel_sum", sum, s.MaxSum}, {"parcel_girth", longest + 2*(sum-longest), s.MaxGirth}} {
		if limit.most > 0 && limit.has > limit.most {
			warnings = append(warnings, fault.New(limit.code, "size",
				fault.Values{"value": centimetres(limit.has), "most": centimetres(limit.most)}))
		}
	}
	return warnings
}
