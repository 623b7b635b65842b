package address

import "strings"

// Level says what part of an address a name is.
type Level uint8

// The levels, from small to large.
const (
	Subdistrict Level = iota
	District
	Province
)

// Name is one thing a folded name can mean.
type Name struct {
	Level Level
	Full  string // as the register writes it
	Alias bool   // said otherwise than the register writes it
}

// provinceAliases are what people call provinces. The register's own names need no entry.
var provinceAliases = map[string]string{
	"กทม": Bangkok, "กรุงเทพ": Bangkok, "กรุงเทพฯ": Bangkok, "กทมฯ": Bangkok, "bkk": Bangkok, "bangkok": Bangkok, "กรุงเทบ": Bangkok,
	"กรุงเทพมหานครฯ": Bangkok, "กรุงเทพมหานค": Bangkok,
	"โคราช": "นครราชสีมา", "korat": "นครราชสีมา", "อยุธยา": "พระนครศรีอยุธยา", "กรุงเก่า": "พระนครศรีอยุธยา",
	"สุราษฎร์": "สุราษฎร์ธานี", "สุราษ": "สุราษฎร์ธานี", "สุราษฏร์": "สุราษฎร์ธานี", "สุราษฏร์ธานี": "สุราษฎร์ธานี", "สุราด": "สุราษฎร์ธานี", "สุราษธานี": "สุราษฎร์ธานี",
	"อุบล": "อุบลราชธานี", "อุบลฯ": "อุบลราชธานี", "อุดร": "อุดรธานี", "อุดรฯ": "อุดรธานี",
	"นครศรี": "นครศรีธรรมราช", "นครศรีฯ": "นครศรีธรรมราช", "เมืองคอน": "นครศรีธรรมราช", "นครศรีธรรมราฃ": "นครศรีธรรมราช",
	"ปราจีน": "ปราจีนบุรี", "ประจวบ": "ประจวบคีรีขันธ์", "ประจวบฯ": "ประจวบคีรีขันธ์", "แปดริ้ว": "ฉะเชิงเทรา",
	"เมืองกาญ": "กาญจนบุรี", "เมืองกาญจน์": "กาญจนบุรี", "กาญจน์": "กาญจนบุรี", "กาญ": "กาญจนบุรี",
	"สมุทรปราการฯ": "สมุทรปราการ", "ปากน้ำ": "สมุทรปราการ", "แม่กลอง": "สมุทรสงคราม", "มหาชัย": "สมุทรสาคร",
	"เมืองนนท์": "นนทบุรี", "นนท์": "นนทบุรี", "เมืองชล": "ชลบุรี", "ชล": "ชลบุรี", "สุพรรณ": "สุพรรณบุรี", "เพชร": "เพชรบุรี", "เมืองเพชร": "เพชรบุรี",
	"พิดโลก": "พิษณุโลก", "พิษโลก": "พิษณุโลก", "ร้อยเอด": "ร้อยเอ็ด", "สารคาม": "มหาสารคาม", "แม่ฮ่องสอน": "แม่ฮ่องสอน", "อุตร": "อุตรดิตถ์",
	"หนองบัวลำพู": "หนองบัวลำภู", "สกล": "สกลนคร", "กาฬสินธ์": "กาฬสินธุ์", "บุรีรัมย": "บุรีรัมย์", "ศรีษะเกษ": "ศรีสะเกษ", "ศรีสะเกศ": "ศรีสะเกษ",
	"chiangmai": "เชียงใหม่", "cm": "เชียงใหม่", "เชียงใหม": "เชียงใหม่", "ชม": "เชียงใหม่", "phuket": "ภูเก็ต", "chonburi": "ชลบุรี", "khonkaen": "ขอนแก่น", "ยะลา": "ยะลา",
	"พระนครศรีอยุทธยา": "พระนครศรีอยุธยา", "อยุทธยา": "พระนครศรีอยุธยา", "อำนาจ": "อำนาจเจริญ",
}

// districtAliases are what people call districts; the value is District/Province of the register.
var districtAliases = map[string]string{
	"พัทยา": "บางละมุง/ชลบุรี", "สมุย": "เกาะสมุย/สุราษฎร์ธานี", "พะงัน": "เกาะพะงัน/สุราษฎร์ธานี", "โกลก": "สุไหงโก-ลก/นราธิวาส", "ป้อมปราบ": "ป้อมปราบศัตรูพ่าย/กรุงเทพมหานคร",
	"พระสมุทร": "พระสมุทรเจดีย์/สมุทรปราการ", "อำเภอเมือง": "",
}

// index builds what is asked often.
func index(places []Place) *Register {
	r := &Register{
		places: places, names: make(map[string][]Name, 8000), byName: make(map[string][]int32, 6000),
		byDistrict: make(map[string][]int32, 1000), byProvince: make(map[string][]int32, 100), byPostcode: make(map[string][]int32, 1000),
	}
	keys := make(map[string]string, 8000)
	keyOf := func(name string) string {
		key, known := keys[name]
		if !known {
			key = Key(name)
			keys[name] = key
		}
		return key
	}
	for n, place := range places {
		at := int32(n)
		sub, district, province := keyOf(place.Subdistrict), keyOf(place.District), keyOf(place.Province)
		r.byName[sub] = append(r.byName[sub], at)
		r.byDistrict[district] = append(r.byDistrict[district], at)
		r.byProvince[province] = append(r.byProvince[province], at)
		r.byPostcode[place.Postcode] = append(r.byPostcode[place.Postcode], at)
		if place.Also != "" {
			r.byPostcode[place.Also] = append(r.byPostcode[place.Also], at)
		}
		r.add(sub, Name{Level: Subdistrict, Full: place.Subdistrict})
		r.add(district, Name{Level: District, Full: place.District})
		r.add(province, Name{Level: Province, Full: place.Province})
		r.searchables = append(r.searchables, searchable{sub: sub, district: district, province: province})
	}
	for alias, full := range provinceAliases {
		r.alias(Key(alias), Name{Level: Province, Full: full, Alias: true})
	}
	for alias, full := range districtAliases {
		if district, _, ok := strings.Cut(full, "/"); ok {
			r.alias(Key(alias), Name{Level: District, Full: district, Alias: true})
		}
	}
	return r
}

func (r *Register) add(key string, name Name) {
	for _, known := range r.names[key] {
		if known.Level == name.Level && known.Full == name.Full {
			return
		}
	}
	r.names[key] = append(r.names[key], name)
}

// alias adds what people say, unless the register has a thing of that level and name.
func (r *Register) alias(key string, name Name) {
	for _, known := range r.names[key] {
		if known.Level == name.Level {
			return
		}
	}
	r.names[key] = append(r.names[key], name)
	r.nicknames = append(r.nicknames, nickname{key, name})
}

// Named gives what a name can mean, by its Key; nothing when it is no place.
func (r *Register) Named(key string) []Name { return r.names[key] }

// Of gives the places with that name of a level, by the register's name.
func (r *Register) Of(level Level, full string) []Place {
	key := Key(full)
	list := r.byName[key]
	switch level {
	case District:
		list = r.byDistrict[key]
	case Province:
		list = r.byProvince[key]
	}
	return r.pick(list)
}

// WithPostcode gives the places of a postcode; none when there is no such postcode.
func (r *Register) WithPostcode(postcode string) []Place {
	return r.pick(r.byPostcode[postcode])
}

func (r *Register) pick(list []int32) []Place {
	places := make([]Place, len(list))
	for n, at := range list {
		places[n] = r.places[at]
	}
	return places
}
