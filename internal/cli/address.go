package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering/chat"
	"github.com/talat-pos/talat/internal/shop"
)

func (p *program) addressCommand() *cobra.Command {
	return p.group("address", p.addressParse(), p.addressCheck())
}

// withRegister lets act ask the register of subdistricts: the shop's own where there is a shop.
func (p *program) withRegister(act func(*address.Register) (*answer, error)) (*answer, error) {
	dir, err := p.folder()
	if err != nil || !shop.Exists(dir) {
		return act(address.Standard()) // addresses need no shop
	}
	return p.inShop(func(s *shop.Shop) (*answer, error) {
		register, err := s.Register(p.ctx)
		if err != nil {
			return nil, err
		}
		return act(register)
	})
}

func (p *program) addressParse() *cobra.Command {
	return p.command("parse TEXT", 1, 1, func(args []string) (*answer, error) {
		if strings.TrimSpace(args[0]) == "" {
			return nil, fault.Unreadable("address_empty", "text", nil)
		}
		return p.withRegister(func(register *address.Register) (*answer, error) {
			order, ok := chat.ParseAddress(args[0], chat.Options{Register: register})
			if !ok {
				return nil, fault.New("address_not_found", "text", nil)
			}
			return addressAnswer(&order), nil
		})
	})
}

// ofAddress is what the paths of an address begin with.
const ofAddress = "address."

func addressAnswer(order *chat.Order) *answer {
	confidence, spans, missing := map[string]certainty{}, map[string][2]int{}, []string{}
	for _, mark := range order.Marks() {
		if strings.HasPrefix(mark.Path, ofAddress) {
			confidence[mark.Path], spans[mark.Path] = certainty(mark.Confidence), [2]int{mark.At.From, mark.At.To}
		}
	}
	for _, path := range order.Missing {
		if strings.HasPrefix(path, ofAddress) {
			missing = append(missing, path)
		}
	}
	a := order.Address()
	given := &answer{doc: document{"address": a, "confidence": confidence, "spans": spans, "missing": missing}}
	for _, warning := range order.Warnings {
		if strings.HasPrefix(warning.Path, ofAddress) {
			given.warnings = append(given.warnings, fault.New(warning.Code, warning.Path, nil))
		}
	}
	given.text = func(out *page) {
		shown := func(part, value string) string {
			if mark, marked := confidence[ofAddress+part]; marked && mark < chat.Sure {
				return i18n.T(out.lang, "cli.address.doubtful", fault.Values{"value": value})
			}
			return value
		}
		out.pairs(pair{"label.house", shown("line", a.Line)}, pair{"label.subdistrict", shown("subdistrict", a.Subdistrict)},
			pair{"label.district", shown("district", a.District)}, pair{"label.province", shown("province", a.Province)},
			pair{"label.postcode", shown("postcode", a.Postcode)})
	}
	return given
}

// certainty is a confidence from 0 to 100, in JSON a number from 0 to 1.
type certainty int

// MarshalJSON writes hundredths.
func (c certainty) MarshalJSON() ([]byte, error) { return []byte(money.Basis(c).String()), nil }

// placeDoc is a subdistrict with what it lies in.
type placeDoc struct {
	Subdistrict string `json:"subdistrict"`
	District    string `json:"district"`
	Province    string `json:"province"`
	Postcode    string `json:"postcode"`
}

func (p *program) addressCheck() *cobra.Command {
	return p.command("check SUBDISTRICT DISTRICT PROVINCE POSTCODE", 4, 4, func(args []string) (*answer, error) {
		a := address.Address{Subdistrict: args[0], District: args[1], Province: args[2], Postcode: args[3]}
		return p.withRegister(func(register *address.Register) (*answer, error) { return p.checkAnswer(a, register.Check(a)), nil })
	})
}

func (p *program) checkAnswer(a address.Address, checked address.Result) *answer {
	given, field, message, suggestions := &answer{}, "", "", []placeDoc{}
	if wrong := checked.Fault(a); wrong != nil {
		said := p.problem(wrong)
		given.status, field, message = refused, said.Field, said.Message
		for _, place := range checked.Nearby {
			suggestions = append(suggestions, placeDoc{place.Subdistrict, place.District, place.Province, place.Postcode})
		}
	}
	given.doc = document{"ok": checked.OK, "field": text(field), "message": text(message), "suggestions": suggestions}
	given.text = func(out *page) {
		if checked.OK {
			out.line(i18n.T(out.lang, "cli.address.agrees", fault.Values{"address": checked.Place.Address().Long()}))
			return
		}
		out.line(message)
		for _, place := range checked.Nearby {
			out.line("  " + place.Address().Short())
		}
	}
	return given
}
