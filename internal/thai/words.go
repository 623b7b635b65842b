package thai

import (
	"strings"

	"github.com/talat-pos/talat/internal/money"
)

var digitWords = [10]string{"ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"}

// placeWords names the places of a group of six digits, units first.
var placeWords = [6]string{"", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน"}

// BahtWords writes an amount as papers say it: 21.50 is ยี่สิบเอ็ดบาทห้าสิบสตางค์, whole baht end in
// ถ้วน, an amount below zero begins with ลบ. A unit of one after any other digit is เอ็ด, also in
// 101 (ร้อยเอ็ด), the reading of the Royal Institute.
func BahtWords(amount money.Satang) string {
	var words strings.Builder
	size := uint64(amount)
	if amount < 0 {
		words.WriteString("ลบ")
		size = -size
	}
	baht, satang := size/100, size%100
	if baht > 0 || satang == 0 {
		words.WriteString(numberWords(baht) + "บาท")
	}
	if satang == 0 {
		words.WriteString("ถ้วน")
	} else {
		words.WriteString(numberWords(satang) + "สตางค์")
	}
	return words.String()
}

// numberWords reads a whole number. Above a million the number of millions is itself read this way,
// so that a million millions are หนึ่งล้านล้าน.
func numberWords(n uint64) string {
	const million = 1_000_000
	switch {
	case n == 0:
		return digitWords[0]
	case n < million:
		return groupWords(n, false)
	}
	return numberWords(n/million) + "ล้าน" + groupWords(n%million, true)
}

// groupWords reads a number below a million, nothing for zero. preceded says that digits came before
// this group.
func groupWords(n uint64, preceded bool) string {
	words := ""
	for place, unit := 5, uint64(100_000); place >= 0; place, unit = place-1, unit/10 {
		digit := n / unit % 10
		switch {
		case digit == 0:
			continue
		case place == 1 && digit == 1:
			words += "สิบ"
		case place == 1 && digit == 2:
			words += "ยี่สิบ"
		case place == 0 && digit == 1 && (preceded || words != ""):
			words += "เอ็ด"
		default:
			words += digitWords[digit] + placeWords[place]
		}
	}
	return words
}
