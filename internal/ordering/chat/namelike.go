package chat

import (
	"slices"
	"strings"
)

// Syllables that Thai names begin with and surnames end with, folded: what has one of them is a name
// rather than a word, though many a name has none.
var (
	nameBegins = plainAll(strings.Fields(`สม สุภ สุด สุช สุน สุร สุว สุพ สุก สุธ สุจ สุม สิริ สิท สาย สาว สุ ศิร ศร ศุภ ศัก วร วงศ วงษ หาญ มหา โพธิ์ แซ่ พันธุ์ ยอด ยิ้ม อ่อน เกิด กลิ่น คง ใจ มั่ง วิช วิไ วิภ วิล วิร วิน วีร วัน วาส วัช พร พัช พัน พิม พิช พิท พิศ พงศ พงษ พล พน
		ปิย ปิต ปิ่น ประ ปรี ปราณี ปรา ปัท ปัญ ปาร ปาน ปวี นภ นร นิต นิภ นิร นง นัน นาร นว นพ ณัฐ ณร ณิช ธน ธีร ธิด ธาร ธัญ ธว จิร จิต จิรา จุฑ จันทร์ จาร กมล กัญ กนก กาญ กาน กิต กุล กฤษ กร
		ชล ชุต ชนิ ชนา ชัย ชาติ ชาญ ชู ชญา ชวน อร อนุ อนง อนัน อภิ อัญ อัจ อาร อาท อุไร อุด อุษ อำ อิน อวย อรุ อดิ อดุ อมร เพ็ญ เพชร เพียง เกศ เกษ เกรียง เอก เอม เอื้อ เดช เจต เจน เฉล เสา เสก เบญ เทพ เรือง
		เรณู เรวัต เยาว เวียง แก้ว แสง แพร แวว แดง โช โกวิท โสภ ไพ ไชย ไกร บุญ บุษ บัว บัณ บังอร ภัท ภาณ ภาว ภูม ภูว มณ มยุ มาล มาน มานะ มีน มน มาร มะลิ ยุพ ยุท ยง รัต รัช รัง รุ่ง รัก รวิ รมย์ รส ลัด ละมัย ละออ วล ลำ
		หทัย หอมจ หอมห หนึ่ง ทอง ทิพ ทวี ทรง ทัศ ดวง ดาร ดาว ดุษ คำ ขวัญ ขจร คมส ฐิ ฐาป ฟ้า ฟาต ฟาร ผ่อง ผกา นวล น้ำ ฉัต ฉวี จรัส จรร จรู จำเ จำป จำร จำล เจริญ กอบ ก้อง กำ ไสว ถาว ถน พจ พยุง ปฐ ปณ รพี ระพ ละเอ ลัก ศิล ษมา สกุล สงวน สง่า สงกร สงค สถิต สน สวัส สัญ สัมฤทธิ์ สำ สุรี หัส อ้อย อับดุล มูฮัม ซาร นูร`)...)
	nameEnds = plainAll(strings.Fields(`ดี ศรี แก้ว ทอง สุข ชัย ศักดิ์ วงศ์ วงษ์ พงศ์ พงษ์ กุล รัตน์ รัตนา พันธ์ พันธุ์ ไทย วัฒน์ วัฒนา จันทร์ จันทา จันทรา ใจ งาม เจริญ ผล ทรัพย์ สวัสดิ์ บุตร คำ สิงห์ มณี ประเสริฐ สมบูรณ์ พรม พรหม พรมมา
		วรรณ วรรณา ภักดี ลักษณ์ ปัญญา เสน่ห์ สกุล ชาติ นาค หาญ ตระกูล ไชย โพธิ์ อินทร์ ราช เพชร สาย มั่ง มั่น คง เย็น ใส สด สม พล นนท์ นันท์ เดช ฤทธิ์ ศิริ สิริ ลาภ ชื่น บาน แสง เพ็ง ขันธ์ ขันธ เทียม เรือง รุ่ง ยิ้ม แย้ม ขำ ด้วง ช่วย ส่ง ยืน ยง
		หนู ชู นวล ทิพย์ พิมพ์ พร ภรณ์ กานต์ ธร ธิดา นภา นารถ นาถ มาศ มาลย์ ลดา วดี วรา ศิลป์ สรณ์ สุดา อร จิตร จิต กิจ กิต โชติ เกียรติ เลิศ เกิด พูล พิทักษ์ รักษ์ เกษม เขียว ขาว ดำ แดง น้อย ใหญ่ โต แหลม ต๊ะ ปัน มูล ตา อ่อน หอม กลิ่น จำปา บัว มาลา สาร สอน ปราณี ปรีชา`)...)
)

// likeness counts the words of a text, at most two, that look like parts of a person's name.
func likeness(text string) int {
	if title := titled.FindStringIndex(text); title != nil && title[1] < len(text) {
		text = text[title[1]:]
	}
	count := 0
	for n, word := range strings.Fields(text) {
		if n < 2 && nameLike(word) {
			count++
		}
	}
	return count
}

func beginsName(word string) bool {
	return slices.ContainsFunc(nameBegins, func(begin string) bool { return strings.HasPrefix(word, begin) })
}

func nameLike(word string) bool {
	if beginsName(word) {
		return true
	}
	return slices.ContainsFunc(nameEnds, func(end string) bool { return strings.HasSuffix(word, end) })
}
