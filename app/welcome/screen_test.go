package welcome

import (
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shop"
)

var usual = looks.Variant{Theme: theme.Options{Variant: theme.Light}, Size: looks.Sizes[0], Lang: i18n.Thai}

// bench is the welcome on a window without a display.
type bench struct {
	*looks.Stage
	page    *Page
	home    string
	entered *shop.Shop
	tongue  i18n.Lang
	twins   bool
}

func open(t *testing.T, v looks.Variant) *bench {
	t.Helper()
	b := &bench{Stage: looks.New(t, v, nil), home: t.TempDir()}
	b.page = New(Host{Window: b.Window, Router: b.Kit.Router, Prompt: b.Kit.Prompt, Pool: b.Kit.Pool, Lang: v.Lang, Clock: noon,
		Home: b.home, Dir: filepath.Join(b.home, "default"),
		Take:     func(string) (bool, error) { return true, nil },
		Enter:    func(s *shop.Shop) { b.entered = s; t.Cleanup(func() { _ = s.Close() }) },
		Language: func(lang i18n.Lang) { b.tongue = lang },
		SetTwins: func(twins bool) { b.twins = twins },
	})
	b.Window.SetContent(container.NewStack(b.page.Content(), b.Kit.Prompt.Layer()))
	b.Window.Resize(v.Size)
	return b
}

func TestThreeQuestionsByKeys(t *testing.T) {
	b := open(t, usual)
	b.Press("2")
	b.Press("Enter")
	if b.page.answers.name != "" || b.entered != nil {
		t.Fatal("a shop needs a name")
	}
	b.Type("ร้านป้าน้อย")
	b.Press("Enter")
	b.Type("0812345678")
	b.Press("Enter")
	b.Press("2")
	b.Press("Enter")
	b.Until(t, func() bool { return b.entered != nil })
	for key, want := range map[string]string{"shop.name": "ร้านป้าน้อย", "promptpay.id": "0812345678", "printer.auto": "yes"} {
		if got, err := b.entered.Get(t.Context(), key); got != want || err != nil {
			t.Errorf("%s is %q, want %q (%v)", key, got, want, err)
		}
	}
}

func TestEscGoesBackAndKeepsWhatWasTyped(t *testing.T) {
	b := open(t, usual)
	b.Press("2")
	b.Type("ก")
	b.Press("Enter")
	b.Press("Esc")
	b.Press("Esc")
	b.Press("2")
	if b.page.answers.name != "ก" {
		t.Errorf("the name is %q", b.page.answers.name)
	}
}

func TestAWrongNumberIsNotPassed(t *testing.T) {
	b := open(t, usual)
	b.page.answers.name = "ร้าน"
	b.page.askPay()
	b.Type("081")
	b.Press("Enter")
	b.Press("2") // would choose receipts, were that page shown
	if b.page.answers.print {
		t.Error("a number of three digits was let pass")
	}
}

func TestLanguageAndFunctionKeys(t *testing.T) {
	b := open(t, usual)
	b.Press("L")
	if b.tongue != i18n.English {
		t.Errorf("L chose %q", b.tongue)
	}
	b.page.check.twin()
	if !b.twins {
		t.Error("Alt+8 came and the twins are not shown")
	}
	b.Press("F8")
	if b.twins {
		t.Error("F8 came and the twins are still shown")
	}
}

func TestEveryLook(t *testing.T) {
	for _, v := range looks.Variants() {
		t.Run(v.Name(), func(t *testing.T) {
			b := open(t, v)
			b.page.answers = answers{name: "ร้านป้าน้อย ผ้าทอเมืองน่าน", promptPay: "0812345678", receiver: "นางน้อย ใจดี", print: true}
			for _, step := range []func(){b.page.showStart, b.page.askName, b.page.askPay, b.page.askPrint} {
				step()
				looks.Check(t, b.Window.Canvas(), looks.Options{})
			}
		})
	}
}

func TestStoredPicture(t *testing.T) {
	b := open(t, usual)
	test.AssertImageMatches(t, "welcome.png", b.Window.Canvas().Capture())
}

func TestScreenshots(t *testing.T) {
	folder := looks.Screenshots(t)
	b := open(t, usual)
	b.Save(t, folder, "welcome")
	b.page.answers = answers{name: "ร้านป้าน้อย", promptPay: "0812345678", receiver: "นางน้อย ใจดี"}
	b.page.askPay()
	b.Window.Canvas().Focus(fyne.Focusable(nil))
	b.Save(t, folder, "welcome-promptpay")
}

// The question what the machine is to be fits every window, and both its numbers can be typed.
func TestTheRestoreAsksForNumbers(t *testing.T) {
	for _, v := range looks.Variants() {
		t.Run(v.Name(), func(t *testing.T) {
			b := open(t, v)
			b.page.askTill("/media/usb/ร้านป้าน้อย-2569-11-23.talat")
			looks.Check(t, b.Window.Canvas(), looks.Options{})
		})
	}
}
