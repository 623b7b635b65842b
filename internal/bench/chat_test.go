package bench

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/shop"
)

// The limits of reading a pasted chat, in milliseconds.
const (
	chatGoods = 2_000
	maxChat   = 5
	maxFirst  = 500 // the first message, which prepares the goods
)

func TestChat(t *testing.T) {
	products := min(wanted().products, chatGoods)
	heading(fmt.Sprintf("Reading a pasted chat, in a shop of %d goods", products))
	s := openShop(t, made(t, products, 0))
	data, err := os.ReadFile("../ordering/chat/testdata/seventh.txt")
	if err != nil {
		t.Fatal(err)
	}
	var messages []string
	for _, block := range strings.Split("\n"+string(data), "\n=== ")[1:] {
		text, _, _ := strings.Cut(block, "\n---\n")
		_, text, _ = strings.Cut(text, "\n")
		messages = append(messages, text)
	}
	read := func(s *shop.Shop, text string) {
		if _, err := s.ReadChat(t.Context(), text); err != nil {
			t.Fatal(err)
		}
	}
	report(t, figure{"first message", millis(func() { read(s, messages[0]) }), "ms", maxFirst, "prepares the goods"})
	spread(t, "a message", times(max(wanted().reads, len(messages)), func(n int) { read(s, messages[n%len(messages)]) }), maxChat, "")
}
