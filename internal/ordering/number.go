package ordering

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/ledger"
)

// prefixes begin the short number of an order, by its channel.
var prefixes = map[string]string{Counter: "C", Telephone: "T", Line: "L", Facebook: "F", Common: "CP", Shopee: "SP", Lazada: "LZ",
	TikTok: "TT", LineShop: "LS", Web: "W", Government: "G", Other: "O"}

// Short writes how an order is called in the shop: by its channel and till, LA-0042. It is unique within a year.
func Short(order *ledger.Order) string { return ShortOf(order.Channel, order.Letter, order.No) }

// ShortOf is Short of an order's parts.
func ShortOf(channel, letter string, no int) string {
	prefix, known := prefixes[channel]
	if !known {
		prefix = prefixes[Other]
	}
	return fmt.Sprintf("%s%s-%04d", prefix, letter, no)
}

// quotationCode stands in the numbers of quotations, whatever their shape.
const quotationCode = "QT"

// OfQuotation reports whether the number that an order came with is that of a quotation of the shop.
func OfQuotation(channel, channelNo string) bool {
	return (channel == Government || channel == Other) && strings.Contains(channelNo, quotationCode)
}

// OfOffice reports whether an order is of an office, or of who ordered from a quotation as offices do: who pays is the
// customer, not who gets it.
func OfOffice(channel, channelNo string) bool {
	return channel == Government || OfQuotation(channel, channelNo)
}

// Called gives the number that people know an order by: the channel's where it has one, else the short one. An order of an
// office goes by its own, as its papers do.
func Called(order *ledger.Order) string {
	return CalledOf(order.Channel, order.ChannelNo, order.Number, Short(order))
}

// CalledOf is Called of an order's parts.
func CalledOf(channel, channelNo, number, short string) string {
	if OfOffice(channel, channelNo) {
		return number
	}
	return cmp.Or(channelNo, short)
}

// ParseShort reads a short number: small letters and a missing hyphen are taken.
func ParseShort(text string) (channel, letter string, no int, ok bool) {
	text = strings.ToUpper(strings.ReplaceAll(strings.TrimSpace(text), "-", ""))
	at := strings.IndexAny(text, "0123456789")
	if at < 2 {
		return "", "", 0, false
	}
	no, err := strconv.Atoi(text[at:])
	channels := slices.DeleteFunc(slices.Clone(Channels), func(c string) bool { return prefixes[c] != text[:at-1] })
	if err != nil || no <= 0 || len(channels) != 1 {
		return "", "", 0, false
	}
	return channels[0], text[at-1 : at], no, true
}
