package addresses

import (
	"context"
	"image/color"
	"os"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shop"
)

var usual = looks.Variant{Theme: theme.Options{Variant: theme.Light}, Size: fyne.NewSize(1366, 768), Lang: i18n.Thai}

func newShop(t testing.TB) *shop.Shop {
	t.Helper()
	s, err := shop.Create(context.Background(), t.TempDir(), shop.Params{Name: "ร้านทดสอบ"}, clock.Fixed(time.Date(2026, 11, 29, 5, 0, 0, 0, time.UTC)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// bench is the editor on a window.
type bench struct {
	*looks.Stage
	*editor
	given []string
}

func open(t testing.TB, v looks.Variant, s *shop.Shop, text string) *bench {
	t.Helper()
	b := &bench{Stage: looks.New(t, v, s)}
	b.Window.SetContent(container.NewStack(canvas.NewRectangle(color.White), b.Kit.Prompt.Layer()))
	b.Window.Resize(v.Size)
	b.editor = newEditor(b.Kit, text, func(text string) { b.given = append(b.given, text) })
	b.settle(t)
	return b
}

func (b *bench) settle(t testing.TB) {
	t.Helper()
	b.Settle(t, b.runner.Working)
}

func (b *bench) holds() (fields [5]string) {
	fields[0] = b.line.Text
	for n, part := range address.Parts {
		fields[n+1] = b.parts[part].Text
	}
	return fields
}

func TestSearchFillsTheFourFieldsByKeys(t *testing.T) {
	b := open(t, usual, newShop(t), "")
	b.Type("45/7 ซ.ลาดพร้าว 101")
	b.Press("F2")
	b.Type("เขตบางรัก 105")
	if b.search.Offered() < 3 || b.search.Drop.Hidden {
		t.Fatalf("%d places are offered", b.search.Offered())
	}
	first := b.model.found[0]
	b.Press("Down")
	b.Press("Down")
	b.Press("Up")
	if b.search.Chosen() != 1 || b.Window.Canvas().Focused() != fyne.Focusable(b.search) {
		t.Errorf("%d is chosen", b.search.Chosen())
	}
	second := b.model.found[1]
	b.Press("Enter")
	if got := b.holds(); got != [5]string{"45/7 ซ.ลาดพร้าว 101", second.Subdistrict, second.District, second.Province, second.Postcode} || second == first {
		t.Errorf("%q", got)
	}
	if !b.search.Drop.Hidden || b.search.Text != "" || b.parts["postcode"].Mark() != "ตรงกับแขวง" || b.warning.Content() != "" {
		t.Errorf("list hidden %v, %q in the search, mark %q, %q", b.search.Drop.Hidden, b.search.Text, b.parts["postcode"].Mark(), b.warning.Content())
	}
	b.Press("Ctrl+Enter")
	if want := "45/7 ซ.ลาดพร้าว 101 แขวง" + second.Subdistrict + " เขตบางรัก กรุงเทพมหานคร 10500"; len(b.given) != 1 || b.given[0] != want {
		t.Errorf("given %q", b.given)
	}
}

func TestEscClosesTheListThenAsksBeforeItLoses(t *testing.T) {
	b := open(t, usual, newShop(t), "")
	b.Press("F2")
	b.Type("สุเทพ")
	b.Press("Enter")
	b.Type("คลอง")
	b.Press("Esc")
	if !b.search.Drop.Hidden || !b.Kit.Prompt.Open() || b.parts["subdistrict"].Text != "สุเทพ" {
		t.Error("Esc did not only close the list")
	}
	b.Press("Esc")
	b.Press("Esc") // back from the question
	if !b.Kit.Prompt.Open() || len(b.given) != 0 {
		t.Error("what was typed is lost unasked")
	}
}

func TestAScanChoosesNothing(t *testing.T) {
	b := open(t, usual, newShop(t), "")
	b.Press("F2")
	b.Type("สุเทพ")
	b.Scan("8850000000015")
	if b.search.Text != "สุเทพ" || b.search.Drop.Hidden || b.parts["subdistrict"].Text != "" {
		t.Errorf("%q in the search, fields %q", b.search.Text, b.holds())
	}
	b.Press("Esc")
}

func TestATapChoosesFromTheList(t *testing.T) {
	b := open(t, usual, newShop(t), "")
	b.Press("F2")
	b.Type("สุเทพ เชียงใหม่")
	b.Window.Canvas().Unfocus() // what a press outside the field does before the tap arrives
	b.Deliver()
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(b.search.Drop)
	test.TapCanvas(b.Window.Canvas(), at.AddXY(40, 20))
	if b.parts["subdistrict"].Text != "สุเทพ" || !b.search.Drop.Hidden {
		t.Errorf("%q", b.holds())
	}
}

func TestTheListClosesInAnotherField(t *testing.T) {
	b := open(t, usual, newShop(t), "")
	b.Press("F2")
	b.Type("สุเทพ")
	b.Window.Canvas().Focus(b.parts["province"])
	if !b.search.Drop.Hidden {
		t.Error("it lies over the field that has the keyboard")
	}
}

func TestAPartAtFaultIsNamedAndNothingIsBarred(t *testing.T) {
	b := open(t, usual, newShop(t), "99/12 หมู่ 4 ต.สุเทพ อ.เมือง จ.เชียงใหม่ 50200")
	if b.parts["postcode"].Mark() != "ตรงกับตำบล" {
		t.Errorf("mark %q", b.parts["postcode"].Mark())
	}
	b.Window.Canvas().Focus(b.parts["postcode"])
	b.parts["postcode"].SetText("50000")
	if said := b.warning.Content(); !strings.Contains(said, "50200") || !strings.Contains(said, "รหัสไปรษณีย์") || b.parts["postcode"].Mark() != "" {
		t.Errorf("said %q, mark %q", said, b.parts["postcode"].Mark())
	}
	if b.learn.Hidden {
		t.Error("nobody may know it better")
	}
	b.Press("Ctrl+Enter")
	if len(b.given) != 1 || !strings.HasSuffix(b.given[0], "จังหวัดเชียงใหม่ 50000") {
		t.Errorf("given %q", b.given)
	}
}

func TestTheShopLearnsWhatAPersonKnowsBetter(t *testing.T) {
	s := newShop(t)
	b := open(t, usual, s, "99/12 หมู่ 4 ต.สุเทพ อ.เมือง จ.เชียงใหม่ 50200")
	b.parts["postcode"].SetText("50209")
	b.Press("F8")
	b.settle(t)
	if b.parts["postcode"].Mark() != "ตรงกับตำบล" || b.warning.Content() != "" || !b.learn.Hidden || b.Kit.Prompt.Said() == "" {
		t.Errorf("mark %q, said %q", b.parts["postcode"].Mark(), b.warning.Content())
	}
	if own, err := s.Corrections(context.Background()); err != nil || len(own) != 1 {
		t.Errorf("%v %v", own, err)
	}
	b.Press("F8") // there is nothing to learn any more
	b.settle(t)
	b.Press("Esc")
	b.Press("Esc")
}

func TestAWholeAddressPastedInTheHouseLineIsParted(t *testing.T) {
	b := open(t, usual, newShop(t), "")
	b.line.SetText("99/12 หมู่ 4 ต.สุเทพ อ.เมือง จ.เชียงใหม่ 50200")
	b.Press("F2")
	if got := b.holds(); got != [5]string{"99/12 หมู่ 4", "สุเทพ", "เมืองเชียงใหม่", "เชียงใหม่", "50200"} {
		t.Errorf("%q", got)
	}
}

func TestNothingIsCutInAnyLook(t *testing.T) {
	s := newShop(t)
	for _, v := range looks.Variants() {
		t.Run(v.Name(), func(t *testing.T) {
			b := open(t, v, s, "45/7 ซ.ลาดพร้าว 101 แขวงคลองจั่น เขตบางกะปิ กทม 10240")
			b.Look(t, v, "address-agrees")
			b.parts["postcode"].SetText("10250")
			b.Look(t, v, "address-wrong")
			b.Press("F2")
			b.Type("ไม่มีที่นี่")
			if said := b.warning.Content(); !strings.Contains(said, "ไม่มีที่นี่") {
				t.Errorf("said %q", said)
			}
			b.Look(t, v, "address-none")
		})
	}
}

// The open list lies over the fields, as it must, so that only a person's eye can judge it.
func TestTheListIsDrawnWhole(t *testing.T) {
	for _, v := range looks.Variants() {
		t.Run(v.Name(), func(t *testing.T) {
			b := open(t, v, newShop(t), "")
			b.Press("F2")
			b.Type("บาง 102")
			list := b.search.Drop
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(list)
			if bottom := at.Y + list.Size().Height; bottom > v.Size.Height || list.Size().Height < 3*theme.Current().Size(theme.Touch) {
				t.Errorf("the list is %v high and ends at %v", list.Size().Height, bottom)
			}
			if folder := os.Getenv("TALAT_LOOKS"); folder != "" {
				b.Save(t, folder, "address-list-"+v.Name())
			}
		})
	}
}
