package issuing

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/customers"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/shop"
)

// money is what came: as the source says, or way by way.
func (v *view) money() fyne.CanvasObject {
	m := v.e.m
	column := widget.Column(8, widget.NewText(v.t("issuing.came"), widget.Section))
	if !m.asksPay() {
		column.Add(widget.NewWrapLabel(v.paidText(), 2, widget.Body))
		return column
	}
	if m.parts() {
		left, _ := m.facts.left()
		column.Add(v.rowCalled("amount", v.t("issuing.amount", fault.Values{"left": left}), v.bare("amount")))
	}
	for n := range m.pays {
		column.Add(v.way(n))
	}
	more := widget.NewButton(widget.Plain, v.t("issuing.add_pay"), v.e.addPay).WithIcon("plus").WithKey(v.key("F8"))
	column.Add(v.rowCalled("pay", "", container.NewHBox(more)))
	return column
}

// bare is the field of an amount without its name.
func (v *view) bare(key string) *widget.AmountEntry {
	a := widget.NewAmountEntry(false)
	a.SetText(v.e.m.text[key])
	v.entries[key] = a
	a.OnChanged = v.typed(key)
	return a
}

// paidText says how the source was paid.
func (v *view) paidText() string {
	var parts []string
	if sketch := v.e.m.sketch; sketch != nil && sketch.Paper != nil {
		for _, payment := range sketch.Paper.Payments {
			parts = append(parts, v.methodName(payment.Method)+" "+i18n.Baht(payment.Amount))
		}
	}
	return v.t("issuing.paid", fault.Values{"ways": strings.Join(parts, ", ")})
}

func (v *view) methodName(code string) string { return v.t("receipt.method." + code) }

// way is one way that money came; without an amount it is none.
func (v *view) way(n int) fyne.CanvasObject {
	m, at := v.e.m, payAt(n)
	codes := m.facts.methods
	if code := m.text[at+"method"]; code != "" && !slices.Contains(codes, code) {
		codes = append(slices.Clone(codes), code)
	}
	names := make([]string, len(codes))
	for k, code := range codes {
		names[k] = v.methodName(code)
	}
	method := widget.NewSelect(names, slices.Index(codes, m.text[at+"method"]), "", func(k int) {
		m.set(at+"method", codes[k])
		v.e.changed(0)
	})
	top := v.pair(v.row(at+"method", "issuing.method", method), v.amount(at+"amount", "issuing.sum"))
	ref := v.pair(v.field(at+"ref", "issuing.ref", ""), v.day(at+"date", "issuing.pay_date"))
	return widget.Column(8, top, ref)
}

// withheld is the tax that the buyer kept back, and its certificate.
func (v *view) withheld() fyne.CanvasObject {
	m := v.e.m
	if !m.asksPay() {
		return nil
	}
	states := m.taxStates()
	names := make([]string, len(states))
	for n, state := range states {
		names[n] = v.t(fmt.Sprintf("issuing.tax.%d", state))
	}
	choice := widget.NewSelect(names, slices.Index(states, m.tax), "", func(n int) { v.e.setTax(states[n]) })
	column := widget.Column(8, widget.NewText(v.t("issuing.withheld"), widget.Section), v.rowCalled("certificate", v.t("issuing.tax", fault.Values{"key": v.key("F9")}), choice))
	if !m.parts() && m.withheld() > 0 {
		column.Add(widget.NewWrapLabel(v.t("issuing.tax_late_how"), 2, widget.Caption))
	}
	switch m.tax {
	case gotTax:
		column.Add(v.pair(v.field("certificate.number", "issuing.certificate", ""), v.day("certificate.date", "issuing.certificate_date")))
		column.Add(v.pair(v.amount("certificate.amount", "issuing.certificate_amount"), widget.NewFormRow(v.t("issuing.certificate_picture"), v.pictureButton("issuing.picture"))))
	case lateTax:
		said := v.t("issuing.tax_late", fault.Values{"tax": m.withheld()})
		if m.withheld() == 0 {
			said = v.t("issuing.tax_late_unsaid")
		}
		column.Add(widget.NewWrapLabel(said, 2, widget.Caption))
	}
	return column
}

// taxStates lists what a receipt may say of withheld tax: that the certificate comes later only where the rest of an
// invoice can wait for it.
func (m *model) taxStates() []taxState {
	if m.parts() {
		return []taxState{noTax, gotTax, lateTax}
	}
	return []taxState{noTax, gotTax}
}

func (v *view) pictureButton(label string) fyne.CanvasObject {
	button := widget.NewButton(widget.Plain, v.t(label), v.e.pickPicture).WithIcon("photo").WithKey(v.key("F3"))
	if v.e.m.picture != "" {
		button.SetLabel(v.t("issuing.pictured"))
		button.SetIcon("check")
	}
	return button
}

// addPay asks one more way that money came.
func (e *editor) addPay() {
	if !e.m.asksPay() || e.m.pays >= maxPays {
		return
	}
	e.m.addPay()
	e.v.build()
	e.v.focus(payAt(e.m.pays-1) + "amount")
	e.changed(0)
}

// maxPays bounds how many ways one receipt names.
const maxPays = 6

// turnTax goes on to the next that a receipt may say of withheld tax.
func (e *editor) turnTax() {
	if !e.m.asksPay() {
		return
	}
	states := e.m.taxStates()
	e.setTax(states[(slices.Index(states, e.m.tax)+1)%len(states)])
}

func (e *editor) setTax(state taxState) {
	e.m.setTax(state)
	e.v.build()
	switch {
	case state == gotTax:
		e.v.focus("certificate.number")
	case state == lateTax && e.m.withheld() == 0:
		e.v.focus("amount")
	}
	e.changed(0)
}

// pictures reports whether the paper keeps a picture of what the buyer gave.
func (m *model) pictures() bool {
	return m.ask.Kind == papers.PurchaseOrder || m.asksPay() && m.tax == gotTax
}

// pictureEndings are the files a picture may be in.
var pictureEndings = []string{".jpg", ".jpeg", ".png"}

// pickPicture keeps a picture of the buyer's paper, as pictures of goods are kept: bounded and made anew.
func (e *editor) pickPicture() {
	if e.m.pictures() {
		e.kit.PickFile(pictureEndings, e.keepPicture)
	}
}

// paste takes the picture whose path is on the clipboard, as file managers copy it; all else goes into the field that
// has the keyboard.
func (e *editor) paste() {
	text := e.kit.Clipboard.Content()
	path := strings.TrimPrefix(strings.TrimSpace(text), "file://")
	if e.m.pictures() && slices.Contains(pictureEndings, strings.ToLower(filepath.Ext(path))) && !strings.Contains(path, "\n") {
		e.keepPicture(path)
		return
	}
	words := &fyne.ShortcutPaste{Clipboard: e.kit.Clipboard}
	switch field := e.v.entries[e.v.focused()].(type) {
	case *widget.Entry:
		field.Entry.TypedShortcut(words)
	case *widget.DateField:
		field.Entry.Entry.TypedShortcut(words)
	case widget.Typist:
		for _, r := range strings.TrimSpace(text) {
			field.Type(r)
		}
	}
}

func (e *editor) keepPicture(path string) {
	s := e.kit.Shop
	task.Run(e.acts, "picture", func(ctx context.Context) (string, error) {
		file, err := os.Open(path)
		if err != nil {
			return "", fault.Wrap(err, "picture_unread")
		}
		defer func() { _ = file.Close() }()
		return s.AddPhoto(ctx, file)
	}, func(name string, err error) {
		switch {
		case e.shut:
		case err != nil:
			e.v.failed(err)
		default:
			e.m.picture, e.m.touched = name, true
			e.v.build()
			e.changed(0)
		}
	})
}

// pickBuyer takes the buyer from the customers.
func (e *editor) pickBuyer() {
	if !e.m.known || e.m.ask.Kind == papers.Abbreviated {
		return
	}
	customers.Choose(e.kit, e.runner, customers.Choice{Title: e.kit.T("issuing.customer"), Named: true}, func(who shop.Customer, chosen bool) {
		if chosen && !e.shut {
			e.m.choose(who.Party)
			e.v.more = e.v.more || e.m.settledBuyer() // to be looked at
			e.v.build()
			e.changed(0)
		}
	})
}
