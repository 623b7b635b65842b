package products

import (
	"testing"

	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/shop"
)

// Ctrl+P on the list asks how many tags; the paper chosen is remembered; Ctrl+P again prints.
func TestPriceTagsFromTheList(t *testing.T) {
	s := practice(t)
	b := open(t, usual, s)
	if _, _, err := s.Set(t.Context(), shop.LabelPrinter, "cups:Xprinter"); err != nil {
		t.Fatal(err)
	}
	b.Press("Ctrl+P")
	b.Until(t, func() bool { return b.Kit.Prompt.Open() })
	b.Press("Esc")
	d := b.page.openTags(b.page.model.product(), printing.TagA4x24)
	b.Settle(t, d.dialog.Working)
	d.take(printing.TagRoll)
	b.Type("3")
	b.Settle(t, d.dialog.Working)
	b.Press("Ctrl+P")
	b.Until(t, func() bool { return !b.Kit.Prompt.Open() })
	jobs, err := s.Jobs(t.Context(), 2)
	if err != nil || len(jobs) != 1 || jobs[0].Form != shop.FormTags || jobs[0].Width != int(40*printing.MM) {
		t.Errorf("%+v, %v", jobs, err)
	}
	if sheet, err := s.Get(t.Context(), tagSheet); err != nil || sheet != string(printing.TagRoll) {
		t.Errorf("the paper kept is %q, %v", sheet, err)
	}
}

// What cannot be printed is not: no tag, half a tag, a place that no sheet has, no product.
func TestPriceTagsThatCannotBe(t *testing.T) {
	b := open(t, usual, practice(t))
	d := b.page.openTags(b.page.model.product(), printing.TagA4x40)
	b.Settle(t, d.dialog.Working)
	for _, typed := range [][2]string{{"0", "1"}, {"0.5", "1"}, {"", "1"}, {"5001", "1"}, {"1", "41"}, {"1", "0"}} {
		d.count.SetText(typed[0])
		d.start.SetText(typed[1])
		if made, err := d.lay()(t.Context()); err == nil {
			t.Errorf("%v lies on %d sheets", typed, len(made.Papers.Pages))
		}
	}
	d.count.SetText("1")
	d.start.SetText("40")
	if made, err := d.lay()(t.Context()); err != nil || len(made.Papers.Pages) != 1 {
		t.Error(err)
	}
	d.goods.Chosen = nil
	if _, err := d.lay()(t.Context()); err == nil {
		t.Error("tags of nothing")
	}
}
