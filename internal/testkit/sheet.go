package testkit

import (
	"fmt"
	"strconv"
)

// Sheet gives a table of goods as a community shop keeps it, headings first: codes with zeros before them,
// Thai digits, prices with commas, packs, producers on consignment, days of the Buddhist era, texts with
// quotation marks. Every row is good and all its letters are in Windows-874.
func Sheet(rows int) [][]string {
	r := Rand(uint64(rows))
	pick := func(all ...string) string { return all[r.IntN(len(all))] }
	table := [][]string{{"รหัสสินค้า", "บาร์โค้ด", "ชื่อสินค้า", "ชื่ออังกฤษ", "หมวดหมู่", "ผู้ผลิต", "หน่วย", "ราคาขาย", "ต้นทุน", "คงเหลือ", "จุดสั่งซื้อ",
		"น้ำหนัก(กรัม)", "ภาษี", "ดาว", "อย.", "อย.หมดอายุ", "มผช.", "GP%", "ชื่อเรียก", "รายละเอียด", "แพ็ก", "เก็บได้(วัน)", "วันหมดอายุ"}}
	for n := 1; n <= rows; n++ {
		goods := pick("น้ำผึ้งดอกลำไย", "น้ำพริกหนุ่ม", "ปลาส้มพะเยา", "ผ้าซิ่นตีนจก", "สบู่ขมิ้น", "ข้าวหอมมะลิ", "กล้วยตากอบน้ำผึ้ง", "ชาใบหม่อน", "กระเป๋าสานกระจูด", "ไข่เค็มไชยา")
		price := 20 + r.IntN(1800)
		row := []string{fmt.Sprintf("CP-%05d", n), fmt.Sprintf("%013d", 8850000000000+n), fmt.Sprintf("%s รุ่น %d", goods, n), "Product " + strconv.Itoa(n),
			pick("อาหาร", "ผ้า", "ของใช้", "สมุนไพร"), pick("กลุ่มแม่บ้านดอนตูม", "วิสาหกิจชุมชนบ้านนา", "ป้าศรี", "", "ลุงคำ ลำพูน"), pick("ชิ้น", "ขวด", "ถุง", "ผืน"),
			baht(price), pick("", strconv.Itoa(price/2), strconv.Itoa(price/2)+".50"), strconv.Itoa(r.IntN(200)), pick("", "5", "๑๒"),
			pick("", "250", "1,200"), pick("7", "0", "ยกเว้น", "7%"), pick("", "3", "๕"), "", "", pick("", "มผช. 123/2546"), "", pick("", goods, goods+";ของดี"),
			pick("", "หอมหวาน จากสวน", "เขียนว่า \"ของดี\"; เก็บในที่ร่ม"), "", pick("", "180", "365"), ""}
		if n%3 == 0 {
			row[1] += fmt.Sprintf(";1%013d*12", 8850000000000+n)
			row[20] = "โหล*12=" + strconv.Itoa(price*11)
		}
		if row[5] != "" && n%2 == 0 {
			row[17] = pick("20", "๒๕", "12.5%")
		}
		if goods == "น้ำผึ้งดอกลำไย" {
			row[14], row[15], row[22] = fmt.Sprintf("50-1-%05d-1-0001", n), "31/12/2570", "๑๕/๖/๒๕๗๐"
		}
		table = append(table, row)
	}
	return table
}

// baht writes whole baht with commas, as spreadsheets show them.
func baht(amount int) string {
	if amount < 1000 {
		return strconv.Itoa(amount) + ".00"
	}
	return fmt.Sprintf("%d,%03d.00", amount/1000, amount%1000)
}
