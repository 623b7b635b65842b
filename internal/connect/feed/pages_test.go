package feed_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/talat-pos/talat/internal/connect/feed"
	"github.com/talat-pos/talat/internal/thai"
)

// pages writes a catalogue and reads its pages as a browser does.
func pages(t *testing.T, c *feed.Catalogue) map[string]*html.Node {
	t.Helper()
	all, again := map[string]*html.Node{}, map[string][]byte{}
	for range 2 {
		err := feed.Pages(c, func(name string, data []byte) error {
			if before, there := again[name]; there && !bytes.Equal(before, data) {
				t.Errorf("%s: equal goods give different bytes", name)
			}
			again[name] = data
			node, err := html.Parse(bytes.NewReader(data))
			all[name] = node
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func each(node *html.Node, name string, do func(*html.Node)) {
	if node.Type == html.ElementNode && (name == "*" || node.Data == name) {
		do(node)
	}
	for child := node.FirstChild; child != nil; child = child.NextSibling {
		each(child, name, do)
	}
}

func attr(node *html.Node, name string) string {
	n := slices.IndexFunc(node.Attr, func(a html.Attribute) bool { return a.Key == name })
	if n < 0 {
		return ""
	}
	return node.Attr[n].Val
}

// words gives the text that a person reads.
func words(node *html.Node) string {
	if node.Type == html.TextNode {
		return strings.ReplaceAll(node.Data, "\u00a0", " ")
	}
	text := ""
	for child := node.FirstChild; child != nil; child = child.NextSibling {
		text += words(child)
	}
	return text
}

func texts(page *html.Node, name string) (all []string) {
	each(page, name, func(node *html.Node) { all = append(all, words(node)) })
	return all
}

var hostile = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `' onmouseover='alert(1)`, `</style><script>alert(1)</script>`,
	`{{.Policy}} ${x} &lt;b&gt; &amp;`, `]]><!-- --><svg/onload=alert(1)>`, "javascript:alert(1)", "🐘 ช้าง 👩‍🌾", `\u003cscript\u003e`,
}

// Whatever goods and shops are called, pages run nothing but their own script and load nothing from elsewhere.
func TestPagesAreSafe(t *testing.T) {
	shop := someShop()
	shop.Base = ""
	for _, bad := range hostile {
		shop.Name, shop.Address, shop.Phone = bad, bad, "081<b>2"
		c := taken(t, feed.HTML, shop, honey())
		g := &c.Goods[0]
		g.Title, g.Description, g.Brand, g.Kind, g.Unit, g.Province, g.Variant, g.Search = bad, bad+"\n\n"+bad, bad, bad, bad, bad, bad, bad
		g.Certifications[0].Number, g.Certifications[0].Scheme = bad, "FDA"
		for name, page := range pages(t, c) {
			safe(t, name+" of "+bad, page)
			heading := map[string]string{feed.IndexPage: "h3"}[name]
			if heading == "" {
				heading = "h1"
			}
			if got := texts(page, heading); len(got) != 1 || got[0] != bad {
				t.Errorf("%s: the name of the goods is %q, want %q", name, got, bad)
			}
		}
	}
}

func safe(t *testing.T, what string, page *html.Node) {
	t.Helper()
	policy := ""
	each(page, "meta", func(meta *html.Node) {
		if attr(meta, "http-equiv") == "Content-Security-Policy" {
			policy = attr(meta, "content")
		}
	})
	if !strings.HasPrefix(policy, "default-src 'none';") {
		t.Fatalf("%s: policy %q", what, policy)
	}
	named := func(node *html.Node, rule string) {
		sum := sha256.Sum256([]byte(node.FirstChild.Data))
		if !strings.Contains(policy, rule+" 'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+"'") {
			t.Errorf("%s: the policy does not allow %.60q", what, node.FirstChild.Data)
		}
	}
	each(page, "style", func(node *html.Node) { named(node, "style-src") })
	each(page, "script", func(node *html.Node) {
		if attr(node, "type") == "application/ld+json" {
			if !json.Valid([]byte(node.FirstChild.Data)) {
				t.Errorf("%s: %s", what, node.FirstChild.Data)
			}
			return
		}
		named(node, "script-src")
	})
	each(page, "*", func(node *html.Node) {
		for _, a := range node.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" && node.Namespace == "" {
				t.Errorf("%s: <%s %s=%q>", what, node.Data, a.Key, a.Val)
			}
			outside := strings.Contains(a.Val, ":") && !strings.HasPrefix(a.Val, "tel:") && !strings.HasPrefix(a.Val, "https://line.me/R/ti/p/")
			if (a.Key == "href" || a.Key == "src") && (outside || strings.HasPrefix(a.Val, "//")) {
				t.Errorf("%s: <%s %s=%q> leads elsewhere", what, node.Data, a.Key, a.Val)
			}
		}
		if slices.Contains([]string{"iframe", "object", "embed", "form", "base", "link"}, node.Data) {
			t.Errorf("%s: <%s>", what, node.Data)
		}
	})
}

// Every link and picture of the catalogue leads to one of its files.
func TestPagesHoldTogether(t *testing.T) {
	shop := someShop()
	shop.Base = ""
	other := honey()
	other.SKU, other.Category, other.Photo = "con", "", ""
	c := taken(t, feed.HTML, shop, honey(), other)
	c.Goods[1].Files = nil
	all := pages(t, c)
	if len(all) != 3 || all["goods/p-con.html"] == nil {
		t.Fatalf("%d pages", len(all))
	}
	picture := regexp.MustCompile(`^pictures/[0-9a-f]{32}(-s)?\.jpg$`)
	for name, page := range all {
		ids := map[string]bool{}
		each(page, "*", func(node *html.Node) { ids[attr(node, "id")] = true })
		each(page, "a", func(node *html.Node) {
			to := attr(node, "href")
			if at, inside := strings.CutPrefix(to, "#"); inside {
				if !ids[at] {
					t.Errorf("%s: nothing is called %s", name, to)
				}
			} else if !strings.Contains(to, ":") && all[path.Join(path.Dir(name), to)] == nil {
				t.Errorf("%s: %s leads nowhere", name, to)
			}
		})
		each(page, "img", func(node *html.Node) {
			if src := path.Join(path.Dir(name), attr(node, "src")); !picture.MatchString(src) {
				t.Errorf("%s: picture %s", name, src)
			}
		})
	}
	if got := texts(all[feed.IndexPage], "h2"); !slices.Equal(got, []string{"อาหาร", "อื่น ๆ", "วิธีสั่งซื้อ"}) {
		t.Error(got)
	}
}

func TestAPageSaysWhatABuyerAsks(t *testing.T) {
	c := taken(t, feed.HTML, someShop(), honey())
	c.Goods[0].Availability = "out_of_stock"
	all := pages(t, c)
	product := strings.Join(strings.Fields(words(all["goods/p-HONEY-01.html"])), " ")
	for _, want := range []string{"น้ำผึ้งดอกลำไย 500 มล.", "฿180.50 / ขวด", "หมดชั่วคราว", "HONEY-01", "กลุ่มเลี้ยงผึ้ง", "ลำพูน", "830 กรัม",
		"8.1 × 8 × 20 ซม.", "730 วัน", "51-1-00000-5-0001", "081-234-5678", "@baansuan", "ไม่มีเลขบัญชี", "23 พ.ย. 2569"} {
		if !strings.Contains(product, want) {
			t.Errorf("the page lacks %q:\n%s", want, product)
		}
	}
	index := all[feed.IndexPage]
	each(index, "article", func(card *html.Node) {
		if attr(card, "data-price") != "18050" || attr(card, "data-sku") != "HONEY-01" || attr(card, "data-key") != thai.Fold(attr(card, "data-key")) ||
			!strings.Contains(attr(card, "data-key"), "นำผึง") {
			t.Errorf("%+v", card.Attr)
		}
		each(card, "button", func(*html.Node) { t.Error("what is sold out can be chosen") })
	})
	links := map[string]bool{}
	each(index, "a", func(node *html.Node) { links[attr(node, "href")] = true })
	if !links["tel:0812345678"] || !links["https://line.me/R/ti/p/@baansuan"] {
		t.Error(links)
	}
}

// Thai breaks between its words, also where a browser does not know them, and a number keeps its unit.
func TestPagesBreakThaiBetweenWords(t *testing.T) {
	p := honey()
	p.Name = "ข้าวหอมมะลิทุ่งกุลาร้องไห้ 5 กก."
	index := pages(t, taken(t, feed.HTML, someShop(), p))[feed.IndexPage]
	var out bytes.Buffer
	each(index, "h3", func(node *html.Node) {
		if err := html.Render(&out, node.FirstChild.FirstChild); err != nil {
			t.Fatal(err)
		}
		for next := node.FirstChild.FirstChild.NextSibling; next != nil; next = next.NextSibling {
			if err := html.Render(&out, next); err != nil {
				t.Fatal(err)
			}
		}
	})
	if got := out.String(); !strings.HasPrefix(got, "ข้าวหอมมะลิ<wbr/>ทุ่งกุลา") || !strings.HasSuffix(got, " 5\u00a0กก.") {
		t.Errorf("%q", got)
	}
}

func TestAPracticeShopSaysSoOnEveryPage(t *testing.T) {
	shop := someShop()
	shop.Practice = true
	for name, page := range pages(t, taken(t, feed.HTML, shop, honey())) {
		robots := ""
		each(page, "meta", func(meta *html.Node) {
			if attr(meta, "name") == "robots" {
				robots = attr(meta, "content")
			}
		})
		if !strings.Contains(words(page), "ร้านฝึก ของทุกอย่างในหน้านี้เป็นตัวอย่าง") || robots != "noindex" {
			t.Errorf("%s does not say so", name)
		}
	}
}
