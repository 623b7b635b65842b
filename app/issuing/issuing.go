// Package issuing is the dialog in which a paper is made from an order, a bill or other papers.
package issuing

import (
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/internal/shop"
)

// Start is what is known of a paper when its dialog opens.
type Start struct {
	Ask  shop.PaperAsk           // Kind "" = a person chooses among those that can be made from Ask.Of
	Done func(*shop.IssuedPaper) // it was issued, or stood already; may be nil
}

// Open asks for what is missing, shows the paper as it will print and issues it.
func Open(k *kit.Kit, start Start) {
	if start.Done != nil {
		start.Done(nil)
	}
	k.Changed()
}
