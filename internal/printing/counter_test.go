package printing_test

import (
	"image"
	"image/color"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/promptpay"
)

// logo is a round mark of an owner's own, w × h dots.
func logo(w, h int) *printing.Picture {
	drawn := image.NewRGBA(image.Rect(0, 0, w, h))
	for n := range w * h {
		x, y := n%w-w/2, n/w-h/2
		if x*x*h*h+y*y*w*w < w*w*h*h/4 {
			drawn.Set(n%w, n/w, color.RGBA{0x1F, 0x6B, 0x3A, 255})
		}
	}
	return printing.PictureOf(drawn)
}

func TestCounterCardsKeepToTheirPaper(t *testing.T) {
	usual := printing.CounterCard{QRCard: card(), Shop: "วิสาหกิจชุมชนบ้านคราม", Logo: logo(200, 200)}
	usual.Amount, usual.Ref = 0, ""
	long := printing.CounterCard{QRCard: card(), Shop: strings.Repeat("ปั๊มน้ำ 🎁\x00", 40), Logo: logo(1500, 20)}
	long.Receiver, long.Masked, long.Amount = strings.Repeat("วิสาหกิจชุมชน", 40), strings.Repeat("9", 200), money.Max
	tower, practice := usual, usual
	tower.Logo = logo(3, 1500)
	practice.Practice, practice.Amount, practice.Ref = true, 225900, "A-2569-000042"
	bare := printing.CounterCard{QRCard: printing.QRCard{Lang: i18n.English, Payload: payload}}
	for _, paper := range []printing.CardPaper{printing.CardA6, printing.CardA5} {
		for name, card := range map[string]printing.CounterCard{"usual": usual, "long": long, "tower": tower, "practice": practice, "bare": bare} {
			page, err := card.Page(shaper, paper)
			if err != nil {
				t.Fatal(err)
			}
			keepsToPaper(t, shaper, page, name+" on "+string(paper))
			if err := page.Check(printing.DPI203); err != nil {
				t.Errorf("%s on %s: %v", name, paper, err)
			}
			if folder := os.Getenv("TALAT_FORMS"); folder != "" {
				save(t, page, filepath.Join(folder, "counter-"+string(paper)+"-"+name+".png"))
			}
		}
	}
}

func TestAPracticeCounterCardCannotBePaid(t *testing.T) {
	practice := printing.CounterCard{QRCard: card(), Shop: "ร้าน"}
	practice.Practice = true
	page, err := practice.Page(shaper, printing.CardA6)
	if err != nil {
		t.Fatal(err)
	}
	want := modules(t, promptpay.PracticeText(practice.Ref))
	at := slices.IndexFunc(page.Ops, func(op printing.Op) bool { _, ok := op.(printing.Code); return ok })
	if !slices.Equal(page.Ops[at].(printing.Code).Matrix.Spans(), want.Spans()) || !slices.Contains(words(page), "ตัวอย่าง ห้ามจ่าย") {
		t.Error("the card can be paid or does not say that it is for practice")
	}
}

func TestCounterCardsThatCannotBe(t *testing.T) {
	if _, err := (printing.CounterCard{QRCard: card()}).Page(shaper, "a3"); !fault.Is(err, "card_paper") {
		t.Error(err)
	}
	if _, err := (printing.CounterCard{}).Page(shaper, printing.CardA6); !fault.Is(err, "qr_empty") {
		t.Error(err)
	}
}
