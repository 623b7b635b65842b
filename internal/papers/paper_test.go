package papers_test

import (
	"bytes"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
)

// full asks for a paper with everything on it.
func full() *papers.Request {
	request := ask(papers.TaxInvoice, of("ชุดของขวัญ", 2, 10_700))
	request.With, request.Seller.Kind = []papers.Kind{papers.Receipt}, papers.Individual // of whom a large order decides what is withheld
	request.Refs = []papers.Ref{{Source: papers.FromOrder, Number: "A-OR-2569-000007", Date: today}}
	request.Order = papers.BuyerOrder{Number: "กค 12/2569", Date: "2026-11-20", Picture: "po.jpg"}
	request.Conditions, request.Within, request.DueDay = "ส่งถึงสำนักงาน", 15, today.Add(30)
	request.PayTo = papers.PayTo{PromptPay: "0994000165501", PromptPayName: "อบต.", Bank: "กรุงไทย", Account: "1234567890", AccountName: "กลุ่มทอผ้า"}
	request.Style = papers.Style{Official: true, ThaiDigits: true, Copies: 2}
	request.Signatures = []papers.Signature{{Role: "ผู้รับเงิน", Name: "สมศรี", Position: "ประธานกลุ่ม"}}
	request.Certificate = &papers.Certificate{Number: "7/2569", Date: today, Amount: 200}
	request.Payments = []papers.Payment{{Method: "transfer", Amount: 21_200, Ref: "T1", Date: today}}
	return request
}

// The bytes of a stored paper: whoever changes them changes what was issued. A field may be added, none renamed.
const stored = `{"v":1,"id":"","kind":"tax-invoice","with":["receipt"],"set":true,"number":"A-TX-2569-000001",` +
	`"series":{"letter":"A","type":"TX","period":"2569"},"no":1,"date":"2026-11-29","day":"2026-11-29","at":1795000000000,` +
	`"seller":{"name":"วิสาหกิจชุมชนบ้านทอผ้า จำกัด","address":"12 หมู่ 3 ต.สันกลาง อ.สันกำแพง จ.เชียงใหม่ 50130","phone":"053123456",` +
	`"tax_id":"0105536112014","branch":"00000","kind":"individual","vat":true,"pos_id":"E012345678","place":{"house":"12","subdistrict":"501303","postcode":"50130"}},` +
	`"buyer":{"name":"องค์การบริหารส่วนตำบลสันกลาง","agency":"กองคลัง","address":"99 หมู่ 1\nต.สันกลาง อ.สันกำแพง จ.เชียงใหม่ 50130",` +
	`"tax_id":"0994000165501","branch":"00000","kind":"government","place":{"postcode":"50130"}},` +
	`"lines":[{"name":"ชุดของขวัญ","qty":2000,"unit":"ชุด","price_satang":10700,"total_satang":21400,"vat_class":"7","vat_rate_bp":700}],` +
	`"sums":{"goods_satang":21400,"discount_satang":0,"total_satang":21400,"due_satang":21400,` +
	`"classes":[{"class":"7","rate_bp":700,"net_satang":21400,"base_satang":20000,"vat_satang":1400}],"base_satang":20000,"vat_satang":1400},` +
	`"withheld":{"rate_bp":100,"base_satang":20000,"tax_satang":200,"after_satang":21200,"certificate":{"number":"7/2569","date":"2026-11-29","amount_satang":200}},` +
	`"payments":[{"method":"transfer","amount_satang":21200,"ref":"T1","date":"2026-11-29"}],` +
	`"refs":[{"source":"order","number":"A-OR-2569-000007","date":"2026-11-29"}],"order":{"number":"กค 12/2569","date":"2026-11-20","picture":"po.jpg"},` +
	`"due_day":"2026-12-29","within_days":15,"conditions":"ส่งถึงสำนักงาน",` +
	`"pay_to":{"promptpay":"0994000165501","promptpay_name":"อบต.","bank":"กรุงไทย","account":"1234567890","account_name":"กลุ่มทอผ้า"},` +
	`"style":{"official":true,"thai_digits":true,"copies":2},"signatures":[{"role":"ผู้รับเงิน","name":"สมศรี","position":"ประธานกลุ่ม"}]}`

func TestStoredBytesStay(t *testing.T) {
	request := full()
	request.Buyer.Kind = papers.Government
	body := issueWithContract(t, request).Encode()
	if string(body) != stored {
		t.Errorf("stored as\n%s\nwant\n%s", body, stored)
	}
	paper, err := papers.Decode([]byte(stored))
	if err != nil || !bytes.Equal(paper.Encode(), []byte(stored)) {
		t.Errorf("read again: %v", err)
	}
}

// issueWithContract issues a part of an order so large that tax is withheld.
func issueWithContract(t *testing.T, request *papers.Request) *papers.Paper {
	t.Helper()
	request.Contract = money.Baht(30_000)
	return issue(t, facts(t), request)
}

// Any paper is read back as it was, to the byte.
func TestPapersAreReadAsTheyWere(t *testing.T) {
	draw := rand.New(rand.NewPCG(15, 2569))
	f := facts(t)
	for range 300 {
		kind := []papers.Kind{papers.Quotation, papers.Delivery, papers.Invoice, papers.TaxInvoice}[draw.IntN(4)]
		request := ask(kind, randomLines(draw, 10)...)
		if kind == papers.Quotation && draw.IntN(2) == 0 {
			request.Alternatives = []papers.Alternative{{Title: "ก", Lines: randomLines(draw, 3)}, {Title: "ข", Lines: randomLines(draw, 3)}}
			request.Lines = nil
		}
		paper := issue(t, f, request)
		again, err := papers.Decode(paper.Encode())
		if err != nil || !bytes.Equal(again.Encode(), paper.Encode()) {
			t.Fatalf("%v:\n%s\n%s", err, paper.Encode(), again.Encode())
		}
		if !reflect.DeepEqual(again.Sums, paper.Sums) {
			t.Fatalf("%+v became %+v", paper.Sums, again.Sums)
		}
	}
}

func TestPapersThatAreNone(t *testing.T) {
	for body, code := range map[string]string{
		"":     "paper_unreadable",
		"null": "paper_unreadable",
		"{}":   "paper_unreadable",
		strings.Replace(stored, `"v":1`, `"v":2`, 1):                                                   "paper_newer",
		strings.Replace(stored, `"kind":"tax-invoice"`, `"kind":"x"`, 1):                               "paper_unreadable",
		strings.Replace(stored, `"date":"2026-11-29"`, `"date":"soon"`, 1):                             "paper_unreadable",
		strings.Replace(stored, `"due_satang":21400`, `"due_satang":1`, 1):                             "paper_sums",
		strings.Replace(stored, `"vat_satang":1400}]`, `"vat_satang":1}]`, 1):                          "paper_sums",
		strings.Replace(stored, `"total_satang":21400,"vat_class"`, `"total_satang":1,"vat_class"`, 1): "paper_sums",
		strings.Replace(stored, `"vat_rate_bp":700`, `"vat_rate_bp":-10000`, 1):                        "paper_unreadable",
		strings.Replace(stored, `"qty":2000`, `"qty":-2000`, 1):                                        "paper_unreadable",
		`{"v":1,"kind":"invoice","conditions":"` + strings.Repeat("x", 5<<20) + `"}`:                   "paper_unreadable",
	} {
		if _, err := papers.Decode([]byte(body)); !fault.Is(err, code) {
			t.Errorf("%.60s: %v, want %s", body, err, code)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(stored))
	f.Add([]byte(`{"v":1,"kind":"quotation"}`))
	f.Fuzz(func(t *testing.T, body []byte) {
		paper, err := papers.Decode(body)
		if err != nil {
			return
		}
		if again, err := papers.Decode(paper.Encode()); err != nil || !bytes.Equal(again.Encode(), paper.Encode()) {
			t.Fatalf("%v", err)
		}
	})
}

// The largest paper there may be is stored and read.
func TestLargestPaper(t *testing.T) {
	line := of(strings.Repeat("ก", papers.MaxName), 1, 100)
	line.Note, line.Unit = strings.Repeat("ข", papers.MaxText), strings.Repeat("ค", 50)
	lines := make([]papers.Line, papers.MaxLines)
	for n := range lines {
		lines[n] = line
	}
	paper := issue(t, facts(t), ask(papers.Invoice, lines...))
	if _, err := papers.Decode(paper.Encode()); err != nil {
		t.Errorf("%d bytes: %v", len(paper.Encode()), err)
	}
}

// The vectors of facts/thai.md §4.5 stand in thai.TestBahtWords, those of §4.6 in i18n's and clock's tests; here
// they meet the paper's style.
func TestOfficialStyle(t *testing.T) {
	official := papers.Style{Official: true, ThaiDigits: true}
	if got := official.Day("2026-11-23"); got != "๒๓ พฤศจิกายน พ.ศ. ๒๕๖๙" {
		t.Errorf("%s", got)
	}
	if got := (papers.Style{}).Day("2026-11-23"); got != "23 พ.ย. 2569" {
		t.Errorf("%s", got)
	}
	if got := (papers.Style{Official: true, Lang: i18n.English}).Day("2016-08-23"); got != "23 August 2016" {
		t.Errorf("%s", got)
	}
	if got := official.Digits(i18n.Baht(1_185_050)); got != "๑๑,๘๕๐.๕๐" {
		t.Errorf("%s", got)
	}
	if got := papers.InWords(i18n.Thai, 2_121); got != "(ยี่สิบเอ็ดบาทยี่สิบเอ็ดสตางค์)" {
		t.Errorf("%s", got)
	}
	if papers.InWords(i18n.English, 100) != "" || (papers.Style{}).Language() != i18n.Thai {
		t.Error("English papers spell no amount; Thai is the first language")
	}
	if papers.CopyMark(i18n.Thai, 0) != "ต้นฉบับ" || papers.CopyMark(i18n.Thai, 2) != "สำเนา (ครั้งที่ 2)" {
		t.Error(papers.CopyMark(i18n.Thai, 2))
	}
	if papers.BranchText(i18n.Thai, "00000") != "สำนักงานใหญ่" || papers.BranchText(i18n.Thai, "00001") != "สาขาที่ 00001" || papers.BranchText(i18n.Thai, "") != "" {
		t.Error(papers.BranchText(i18n.Thai, "00001"))
	}
}
