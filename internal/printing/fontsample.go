package printing

import "github.com/talat-pos/talat/internal/printing/text"

// FontSample shows hard words, digits and signs, a line of the regular face and one of the bold, so that an
// owner sees what papers will look like.
func FontSample(shaper *text.Shaper) Page {
	const row, margin, size = 11 * MM, 2 * MM, 40 * Dot
	s := setter{shaper: shaper, page: Page{Width: 96 * MM, Height: 2 * row}}
	line := area{margin, 0, s.page.Width - 2*margin, row}
	s.oneLine(line, "ที่ ปั๊ม น้ำ ญู ฐู ๑๒๓ ABC abc", style{text.Regular, size, Black}, left, 50)
	line.y += row
	s.oneLine(line, "ที่ ปั๊ม น้ำ ญู ฐู รวม ฿1,250.00", style{text.Bold, size, Black}, left, 50)
	return s.page
}
