package sample

// variation is one way a good differs from the one it is made of.
type variation struct {
	th, en  string
	percent int64 // of the price and weight
}

var (
	sizes = []variation{
		{"ขนาดทดลอง", "trial size", 40}, {"ขนาดเล็ก", "small", 65}, {"ขนาดกลาง", "medium", 100},
		{"ขนาดใหญ่", "large", 150}, {"ขนาดครอบครัว", "family size", 210}, {"แพ็คคู่", "twin pack", 190},
		{"ถุงซิปล็อก", "zip bag", 105}, {"สูตรดั้งเดิม", "old recipe", 100}, {"สูตรหวานน้อย", "less sweet", 105},
		{"รสเผ็ดมาก", "extra hot", 100}, {"รสกลมกล่อม", "mild", 100}, {"ผสมงาดำ", "with black sesame", 115},
	}
	colours = []variation{
		{"สีคราม", "indigo", 100}, {"สีดอกจาน", "flame orange", 100}, {"สีเปลือกประดู่", "padauk brown", 105},
		{"สีครั่ง", "lac red", 110}, {"สีขมิ้น", "turmeric", 100}, {"สีใบหูกวาง", "almond-leaf green", 105},
		{"สีโคลนหมัก", "mud grey", 110}, {"สีมะเกลือ", "ebony black", 115}, {"สีกลีบบัว", "lotus pink", 105},
		{"สีธรรมชาติ", "undyed", 90}, {"ลายมงกุฎ", "crown pattern", 130}, {"ลายดอกพิกุล", "bullet-wood flower pattern", 120},
	}
	scents = []variation{
		{"กลิ่นมะลิ", "jasmine", 100}, {"กลิ่นตะไคร้", "lemongrass", 95}, {"กลิ่นมะกรูด", "kaffir lime", 100},
		{"กลิ่นดอกปีบ", "cork-tree flower", 110}, {"กลิ่นลีลาวดี", "frangipani", 105}, {"กลิ่นไพล", "plai", 100},
		{"ขนาดพกพา", "travel size", 55}, {"ขนาดใหญ่", "large", 170}, {"ไม่แต่งกลิ่น", "unscented", 95},
	}
	fresh = []variation{
		{"คัดพิเศษ", "selected", 120}, {"คัดหนึ่ง", "first grade", 110}, {"คละขนาด", "mixed sizes", 85},
		{"ปลอดสาร", "pesticide-free", 115}, {"อินทรีย์", "organic", 135}, {"ตามฤดู", "in season", 90},
	}
	editions = []variation{
		{}, {}, {"รุ่นของฝาก", "souvenir edition", 100}, {"รุ่นงานบุญ", "festival edition", 100},
		{"รุ่นปีใหม่", "New Year edition", 100}, {"รุ่นสงกรานต์", "Songkran edition", 100}, {"ฝีมือคุณยาย", "made by grandmother", 100},
	}
)

// Invented villages are a head and a tail: หนอง + บัว.
var (
	villageHeads = []variation{
		{th: "หนอง", en: "Nong"}, {th: "โคก", en: "Khok"}, {th: "ดอน", en: "Don"}, {th: "ห้วย", en: "Huai"},
		{th: "ทุ่ง", en: "Thung"}, {th: "ป่า", en: "Pa"}, {th: "บึง", en: "Bueng"}, {th: "ท่า", en: "Tha"},
		{th: "สัน", en: "San"}, {th: "ดอย", en: "Doi"}, {th: "คลอง", en: "Khlong"}, {th: "เกาะ", en: "Ko"},
		{th: "วัง", en: "Wang"}, {th: "โพน", en: "Phon"}, {th: "นา", en: "Na"}, {th: "แม่", en: "Mae"},
	}
	villageTails = []variation{
		{th: "บัว", en: "Bua"}, {th: "ไผ่", en: "Phai"}, {th: "แก้ว", en: "Kaeo"}, {th: "หวาย", en: "Wai"},
		{th: "ตะวัน", en: "Tawan"}, {th: "ขมิ้น", en: "Khamin"}, {th: "ข่อย", en: "Khoi"}, {th: "ยาง", en: "Yang"},
		{th: "ปี่", en: "Pi"}, {th: "ขวัญ", en: "Khwan"}, {th: "น้ำใส", en: "Nam Sai"}, {th: "ฝ้าย", en: "Fai"},
		{th: "กุฎี", en: "Kudi"}, {th: "หม้อ", en: "Mo"}, {th: "มะกอก", en: "Makok"}, {th: "ฟ้าใหม่", en: "Fa Mai"},
		{th: "จันทร์", en: "Chan"}, {th: "กระถิน", en: "Krathin"}, {th: "ทองหลาง", en: "Thonglang"}, {th: "เสม็ด", en: "Samet"},
	}
)

// variationsOf gives the ways in which goods of this kind differ in a real shop.
func variationsOf(good Good) []variation {
	switch {
	case good.Weighed() || good.VAT == "exempt":
		return fresh
	case good.Category == categories[2] || good.Category == categories[3]:
		return colours
	case good.Category == categories[4]:
		return scents
	}
	return sizes
}
