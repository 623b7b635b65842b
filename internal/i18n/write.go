package i18n

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// Words are keys of texts that a sentence lists: what may be done next, for one.
type Words []string

// Value writes any value a text may mention, in the language's way.
func Value(lang Lang, value any) string {
	switch value := value.(type) {
	case money.Satang:
		return Baht(value)
	case money.Basis:
		return value.String() + "%"
	case qty.Qty:
		return Qty(value)
	case clock.Day:
		return Date(lang, value)
	case time.Time:
		return Moment(lang, value)
	case int:
		return Group(strconv.Itoa(value))
	case error:
		return Message(lang, value)
	case Words:
		texts := make([]string, len(value))
		for n, key := range value {
			texts[n] = T(lang, key)
		}
		return strings.Join(texts, ", ")
	}
	return fmt.Sprint(value)
}

// Baht writes an amount with thousands separators and two decimals: "1,185.00".
func Baht(amount money.Satang) string { return Group(amount.String()) }

// BahtSign writes an amount with the sign ฿ before it: "฿1,185.00", "-฿10.00".
func BahtSign(amount money.Satang) string {
	if amount < 0 {
		return "-฿" + Baht(-amount)
	}
	return "฿" + Baht(amount)
}

// BahtShort is BahtSign without decimals where there are none: "฿850", "฿12.50".
func BahtShort(amount money.Satang) string { return strings.TrimSuffix(BahtSign(amount), ".00") }

// Qty writes a quantity with thousands separators: "1,200", "0.35".
func Qty(quantity qty.Qty) string { return Group(quantity.String()) }

// Group puts commas between groups of three digits of a plain decimal number.
func Group(number string) string {
	sign := ""
	if strings.HasPrefix(number, "-") {
		sign, number = "-", number[1:]
	}
	whole, frac, hasFrac := strings.Cut(number, ".")
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + "," + whole[at:]
	}
	if hasFrac {
		whole += "." + frac
	}
	return sign + whole
}

var (
	monthsThai  = strings.Fields("มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม")
	monthsShort = strings.Fields("ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.")
	daysThai    = strings.Fields("อาทิตย์ จันทร์ อังคาร พุธ พฤหัสบดี ศุกร์ เสาร์")
	daysShort   = strings.Fields("อา. จ. อ. พ. พฤ. ศ. ส.")
)

// Date writes a day short: "23 พ.ย. 2569", in English "23 Nov 2026".
func Date(lang Lang, day clock.Day) string {
	at := day.Time()
	if at.IsZero() {
		return ""
	}
	if lang == Thai {
		return fmt.Sprintf("%d %s %d", at.Day(), monthsShort[at.Month()-1], day.BuddhistYear())
	}
	return at.Format("2 Jan 2006")
}

// DateBrief writes a day with two digits of its year: "23 พ.ย. 69", in English "23 Nov 26".
func DateBrief(lang Lang, day clock.Day) string {
	if day.Time().IsZero() {
		return ""
	}
	if lang == Thai {
		return dayMonth(lang, day.Time()) + fmt.Sprintf(" %02d", day.BuddhistYear()%100)
	}
	return day.Time().Format("2 Jan 06")
}

// MonthNumbers writes the month of a day: "12/2570", in English "12/2027".
func MonthNumbers(lang Lang, day clock.Day) string {
	_, month, _ := strings.Cut(DateNumbers(lang, day), "/")
	return month
}

func dayMonth(lang Lang, at time.Time) string {
	if lang == Thai {
		return fmt.Sprintf("%d %s", at.Day(), monthsShort[at.Month()-1])
	}
	return at.Format("2 Jan")
}

// DayMonth writes a day without its year: "23 พ.ย.", in English "23 Nov".
func DayMonth(lang Lang, day clock.Day) string {
	if day.Time().IsZero() {
		return ""
	}
	return dayMonth(lang, day.Time())
}

// MomentBrief writes a moment in Thailand without its year: "23 พ.ย. 09:05".
func MomentBrief(lang Lang, at time.Time) string {
	return dayMonth(lang, at.In(clock.Bangkok)) + " " + Time(at)
}

// DateNumbers writes a day as "23/11/2569", in English "23/11/2026".
func DateNumbers(lang Lang, day clock.Day) string {
	at := day.Time()
	if at.IsZero() {
		return ""
	}
	if lang == Thai {
		return at.Format("02/01/") + strconv.Itoa(day.BuddhistYear())
	}
	return at.Format("02/01/2006")
}

// DateTyped writes a day as fields for days show it and read it: "1/2/2570", in English "1/2/2027". See clock.ReadDay.
func DateTyped(lang Lang, day clock.Day) string {
	at := day.Time()
	if at.IsZero() {
		return ""
	}
	if lang == Thai {
		return at.Format("2/1/") + strconv.Itoa(day.BuddhistYear())
	}
	return at.Format("2/1/2006")
}

// DateWeekday writes "จันทร์ 23 พ.ย. 2569", in English "Monday 23 Nov 2026".
func DateWeekday(lang Lang, day clock.Day) string {
	if day.Time().IsZero() {
		return ""
	}
	if lang == Thai {
		return daysThai[day.Time().Weekday()] + " " + Date(lang, day)
	}
	return day.Time().Format("Monday ") + Date(lang, day)
}

// DateOfficial writes "วันจันทร์ที่ 23 พฤศจิกายน พ.ศ. 2569", in English "Monday 23 November 2026".
func DateOfficial(lang Lang, day clock.Day) string {
	at := day.Time()
	if at.IsZero() {
		return ""
	}
	if lang == Thai {
		return "วัน" + daysThai[at.Weekday()] + "ที่ " + DateFormal(lang, day)
	}
	return at.Format("Monday 2 January 2006")
}

// DateFormal writes a day as official papers do: "23 พฤศจิกายน พ.ศ. 2569", in English "23 November 2026".
func DateFormal(lang Lang, day clock.Day) string {
	at := day.Time()
	if at.IsZero() {
		return ""
	}
	if lang == Thai {
		return fmt.Sprintf("%d %s พ.ศ. %d", at.Day(), monthsThai[at.Month()-1], day.BuddhistYear())
	}
	return at.Format("2 January 2006")
}

// MonthFormal writes the month of a day: "พฤศจิกายน พ.ศ. 2569", in English "November 2026".
func MonthFormal(lang Lang, day clock.Day) string {
	_, month, _ := strings.Cut(DateFormal(lang, day), " ")
	return month
}

// Weekday writes the day of the week in two or three letters, for charts.
func Weekday(lang Lang, day clock.Day) string {
	if lang == Thai {
		return daysShort[day.Time().Weekday()]
	}
	return day.Time().Format("Mon")
}

// Time writes the hour and minute in Thailand: "18:02".
func Time(at time.Time) string { return at.In(clock.Bangkok).Format("15:04") }

// Moment writes day and time: "23 พ.ย. 2569 18:02". The zero time is written as nothing.
func Moment(lang Lang, at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return Date(lang, clock.DayOf(at)) + " " + Time(at)
}
