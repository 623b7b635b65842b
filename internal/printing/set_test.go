package printing

import (
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/printing/text"
)

// However narrow the column, a day that fits on a row stands on one.
func TestDaysStandOnOneRow(t *testing.T) {
	s := setter{shaper: text.NewShaper()}
	as := style{text.Regular, 3750, Black}
	for _, day := range []clock.Day{"2026-12-23", "2026-05-01", "2027-02-28"} {
		for _, written := range []string{i18n.Date(i18n.Thai, day), i18n.DateFormal(i18n.Thai, day), i18n.Date(i18n.English, day), i18n.DateFormal(i18n.English, day)} {
			words := "อ้างถึงใบเสนอราคาเลขที่ A-QT-2569-000001 ลงวันที่ " + written + " ส่งของ 2 ครั้ง ฿2,569"
			for width := s.width(written, as) + MM; width < 150*MM; width += 3 * MM {
				rows := s.wrapped(words, as, width, 30)
				if !slices.ContainsFunc(rows, func(row string) bool { return strings.Contains(row, written) }) {
					t.Errorf("in %d mm %q", width/MM, rows)
				}
				if joined := strings.Join(rows, ""); strings.ContainsAny(joined, noBreak) || strings.ReplaceAll(joined, " ", "") != strings.ReplaceAll(words, " ", "") {
					t.Errorf("in %d mm %q is another text", width/MM, rows)
				}
			}
			if rows := s.wrapped(written, as, s.width(written, as)*3/4, 30); len(rows) < 2 || strings.Join(rows, " ") != written {
				t.Errorf("narrower than a day: %q", rows)
			}
		}
	}
}
