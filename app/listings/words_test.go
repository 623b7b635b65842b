package listings

import (
	"slices"
	"testing"
	"time"

	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/shop"
)

func TestEveryWordHasItsTexts(t *testing.T) {
	for _, lang := range i18n.Langs {
		for _, what := range publishing.Whats {
			if !i18n.Has(lang, "listings.short."+what) {
				t.Errorf("%s: no listings.short.%s", lang, what)
			}
		}
		for _, part := range shop.ListingParts {
			if !i18n.Has(lang, "listings.part."+part) || !i18n.Has(lang, "listings.none."+part) {
				t.Errorf("%s: the part %s has no words", lang, part)
			}
		}
		for _, word := range []string{publishing.InStock, publishing.OutOfStock, publishing.PreOrder, publishing.MadeToOrder} {
			if !i18n.Has(lang, "listings.availability."+word) {
				t.Errorf("%s: no listings.availability.%s", lang, word)
			}
		}
	}
}

func TestCellsSayWhyAsFarAsThereIsRoom(t *testing.T) {
	block := []publishing.Reason{{What: "certificate", Field: "certificates"}, {What: "description_short", Advice: true}}
	for name, c := range map[string]struct {
		cell shop.ListingCell
		want []string
	}{
		"lacking":        {shop.ListingCell{Word: publishing.WordDraft, Reasons: block}, []string{"ขาดเลข อย.", "ยังไม่ครบ"}},
		"ready at last":  {shop.ListingCell{Word: publishing.WordDraft}, []string{"พร้อมส่ง"}},
		"live":           {shop.ListingCell{Word: publishing.WordLive, Reasons: block}, []string{"ขึ้นแล้ว"}},
		"refused":        {shop.ListingCell{Word: publishing.WordRefused, Standing: publishing.Standing{Words: []string{" ", "รูปไม่ชัด\nถ่ายใหม่"}}}, []string{"ไม่ผ่าน: รูปไม่ชัด", "ไม่ผ่าน"}},
		"refused, known": {shop.ListingCell{Word: publishing.WordRefused, Reasons: block}, []string{"ไม่ผ่าน: ขาดเลข อย.", "ไม่ผ่าน"}},
		"refused, mute":  {shop.ListingCell{Word: publishing.WordRefused}, []string{"ไม่ผ่าน"}},
		"one difference": {shop.ListingCell{Word: publishing.WordDiffers, Differs: []publishing.Difference{{Field: "price"}}}, []string{"ราคาไม่ตรง", "ไม่ตรงกัน"}},
		"several":        {shop.ListingCell{Word: publishing.WordDiffers, Differs: make([]publishing.Difference, 2)}, []string{"ไม่ตรงกัน"}},
	} {
		if got := cellTexts(i18n.Thai, &c.cell); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestTheChipOfAPlatformSaysWhatIsWrongFirst(t *testing.T) {
	channel := func(account string, paused bool, class string) shop.Channel {
		c := shop.Channel{Problem: publishing.Problem{Class: class}}
		c.Name, c.State.Account, c.State.Paused = "ตลาดกลาง", account, paused
		return c
	}
	connected, offline, stopped := channel("{}", false, ""), channel("{}", false, publishing.Offline.String()), channel("{}", true, publishing.KeyRefused.String())
	for _, c := range []struct {
		channel shop.Channel
		label   string
		tone    widget.Tone
	}{
		{connected, "ตลาดกลาง: เชื่อมบัญชีแล้ว", widget.Good}, {offline, "ตลาดกลาง: ติดต่อไม่ได้ตอนนี้", widget.Watch},
		{stopped, "ตลาดกลาง: หยุดส่ง ต้องดูก่อน", widget.Bad}, {channel("", false, ""), "ตลาดกลาง: ยังไม่ได้ลองเชื่อม", widget.Watch},
		{channel("{}", true, ""), "ตลาดกลาง: พักส่งอยู่", widget.Watch},
	} {
		if chip := channelChip(i18n.Thai, &c.channel); chip.Label != c.label || chip.Tone != c.tone {
			t.Errorf("%q in tone %d, want %q", chip.Label, chip.Tone, c.label)
		}
	}
	all := []shop.Channel{connected, offline, stopped}
	if worst(all) != &all[2] || worst(all[:2]) != &all[1] || worst(nil) != nil {
		t.Error("the one that needs a look is not the first")
	}
}

func TestValuesOfADifferenceAreWrittenForPeople(t *testing.T) {
	for _, c := range []struct{ field, value, want string }{
		{"price", "1250.00", "฿1,250"}, {"price", "99.50", "฿99.50"}, {"title", "", none}, {"availability", "preorder", "สั่งล่วงหน้า"},
		{"availability", "odd", "odd"}, {"vat_included", "true", "รวม"}, {"pictures", "a\nb\nc", "3 รูป"}, {"allergens", "งา\nถั่ว", "งา, ถั่ว"},
	} {
		if got := valueText(i18n.Thai, c.field, c.value); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.field, c.value, got, c.want)
		}
	}
}

func TestTheFootSaysWhenSomethingWasSent(t *testing.T) {
	today := clock.DayOf(morning)
	for _, c := range []struct {
		net  shop.Net
		want string
	}{
		{shop.Net{}, ""}, {shop.Net{Channels: 1}, "จะส่งเองเมื่อมีเน็ต"},
		{shop.Net{Channels: 1, SentAt: morning.Add(-11 * time.Minute)}, "ส่งล่าสุด 08:41 · จะส่งเองเมื่อมีเน็ต"},
		{shop.Net{Channels: 1, SentAt: morning.Add(-48 * time.Hour), Resting: true}, "ส่งล่าสุด 20 พ.ย. 08:52 · จะส่งเองเมื่อถึงเวลา"},
	} {
		if got := sentText(i18n.Thai, &c.net, today); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}
