package commonplatform

import (
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/testkit/double"
)

// prism starts Stoplight's proxy between a client and the platform: it answers with an error where a request or
// an answer is not as the contract has it, by its own reading of it. build/contract/install.sh brings it.
func prism(t *testing.T, upstream string) (url string) {
	t.Helper()
	program, err := filepath.Abs("../../../build/out/contract/node_modules/.bin/prism")
	if err != nil {
		t.Fatal(err)
	}
	if _, missing := os.Stat(program); missing != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("prism is missing in CI: ", missing)
		}
		t.Skip("no prism: build/contract/install.sh brings it")
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().(*net.TCPAddr)
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	_, port, err := net.SplitHostPort(address.String())
	if err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), "node", program, "proxy", "-h", "127.0.0.1", "-p", port, "--errors", "../../../docs/contract/common-platform.openapi.yaml", upstream)
	said, err := os.Create(filepath.Join(t.TempDir(), "prism"))
	if err != nil {
		t.Fatal(err)
	}
	command.Stdout, command.Stderr = said, said
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = command.Process.Kill()
		_ = command.Wait()
		if text, err := os.ReadFile(said.Name()); err == nil && t.Failed() {
			t.Logf("prism says:\n%s", text)
		}
		_ = said.Close()
	})
	for range 600 {
		if connection, err := net.Dial("tcp", address.String()); err == nil {
			_ = connection.Close()
			return "http://" + address.String()
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatal("prism did not start")
	return ""
}

// A day of a shop through a proxy that knows only the contract.
func TestThroughPrism(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes seconds to start")
	}
	s := openedWith(t, double.Options{Live: true})
	shown := picture(t, 1)
	must[string](t)(s.PutPicture(t.Context(), shown)) // straight: the proxy takes every body for text
	url := prism(t, s.platform.URL)
	c, err := New(Access{URL: url, ID: double.ClientID, Secret: connect.NewSecret(double.Secret)}, s.clock)
	if err != nil {
		t.Fatal(err)
	}
	s.Client = c
	account := must[publishing.Account](t)(s.Test(t.Context()))
	if account.ID != double.SellerID {
		t.Errorf("%+v", account)
	}
	listing := mango("A")
	listing.Pictures = []publishing.ListedPicture{{Hash: shown.Hash, Alt: "มะม่วง"}}
	first := s.put(listing)
	must[publishing.Remote](t)(s.Put(t.Context(), &listing, publishing.Known{Version: first.Version}))
	must[publishing.Remote](t)(s.Find(t.Context(), "A"))
	must[[]publishing.Outcome](t)(s.PutAll(t.Context(), []publishing.Listing{mango("B"), mango("C")}, "batch-0001"))
	must[publishing.RemotePage](t)(s.Listings(t.Context(), publishing.From{Since: noon, Limit: 2}))
	must[publishing.Level](t)(s.Adjust(t.Context(), publishing.StockChange{SKU: "A", Key: "mark-0001", Set: 10}))
	must[publishing.Level](t)(s.Adjust(t.Context(), sold("mark-0002", 3)))
	must[publishing.Level](t)(s.Level(t.Context(), "A"))
	if _, err := s.Adjust(t.Context(), sold("mark-0003", 30)); !publishing.Is(err, publishing.Refused) || publishing.FailureOf(err).Level == nil {
		t.Errorf("%v", err)
	}
	no := s.platform.Place(double.Order{Lines: []double.Line{{SKU: "A", Pieces: 2, Price: 150_00}}, Post: 45_00})
	page := must[publishing.Page](t)(s.Orders(t.Context(), publishing.From{Since: noon}))
	must[publishing.Page](t)(s.Orders(t.Context(), publishing.From{Cursor: page.Next}))
	o := must[publishing.ChannelOrder](t)(s.Order(t.Context(), no))
	o = must[publishing.ChannelOrder](t)(s.Act(t.Context(), publishing.Step{No: no, What: publishing.Accept, Version: o.Version, Key: "accept-0001"}))
	must[publishing.ChannelOrder](t)(s.Act(t.Context(), publishing.Step{No: no, What: publishing.Pack, Version: o.Version, Key: "pack-00001"}))
	err = s.Ship(t.Context(), &publishing.Shipment{OrderNo: no, ID: "01937f3a-5c1e-7b60-9d3c-2f1a4b5c6d7e", Carrier: "thailand_post", Service: "ems",
		Tracking: "EF582621152TH", HandedAt: noon, Lines: []publishing.ShipmentLine{{ID: "1", Pieces: 2}}})
	if err != nil || s.platform.State(no) != "shipped" {
		t.Errorf("%v, %s", err, s.platform.State(no))
	}
	if err := s.Withdraw(t.Context(), "C", publishing.Known{}); err != nil {
		t.Error(err)
	}
	refusesANumber(t, url, s.token)
	if s.platform.Listing("D") != nil {
		t.Error("the proxy lets a number for a price pass")
	}
}

// refusesANumber sees that the proxy does hold calls against the contract.
func refusesANumber(t *testing.T, url string, token connect.Secret) {
	t.Helper()
	body := `{"seller_sku":"D","name":{"th":"ก"},"price":{"amount":150,"currency":"THB"},"shipping_weight_g":1,"availability":"in_stock"}`
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPut, url+"/v1/listings/D", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token.Reveal())
	r.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	if answer.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("%s", answer.Status)
	}
}
