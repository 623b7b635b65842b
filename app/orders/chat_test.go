package orders

import (
	"testing"

	"github.com/talat-pos/talat/internal/ordering"
)

// A message on the clipboard becomes an order by keys, and the screen shows it.
func TestAPastedChatIsShownAsAnOrder(t *testing.T) {
	b := show(t, usual, newMarket(t).Shop, "")
	b.Kit.Clipboard.SetContent("กล้วยตาก 2 ถุง เก็บปลายทาง\nมาลี ศรีสุข 45/7 ซ.ลาดพร้าว 101 แขวงคลองจั่น เขตบางกะปิ กทม 10240\nโทร 086-555-1212")
	before := b.page.m.list.total
	b.Press("Ctrl+V")
	if !b.Kit.Prompt.Open() {
		t.Fatal("the dialog did not open")
	}
	b.press("Ctrl+Enter") // waits until the message is read
	if b.Kit.Prompt.Open() || b.page.m.order == nil || b.page.m.list.total != before+1 {
		t.Fatalf("%d orders", b.page.m.list.total)
	}
	if order := b.page.m.order; order.Recipients[0].Name != "มาลี ศรีสุข" || order.Content.PayBy != ordering.PayCOD {
		t.Errorf("%+v", order.Content)
	}
}
