package reply

import (
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/qty"
)

// Sample is an order that shows a template at work. Nobody's number and account stand in it.
func Sample(kind Kind, lang i18n.Lang, shop, voice string, today clock.Day) Data {
	t := func(name string) string { return i18n.T(lang, "reply.sample."+name) }
	data := Data{Shop: shop, Voice: voice, Name: t("name"), Order: "A-OR-2569-000042", Shipping: 45_00, Total: 260_00,
		Items:     []Item{{t("first"), t("first_unit"), qty.Pieces(2), 90_00}, {t("second"), t("second_unit"), qty.Pieces(2), 125_00}},
		PromptPay: "000-000-0000", Address: t("address"), Parcels: []string{"EX000000005TH"}, Carrier: t("carrier"), Producer: t("producer")}
	switch kind {
	case Payment:
		data.Paid = data.Total
	case Short, Ask:
		data.Short = []Lack{{t("first"), t("first_unit"), qty.Pieces(5), qty.Pieces(3)}}
		data.Day = today.Add(3)
	}
	return data
}
