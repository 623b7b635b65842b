package shipping

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/thai"
)

// Remote is the area of rates that come on top for a recipient in a remote, tourist or island area.
const Remote = "remote"

// Step is what a parcel up to a weight costs; a weight equal to the limit belongs to it.
type Step struct {
	Grams int          `json:"grams"`
	Fee   money.Satang `json:"fee_satang"`
}

// Rate is the fees of a service for some days: the list price everywhere (area "") or what comes on top for
// remote areas (area Remote). JSON names are the columns' names.
type Rate struct {
	ID      id.Rate   `json:"id"` // none for what came with the program
	Service string    `json:"service"`
	Area    string    `json:"area"`
	Steps   []Step    `json:"steps"` // rising
	From    clock.Day `json:"from"`
	To      clock.Day `json:"to"` // "" = no end
	Source  string    `json:"source"`
	Off     bool      `json:"off"` // withdrawn
}

// Fee gives what a weight costs; ok is false when it is over the last step.
func (r *Rate) Fee(grams int) (fee money.Satang, ok bool) {
	for _, step := range r.Steps {
		if grams <= step.Grams {
			return step.Fee, true
		}
	}
	return 0, false
}

// Validate checks a rate by itself: "service_unknown", "area_unknown", "steps_missing", "steps_many", "step_weight",
// "step_order", "step_fee", and those of a span of days.
func (r *Rate) Validate() error {
	switch {
	case !wellCoded(r.Service):
		return fault.New("service_unknown", "service", fault.Values{"value": r.Service})
	case r.Area != "" && r.Area != Remote:
		return fault.New("area_unknown", "area", fault.Values{"value": r.Area})
	case len(r.Steps) == 0:
		return fault.New("steps_missing", "steps", nil)
	case len(r.Steps) > maxSteps:
		return fault.New("steps_many", "steps", fault.Values{"most": maxSteps})
	}
	for n, step := range r.Steps {
		field := fmt.Sprintf("steps[%d]", n)
		switch {
		case step.Grams <= 0 || step.Grams > MaxGrams:
			return fault.New("step_weight", field, fault.Values{"row": n + 1, "most": MaxGrams})
		case n > 0 && step.Grams <= r.Steps[n-1].Grams:
			return fault.New("step_order", field, fault.Values{"row": n + 1, "grams": step.Grams})
		case step.Fee < 0 || step.Fee > maxFee:
			return fault.New("step_fee", field, fault.Values{"row": n + 1, "most": maxFee})
		}
	}
	return checkSpan(r.From, r.To, r.Source)
}

// Twin gives another rate of the same service and area that begins on the same day, nil for none: it would be left
// to chance which of them counts.
func (r *Rate) Twin(all []Rate) *Rate {
	for n := range all {
		if other := &all[n]; other.ID != r.ID && !other.Off && !r.Off && other.Service == r.Service && other.Area == r.Area && other.From == r.From {
			return other
		}
	}
	return nil
}

// ParseSteps reads steps as they are typed, one a line: grams and baht, as "500 52" or "500 = 52.50". Faults:
// "step_unreadable" with the row, "steps_missing", "steps_many"; whether they rise is Rate.Validate's to say.
func ParseSteps(typed string) (steps []Step, err error) {
	row := 0
	for line := range strings.Lines(thai.ToASCIIDigits(typed)) {
		row++
		words := strings.FieldsFunc(line, func(r rune) bool {
			return r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '=' || r == ':' || r == ';'
		})
		if len(words) == 0 {
			continue
		}
		unreadable := fault.New("step_unreadable", "steps", fault.Values{"row": row, "value": strings.TrimSpace(line)})
		if len(words) != 2 {
			return nil, unreadable
		}
		grams, wrong := strconv.Atoi(strings.ReplaceAll(words[0], ",", ""))
		fee, wrongFee := money.Parse(words[1])
		if wrong != nil || wrongFee != nil {
			return nil, unreadable
		}
		if steps = append(steps, Step{grams, fee}); len(steps) > maxSteps {
			return nil, fault.New("steps_many", "steps", fault.Values{"most": maxSteps})
		}
	}
	if len(steps) == 0 {
		return nil, fault.New("steps_missing", "steps", nil)
	}
	return steps, nil
}

// WriteSteps writes steps as ParseSteps reads them.
func WriteSteps(steps []Step) string {
	var text strings.Builder
	for _, step := range steps {
		fmt.Fprintf(&text, "%d %s\n", step.Grams, strings.TrimSuffix(step.Fee.String(), ".00"))
	}
	return text.String()
}

// Insurance is what a service asks to insure a parcel for more than it pays anyway.
type Insurance struct {
	Service string       `json:"service"`
	Most    money.Satang `json:"most_satang"` // that it insures
	Bands   []Band       `json:"bands"`       // rising
	From    clock.Day    `json:"from"`
	To      clock.Day    `json:"to"`
	Source  string       `json:"source"`
}

// Band asks base, and fee for every started part of what is above.
type Band struct {
	Above money.Satang `json:"above_satang"`
	Base  money.Satang `json:"base_satang"`
	Each  money.Satang `json:"each_satang"`
	Fee   money.Satang `json:"fee_satang"`
}

// Premium gives what insuring a value costs, 0 for none.
func (i *Insurance) Premium(value money.Satang) (premium money.Satang) {
	for _, band := range i.Bands {
		if value > band.Above {
			premium = band.Base + band.Fee*((value-band.Above+band.Each-1)/band.Each)
		}
	}
	return premium
}

// Discount is what the post takes off its fees by contract or for a project, for some days. It comes off the list
// price, not off what remote areas add. JSON names are the columns' names.
type Discount struct {
	ID        id.Discount  `json:"id"`
	Name      string       `json:"name"`
	Services  []string     `json:"services"` // none = all
	Percent   money.Basis  `json:"percent_bp"`
	Amount    money.Satang `json:"amount_satang"` // of a discount that is no percent
	MinPieces int          `json:"min_pieces"`    // parcels of one drop-off from which it counts, 0 and 1 = always
	From      clock.Day    `json:"from"`
	To        clock.Day    `json:"to"` // "" = no end
	Source    string       `json:"source"`
	Off       bool         `json:"off"` // withdrawn
}

const maxPieces = 100_000

// Validate checks a discount: "name_missing", "service_unknown", "percent_too_large", "discount_kind" when it is no
// percent and no amount or both, "step_fee", "pieces_invalid", and those of a span of days.
func (d *Discount) Validate() error {
	if strings.TrimSpace(d.Name) == "" {
		return fault.New("name_missing", "name", nil)
	}
	for _, service := range d.Services {
		if !wellCoded(service) {
			return fault.New("service_unknown", "services", fault.Values{"value": service})
		}
	}
	switch {
	case d.Percent < 0 || d.Percent > 10_000:
		return fault.New("percent_too_large", "percent", fault.Values{"value": d.Percent})
	case d.Amount < 0 || d.Amount > maxFee:
		return fault.New("amount_too_large", "amount", fault.Values{"value": d.Amount})
	case (d.Percent == 0) == (d.Amount == 0):
		return fault.New("discount_kind", "percent", nil)
	case d.MinPieces < 0 || d.MinPieces > maxPieces:
		return fault.New("pieces_invalid", "min_pieces", fault.Values{"most": maxPieces})
	}
	return checkSpan(d.From, d.To, d.Name, d.Source)
}

// off gives what comes off a fee, never more than the fee.
func (d *Discount) off(fee money.Satang) money.Satang {
	if d.Percent > 0 {
		return fee.Percent(d.Percent)
	}
	return min(d.Amount, fee)
}
