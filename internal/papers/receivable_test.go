package papers_test

import (
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
)

func TestGroupsOfAges(t *testing.T) {
	for days, want := range map[int]int{-10: 0, 0: 0, 30: 0, 31: 1, 60: 1, 61: 2, 90: 2, 91: 3, 900: 3} {
		if got := papers.AgeOf(days); got != want {
			t.Errorf("%d days are group %d, want %d", days, got, want)
		}
	}
}

func TestReceivablesByAge(t *testing.T) {
	office, school := id.New[id.Party](), id.New[id.Party]()
	owed := func(party id.Party, name, number string, date, due clock.Day, left money.Satang) papers.Receivable {
		return papers.Receivable{PartyID: party, Name: name, Number: number, Date: date, Due: due, Left: left}
	}
	all := papers.ByAge([]papers.Receivable{
		owed(school, "โรงเรียน", "IV1", today, "", 100),
		owed(office, "อบต.", "IV2", today.Add(-95), "", 200),
		owed(office, "อบต.", "IV3", today.Add(-95), today.Add(-40), 400),
		owed(office, "อบต.", "IV4", today.Add(-95), today.Add(5), 800),
		owed(school, "โรงเรียน", "IV5", today.Add(-61), "", 1600),
	}, today)
	if len(all) != 2 || all[0].Name != "อบต." || all[1].Name != "โรงเรียน" {
		t.Fatalf("%+v", all)
	}
	if all[0].ByAge != [4]money.Satang{800, 400, 0, 200} || all[0].Total != 1400 || all[0].Oldest != 95 || all[0].Papers[0].Number != "IV2" {
		t.Errorf("%+v", all[0])
	}
	if all[1].ByAge != [4]money.Satang{100, 0, 1600, 0} || all[1].Total != 1700 || all[1].Oldest != 61 {
		t.Errorf("%+v", all[1])
	}
}

func TestReminder(t *testing.T) {
	owing := papers.Owing{Total: 1_070_000, Papers: []papers.Receivable{{Number: "A-IV-2569-000001", Date: today.Add(-40), Left: 1_070_000}}}
	to := papers.PayTo{Bank: "กรุงไทย", Account: "123-4-56789-0", AccountName: "วิสาหกิจชุมชนบ้านทอผ้า", PromptPay: "0994000165501"}
	letter := papers.Remind(i18n.Thai, seller, office, owing, to, today)
	for _, want := range []string{seller.Name, "1 ฉบับ", "10,700.00", "29 พ.ย. 2569"} {
		if !strings.Contains(letter.Opening, want) {
			t.Errorf("%q is not in %q", want, letter.Opening)
		}
	}
	for kinds, want := range map[[3]papers.Kind]string{{"invoice", "invoice", "invoice"}: "สำเนาใบแจ้งหนี้ จำนวน 3 ฉบับ", {"tax-invoice", "invoice", "tax-invoice"}: "สำเนาใบแจ้งหนี้ จำนวน 1 ฉบับ, สำเนาใบกำกับภาษี จำนวน 2 ฉบับ"} {
		several := papers.Owing{}
		for _, kind := range kinds {
			several.Papers = append(several.Papers, papers.Receivable{Kind: kind})
		}
		if got := papers.Remind(i18n.Thai, seller, office, several, to, today).Encloses; got != want {
			t.Errorf("it encloses %q, want %q", got, want)
		}
	}
	if letter.InWords != "หนึ่งหมื่นเจ็ดร้อยบาทถ้วน" || !strings.Contains(letter.Paying, "123-4-56789-0") || !strings.Contains(letter.Closing, seller.Phone) {
		t.Errorf("%+v", letter)
	}
	to.AccountName = ""
	if letter = papers.Remind(i18n.Thai, seller, office, owing, to, today); !strings.HasSuffix(letter.Paying, "123-4-56789-0") {
		t.Errorf("an account without a name: %q", letter.Paying)
	}
	to.Account = ""
	if letter = papers.Remind(i18n.English, seller, office, owing, to, today); !strings.Contains(letter.Paying, "0994000165501") || letter.InWords != "" {
		t.Errorf("%+v", letter)
	}
	silent := seller
	silent.Phone = ""
	if letter = papers.Remind(i18n.Thai, silent, office, owing, papers.PayTo{}, today); letter.Paying != "" || strings.Contains(letter.Closing, "โทร") {
		t.Errorf("%+v", letter)
	}
}
