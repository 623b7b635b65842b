package orders

import (
	"github.com/talat-pos/talat/app/paste"
	"github.com/talat-pos/talat/internal/id"
)

// pasteChat makes orders of the chat on the clipboard; the first of them is shown then.
func (p *Page) pasteChat() {
	paste.Show(p.k, func(orders []id.Order) { p.Turn(orders[0].String()) })
}
