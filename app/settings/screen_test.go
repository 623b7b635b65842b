package settings

import (
	"context"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/assets"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/rules"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

var noon = clock.Fixed(time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC))

var usual = looks.Variant{Theme: theme.Options{Variant: theme.Light}, Size: looks.Sizes[0], Lang: i18n.Thai}

// bench is the screen over a shop of its own.
type bench struct {
	*looks.Stage
	page *Page
	shop *shop.Shop
}

func open(t *testing.T, v looks.Variant) *bench {
	t.Helper()
	s, err := shop.Create(t.Context(), t.TempDir(), shop.Params{Name: "ร้านป้าน้อย", PromptPay: "0812345678", Receiver: "นางน้อย"}, noon)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	b := &bench{Stage: looks.New(t, v, s), shop: s}
	house := House{Leave: func() {}, Display: func() {}, Pick: func(then func(string)) { then("/receipts") }}
	b.Show(kit.Settings, func(k *kit.Kit) nav.Page { b.page = New(k, "", house); return b.page })
	b.Until(t, func() bool { return b.page.facts.set != nil })
	return b
}

func (b *bench) kept(t *testing.T, key string) string {
	t.Helper()
	value, err := b.shop.Get(context.Background(), key)
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func TestEverySettingAPersonMayChangeIsOnTheScreen(t *testing.T) {
	shown := map[string]bool{}
	for _, s := range sections {
		for _, key := range s.keys {
			if _, known := rules.Describe(key); !known || shown[key] {
				t.Errorf("%s is unknown or shown twice", key)
			}
			shown[key] = true
		}
	}
	for _, key := range rules.SettingKeys() {
		if known, _ := rules.Describe(key); !known.Fixed && !shown[key] {
			t.Errorf("%s is nowhere", key)
		}
	}
}

func TestEverySettingAndChoiceHasWords(t *testing.T) {
	for _, lang := range i18n.Langs {
		for _, s := range sections {
			for _, key := range s.keys {
				if !isReply(key) && !i18n.Has(lang, "settings."+key) {
					t.Errorf("%s: no name for %s", lang, key)
				}
				known, _ := rules.Describe(key)
				for _, choice := range known.Choices {
					if !isSwitch(key) && !i18n.Has(lang, "settings."+key+"."+choice) {
						t.Errorf("%s: no words for %s %s", lang, key, choice)
					}
				}
			}
		}
	}
}

func TestATextIsKeptWhenTheSectionIsLeft(t *testing.T) {
	b := open(t, usual)
	b.page.rows["shop.phone"].dirty = true
	b.page.rows["shop.phone"].text = func() string { return "053-123456" }
	b.page.open(1)
	b.Until(t, func() bool { return !b.page.saver.Busy("save shop.phone") })
	if got := b.kept(t, "shop.phone"); got != "053-123456" || b.Changed != 1 {
		t.Errorf("kept %q, told %d times", got, b.Changed)
	}
}

func TestTheShopsAddressIsFoundAndKept(t *testing.T) {
	b := open(t, usual)
	b.page.open(1)
	b.Press("F2") // leads back to the shop's section
	for !b.Kit.Pool.Idle() {
		b.Deliver()
	}
	b.Type("12 หมู่ 3")
	b.Press("F2")
	b.Type("อ.ดอนตูม นครปฐม")
	b.Press("Enter")
	b.Press("Ctrl+Enter")
	b.Until(t, func() bool { return !b.page.saver.Busy("save shop.address") })
	if got := b.kept(t, "shop.address"); !strings.HasPrefix(got, "12 หมู่ 3 ตำบล") || !strings.Contains(got, "อำเภอดอนตูม จังหวัดนครปฐม 73150") {
		t.Errorf("kept %q", got)
	}
	b.Press("F11")
	if !b.Kit.Prompt.Open() {
		t.Error("the register does not open")
	}
}

func TestARefusalStandsUnderItsField(t *testing.T) {
	b := open(t, usual)
	b.page.save("shop.tax_id", "12")
	b.Until(t, func() bool { return !b.page.saver.Busy("save shop.tax_id") })
	if b.page.rows["shop.tax_id"].form.Message() == "" || b.Changed != 0 || b.kept(t, "shop.tax_id") != "" {
		t.Errorf("said %q, told %d times", b.page.rows["shop.tax_id"].form.Message(), b.Changed)
	}
}

func TestAWarningIsSaidAndTheValueKept(t *testing.T) {
	b := open(t, usual)
	b.page.save("shop.tax_id", "1101700230709")
	b.Until(t, func() bool { return !b.page.saver.Busy("save shop.tax_id") })
	if b.kept(t, "shop.tax_id") != "1101700230709" || b.Kit.Prompt.Said() == b.Kit.T("settings.kept") {
		t.Errorf("said %q", b.Kit.Prompt.Said())
	}
}

func TestLookBuildsTheWindowAnewInItsSection(t *testing.T) {
	b := open(t, usual)
	built := 0
	b.Kit.Rebuild = func() { built++ }
	b.page.open(sectionNamed("look"))
	b.page.save("ui.theme", "dark")
	b.Until(t, func() bool { return built == 1 })
	if b.page.Arg() != "look" || b.kept(t, "ui.theme") != "dark" {
		t.Errorf("section %s, %s", b.page.Arg(), b.kept(t, "ui.theme"))
	}
}

func TestBackupAndCheckByKeys(t *testing.T) {
	b := open(t, usual)
	b.Press("F6")
	b.Until(t, b.Kit.Prompt.Open)
	b.Press("Enter")
	b.Press("F5")
	b.Until(t, func() bool { return !b.shop.LastBackup().IsZero() && b.page.facts.backup != "" })
}

func TestCodesOfOwnMethodsAreNew(t *testing.T) {
	if got := methodCode([]selling.Method{{Code: "OWN1"}, {Code: "OWN3"}}); got != "OWN2" {
		t.Errorf("the next is %s", got)
	}
}

// Every section in every look: nothing clipped, nothing over another, targets for fingers.
func TestEveryLook(t *testing.T) {
	for _, v := range looks.Variants() {
		t.Run(v.Name(), func(t *testing.T) {
			withoutKeyring(t)
			b := open(t, v)
			for n := range sections {
				b.page.open(n)
				b.saves(t)
				b.Look(t, v, "settings-"+sections[n].name)
			}
			b.page.open(sectionNamed("post"))
			b.saves(t)
			b.Press(keyToken)
			b.Look(t, v, "settings-token")
			b.Press("Esc")
			b.page.hasToken = true
			b.Press(keyToken)
			b.Look(t, v, "settings-token-kept")
			b.Press("Esc")
			b.page.chooseSubject(subject{})
			b.text(t).SetText("รวม {totl} บาท")
			b.Look(t, v, "settings-replies-wrong")
			b.page.resetReply()
			b.saves(t)
			b.chooses(t, "F3", writtenFont(t, assets.Read("fonts/NotoSansThai-Regular.ttf")))
			b.page.showFont(shop.PaperFontBold)
			b.Look(t, v, "settings-font")
			b.finds("cups:Xprinter_XP-420B", "windows:เครื่องพิมพ์ของศูนย์ดิจิทัลชุมชน")
			b.page.open(sectionNamed("printers"))
			b.Press("F7")
			b.Until(t, b.Kit.Prompt.Open)
			b.Look(t, v, "settings-find")
			b.Press("1")
			b.Look(t, v, "settings-assign")
			b.Press("Esc")
			d := b.page.openCard()
			b.Settle(t, d.dialog.Working)
			b.Look(t, v, "settings-card")
		})
	}
}

func TestStoredPicture(t *testing.T) {
	b := open(t, usual)
	b.page.open(sectionNamed("selling"))
	test.AssertImageMatches(t, "settings.png", b.Window.Canvas().Capture())
}

func TestScreenshots(t *testing.T) {
	folder := looks.Screenshots(t)
	b := open(t, usual)
	b.page.open(sectionNamed("selling"))
	b.Window.Canvas().Focus(fyne.Focusable(nil))
	b.Save(t, folder, "settings")
	b.page.open(sectionNamed("printers"))
	b.Save(t, folder, "settings-printers")
	b.page.open(sectionNamed("replies"))
	b.Save(t, folder, "settings-replies")
}

func TestTheRatesAreOneKeyAway(t *testing.T) {
	b := open(t, usual)
	b.page.open(sectionNamed("post"))
	b.Press("F10")
	if len(b.Gone) != 1 || b.Gone[0].Screen != kit.Rates {
		t.Errorf("went to %v", b.Gone)
	}
}

// Who comes for one setting finds it with the keyboard in it.
func TestASettingIsLedTo(t *testing.T) {
	b := open(t, usual)
	b.Show(kit.Settings, func(k *kit.Kit) nav.Page { b.page = New(k, "shop.house", b.page.house); return b.page })
	b.Until(t, func() bool { return b.page.facts.set != nil })
	row := b.page.rows["shop.house"]
	if b.page.Arg() != "papers" || row == nil || b.Window.Canvas().Focused() != fyne.Focusable(row.entry) {
		t.Fatalf("shown is %s, the keyboard is at %T", b.page.Arg(), b.Window.Canvas().Focused())
	}
	if at := b.page.view.scroll.Offset().Y; row.form.Position().Y+row.form.Size().Height > at+b.page.view.scroll.Size().Height {
		t.Errorf("the field at %v is out of sight at %v", row.form.Position(), at)
	}
}
