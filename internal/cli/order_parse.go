package cli

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering/chat"
	"github.com/talat-pos/talat/internal/shop"
)

// maxChat bounds what is taken of a file; the parser itself reads only the beginning of a long text.
const maxChat = 4 << 20

func (p *program) orderParse() *cobra.Command {
	return p.command("parse [FILE]", 0, 1, func(args []string) (*answer, error) {
		text, err := p.input(args, maxChat, "chat_unread")
		if err != nil {
			return nil, err
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			orders, err := s.ReadChat(p.ctx, text)
			if err != nil {
				return nil, err
			}
			return p.parsedAnswer(orders), nil
		})
	})
}

// input reads a text of at most so many bytes: a file, or standard input when none or "-" is named. It fails with
// the code it is given.
func (p *program) input(args []string, most int64, code string) (string, error) {
	from := p.stdin
	if len(args) > 0 && args[0] != "-" {
		file, err := os.Open(args[0])
		if err != nil {
			return "", at(fault.Wrap(err, code), "file")
		}
		defer file.Close()
		from = file
	}
	data, err := io.ReadAll(io.LimitReader(from, most))
	if err != nil {
		return "", at(fault.Wrap(err, code), "file")
	}
	return string(data), nil
}

// orderDoc is one order as read, and as "order add" takes it.
type orderDoc struct {
	Title        string              `json:"title"`
	Name         string              `json:"name"`
	Phones       []string            `json:"phones"`               // digits alone
	Extensions   map[string]string   `json:"extensions,omitempty"` // of landlines, by path
	Address      addressDoc          `json:"address"`
	Items        []orderItemDoc      `json:"items"`
	Payment      *string             `json:"payment"`
	COD          *money.Satang       `json:"cod_satang"`
	Total        *money.Satang       `json:"stated_total_satang"`
	Missing      []string            `json:"missing"`
	Warnings     []orderWarning      `json:"warnings"`
	Confidence   map[string]percent  `json:"confidence"`
	Spans        map[string][2]int   `json:"spans"`
	Alternatives map[string][]string `json:"alternatives"`
	Questions    [][2]int            `json:"questions"`
}

type addressDoc struct {
	Line        string `json:"line"`
	Subdistrict string `json:"subdistrict"`
	District    string `json:"district"`
	Province    string `json:"province"`
	Postcode    string `json:"postcode"`
}

type orderItemDoc struct {
	SKU  *string `json:"sku"` // null when the shop has no such goods
	Text string  `json:"text"`
	Qty  *number `json:"qty"` // null when none can be read
	Unit string  `json:"unit"`
}

type orderWarning struct {
	problem
	Span *[2]int `json:"span,omitempty"`
}

// percent is hundredths as a JSON number: 98 is 0.98.
type percent int

// MarshalJSON writes two decimals.
func (c percent) MarshalJSON() ([]byte, error) { return fmt.Appendf(nil, "%d.%02d", c/100, c%100), nil }

func spanDoc(at chat.Span) [2]int { return [2]int{at.From, at.To} }

func (p *program) parsedAnswer(orders []chat.Order) *answer {
	docs := make([]orderDoc, len(orders))
	for n := range orders {
		docs[n] = p.orderDoc(&orders[n])
	}
	given := &answer{doc: document{"orders": docs}, text: func(out *page) {
		for n := range orders {
			if n > 0 {
				out.line("")
			}
			out.parsedOrder(&orders[n], docs[n].Warnings)
		}
	}}
	if len(orders) == 0 {
		given.warnings = append(given.warnings, fault.New("chat_no_order", "text", nil))
	}
	return given
}

func (p *program) orderDoc(o *chat.Order) orderDoc {
	doc := orderDoc{Title: o.Title.Value, Name: o.Name.Value, Phones: []string{}, Items: []orderItemDoc{}, Payment: text(o.Payment.Value),
		Address:      addressDoc(o.Address()),
		Missing:      append([]string{}, o.Missing...),
		Warnings:     []orderWarning{},
		Confidence:   map[string]percent{},
		Extensions:   map[string]string{},
		Spans:        map[string][2]int{},
		Alternatives: o.Alternatives(),
		Questions:    [][2]int{},
	}
	for n, phone := range o.Phones {
		doc.Phones = append(doc.Phones, phone.Digits)
		if phone.Ext != "" {
			doc.Extensions[fmt.Sprintf("phones[%d]", n)] = phone.Ext
		}
	}
	for _, item := range o.Items {
		one := orderItemDoc{SKU: text(item.SKU.Value), Text: item.Text, Unit: item.Unit}
		if item.Qty != 0 {
			quantity := number(item.Qty)
			one.Qty = &quantity
		}
		doc.Items = append(doc.Items, one)
	}
	if o.COD.Confidence > 0 {
		doc.COD = &o.COD.Value
	}
	if o.Total.Confidence > 0 {
		doc.Total = &o.Total.Value
	}
	for _, mark := range o.Marks() {
		doc.Confidence[mark.Path] = percent(mark.Confidence)
		if mark.At.To > mark.At.From {
			doc.Spans[mark.Path] = spanDoc(mark.At)
		}
	}
	for _, warning := range o.Warnings {
		one := orderWarning{problem: p.problem(fault.New(warning.Code, warning.Path, nil))}
		if warning.At.To > warning.At.From {
			span := spanDoc(warning.At)
			one.Span = &span
		}
		doc.Warnings = append(doc.Warnings, one)
	}
	for _, asked := range o.Questions {
		doc.Questions = append(doc.Questions, spanDoc(asked))
	}
	return doc
}

// parsedOrder writes an order for people: what was read, then what to look at.
func (p *page) parsedOrder(o *chat.Order, warnings []orderWarning) {
	var phones []string
	for _, phone := range o.Phones {
		phones = append(phones, strings.TrimSpace(phone.Digits+" "+p.extension(phone.Ext)))
	}
	sum := func(a chat.Amount) string {
		if a.Confidence == 0 {
			return ""
		}
		return i18n.Baht(a.Value)
	}
	payment := ""
	if o.Payment.Value != "" {
		payment = p.t("order.pay." + o.Payment.Value)
	}
	p.pairs(pair{"label.recipient", strings.TrimSpace(o.Title.Value + o.Name.Value)}, pair{"col.phone", strings.Join(phones, ", ")},
		pair{"label.address", o.Address().Short()}, pair{"col.method", payment}, pair{"label.cod", sum(o.COD)}, pair{"label.stated", sum(o.Total)})
	if len(o.Items) > 0 {
		var cells [][]string
		for _, item := range o.Items {
			quantity := "?"
			if item.Qty != 0 {
				quantity = i18n.Qty(item.Qty)
			}
			cells = append(cells, []string{item.SKU.Value, item.Text, quantity, item.Unit})
		}
		p.table("llrl", []string{"col.sku", "col.name", "col.qty", "col.unit"}, cells)
	}
	var missing []string
	for _, path := range o.Missing {
		if key := "cli.order.field." + path; i18n.Has(p.lang, key) { // of single goods the warnings speak
			missing = append(missing, i18n.T(p.lang, key))
		}
	}
	if len(missing) > 0 {
		p.say("order.missing", fault.Values{"fields": strings.Join(missing, ", ")})
	}
	for _, warning := range warnings {
		p.line("! " + warning.Message)
	}
}

func (p *page) extension(number string) string {
	if number == "" {
		return ""
	}
	return p.t("order.extension", fault.Values{"number": number})
}
