package reply

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/thai"
)

func order() Data {
	return Data{Shop: "ร้านป้าน้อย", Name: "สมหญิง", Order: "A-OR-2569-000042", Total: 1_235_50, Shipping: 45_00,
		Items:     []Item{{"น้ำพริกหนุ่ม", "กระปุก", qty.Pieces(2), 90_00}, {"ผ้าคราม", "ผืน", qty.Pieces(1), 1_100_50}},
		PromptPay: "081-234-5678", Receiver: "นางน้อย"}
}

func write(kind Kind, data Data) string {
	return Write(kind, Default(kind, i18n.Thai), data, i18n.Thai)
}

// The whole of the texts as a customer gets them.
func TestTheProgramsOwnWords(t *testing.T) {
	shipped := order()
	shipped.Parcels = []string{"EF582568151TH", "EY660437537TH"}
	cod := order()
	cod.COD, cod.Address, cod.Voice = cod.Total, "99/1 หมู่ 4 ต.สันทราย 57000", Male
	deposit := order()
	deposit.Paid = 500_00
	lacking := Data{Shop: "ร้านป้าน้อย", Name: "สมหญิง", Order: "A-OR-2569-000042", Producer: "ป้าศรี", Day: "2026-12-02",
		Short: []Lack{{"น้ำพริกหนุ่ม", "กระปุก", qty.Pieces(5), qty.Pieces(3)}}}
	for _, c := range []struct {
		kind Kind
		data Data
		want string
	}{
		{Total, order(), `สวัสดีค่ะ คุณสมหญิง
สรุปออเดอร์ A-OR-2569-000042
- น้ำพริกหนุ่ม 2 กระปุก = 90 บาท
- ผ้าคราม 1 ผืน = 1,100.50 บาท
ค่าส่ง 45 บาท
รวม 1,235.50 บาท
โอน 1,235.50 บาท ที่พร้อมเพย์ 081-234-5678 (นางน้อย) แล้วส่งสลิปมาได้เลยนะคะ
ขอบคุณค่ะ ร้านป้าน้อย`},
		{Total, cod, `สวัสดีครับ คุณสมหญิง
สรุปออเดอร์ A-OR-2569-000042
- น้ำพริกหนุ่ม 2 กระปุก = 90 บาท
- ผ้าคราม 1 ผืน = 1,100.50 บาท
ค่าส่ง 45 บาท
รวม 1,235.50 บาท
เก็บเงินปลายทาง 1,235.50 บาท
ส่งที่ 99/1 หมู่ 4 ต.สันทราย 57000
ขอบคุณครับ ร้านป้าน้อย`},
		{Payment, deposit, `ได้รับเงิน 500 บาทแล้วค่ะ
ยังเหลืออีก 735.50 บาท
ออเดอร์ A-OR-2569-000042 กำลังเตรียมให้ ส่งแล้วจะแจ้งเลขพัสดุนะคะ
ขอบคุณค่ะ ร้านป้าน้อย`},
		{Tracking, shipped, `สวัสดีค่ะ คุณสมหญิง
ออเดอร์ A-OR-2569-000042 ส่งแล้วค่ะ
เลขพัสดุ EF582568151TH, EY660437537TH
ดูของถึงไหนแล้วที่ https://track.thailandpost.co.th/?trackNumber=EF582568151TH
https://track.thailandpost.co.th/?trackNumber=EY660437537TH
ขอบคุณค่ะ ร้านป้าน้อย`},
		{Short, lacking, `สวัสดีค่ะ คุณสมหญิง
ขออภัยค่ะ ออเดอร์ A-OR-2569-000042 ของมีไม่ครบ
- น้ำพริกหนุ่ม สั่ง 5 กระปุก มี 3 กระปุก
ของใหม่เข้าประมาณ 2 ธ.ค. 2569
รอของครบ รับเท่าที่มีก่อน หรือรับเงินคืน แจ้งร้านได้เลยนะคะ
ร้านป้าน้อย`},
		{Ask, lacking, `สวัสดีค่ะ คุณป้าศรี
ลูกค้าสั่งแล้วของที่ร้านไม่พอค่ะ
- น้ำพริกหนุ่ม ขาด 2 กระปุก
อยากได้ภายใน 2 ธ.ค. 2569
ส่งให้ได้เมื่อไร และได้เท่าไร รบกวนตอบด้วยนะคะ
ร้านป้าน้อย`},
	} {
		if got := write(c.kind, c.data); got != c.want {
			t.Errorf("%s:\n%s\nwant:\n%s", c.kind, got, c.want)
		}
	}
}

// Where no parcel has a number, neither the number nor the words that lead to its page are sent.
func TestAParcelWithoutANumber(t *testing.T) {
	got := write(Tracking, order())
	if strings.Contains(got, "เลขพัสดุ") || strings.Contains(got, "http") || strings.Contains(got, "ดูของ") {
		t.Errorf("%s", got)
	}
}

// Every kind in every language is a template that may be kept, and its example fills it without a brace or a
// double space left.
func TestDefaultsAndExamples(t *testing.T) {
	for _, lang := range i18n.Langs {
		for _, kind := range Kinds {
			words := Default(kind, lang)
			kept, err := Check(kind, words)
			if err != nil || kept != words {
				t.Errorf("%s %s: %v", lang, kind, err)
			}
			got := Write(kind, words, Sample(kind, lang, "Talat", Female, "2026-11-29"), lang)
			if strings.ContainsAny(got, "{}") || strings.Contains(got, "  ") || strings.Count(got, "\n") < 2 {
				t.Errorf("%s %s:\n%s", lang, kind, got)
			}
		}
	}
}

func TestATemplateIsChecked(t *testing.T) {
	for text, want := range map[string]string{
		"รวม {total} บาท\nโอน {promtpay}": "line 2 place 5 {promtpay}",
		"{}":                "line 1 place 1 {}",
		"a { b":             "line 1 place 3 {",
		"a } b":             "line 1 place 3 }",
		"{total":            "line 1 place 1 {",
		"{{total}}":         "line 1 place 1 {",
		"{Total}":           "line 1 place 1 {Total}",
		"{ total }":         "line 1 place 1 { total }",
		"{producer} {need}": "line 1 place 1 {producer}",
		"น้ำ {x}":           "line 1 place 5 {x}",
	} {
		_, err := Check(Total, text)
		values := fault.Of(err)
		if !fault.Is(err, "reply_placeholder") {
			t.Errorf("%q: %v", text, err)
			continue
		}
		if got := fmt.Sprintf("line %v place %v %v", values.Values["line"], values.Values["place"], values.Values["text"]); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
		if said := i18n.Message(i18n.Thai, err); !strings.Contains(said, "{total}") {
			t.Errorf("%q: does not say what may be used: %s", text, said)
		}
	}
	if _, err := Check(Ask, "คุณ{name}"); !fault.Is(err, "reply_placeholder") {
		t.Errorf("a producer is told the customer's name: %v", err)
	}
	if _, err := Check(Total, strings.Repeat("ก", MaxTemplate+1)); !fault.Is(err, "reply_too_long") {
		t.Errorf("%v", err)
	}
	if kept, err := Check(Total, "  ก\r\n\r\n\r\nรวม\u200b  {total} \n"); err != nil || kept != "ก\n\nรวม {total}" {
		t.Errorf("%q, %v", kept, err)
	}
}

// What a customer is called and what goods are called is text, whatever braces and line breaks it holds.
func TestWhatIsFilledInIsNoTemplate(t *testing.T) {
	data := order()
	data.Name, data.Items[0].Name = "{total}\n{shop}", "{name}"
	got := Write(Total, "คุณ{name}\n{items}", data, i18n.Thai)
	if got != "คุณ{total} {shop}\n- {name} 2 กระปุก = 90 บาท\n- ผ้าคราม 1 ผืน = 1,100.50 บาท" {
		t.Errorf("%s", got)
	}
}

func TestALongOrderIsStillOneMessage(t *testing.T) {
	data := order()
	data.Items = nil
	for range 500 {
		data.Items = append(data.Items, Item{strings.Repeat("ก", 100), strings.Repeat("ข", 40), qty.Pieces(1), 1_00})
	}
	got := write(Total, data)
	if utf8.RuneCountInString(got) > MaxReply || !strings.Contains(got, "รายการ\n") || !strings.HasSuffix(got, "ร้านป้าน้อย") {
		t.Errorf("%d characters: …%s", utf8.RuneCountInString(got), got[max(len(got)-300, 0):])
	}
	var shown, more int
	shown = strings.Count(got, "\n- ก")
	if _, err := fmt.Sscanf(got[strings.Index(got, "- และอีก "):], "- และอีก %d", &more); err != nil || shown+more != 500 {
		t.Errorf("%d shown and %d more: %v", shown, more, err)
	}
}

func TestWordsByChannel(t *testing.T) {
	kept := map[string]string{"reply.total": "ทั่วไป", "reply.total.line": "ไลน์", "reply.ask.line": "ผิด"}
	get := func(key string) string { return kept[key] }
	for _, c := range []struct {
		kind    Kind
		channel string
		want    string
	}{
		{Total, "line", "ไลน์"}, {Total, "facebook", "ทั่วไป"}, {Total, "shopee", "ทั่วไป"}, {Total, "", "ทั่วไป"},
		{Payment, "line", Default(Payment, i18n.Thai)}, {Ask, "line", Default(Ask, i18n.Thai)},
	} {
		if got := Words(get, c.kind, c.channel, i18n.Thai); got != c.want {
			t.Errorf("%s by %q: %q", c.kind, c.channel, got)
		}
	}
}

func TestWhatIsLeftToPay(t *testing.T) {
	for _, c := range []struct{ total, paid, cod, want money.Satang }{
		{100, 0, 0, 100}, {100, 40, 0, 60}, {100, 0, 100, 0}, {100, 40, 60, 0}, {100, 150, 0, 0}, {0, 0, 0, 0},
	} {
		if got := (&Data{Total: c.total, Paid: c.paid, COD: c.cod}).Left(); got != c.want {
			t.Errorf("%d − %d − %d = %d, want %d", c.total, c.paid, c.cod, got, c.want)
		}
	}
}

// Whatever template Check takes is written without a brace of its own, in bounds and clean.
func FuzzTemplates(f *testing.F) {
	for _, kind := range Kinds {
		f.Add(Default(kind, i18n.Thai))
	}
	f.Add("{total} {{name}}\n{items}{")
	f.Fuzz(func(t *testing.T, text string) {
		kept, err := Check(Total, text)
		if err != nil {
			return
		}
		if again, err := Check(Total, kept); err != nil || again != kept {
			t.Fatalf("%q becomes %q, %v", kept, again, err)
		}
		got := Write(Total, kept, order(), i18n.Thai)
		if strings.ContainsAny(got, "{}") || utf8.RuneCountInString(got) > MaxReply || got != thai.CleanLines(got, 0) {
			t.Fatalf("%q is written %q", kept, got)
		}
	})
}

func TestEveryPlaceholderIsWritten(t *testing.T) {
	data := order()
	data.Discount, data.COD, data.Paid, data.Address, data.Carrier, data.Day, data.Parcels = 1, 1, 1, "ก", "ข", "2026-11-29", []string{"EF582568151TH"}
	data.Short, data.Producer = []Lack{{"ก", "ข", qty.Pieces(2), qty.Pieces(1)}}, "ค"
	for _, kind := range Kinds {
		values := data.values(kind, i18n.Thai, maxItems)
		names := Placeholders(kind)
		for _, name := range names {
			if values[name] == "" {
				t.Errorf("%s: {%s} has nothing to say", kind, name)
			}
		}
		if len(values) != len(names) || len(slices.Compact(slices.Sorted(slices.Values(names)))) != len(names) {
			t.Errorf("%s: %d values for %v", kind, len(values), names)
		}
	}
}
