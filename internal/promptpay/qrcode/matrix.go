// Package qrcode turns texts into QR modules and pictures of QRs back into texts.
package qrcode

import (
	"unicode/utf8"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"
	encoder "github.com/skip2/go-qrcode"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/promptpay"
)

// Level is how much of a QR may be lost before it cannot be read.
type Level uint8

// The levels: Medium for screens and papers, Quartile or High only where a logo covers the centre.
const (
	Low      Level = iota // 7 %
	Medium                // 15 %
	Quartile              // 25 %
	High                  // 30 %
)

// Matrix gives the modules of a QR with text, true for black, rows from the top. There is no quiet
// zone: whoever draws it leaves four white modules on every side. Thai text is written as UTF-8.
// It fails with "qr_empty" (usage) and "qr_too_long", above promptpay.MaxChars characters or what a
// QR of that level holds.
func Matrix(text string, level Level) (modules [][]bool, err error) {
	defer recovered(&err, "qr_too_long")
	if text == "" {
		return nil, fault.Unreadable("qr_empty", "", nil)
	}
	if utf8.RuneCountInString(text) > promptpay.MaxChars {
		return nil, tooLong(nil)
	}
	levels := []encoder.RecoveryLevel{encoder.Low, encoder.Medium, encoder.High, encoder.Highest}
	code, err := encoder.New(text, levels[min(int(level), len(levels)-1)])
	if err != nil {
		return nil, tooLong(err)
	}
	code.DisableBorder = true
	return code.Bitmap(), nil
}

// Checked is Matrix for what a customer will see: it reads the modules back and lets only a text
// through that comes out the same and is a Thai payment QR, or the practice shop's words. Every
// screen and paper draws its QR from here. It fails as Matrix and promptpay.Read do, and with
// "qr_not_readable_back".
func Checked(text string, level Level) ([][]bool, error) {
	if !promptpay.IsPractice(text) {
		if _, err := promptpay.Read(text); err != nil {
			return nil, err
		}
	}
	modules, err := Matrix(text, level)
	if err != nil {
		return nil, err
	}
	back, err := readModules(modules)
	if err != nil {
		return nil, err
	}
	if back != text {
		return nil, fault.New("qr_not_readable_back", "", nil)
	}
	return modules, nil
}

// readModules decodes modules as drawn, with a decoder that shares no code with the encoder.
func readModules(modules [][]bool) (text string, err error) {
	defer recovered(&err, "qr_not_readable_back")
	bits, err := gozxing.NewSquareBitMatrix(len(modules))
	if err != nil {
		return "", notReadable(err)
	}
	for y, row := range modules {
		for x, black := range row {
			if black {
				bits.Set(x, y)
			}
		}
	}
	result, err := decoder.NewDecoder().Decode(bits, readAsUTF8)
	if err != nil {
		return "", notReadable(err)
	}
	return result.GetText(), nil
}

// readAsUTF8 keeps the decoder from guessing the alphabet of a few Thai bytes.
var readAsUTF8 = map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_CHARACTER_SET: "UTF-8"}

func tooLong(cause error) error {
	return &fault.Error{Code: "qr_too_long", Values: fault.Values{"max": promptpay.MaxChars}, Err: cause}
}

func notReadable(cause error) error {
	return &fault.Error{Code: "qr_not_readable_back", Err: cause}
}
