package catalog

import (
	"errors"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/thai"
)

// readCodes reads the codes of a row: the SKU first, with pack 0, then the barcodes. It fails with
// "code_rounded" for a number that a spreadsheet has cut.
func readCodes(cells map[string]string) ([]Code, error) {
	var codes []Code
	if sku := cells["sku"]; sku != "" {
		if roundedCode.MatchString(sku) && strings.Contains(sku, ".") {
			return nil, fault.New("code_rounded", "sku", fault.Values{"value": sku})
		}
		if !isListed(sku, 80) {
			return nil, fault.New("code_invalid", "sku", fault.Values{"value": sku})
		}
		codes = append(codes, Code{Code: sku})
	}
	for _, text := range strings.Split(cells["barcode"], ";") {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		code, err := readCode(text)
		if err != nil {
			return nil, err
		}
		codes = append(codes, code)
	}
	return codes, nil
}

// readCode reads "CODE" or "CODE*6". What stands after the last * must be a quantity.
func readCode(text string) (Code, error) {
	if roundedCode.MatchString(text) {
		return Code{}, fault.New("code_rounded", "barcode", fault.Values{"value": text})
	}
	at := strings.LastIndexByte(text, '*')
	if at < 0 {
		return Code{text, qty.One}, nil
	}
	pack, err := qty.Parse(text[at+1:])
	if err != nil {
		return Code{}, fault.At(atRoot(err), "barcode")
	}
	if pack == 0 {
		return Code{}, fault.New("qty_not_positive", "barcode", fault.Values{"value": pack})
	}
	return Code{strings.TrimSpace(text[:at]), pack}, nil
}

func writeCode(code Code) string {
	if code.Pack == qty.One && !strings.Contains(code.Code, "*") {
		return code.Code
	}
	return code.Code + "*" + code.Pack.String()
}

// atRoot takes the field off a fault, so that At names the column alone.
func atRoot(err error) error {
	var known *fault.Error
	if errors.As(err, &known) {
		bare := *known
		bare.Field = ""
		return &bare
	}
	return err
}

func readInt(cells map[string]string, column, code string, most int) (int, error) {
	text := strings.ReplaceAll(thai.ToASCIIDigits(cells[column]), ",", "")
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > most {
		return 0, fault.New(code, column, fault.Values{"value": cells[column]})
	}
	return n, nil
}

func readQty(cells map[string]string, column string) (qty.Qty, error) {
	if cells[column] == "" {
		return 0, nil
	}
	quantity, err := qty.Parse(cells[column])
	return quantity, fault.At(atRoot(err), column)
}
