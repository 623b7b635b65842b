package chat

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/address"
)

var (
	firstNames = strings.Fields("สมชาย สมหญิง วิภา มานี มานะ ปิติ ชูใจ อัญชลี พรทิพย์ จันทร์เพ็ญ ธีระ กมล สุดา ประภาส บุญมี แสงดาว ดวงใจ ทองใบ เอมอร ปรีชา ศิริพร นภา เพชร นนท์ อุดร ชลธิชา มาลี รุ่งนภา สายฝน เทียนชัย")
	lastNames  = strings.Fields("ใจดี แก้วใส ศรีสุข วงศ์ใหญ่ ทองดี มั่งมี รักดี งามตา มีนา สุขสันต์ พรมมา โพธิ์ศรี คำมูล นาคทอง เพชรน้ำหนึ่ง ชูใจ บางพระ ดวงดี สายทอง ขาวสะอาด หนองบัว ศรีทอง รุ่งเรือง สมใจนึก พันธุ์ดี จันทรา แสงจันทร์")
	wants      = strings.Split("เอา|ขอ|สั่ง|รับ||จอง|อยากได้", "|")
	ends       = strings.Split("|ค่ะ|ครับ|นะคะ|จ้า|เด้อ|เจ้า|คับ", "|")
)

// made is a message with what it says.
type made struct {
	text string
	want []string
}

// makeMessage writes one message from parts in a random order and manner.
func makeMessage(r *rand.Rand) made {
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	all := address.All()
	place := all[r.IntN(len(all))]
	name := pick(firstNames...) + " " + pick(lastNames...)
	digits := pick("06", "08", "09") + fmt.Sprintf("%08d", r.IntN(100000000))
	written := pick(digits, digits[:3]+"-"+digits[3:6]+"-"+digits[6:], digits[:3]+" "+digits[3:6]+" "+digits[6:], "+66"+digits[1:], digits[:3]+"-"+digits[3:])
	sub, district, province := "ต."+place.Subdistrict, "อ."+place.District, "จ."+place.Province
	switch r.IntN(3) {
	case 0:
		sub, district, province = "ตำบล"+place.Subdistrict, "อำเภอ"+place.District, "จังหวัด"+place.Province
	case 1:
		if r.IntN(2) == 0 && !place.InBangkok() {
			sub, district, province = place.Subdistrict, place.District, place.Province
		}
	}
	if place.District == "เมือง"+place.Province && r.IntN(2) == 0 {
		district = "อ.เมือง"
	}
	if place.InBangkok() {
		sub, district, province = "แขวง"+place.Subdistrict, "เขต"+place.District, pick("กทม", "กทม.", "กรุงเทพฯ", "กรุงเทพมหานคร")
	}
	line := pick(fmt.Sprintf("%d/%d", 1+r.IntN(300), 1+r.IntN(40)), fmt.Sprintf("%d หมู่ %d", 1+r.IntN(300), 1+r.IntN(12)), fmt.Sprintf("%d/%d ม.%d", 1+r.IntN(99), 1+r.IntN(9), 1+r.IntN(9)),
		fmt.Sprintf("%d/%d ซ.%d ถ.สุขใจ", 1+r.IntN(99), 1+r.IntN(99), 1+r.IntN(30)))
	chain := strings.Join([]string{sub, district, province, place.Postcode}, pick(" ", " ", "  "))
	goods := [][3]string{{"น้ำพริกหนุ่ม", "PRIK-001", "กระปุก"}, {"กล้วยตาก", "BANANA-001", "ถุง"}, {"น้ำผึ้งป่า", "HONEY-002", "ขวด"}, {"ปลาส้ม", "SOM-001", "แพ็ค"}, {"สบู่ขมิ้น", "SOAP-001", "ก้อน"}, {"กาแฟดริป", "COFFEE-002", "กล่อง"}, {"ผ้าขาวม้า", "PAKAMA-001", "ผืน"}}
	r.Shuffle(len(goods), func(a, b int) { goods[a], goods[b] = goods[b], goods[a] })
	var said, items []string
	for _, good := range goods[:1+r.IntN(3)] {
		count := 1 + r.IntN(9)
		number := pick(fmt.Sprint(count), string(rune('๐'+count)))
		said = append(said, pick(good[0]+" "+number+" "+good[2], good[0]+" "+number, good[0]+number+good[2], good[0]+" x"+number))
		items = append(items, fmt.Sprintf("%s*%d", good[1], count))
	}
	order := pick(wants...) + strings.Join(said, pick(" ", ", ", " กับ ", "\n")) + pick(ends...)
	who := pick("", "คุณ", "นาย", "นาง", "น.ส.") + name
	contact := pick("โทร ", "โทร. ", "เบอร์ ", "", "Tel: ") + written
	pay, how := "", ""
	switch r.IntN(4) {
	case 0:
		pay, how = pick("เก็บปลายทาง", "ปลายทาง", "COD", "เก็บเงินปลายทาง")+pick(ends...), COD
	case 1:
		pay, how = pick("โอน", "โอนแล้ว", "โอนเงิน")+pick(ends...), Transfer
	}
	gap := pick("\n", "\n", " ")
	var parts []string
	switch r.IntN(5) {
	case 0:
		parts = []string{order, who, line + " " + chain, contact, pay}
	case 1:
		parts = []string{who, line + " " + chain, contact, order, pay}
	case 2:
		parts = []string{who, contact, line + " " + chain, order, pay}
	case 3:
		gap = "\n"
		parts = []string{"ชื่อ: " + who, "ที่อยู่: " + line + " " + chain, "โทร: " + written, "รายการ: " + order, pay}
	case 4:
		parts = []string{"สวัสดี" + pick(ends...), order, pay, "ส่งที่ " + who + " " + line, chain, contact}
	}
	var kept []string
	for _, part := range parts {
		if part != "" {
			kept = append(kept, part)
		}
	}
	return made{strings.Join(kept, gap), []string{name, digits, place.Subdistrict, place.District, place.Province, place.Postcode, strings.Join(items, ","), how, "", ""}}
}

func TestGeneratedMessages(t *testing.T) {
	goods := sampleGoods(t)
	r := rand.New(rand.NewPCG(6, 2569))
	count := howMany()
	var right, sureWrong [10]int
	shown := 0
	for range count {
		one := makeMessage(r)
		orders := Parse(one.text, goods, Options{})
		if len(orders) != 1 {
			t.Logf("%d orders: %q", len(orders), one.text)
			continue
		}
		got, sure := answer(orders[0])
		for f := range fields {
			switch {
			case got[f] == one.want[f]:
				right[f]++
			case sure[f] >= Sure && got[f] != "":
				sureWrong[f]++
				if shown++; shown <= 12 {
					t.Logf("sure of a wrong %s: %q, want %q, in %q", fields[f], got[f], one.want[f], one.text)
				}
			case shown < 6 && f == 0:
				shown++
				t.Logf("%s: %q, want %q, in %q", fields[f], got[f], one.want[f], one.text)
			}
		}
	}
	for f, field := range fields {
		t.Logf("%-12s right %.1f %%, sure and wrong %.2f %%", field, 100*float64(right[f])/float64(count), 100*float64(sureWrong[f])/float64(count))
	}
	for f, field := range fields[:8] {
		least := 95
		if field == "items" {
			least = 90
		}
		if right[f]*100 < least*count {
			t.Errorf("%s is right in %d of %d", field, right[f], count)
		}
		if sureWrong[f]*100 > count {
			t.Errorf("%s is wrong and sure in %d of %d", field, sureWrong[f], count)
		}
	}
}

func FuzzParse(f *testing.F) {
	goods := sampleGoods(f)
	for _, file := range []string{"heldout.txt", "second.txt", "third.txt", "fourth.txt", "fifth.txt", "sixth.txt", "seventh.txt", "eighth.txt", "ninth.txt", "tenth.txt", "eleventh.txt", "twelfth.txt", "thirteenth.txt"} {
		for _, one := range messagesOf(f, file) {
			f.Add(one.text)
		}
	}
	for _, text := range []string{"", "\x00\xff", "นางสาิ 0812345678", "คุณป้า", "(ก", "น้ำผึ้ง 1 ลิตร", "สี่", "\u200b๐๘๑", "กล้วยฉาบ รสเค็ม รสเนย อย่างละ"} {
		f.Add(text)
	}
	f.Add("คุณ ") // a title and nothing behind it
	f.Fuzz(func(t *testing.T, text string) {
		for _, order := range Parse(text, goods, Options{}) {
			for _, mark := range order.Marks() {
				if mark.Confidence < 0 || mark.Confidence > 100 || mark.At.From < 0 || mark.At.To > len(text) || mark.At.From > mark.At.To {
					t.Fatalf("%q: %+v", text, mark)
				}
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	goods := sampleGoods(b)
	messages := messagesOf(b, "heldout.txt")
	for b.Loop() {
		for _, one := range messages {
			Parse(one.text, goods, Options{})
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(messages)), "µs/message")
}

// A megabyte of anything is answered soon.
func TestLongPastes(t *testing.T) {
	goods, size := sampleGoods(t), 1<<20
	if testing.Short() {
		size = 1 << 15
	}
	for _, piece := range []string{"😊", "0", "น้ำพริก 2 ", "ต.", "08-", "ก", "\n", "ไหม ", "1/", "คุณ ", "50200 ",
		"ยาดมไหม 3 ", "ร่มสีแดง 1 ", "บ้าน ก ", "คุณส่ง\n", "น.ส.", "ก ก ", "10:05 ก ข ค\n", "พี่ก ยาดม 1\n", "(ก) ", "ใจดี 12/3 ต.สุเทพ อ.เมือง จ.เชียงใหม่ 50200 ", "0812345678 "} {
		Parse(strings.Repeat(piece, size/len(piece)), goods, Options{})
	}
}

// howMany is how many generated messages a test reads.
func howMany() int {
	if testing.Short() {
		return 200
	}
	return 1500
}
