package chat

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
)

// sampleGood is a good of the practice shop.
type sampleGood struct {
	SKU, Name, Unit, Price, Parent string
	Aliases                        []string
}

// counted writes a good with a quantity in one of the manners of chats, and says how much that is.
func counted(r *rand.Rand, good sampleGood) (text, quantity string) {
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	name := good.Name
	if strings.ContainsAny(name, "0123456789(") || r.IntN(3) > 0 {
		name = pick(good.Aliases...)
	}
	n := 1 + r.IntN(9)
	count := fmt.Sprint(n)
	price, _, _ := strings.Cut(good.Price, ".")
	if good.Unit == "กก." {
		text, quantity, _ = strings.Cut(pick(count+" "+pick("กก.", "กก", "กิโล", "กิโลกรัม", "kg")+"|"+count, count+pick(" ", "")+"โล|"+count,
			"ครึ่ง"+pick("โล", "กิโล")+"|0.5", count+" ขีด|0."+count, pick("โลครึ่ง", "กิโลครึ่ง")+"|1.5", count+"|"+count), "|")
		return name + " " + text, quantity
	}
	words := strings.Fields("หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า")
	unit := good.Unit
	text, quantity, _ = strings.Cut(pick(" "+count+" "+unit, " "+count, count+unit, pick(" x", " x ", "x", " ×", "*", " * ")+count, " จำนวน "+count+" "+unit,
		pick(" ", "")+words[n-1]+unit, " "+unit+pick("นึง", "เดียว", "หนึ่ง")+"|1", pick(": ", " = ", " - ", "=")+count+pick("", " "+unit), " ("+count+")",
		" "+count+" "+unit+" "+price+" บาท", " "+unit+"ละ "+price+" "+count+" "+unit, pick(" 1 โหล", " โหลนึง")+"|12", unit+"ละ"+price+"เอา"+count+unit,
		fmt.Sprintf(" %sx%d", price, n), " "+count+pick(" อัน", " ชิ้น"), " เอา "+count+" "+unit+"ค่ะ"), "|")
	if quantity == "" {
		quantity = count
	}
	return name + text, quantity
}

// Every good of the practice shop and of a shop of like goods, by its name or another, counted in every
// manner, one to four in a message.
func TestGoodsCountedInEveryManner(t *testing.T) {
	t.Run("practice shop", func(t *testing.T) { tryGoods(t, practiceGoods(t), sampleGoods(t), 98) })
	t.Run("like goods", func(t *testing.T) { tryGoods(t, likeGoods(t), alikeGoods(t), 95) })
}

// practiceGoods are the goods of the practice shop that are sold, but for variants, which bear one name.
func practiceGoods(t *testing.T) []sampleGood {
	t.Helper()
	data, err := os.ReadFile("../../../assets/sample/goods.json")
	if err != nil {
		t.Fatal(err)
	}
	var rows []sampleGood
	if err := json.Unmarshal(data, &rows); err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(rows, func(g sampleGood) bool { return g.Parent != "" || len(g.Aliases) == 0 })
}

// likeGoods are the goods of alike.goods.
func likeGoods(t *testing.T) (rows []sampleGood) {
	t.Helper()
	data, err := os.ReadFile("testdata/alike.goods")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		part := strings.Split(line, "|")
		good := sampleGood{SKU: part[0], Name: part[1], Unit: part[2], Price: part[3], Aliases: []string{part[1]}}
		if part[4] != "" {
			good.Aliases = append(good.Aliases, strings.Split(part[4], ";")...)
		}
		rows = append(rows, good)
	}
	return rows
}

func tryGoods(t *testing.T, rows []sampleGood, goods *Catalogue, least int) {
	t.Helper()
	r := rand.New(rand.NewPCG(5, 1))
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	count := howMany()
	right, sureWrong := 0, 0
	for range count {
		var said, want []string
		for _, n := range r.Perm(len(rows))[:1+r.IntN(4)] {
			text, quantity := counted(r, rows[n])
			said, want = append(said, text), append(want, rows[n].SKU+"*"+quantity)
		}
		order := pick("เอา", "ขอ", "สั่ง ", "รับ", "", "สนใจ", "อยากได้", "พี่คะ เอา") + strings.Join(said, pick(" ", ", ", " กับ", " กับ ", "\n", "\n- ", " และ ", " + ", " แล้วก็")) +
			pick("", "ค่ะ", "ครับ", " นะคะ", "จ้า", "เด้อ")
		who := "สมชาย ใจดี 12/3 ต.สุเทพ อ.เมือง จ.เชียงใหม่ 50200 0812345678"
		text := pick(order+"\n"+who, who+"\n"+order)
		got, sure := make([]string, len(fields)), make([]int, len(fields))
		if orders := Parse(text, goods, Options{}); len(orders) == 1 {
			got, sure = answer(orders[0])
		}
		if got[6] == strings.Join(want, ",") {
			right++
			continue
		}
		t.Logf("goods are %q (%d), want %q, in %q", got[6], sure[6], want, text)
		if sure[6] >= Sure {
			sureWrong++
		}
	}
	if right*100 < least*count || sureWrong > 2 {
		t.Errorf("goods are right in %d of %d, wrong and sure in %d", right, count, sureWrong)
	}
}

// A price or a question between goods and their quantity hides neither, and is none itself.
func TestQuantitiesBehindPricesAndQuestions(t *testing.T) {
	goods := sampleGoods(t)
	for text, want := range map[string]string{
		"กาแฟถุงละ 180 บาท 2 ถุง":              "COFFEE-001*2",
		"กาแฟถุงละ 180บาท เอา 2 ถุง":           "COFFEE-001*2",
		"กาแฟถุงละ 180 ใช่มั้ยคะ เอา 2 ถุงค่ะ": "COFFEE-001*2",
		"กาแฟถุงละ 2 ร้อยใช่ไหมคะ":             "",
		"กาแฟถุงละ 180 ใช่มั้ยคะ":              "",
		"กาแฟ 250g 2": "COFFEE-001*2",
		"กาแฟกับน้ำผึ้งมีมั้ยคะ เอาอย่างละ 2 ค่ะ":       "COFFEE-001*2,HONEY-001*2",
		"มังคุดยังมีไหมคะ ถ้ามีเอา 3 โลค่ะ":             "MANGKHUT-001*3",
		"สบู่ขมิ้นหมดหรือยังคะ ถ้ายังรับ 4 ก้อนค่ะ":     "SOAP-001*4",
		"กล้วยตากมีไหมครับ เอา 5 ถุง กล้วยฉาบด้วย 2":    "BANANA-001*5,BANANA-002*2",
		"กล้วยตาก 1 ลังได้ไหมคะ ไม่ได้ก็เอา 10 ถุงค่ะ":  "BANANA-001*10",
		"ปลาร้าให้แม่แหน่ 3 กระปุก":                     "PLARA-001*3",
		"เสื้อม่อฮ่อม ไซส์ L 2 ตัว ร่ม 1":               "KRAM-003*2,UMB-001*1",
		"กาแฟอาราบิก้า 2 ถุง เสื้อเชิ้ตขาวม้า 1 ตัวค่ะ": "COFFEE-001*2,PAKAMA-002*1",
	} {
		got := ""
		for _, order := range Parse(text, goods, Options{}) {
			values, _ := answer(order)
			got = values[6]
		}
		if got != want {
			t.Errorf("%q gives %q, want %q", text, got, want)
		}
	}
	for _, order := range Parse("น้ำผึ้ง 2 ขวดเท่าไหร่คะ", goods, Options{}) {
		if _, sure := answer(order); sure[6] >= Sure {
			t.Error("a quantity that is asked about is sure")
		}
	}
}
