package shop

import (
	"context"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering/reply"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/printing/spool"
	"github.com/talat-pos/talat/internal/promptpay"
	"github.com/talat-pos/talat/internal/rules"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/thai"
)

// Settings reads all settings.
func (s *Shop) Settings(ctx context.Context) (Settings, error) { return s.db.Settings(ctx) }

// Practice reports whether this is a practice shop.
func (s *Shop) Practice(ctx context.Context) (bool, error) {
	set, err := s.db.Settings(ctx)
	return set.Get("shop.practice") == "yes", err
}

// Set changes a setting and gives it as it was kept, with warnings. Of a font the value is its file, which
// is copied into the shop. Faults: "setting_unknown", "setting_fixed", "setting_value", "text_too_long",
// those of the value's kind (of a reply those of reply.Check).
func (s *Shop) Set(ctx context.Context, key, value string) (string, []*fault.Error, error) {
	known, ok := rules.Describe(key)
	if !ok {
		return "", nil, fault.New("setting_unknown", "key", fault.Values{"value": key})
	}
	if known.Fixed {
		return "", nil, fault.New("setting_fixed", "key", fault.Values{"value": key})
	}
	if known.Kind == "font" {
		kept, warnings, err := s.setFont(ctx, key, value)
		return kept, warnings, fault.At(err, "value")
	}
	if key == taxClosed {
		kept, err := s.SetTaxClosed(ctx, value, "")
		return kept, nil, err
	}
	if known.Kind == "picture" {
		kept, err := s.setPicture(ctx, key, value)
		return kept, nil, fault.At(err, "value")
	}
	kept, warnings, err := checkSetting(key, value)
	if err != nil {
		return "", nil, fault.At(err, "value")
	}
	return kept, warnings, s.db.SaveSettings(ctx, map[string]string{key: kept})
}

// setPicture copies a picture into the shop and keeps the name of its file; "" is none. Faults: those of AddPhoto.
func (s *Shop) setPicture(ctx context.Context, key, file string) (kept string, err error) {
	set, err := s.db.Settings(ctx)
	if err != nil || file == set.Get(key) {
		return file, err
	}
	if file != "" {
		if kept, err = s.AddPictureFile(ctx, file); err != nil {
			return "", err
		}
	}
	return kept, s.db.SaveSettings(ctx, map[string]string{key: kept})
}

// AddPictureFile takes a picture from a file into the shop and gives its name. Faults: "picture_unread", those of AddPhoto.
func (s *Shop) AddPictureFile(ctx context.Context, path string) (name string, err error) {
	file, err := os.Open(path)
	if err != nil {
		return "", fault.Wrap(err, "picture_unread")
	}
	defer file.Close()
	return s.AddPhoto(ctx, file)
}

// Get reads a setting or its default. It fails with "setting_unknown".
func (s *Shop) Get(ctx context.Context, key string) (string, error) {
	if _, known := rules.Describe(key); !known {
		return "", fault.New("setting_unknown", "key", fault.Values{"value": key})
	}
	set, err := s.db.Settings(ctx)
	return set.Get(key), err
}

// checkSetting cleans and checks a value by its setting's kind.
func checkSetting(key, value string) (kept string, warnings []*fault.Error, err error) {
	known, _ := rules.Describe(key)
	if known.Kind == "reply" {
		kept, err := reply.Check(reply.KindOf(key), value)
		return kept, nil, err
	}
	value = thai.Clean(value, 1000)
	if utf8.RuneCountInString(value) > 500 {
		return "", nil, fault.New("text_too_long", "", fault.Values{"max": 500})
	}
	if key == "shop.name" {
		if err := thai.CheckName(value, "", maxNameLen); err != nil {
			return "", nil, err
		}
	}
	if value == "" && known.Kind != "choice" {
		return "", nil, nil
	}
	switch known.Kind {
	case "choice":
		if !slices.Contains(known.Choices, value) {
			return "", nil, fault.New("setting_value", "", fault.Values{"value": value, "choices": strings.Join(known.Choices, ", ")})
		}
	case "money":
		amount, err := money.Parse(value)
		return amount.String(), nil, err
	case "percent":
		percent, err := money.ParseBasis(value)
		return percent.String(), nil, err
	case "grams":
		grams, err := strconv.Atoi(thai.ToASCIIDigits(value))
		if err != nil || grams < 0 || grams > shipping.MaxGrams {
			return "", nil, fault.New("weight_invalid", "", fault.Values{"value": value})
		}
		return strconv.Itoa(grams), nil, nil
	case "days":
		days, err := strconv.Atoi(thai.ToASCIIDigits(value))
		if err != nil || days < 0 || days > maxKeepDays {
			return "", nil, fault.New("keep_days_invalid", "", fault.Values{"value": value, "max": maxKeepDays})
		}
		return strconv.Itoa(days), nil, nil
	case "postcode":
		if value = thai.ToASCIIDigits(value); !shipping.Seed().Knows(value) {
			return "", nil, fault.New("postcode_unknown", "", fault.Values{"value": value})
		}
		return value, nil, nil
	case "cutoff":
		_, err := shipping.ParseCutoffs(value)
		return value, nil, err
	case "day":
		day, err := clock.ReadDay(value)
		if err != nil {
			return "", nil, fault.Unreadable("date_unreadable", "", fault.Values{"value": value})
		}
		return string(day), nil, nil
	case "hours":
		_, err := ParseNetHours(value)
		return value, nil, err
	case "promptpay":
		to, err := promptpay.ParseID(value)
		if err != nil {
			return "", nil, err
		}
		return to.Digits(), to.Warnings(), nil
	case "printer":
		to, err := spool.Parse(value)
		if err != nil {
			return "", nil, fault.New(fault.Code(err), "", fault.Of(err).Values)
		}
		return to.String(), nil, nil
	}
	return value, settingWarnings(key, value), settingFaults(key, value)
}

func settingWarnings(key, value string) []*fault.Error {
	if key == "shop.tax_id" && !promptpay.TaxIDValid(value) {
		return []*fault.Error{fault.New("tax_id_check", "", fault.Values{"value": value})}
	}
	return nil
}

func settingFaults(key, value string) error {
	switch key {
	case "shop.tax_id":
		if len(value) != 13 || strings.Trim(value, "0123456789") != "" {
			return fault.New("tax_id_digits", "", fault.Values{"value": value})
		}
	case "shop.branch":
		if len(value) != 5 || strings.Trim(value, "0123456789") != "" {
			return fault.New("branch_digits", "", fault.Values{"value": value})
		}
	case "shop.subdistrict":
		if len(value) != 6 || strings.Trim(value, "0123456789") != "" {
			return fault.New("subdistrict_code", "", fault.Values{"value": value})
		}
	case "numbers.shape":
		shape, err := papers.ParseShape(value, papers.ResetMonth, 2) // the longest it can become
		if err == nil {
			_, err = shape.OfBranch("00001", papers.HeadOffice)
		}
		return err
	case "scale.layout":
		_, err := catalog.ParseScaleLayout(value)
		return err
	}
	return nil
}

// Methods gives the ways of payment by code.
func (s *Shop) Methods(ctx context.Context) (map[string]selling.Method, error) {
	return s.db.Methods(ctx)
}

// SaveMethod writes a way of payment of the shop's own, or a change to a known one. Faults:
// "name_missing", "method_code".
func (s *Shop) SaveMethod(ctx context.Context, m selling.Method) error {
	if !catalog.ValidSKU(m.Code) {
		return fault.New("method_code", "code", fault.Values{"value": m.Code})
	}
	m.Name = thai.Clean(m.Name, 40)
	known := slices.ContainsFunc(rules.Methods(), func(k rules.Method) bool { return k.Code == m.Code })
	if m.Name == "" && !known {
		return fault.New("name_missing", "name", nil)
	}
	return s.db.SaveMethod(ctx, m)
}
