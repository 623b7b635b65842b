package printing

import (
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// lines sets the goods: the name beside its total, then how the total came about.
func (r *roll) lines(receipt Receipt) {
	sign := receipt.sign()
	r.gap(3 * Dot)
	r.rule(false)
	r.pair(r.note, r.t("goods"), r.t("baht"))
	r.rule(true)
	for _, line := range receipt.Lines {
		name := line.Name
		if strings.TrimSpace(name) == "" {
			name = r.t("unnamed")
		}
		r.indented(r.body, 0, name, r.body, i18n.Baht(sign*line.Total))
		if quantity := qty.Qty(sign) * line.Qty; quantity != qty.One {
			words := strings.TrimSpace(i18n.Qty(quantity) + " " + line.Unit)
			r.inset(words + " × " + i18n.Baht(line.UnitPrice))
		}
		for _, note := range line.Notes {
			r.inset(note)
		}
	}
	r.rule(false)
}

// inset sets what belongs to the line above, smaller and moved in.
func (r *roll) inset(words string) {
	if strings.TrimSpace(words) == "" {
		return
	}
	indent := r.body.size * 3 / 4
	for _, part := range r.wrap(words, r.note, r.page.Width-indent) {
		r.row(cell{part, r.note, left, indent, r.page.Width - indent})
	}
}

// sums sets subtotal, discounts, rounding, the total and the tax in it, and how it was paid.
func (r *roll) sums(receipt Receipt) {
	sign := receipt.sign()
	var subtotal money.Satang
	for _, line := range receipt.Lines {
		subtotal += line.Total
	}
	count := r.t("count", fault.Values{"count": len(receipt.Lines)})
	if len(receipt.Discounts) > 0 || receipt.Rounding != 0 {
		r.pair(r.body, count, i18n.Baht(sign*subtotal))
	} else {
		r.text(r.note, left, count)
	}
	for _, discount := range receipt.Discounts {
		label := discount.Label
		if label == "" {
			label = r.t("discount")
		}
		r.pair(r.body, label, i18n.Baht(-sign*discount.Sum))
	}
	if receipt.Rounding != 0 {
		r.pair(r.body, r.t("rounding"), signed(sign*receipt.Rounding))
	}
	total := map[Kind]string{Sold: "total", Statement: "total_due", Refunded: "total_refund", Voided: "total_refund"}[receipt.Kind]
	large := r.title
	r.indented(large, 0, r.t(total), r.total, i18n.Baht(sign*receipt.Total))
	r.tax(receipt, sign)
	r.tenders(receipt, sign)
}

// tax says the VAT inside the total; a shop that is not registered never mentions it.
func (r *roll) tax(receipt Receipt, sign money.Satang) {
	if receipt.VAT == nil || receipt.Invoice != "" {
		return
	}
	r.pair(r.note, r.t("vat", fault.Values{"rate": receipt.VAT.Rate}), i18n.Baht(sign*receipt.VAT.Amount))
	if receipt.isTaxInvoice() {
		for _, lang := range r.langs() {
			r.text(r.note, left, i18n.T(lang, "receipt.vat_included"))
		}
	}
}

func (r *roll) tenders(receipt Receipt, sign money.Satang) {
	if len(receipt.Tenders) == 0 && receipt.Change == 0 && receipt.Due == 0 {
		return
	}
	r.rule(true)
	for _, tender := range receipt.Tenders {
		name := methodName(r.lang, tender.Method)
		if tender.To != "" {
			name += " · " + tender.To
		}
		r.pair(r.body, name, i18n.Baht(sign*tender.Sum))
	}
	if receipt.Change != 0 {
		r.pair(r.strong, r.t("change"), i18n.Baht(sign*receipt.Change))
	}
	if receipt.Due != 0 {
		r.pair(r.strong, r.t("due"), i18n.Baht(sign*receipt.Due))
	}
}

// methodName gives the words for a method the program knows, else the shop's own name for it.
func methodName(lang i18n.Lang, method string) string {
	if key := "receipt.method." + method; i18n.Has(lang, key) {
		return i18n.T(lang, key)
	}
	return method
}

// signed writes an amount with its sign, also when it is above zero.
func signed(amount money.Satang) string {
	if amount > 0 {
		return "+" + i18n.Baht(amount)
	}
	return i18n.Baht(amount)
}

// pay sets a code to pay with, and what the payer must compare before sending money.
func (r *roll) pay(pay PayQR, practice bool, tag string) error {
	matrix, err := paymentCode(pay.Payload, practice, tag)
	if err != nil {
		return err
	}
	r.gap(6 * Dot)
	r.text(r.strong, centre, r.t("pay_here"))
	if err := r.code(matrix); err != nil {
		return err
	}
	r.text(r.strong, centre, pay.Receiver)
	r.text(r.note, centre, pay.Masked)
	if pay.Amount != 0 {
		r.text(r.title, centre, r.t("pay_amount", fault.Values{"amount": pay.Amount}))
	}
	r.text(r.note, centre, r.t("pay_check"))
	return nil
}
