package double

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/testkit/contract"
)

// client asks the double as anybody would who read the contract.
type client struct {
	*testing.T
	*Platform
	http  http.Client
	token string
}

func connected(t *testing.T, options Options) *client {
	t.Helper()
	c := &client{T: t, Platform: Open(t, options)}
	// Go's client sends a call with an Idempotency-Key again by itself when a connection that it kept breaks.
	c.http.Transport = &http.Transport{DisableKeepAlives: true}
	c.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	c.token = c.ask("POST", "/oauth/token", "grant_type=client_credentials", "Content-Type", "application/x-www-form-urlencoded").text("access_token")
	return c
}

type got struct {
	t      *testing.T
	status int
	header http.Header
	body   map[string]any
	err    error
}

func (g got) text(key string) string {
	g.t.Helper()
	value, _ := g.body[key].(string)
	return value
}

func (g got) must(status int) got {
	g.t.Helper()
	if g.err != nil || g.status != status {
		g.t.Fatalf("%d %v %v, want %d", g.status, g.body, g.err, status)
	}
	return g
}

func (g got) refused(status int, slug string) {
	g.t.Helper()
	if g.must(status).text("type") != "/problems/"+slug {
		g.t.Errorf("%v, want %s", g.body, slug)
	}
}

func (c *client) ask(method, path, body string, headers ...string) got {
	c.Helper()
	r, err := http.NewRequestWithContext(c.Context(), method, c.URL+path, strings.NewReader(body))
	if err != nil {
		c.Fatal(err)
	}
	if path == "/oauth/token" {
		r.SetBasicAuth(ClientID, "s3cr3t%2Fwith%2Bsigns%3D")
	} else {
		r.Header.Set("Authorization", "Bearer "+c.token)
	}
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for n := 0; n < len(headers); n += 2 {
		r.Header.Set(headers[n], headers[n+1])
	}
	answer, err := c.http.Do(r)
	if err != nil {
		return got{t: c.T, err: err}
	}
	defer func() { _ = answer.Body.Close() }()
	data, err := io.ReadAll(answer.Body)
	g := got{t: c.T, status: answer.StatusCode, header: answer.Header, err: err}
	if strings.Contains(answer.Header.Get("Content-Type"), "json") && err == nil {
		g.err = json.Unmarshal(data, &g.body)
	}
	return g
}

func listingOf(sku, price string) string {
	return fmt.Sprintf(`{"seller_sku":%q,"name":{"th":"มะม่วงอบแห้ง"},"price":{"amount":%q,"currency":"THB"},"shipping_weight_g":120,"availability":"in_stock"}`, sku, price)
}

func (c *client) adjust(sku, key, body string) got {
	c.Helper()
	return c.ask("POST", "/v1/inventory/"+sku+"/adjustments", body, "Idempotency-Key", key)
}

const (
	shipment = "/shipments/01937f3a-5c1e-7b60-9d3c-2f1a4b5c6d7e"
	hook     = "/v1/webhooks/01937f3a-5c1e-7b60-9d3c-2f1a4b5c6d7f"
)

// One day of a shop, through every operation of the contract: each exchange is held against it on the way.
func TestTheWholeContract(t *testing.T) {
	c := connected(t, Options{})
	c.ask("GET", "/v1/seller", "").must(200)

	picture := "\xff\xd8\xffJPEG"
	sum := sha256.Sum256([]byte(picture))
	media := "/v1/media/" + hex.EncodeToString(sum[:])
	c.ask("GET", media, "").refused(404, "not-found")
	c.ask("PUT", media, picture, "Content-Type", "image/jpeg").must(201)
	c.ask("PUT", media, picture, "Content-Type", "image/jpeg").must(200)
	c.ask("GET", media, "").must(200)
	c.ask("PUT", media, "GIF89a", "Content-Type", "image/gif").refused(415, "unsupported-media")
	c.ask("PUT", media, "other", "Content-Type", "image/jpeg").refused(422, "validation")

	first := c.ask("PUT", "/v1/listings/A", listingOf("A", "150.00"), "If-None-Match", "*").must(201).header.Get("ETag")
	c.ask("PUT", "/v1/listings/A", listingOf("A", "150.00"), "If-None-Match", "*").refused(412, "stale-revision")
	if same := c.ask("PUT", "/v1/listings/A", listingOf("A", "150.00")).must(200).header.Get("ETag"); same != first {
		t.Errorf("the same content is another version: %s, %s", first, same)
	}
	c.Moderate("A", "live")
	second := c.ask("PUT", "/v1/listings/A", listingOf("A", "145.00"), "If-Match", first).must(200).header.Get("ETag")
	c.ask("PUT", "/v1/listings/A", listingOf("A", "140.00"), "If-Match", first).refused(412, "stale-revision")
	if l := c.ask("GET", "/v1/listings/A", "").must(200); l.text("moderation") != "live" || l.header.Get("ETag") != second {
		t.Errorf("%v", l.body)
	}
	c.ask("PUT", "/v1/listings/A", listingOf("A", "0.00")).refused(422, "validation")
	c.ask("PUT", "/v1/listings/A", listingOf("B", "1.00")).refused(422, "validation")

	pictured := strings.Replace(listingOf("C", "1.00"), "{", `{"images":[{"sha256":"`+strings.Repeat("0", 64)+`"}],`, 1) // which is not there
	batch := `{"items":[` + listingOf("B", "10.00") + `,` + pictured + `]}`
	results, _ := c.ask("POST", "/v1/listings:batch", batch, "Idempotency-Key", "batch-0001").must(200).body["results"].([]any)
	if len(results) != 2 || results[0].(map[string]any)["status"] != 201.0 || results[1].(map[string]any)["status"] != 422.0 {
		t.Errorf("%v", results)
	}
	if again := c.ask("POST", "/v1/listings:batch", batch, "Idempotency-Key", "batch-0001").must(200); again.header.Get("Idempotency-Replayed") != "true" {
		t.Error("a batch is not known again")
	}

	c.adjust("A", "mark-0001", `{"set":20,"expected":0}`).must(200)
	c.adjust("A", "mark-0002", `{"delta":-3,"reason":"sale","occurred_at":"2026-11-23T04:30:00Z"}`).must(200)
	c.adjust("A", "mark-0002", `{"delta":-3,"reason":"sale","occurred_at":"2026-11-23T04:30:00Z"}`).must(200)
	c.adjust("A", "mark-0002", `{"delta":-4,"reason":"sale","occurred_at":"2026-11-23T04:30:00Z"}`).refused(422, "idempotency-key-reused")
	c.adjust("A", "mark-0003", `{"set":5,"expected":20}`).refused(409, "stale")
	c.adjust("A", "mark-0004", `{"delta":-30,"reason":"sale","occurred_at":"2026-11-23T04:30:00Z"}`).refused(409, "insufficient-stock")
	c.adjust("Z", "mark-0005", `{"set":5,"expected":0}`).refused(404, "not-found")
	c.ask("GET", "/v1/inventory/A", "").must(200)
	if level := c.Level("A"); level.OnHand != 17 || c.Applied("mark-0002") != 1 || c.Applied("mark-0003") != 0 {
		t.Errorf("%+v, applied %d and %d", level, c.Applied("mark-0002"), c.Applied("mark-0003"))
	}

	no := c.Place(Order{Lines: []Line{{"A", 2, 145_00}, {"B", 1, 10_00}}, Post: 45_00})
	order := "/v1/orders/" + no
	c.ask("GET", "/v1/orders?limit=10&updated_since=2020-01-01T00:00:00Z", "").must(200)
	seen := c.ask("GET", order, "").must(200).header.Get("ETag")
	c.ask("PUT", order+shipment, `{"carrier":"thailand_post","tracking_no":"EF582621152TH","lines":[{"line_id":"1","quantity":2}]}`).refused(409, "illegal-transition")
	c.ask("POST", order+"/accept", "", "Idempotency-Key", "accept-0001", "If-Match", `"r99"`).refused(412, "stale-revision")
	c.ask("POST", order+"/accept", "", "Idempotency-Key", "accept-0001", "If-Match", seen).must(200)
	c.ask("POST", order+"/accept", "", "Idempotency-Key", "accept-0002").refused(409, "illegal-transition")
	c.ask("POST", order+"/cancel", "", "Idempotency-Key", "cancel-0001").refused(422, "validation")
	c.ask("POST", order+"/pack", "", "Idempotency-Key", "pack-00001").must(200)
	c.ask("PUT", order+shipment, `{"carrier":"thailand_post","tracking_no":"EF582621152TH","lines":[{"line_id":"1","quantity":3}]}`).refused(409, "illegal-transition")
	c.ask("PUT", order+shipment, `{"carrier":"thailand_post","tracking_no":"EF582621152TH","lines":[{"line_id":"1","quantity":2}]}`).must(200)
	if c.State(no) != "packed" || c.Level("A").Reserved != 2 {
		t.Errorf("a part went: %s, %+v", c.State(no), c.Level("A"))
	}
	c.ask("PUT", order+shipment, `{"carrier":"thailand_post","tracking_no":"EF582621152TH","lines":[{"line_id":"1","quantity":2},{"line_id":"2","quantity":1}]}`).must(200)
	if level := c.Level("A"); c.State(no) != "shipped" || level.OnHand != 15 || level.Reserved != 0 || len(c.Shipments(no)) != 1 {
		t.Errorf("all went: %s, %+v, %v", c.State(no), level, c.Shipments(no))
	}
	lost := c.Place(Order{Lines: []Line{{"A", 1, 1}}})
	c.ask("POST", "/v1/orders/"+lost+"/reject", `{"reason":"ของหมด"}`, "Idempotency-Key", "reject-001").must(200)
	if c.State(lost) != "cancelled" || c.Level("A").Reserved != 0 {
		t.Errorf("%s, %+v", c.State(lost), c.Level("A"))
	}

	c.ask("PUT", hook, `{"url":"https://shop.example/hook","secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw","events":["order.changed"]}`).must(200)
	c.ask("GET", hook, "").must(200)
	c.ask("GET", "/v1/webhooks", "").must(200)
	c.ask("DELETE", hook, "").must(204)
	c.ask("GET", hook, "").refused(404, "not-found")

	c.ask("DELETE", "/v1/listings/A", "", "If-Match", `"r1"`).refused(412, "stale-revision")
	c.ask("DELETE", "/v1/listings/A", "").must(204)
	c.ask("DELETE", "/v1/listings/A", "", "If-Match", `"r1"`).must(204)
	if l := c.ask("GET", "/v1/listings/A", "").must(200); l.body["deleted"] != true || l.text("moderation") != "withdrawn" {
		t.Errorf("%v", l.body)
	}
	c.ask("GET", "/v1/listings", "").must(200)
	c.EndTokens()
	c.ask("GET", "/v1/seller", "").refused(401, "unauthorized")

	checker, err := contract.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, operation := range checker.Operations() {
		if c.Calls(operation) == 0 {
			t.Errorf("%s was never called", operation)
		}
	}
}

// The feed gives every change once a page at least and none is passed over, however it is paged.
func TestTheFeed(t *testing.T) {
	c := connected(t, Options{})
	for range 25 {
		c.Place(Order{Lines: []Line{{"A", 1, 100}}})
	}
	var seen []string
	query, cursor, pages := "", "", 0
	for more := true; more; pages++ {
		page := c.ask("GET", "/v1/orders?limit=10"+query, "").must(200)
		for _, item := range page.body["items"].([]any) {
			seen = append(seen, item.(map[string]any)["order_id"].(string))
		}
		cursor, more = page.text("next_cursor"), page.body["has_more"] == true
		query = "&cursor=" + cursor
	}
	if len(seen) != 25 || pages != 3 || len(slices.Compact(slices.Sorted(slices.Values(seen)))) != 25 {
		t.Errorf("%d in %d pages", len(seen), pages)
	}
	c.Move(seen[3], "cancel_requested")
	page := c.ask("GET", "/v1/orders?cursor="+cursor, "").must(200)
	if items := page.body["items"].([]any); len(items) != 1 {
		t.Errorf("%d changed after the cursor", len(items))
	}
	numbers := func() (all []string) {
		for _, item := range c.ask("GET", "/v1/orders?limit=3", "").must(200).body["items"].([]any) {
			all = append(all, item.(map[string]any)["order_id"].(string))
		}
		return all
	}
	right := numbers()
	c.On("listOrders", Repeated(), Reversed())
	twice, back := numbers(), numbers()
	slices.Reverse(back)
	if !slices.Equal(twice, append(slices.Clone(right), right...)) || !slices.Equal(back, right) {
		t.Errorf("%v repeated is %v, reversed and back %v", right, twice, back)
	}
	c.ExpireCursors()
	c.ask("GET", "/v1/orders?cursor="+cursor, "").refused(410, "cursor-expired")
	c.ask("GET", "/v1/orders?cursor=nonsense", "").refused(410, "cursor-expired")
	c.ask("GET", "/v1/orders?limit=201", "").refused(422, "validation")
}

// Each fault does what its name says, and says the truth about what was carried out.
func TestFaults(t *testing.T) {
	const sold = `{"delta":1,"reason":"production","occurred_at":"2026-11-23T04:30:00Z"}`
	for name, f := range map[string]struct {
		fault   Fault
		applied int
		status  int // 0 = no answer
	}{
		"lose reply": {LoseReply(), 1, 0}, "drop": {Drop(), 0, 0}, "half a body": {HalfBody(), 1, 0}, "cut JSON": {CutJSON(), 1, 0},
		"slow": {Slow(time.Millisecond), 1, 200}, "twice": {Twice(), 1, 200}, "refused": {Refuse(500, "internal"), 0, 500},
		"stale": {Refuse(412, "stale-revision"), 0, 412}, "busy": {Busy(429, "7"), 0, 429}, "page": {HTML(), 0, 200},
		"redirect": {Redirect("https://elsewhere.example/"), 0, 307}, "fine": {Fine(), 1, 200},
		"changed": {Change(func(body []byte) []byte { return bytes.Replace(body, []byte("on_hand"), []byte("hand_on"), 1) }), 1, 200},
	} {
		t.Run(name, func(t *testing.T) {
			c := connected(t, Options{})
			c.ask("PUT", "/v1/listings/A", listingOf("A", "1.00")).must(201)
			c.On("adjustStock", f.fault)
			answer := c.adjust("A", "mark-0001", sold)
			if f.status == 0 && answer.err == nil || f.status != 0 && (answer.err != nil || answer.status != f.status) {
				t.Errorf("%d, %v", answer.status, answer.err)
			}
			if c.Applied("mark-0001") != f.applied || c.Level("A").OnHand != f.applied {
				t.Errorf("carried out %d times", c.Applied("mark-0001"))
			}
			c.adjust("A", "mark-0001", sold).must(200)
			if key, most := c.MostApplied(); most != 1 || key != "mark-0001" || c.Level("A").OnHand != 1 {
				t.Errorf("%s was carried out %d times: %+v", key, most, c.Level("A"))
			}
			if calls := c.Journal(); calls[len(calls)-1].Fault != "" || c.Calls("adjustStock") != 2 {
				t.Errorf("%+v", calls[len(calls)-1])
			}
		})
	}
}

func TestFaultsOfAnyCall(t *testing.T) {
	c := connected(t, Options{})
	c.On("", Refuse(500, "internal"))
	c.Always(func(operation string, n int) *Fault {
		if fault := Busy(503, "1"); operation == "getSeller" && n == 3 {
			return &fault
		}
		return nil
	})
	for n, want := range []int{500, 200, 503, 200} {
		if status := c.ask("GET", "/v1/seller", "").status; status != want {
			t.Errorf("call %d: %d, want %d", n+1, status, want)
		}
	}
}

// Whoever reads, takes one off and writes back loses changes; a difference loses none.
func TestManyAtOnce(t *testing.T) {
	c := connected(t, Options{Unchecked: true})
	c.ask("PUT", "/v1/listings/A", listingOf("A", "1.00")).must(201)
	c.adjust("A", "mark-0000", `{"set":100,"expected":0}`).must(200)
	var group sync.WaitGroup
	for n := range 20 {
		group.Go(func() {
			c.adjust("A", fmt.Sprintf("mark-1%03d", n/2), `{"delta":-1,"reason":"sale","occurred_at":"2026-11-23T04:30:00Z"}`)
		})
	}
	group.Wait()
	if level := c.Level("A"); level.OnHand != 90 {
		t.Errorf("%+v after ten sales, each told twice", level)
	}
}
