package printing

import (
	"strconv"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing/text"
)

// AgreementParty is who makes an agreement. What is not known of them is left as a line to write on.
type AgreementParty struct {
	Shop
	Kind         string // of a producer, in words
	Registration string // of the community enterprise or the OTOP entrepreneur
}

// AgreementGoods is what is agreed for one product.
type AgreementGoods struct {
	Name  string // with what tells it from others, such as its SKU
	Unit  string
	Price money.Satang // what the shop sells one unit for today
	Terms string       // in words
	Days  string       // when it holds, in words
}

// Agreement is what a shop and a producer agreed about goods left to be sold, on A4 for both to sign. It is a
// shop's plain paper: nobody's advice in law.
type Agreement struct {
	Lang     i18n.Lang
	Practice bool
	Shop     AgreementParty
	Producer AgreementParty
	Day      clock.Day        // it is printed
	Shares   []string         // what is agreed for all goods or a category, a sentence each
	Goods    []AgreementGoods // what is agreed for single products
	Least    money.Satang     // a sum below it waits for the next round, 0 = none agreed
	PayInto  []string         // the accounts of the producer, in words
}

func (a Agreement) t(key string, values ...fault.Values) string {
	return i18n.T(a.Lang, "agreement."+key, values...)
}

// Pages lays the agreement out on A4.
func (a Agreement) Pages(shaper *text.Shaper) []Page {
	p := newPaper(shaper, a.Lang, a.Practice, A4Width, A4Height)
	p.letterhead(a.Shop.Shop, a.t("title"), a.t("made", fault.Values{"day": i18n.Date(a.Lang, a.Day)}))
	p.table(a.parties())
	p.gap(3 * MM)
	n := 0
	article := func(title string, sentences ...string) {
		n++
		p.gap(2 * MM)
		p.keep(30 * MM) // a title stays with what it is about
		p.text(p.strong, left, a.t("article", fault.Values{"n": n, "title": a.t("title." + title)}))
		for _, sentence := range sentences {
			p.indented(sentence)
		}
	}
	article("goods", a.t("goods"), a.t("papers"))
	article("share", a.shares()...)
	if len(a.Goods) > 0 {
		p.gap(MM)
		p.table(a.table())
		p.gap(MM)
		p.indented(a.t("price"))
	}
	article("pay", a.pay()...)
	article("loss", a.t("loss"), a.t("who"), a.t("expiry"), a.t("who"), a.t("fetch"))
	article("end", a.t("change"), a.t("end"))
	article("others", a.t("line"), a.t("line"))
	p.gap(3 * MM)
	p.keep(80 * MM) // nobody signs a sheet that says nothing
	p.text(p.body, left, a.t("close"))
	p.signatures(a.t("sign.shop"), a.t("sign.producer"))
	p.signatures(a.t("sign.witness"), a.t("sign.witness"))
	p.gap(3 * MM)
	p.text(p.note, left, a.t("note"))
	return p.end()
}

// indented sets a sentence under an article's title.
func (p *paper) indented(words string) {
	const indent = 7 * MM
	for _, row := range p.wrap(words, p.body, p.width0()-indent) {
		p.keep(p.body.size * 2)
		p.row(cell{row, p.body, left, p.edge + indent, p.width0() - indent})
	}
}

// parties tells who agree, beside each other.
func (a Agreement) parties() table {
	list := table{columns: []column{{"", 34, left}, {a.t("shop"), 73, left}, {a.t("producer"), 73, left}}}
	shop, producer := a.Shop, a.Producer
	for _, fact := range []struct {
		key    string
		values [2]string
		line   bool // what every party has
	}{
		{"name", [2]string{first(shop.Names), first(producer.Names)}, true},
		{"kind", [2]string{shop.Kind, producer.Kind}, false},
		{"registration", [2]string{shop.Registration, producer.Registration}, false},
		{"tax_id", [2]string{shop.TaxID, producer.TaxID}, true},
		{"address", [2]string{shop.Address, producer.Address}, true},
		{"phone", [2]string{shop.Phone, producer.Phone}, true},
		{"signer", [2]string{}, true},
	} {
		for n, value := range fact.values {
			if fact.line && value == "" {
				fact.values[n] = a.t("blank")
			}
		}
		if fact.line || fact.values != [2]string{} {
			list.rows = append(list.rows, []string{a.t("party." + fact.key), fact.values[0], fact.values[1]})
		}
	}
	return list
}

func first(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return names[0]
}

// shares are the sentences of who gets what; a line to fill in where nothing is agreed at all.
func (a Agreement) shares() []string {
	sentences := a.Shares
	switch {
	case len(a.Goods) > 0 && len(a.Shares) > 0:
		sentences = append(sentences[:len(sentences):len(sentences)], a.t("each"))
	case len(a.Goods) > 0:
		sentences = []string{a.t("each_only")}
	case len(a.Shares) == 0:
		sentences = []string{a.t("share"), a.t("discount"), a.t("who")}
	}
	return append(sentences, a.t("frozen"))
}

// pay says when and how the producer gets their money.
func (a Agreement) pay() []string {
	sentences := []string{a.t("round")}
	if a.Least > 0 {
		sentences = append(sentences, a.t("least", fault.Values{"least": a.Least}))
	} else {
		sentences = append(sentences, a.t("least_open"))
	}
	if len(a.PayInto) == 0 {
		sentences = append(sentences, a.t("into_open"))
	}
	for _, account := range a.PayInto {
		sentences = append(sentences, a.t("into", fault.Values{"account": account}))
	}
	return append(sentences, a.t("returned"))
}

// table lists what is agreed for single products.
func (a Agreement) table() table {
	list := table{columns: []column{{a.t("col.no"), 10, right}, {a.t("col.name"), 60, left}, {a.t("col.price"), 28, right},
		{a.t("col.terms"), 50, left}, {a.t("col.days"), 32, left}}}
	for n, goods := range a.Goods {
		price := some(goods.Price, i18n.Baht)
		if price != "" && goods.Unit != "" {
			price += " / " + goods.Unit
		}
		list.rows = append(list.rows, []string{strconv.Itoa(n + 1), goods.Name, price, goods.Terms, goods.Days})
	}
	return list
}
