package cli

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/pflag"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/thai"
)

// glance looks for --lang and --json anywhere, so that even a line that cannot be read is answered in
// the language and form asked for.
func glance(args []string) (lang i18n.Lang, json bool) {
	lang = i18n.Thai
	for n, arg := range args {
		if arg == "--" {
			break
		}
		value, isLang := strings.CutPrefix(arg, "--lang=")
		if arg == "--lang" && n+1 < len(args) {
			value, isLang = args[n+1], true
		}
		if known, err := i18n.ParseLang(value); isLang && err == nil {
			lang = known
		}
		json = json || arg == "--json" || arg == "--json=true"
	}
	return lang, json
}

// flagFault turns a fault of the flag reader into one of ours. Other errors stay as they are.
func flagFault(err error) error {
	var (
		unknown *pflag.NotExistError
		missing *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
		syntax  *pflag.InvalidSyntaxError
	)
	switch {
	case errors.As(err, &unknown):
		name := "--" + unknown.GetSpecifiedName()
		if short := unknown.GetSpecifiedShortnames(); short != "" {
			name = "-" + short
		}
		return fault.Unreadable("flag_unknown", unknown.GetSpecifiedName(), fault.Values{"value": name})
	case errors.As(err, &missing):
		return fault.Unreadable("flag_value_missing", missing.GetSpecifiedName(), fault.Values{"value": "--" + missing.GetSpecifiedName()})
	case errors.As(err, &invalid):
		return fault.Unreadable("flag_value_unreadable", invalid.GetFlag().Name,
			fault.Values{"flag": "--" + invalid.GetFlag().Name, "value": invalid.GetValue()})
	case errors.As(err, &syntax):
		return fault.Unreadable("flag_unknown", "", fault.Values{"value": syntax.GetSpecifiedFlag()})
	}
	return err
}

// required refuses a flag that was not given.
func required(flag string, given bool) error {
	if given {
		return nil
	}
	return fault.Unreadable("flag_required", flag, fault.Values{"value": "--" + flag})
}

// at gives err with its field set, whatever it was before.
func at(err error, field string) error {
	var known *fault.Error
	if !errors.As(err, &known) {
		return err
	}
	moved := *known
	moved.Field = field
	return &moved
}

// readAmount reads an amount of a flag.
func readAmount(text, field string) (money.Satang, error) {
	amount, err := money.Parse(text)
	return amount, at(err, field)
}

// readPositive reads an amount that must be above zero.
func readPositive(text, field string) (money.Satang, error) {
	amount, err := readAmount(text, field)
	if err == nil && amount == 0 {
		err = fault.New("amount_not_positive", field, fault.Values{"value": amount})
	}
	return amount, err
}

// readCount reads a whole number without sign.
func readCount(text, field string, most int) (int, error) {
	digits := thai.ToASCIIDigits(strings.TrimSpace(text))
	if digits == "" || strings.Trim(digits, "0123456789") != "" {
		return 0, fault.Unreadable("count_unreadable", field, fault.Values{"value": text})
	}
	count, err := strconv.Atoi(digits)
	if err != nil || count > most {
		return 0, fault.New("count_too_large", field, fault.Values{"value": digits, "max": most})
	}
	return count, nil
}

// readLimit reads how many rows are wanted: 1 to most.
func readLimit(text string, most int) (int, error) {
	count, err := readCount(text, "limit", most)
	if err == nil && count == 0 {
		err = fault.New("limit_invalid", "limit", fault.Values{"max": most})
	}
	return count, err
}

// readDay reads a day of a flag; "" is none.
func readDay(text, field string) (clock.Day, error) {
	if text == "" {
		return "", nil
	}
	day, err := clock.ParseDay(text)
	return day, at(err, field)
}

// item is CODE[*QTY][@PRICE] as read.
type item struct {
	code  string
	qty   qty.Qty
	price *money.Satang
	field string // "line[0]"
}

// readItem reads CODE[*QTY][@PRICE]; without a quantity it is one. price names the price's field, ""
// where none may stand.
func readItem(text, field, price string) (item, error) {
	one := item{qty: qty.One, field: field}
	if at := strings.LastIndexByte(text, '@'); at >= 0 && price != "" {
		amount, err := readAmount(text[at+1:], field+"."+price)
		if err != nil {
			return one, err
		}
		one.price, text = &amount, text[:at]
	}
	if star := strings.LastIndexByte(text, '*'); star >= 0 {
		quantity, err := qty.Parse(text[star+1:])
		if err != nil {
			return one, at(err, field+".qty")
		}
		one.qty, text = quantity, text[:star]
	}
	return one.named(text)
}

// named gives the item its code, which must not be empty.
func (i item) named(code string) (item, error) {
	if i.code = strings.TrimSpace(code); i.code == "" {
		return i, fault.Unreadable("code_missing", i.field+".code", nil)
	}
	return i, nil
}

// readItems reads many, each with read.
func readItems(texts []string, field string, read func(text, field string) (item, error)) ([]item, error) {
	items := make([]item, len(texts))
	for n, text := range texts {
		var err error
		if items[n], err = read(text, fmt.Sprintf("%s[%d]", field, n)); err != nil {
			return nil, err
		}
	}
	return items, nil
}

// readTenders reads METHOD[:AMOUNT][:seen|slip], each a --pay.
func readTenders(texts []string, methods map[string]selling.Method) ([]selling.Tender, error) {
	if len(texts) == 0 {
		return nil, required("pay", false)
	}
	tenders := make([]selling.Tender, len(texts))
	for n, text := range texts {
		var err error
		if tenders[n], err = readTender(text, fmt.Sprintf("pay[%d]", n)); err != nil {
			return nil, err
		}
		method, known := methods[tenders[n].Method]
		switch given := tenders[n].Evidence; {
		case method.Evidence && given == "":
			// What goes without saying is said, so that a bill's content is the same either way.
			tenders[n].Evidence = selling.Seen
		case known && !method.Evidence && given != "":
			return nil, fault.Unreadable("evidence_not_taken", fmt.Sprintf("pay[%d].evidence", n),
				fault.Values{"method": method.Code, "value": given})
		}
	}
	return tenders, nil
}

func readTender(text, field string) (selling.Tender, error) {
	parts := strings.Split(text, ":")
	tender := selling.Tender{Method: strings.TrimSpace(parts[0])}
	parts = parts[1:]
	if tender.Method == "" || len(parts) > 2 {
		return tender, fault.Unreadable("pay_unreadable", field, fault.Values{"value": text})
	}
	if text == payOwners {
		return tender, fault.Unreadable("pay_owners_alone", field, nil)
	}
	if last := len(parts) - 1; last >= 0 && (len(parts) == 2 || parts[last] == selling.Seen || parts[last] == selling.Slip) {
		tender.Evidence, parts = parts[last], parts[:last]
		if tender.Evidence != selling.Seen && tender.Evidence != selling.Slip {
			return tender, fault.Unreadable("evidence_unknown", field+".evidence", fault.Values{"value": tender.Evidence})
		}
	}
	if len(parts) == 1 {
		amount, err := readAmount(parts[0], field+".amount")
		tender.Amount = &amount
		return tender, err
	}
	return tender, nil
}
