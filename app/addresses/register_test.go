package addresses

import (
	"context"
	"image/color"
	"testing"

	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/shop"
)

// office is the register's dialog on a window.
type office struct {
	*looks.Stage
	*registry
}

func openRegister(t testing.TB, v looks.Variant, s *shop.Shop) *office {
	t.Helper()
	o := &office{Stage: looks.New(t, v, s)}
	o.Window.SetContent(container.NewStack(canvas.NewRectangle(color.White), o.Kit.Prompt.Layer()))
	o.Window.Resize(v.Size)
	o.registry = newRegistry(o.Kit)
	o.settle(t)
	return o
}

func (o *office) settle(t testing.TB) {
	t.Helper()
	o.Settle(t, o.runner.Working)
}

// knows asks the shop's register, as another part of the program would.
func (o *office) knows(t testing.TB, sub, district, province, postcode string) bool {
	t.Helper()
	register, err := o.Kit.Shop.Register(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return register.Check(address.Address{Subdistrict: sub, District: district, Province: province, Postcode: postcode}).OK
}

func TestAnOwnerCorrectsTheRegisterByKeys(t *testing.T) {
	o := openRegister(t, usual, newShop(t))
	if o.hint.Content() == "" || len(o.rows) != 0 {
		t.Errorf("an empty list says %q", o.hint.Content())
	}
	o.Press("F5") // no district was chosen
	if o.Kit.Prompt.Said() == "" {
		t.Error("nothing says where to begin")
	}
	o.Type("สุเทพ เชียงใหม่")

	o.Press("Enter") // another postcode
	o.Press("Tab")
	o.Window.Canvas().FocusNext()
	o.Type("5020")
	o.Press("Ctrl+Enter")
	o.settle(t)
	if !o.Kit.Prompt.Open() || o.knows(t, "สุเทพ", "เมืองเชียงใหม่", "เชียงใหม่", "5020") {
		t.Fatal("four digits were taken")
	}
	o.Type("9")
	o.Press("Ctrl+Enter")
	o.settle(t)
	if !o.knows(t, "สุเทพ", "เมืองเชียงใหม่", "เชียงใหม่", "50209") || !o.rows[0].own {
		t.Errorf("%+v", o.rows)
	}

	o.Press("F5") // a new one beside it
	o.Type("ดอยใหม่")
	o.Press("Ctrl+Enter")
	o.settle(t)
	if !o.knows(t, "ดอยใหม่", "เมืองเชียงใหม่", "เชียงใหม่", "50209") {
		t.Error("the new subdistrict is not known")
	}
	o.search.SetText("")
	if len(o.rows) != 2 {
		t.Fatalf("%d corrections", len(o.rows))
	}

	o.Press("F7") // the first is taken back
	o.settle(t)
	if len(o.rows) != 1 {
		t.Errorf("%d corrections", len(o.rows))
	}
	o.search.SetText("ช้างคลาน เชียงใหม่")
	o.Press("F7") // and another is no more
	o.settle(t)
	if o.knows(t, "ช้างคลาน", "เมืองเชียงใหม่", "เชียงใหม่", "50100") || len(o.rows) != 0 {
		t.Errorf("%+v", o.rows)
	}
	o.search.SetText("")
	gone := -1
	for n, row := range o.rows {
		if row.place.Gone {
			gone = n
		}
	}
	if gone < 0 {
		t.Fatalf("%+v", o.rows)
	}
	o.list.Choose(gone)
	o.Press("F7")
	o.settle(t)
	if !o.knows(t, "ช้างคลาน", "เมืองเชียงใหม่", "เชียงใหม่", "50100") {
		t.Error("it does not come back")
	}
}

func TestTheRegisterIsCutInNoLook(t *testing.T) {
	s := newShop(t)
	for _, c := range []address.Address{{Subdistrict: "สุเทพ", District: "เมือง", Province: "เชียงใหม่", Postcode: "50209"},
		{Subdistrict: "ดอยใหม่", District: "เมือง", Province: "เชียงใหม่", Postcode: "50200"}} {
		if err := s.LearnAddress(context.Background(), c); err != nil {
			t.Fatal(err)
		}
	}
	for _, v := range looks.Variants() {
		t.Run(v.Name(), func(t *testing.T) {
			o := openRegister(t, v, s)
			o.Look(t, v, "register")
			o.search.SetText("ไม่มีที่นี่เลย")
			o.Look(t, v, "register-none")
			o.search.SetText("พระนครศรีอยุธยา")
			o.Look(t, v, "register-found")
			o.Press("Enter")
			o.Look(t, v, "register-change")
		})
	}
}
