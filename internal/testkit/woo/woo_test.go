package woo

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/testkit/faulty"
)

// ask makes a call and gives the status, the code of an error, and the answer.
func ask(t *testing.T, s *Shop, method, path, body string) (status int, code string, said []byte) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, s.URL+"/wp-json/"+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.SetBasicAuth(Key, Secret)
	if strings.HasPrefix(path, "wp/") {
		request.SetBasicAuth(User, strings.ReplaceAll(Password, " ", ""))
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	said, err = io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	var refusal struct{ Code string }
	_ = json.Unmarshal(said, &refusal) // a list has none
	return answer.StatusCode, refusal.Code, said
}

// The shop refuses what WooCommerce refuses, with its codes.
func TestRefusals(t *testing.T) {
	s := Open(t, Options{BatchMost: 1})
	id := s.Add(Product{SKU: "A", Price: "10"})
	parent := s.Add(Product{Type: "variable"})
	s.Add(Product{Type: "variation", Parent: parent, SKU: "V"})
	s.Add(Product{SKU: "T", Status: "trash"})
	for _, c := range []struct {
		method, path, body string
		status             int
		code               string
	}{
		{"POST", "wc/v3/products", `{"sku":"a"}`, 400, "product_invalid_sku"},
		{"POST", "wc/v3/products", `{"sku":"T"}`, 400, "woocommerce_rest_product_not_created"},
		{"POST", "wc/v3/products", `{"regular_price":10}`, 400, "rest_invalid_param"},
		{"POST", "wc/v3/products", `{"regular_price":"ten"}`, 400, "rest_invalid_param"},
		{"POST", "wc/v3/products", `{"status":"live"}`, 400, "rest_invalid_param"},
		{"POST", "wc/v3/products", `{"images":[{"id":7}]}`, 400, "woocommerce_product_invalid_image_id"},
		{"POST", "wc/v3/products", `{"images":[{"src":"https://192.168.1.5/a.jpg"}]}`, 400, "woocommerce_product_image_upload_error"},
		{"GET", "wc/v3/products/9999", "", 404, "woocommerce_rest_product_invalid_id"},
		{"PUT", "wc/v3/products/9999", `{}`, 400, "woocommerce_rest_product_invalid_id"},
		{"PUT", "wc/v3/products/103", `{}`, 404, "woocommerce_rest_invalid_product_id"},
		{"PUT", "wc/v3/products/101/variations/103", `{}`, 400, "woocommerce_rest_product_variation_invalid_id"},
		{"PUT", "wc/v3/orders/9999", `{}`, 400, "woocommerce_rest_shop_order_invalid_id"},
		{"GET", "wc/v3/orders/9999/notes", "", 404, "woocommerce_rest_order_invalid_id"},
		{"GET", "wc/v3/orders?per_page=101", "", 400, "rest_invalid_param"},
		{"GET", "wc/v3/settings/nothing", "", 404, "rest_setting_setting_group_invalid"},
		{"POST", "wc/v3/products/batch", `{"create":[{},{}]}`, 413, "woocommerce_rest_request_entity_too_large"},
		{"POST", "wp/v2/media", "x", 400, "rest_upload_no_content_disposition"},
	} {
		status, code, said := ask(t, s, c.method, c.path, c.body)
		if status != c.status || code != c.code {
			t.Errorf("%s %s %s: %d %s", c.method, c.path, c.body, status, said)
		}
	}
	if p := s.Product("A"); p.ID != id || p.Price != "10" || s.Made("T") != 0 {
		t.Errorf("%+v", p)
	}
	s.Set("woocommerce_currency", "LAK")
	if _, _, said := ask(t, s, "GET", "wc/v3/settings/general", ""); !strings.Contains(string(said), `"value":"LAK"`) {
		t.Errorf("%s", said)
	}
}

// The answer to a batch is 200 whatever became of its items, and each item has its own.
func TestABatchIsPartial(t *testing.T) {
	s := New(t)
	s.Add(Product{SKU: "A"})
	status, _, said := ask(t, s, "POST", "wc/v3/products/batch", `{"create":[{"sku":"A"},{"sku":"B","regular_price":"5.00"}],"update":[{"id":9999,"regular_price":"1"}]}`)
	var answer struct {
		Create, Update []struct {
			ID    int
			Error struct{ Code string }
		}
	}
	if err := json.Unmarshal(said, &answer); err != nil || status != 200 || len(answer.Create) != 2 || answer.Create[0].Error.Code != "product_invalid_sku" || answer.Create[1].ID == 0 ||
		answer.Update[0].Error.Code != "woocommerce_rest_product_invalid_id" || s.Made("B") != 1 {
		t.Errorf("%v, %s", err, said)
	}
}

// A page tells how many there are, and texts are as a page shows them unless they are asked for as written.
func TestPagesAndTexts(t *testing.T) {
	s := New(t)
	for range 5 {
		s.Place(Order{Lines: []Line{{SKU: "A", Pieces: 1, Price: 33_33}}, VAT: true})
	}
	answer := must(http.NewRequestWithContext(t.Context(), "GET", s.URL+"/wp-json/wc/v3/orders?per_page=2&page=3", nil))
	answer.SetBasicAuth(Key, Secret)
	got := must(http.DefaultClient.Do(answer))
	defer got.Body.Close()
	var orders []struct {
		ID    int
		Total string
	}
	if err := json.NewDecoder(got.Body).Decode(&orders); err != nil || len(orders) != 1 || got.Header.Get("X-WP-Total") != "5" || got.Header.Get("X-WP-TotalPages") != "3" || orders[0].Total != "33" {
		t.Errorf("%v, %v, %v", err, orders, got.Header)
	}
	s.Add(Product{SKU: "A", Description: "หนึ่ง\nสอง"})
	_, _, shown := ask(t, s, "GET", "wc/v3/products?sku=a", "")
	_, _, written := ask(t, s, "GET", "wc/v3/products?sku=a&context=edit", "")
	if !strings.Contains(string(shown), `\u003cp\u003eหนึ่ง`) || !strings.Contains(string(written), `"description":"หนึ่ง\nสอง"`) {
		t.Errorf("%s\n%s", shown, written)
	}
}

// A lost reply has done its work, a dropped call has not.
func TestLostAndDropped(t *testing.T) {
	s := New(t)
	s.On("createProduct", faulty.LoseReply(), faulty.Drop(), faulty.Fine(), faulty.Twice())
	for n, want := range []int{1, 0, 1, 1} {
		sku := string(rune('A' + n))
		request := must(http.NewRequestWithContext(t.Context(), "POST", s.URL+"/wp-json/wc/v3/products", strings.NewReader(`{"sku":"`+sku+`"}`)))
		request.SetBasicAuth(Key, Secret)
		if answer, err := http.DefaultClient.Do(request); err == nil {
			answer.Body.Close()
		}
		if got := s.Made(sku); got != want {
			t.Errorf("%s was made %d times, want %d", sku, got, want)
		}
	}
	if calls := s.Journal(); len(calls) != 4 || calls[1].Status != 0 || calls[0].Status != 201 || calls[3].Status != 400 {
		t.Errorf("%+v", calls)
	}
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}
