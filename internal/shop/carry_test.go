package shop

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/testkit/double"
)

// carried is a stall without a net, and the centre's machine with one.
type carried struct {
	*stall
	centre *Shop
	folder string
	files  int
}

func newCarried(t *testing.T) *carried {
	t.Helper()
	w := &carried{stall: newStall(t), folder: t.TempDir()}
	centre, err := Create(t.Context(), filepath.Join(t.TempDir(), "centre"), Params{Name: "ศูนย์จังหวัด"}, func() time.Time { return w.at })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = centre.Close() })
	w.centre = centre
	w.connectCentre(double.ClientID + ":" + double.Secret)
	return w
}

func (w *carried) connectCentre(key string) {
	w.t.Helper()
	connection := publishing.Connection{ID: id.New[id.Connection](), Name: "ตลาดที่ศูนย์", Kind: "common", URL: w.double.URL}
	if err := w.centre.SaveChannel(w.t.Context(), connection, connect.NewSecret(key)); err != nil {
		w.t.Fatal(err)
	}
}

func (w *carried) export() (string, Carried) {
	w.t.Helper()
	w.at = w.at.Add(time.Minute)
	w.files++
	path := filepath.Join(w.folder, strings.Repeat("x", w.files)+".talat")
	done, err := w.ExportOutbox(w.t.Context(), path)
	if err != nil {
		w.t.Fatal(err)
	}
	return path, done
}

func (w *carried) imported(by *Shop, path string) CarriedIn {
	w.t.Helper()
	done, err := by.ImportCarried(w.t.Context(), path, true, nil)
	if err != nil {
		w.t.Fatal(err)
	}
	return done
}

// trip takes the outbox to the centre and brings the answers back.
func (w *carried) trip() (sent, answered CarriedIn) {
	w.t.Helper()
	path, _ := w.export()
	sent = w.imported(w.centre, path)
	if len(sent.Result.Problems) > 0 || sent.Result.Failed > 0 || sent.Result.Waiting > 0 {
		w.t.Errorf("at the centre: %+v", sent.Result)
	}
	answered = w.imported(w.Shop, sent.Path)
	if len(answered.Passed) > 0 || answered.Result.Waiting > 0 {
		w.t.Errorf("at the stall: %+v", answered)
	}
	return sent, answered
}

// agrees holds what buyers can order against what the stall can sell.
func (w *carried) agrees(sku string, want int) {
	w.t.Helper()
	standing, err := w.db.Standing(w.t.Context(), w.channel.ID, sku)
	if err != nil || w.level(sku) != want || standing.Told != want || !standing.KnownToBe || standing.Ask != "" {
		w.t.Errorf("%s: %d there, want %d; here %+v, %v", sku, w.level(sku), want, standing, err)
	}
	if key, times := w.double.MostApplied(); times > 1 {
		w.t.Errorf("%s was done %d times", key, times)
	}
}

// A stall that never has a net publishes, sells, hears of an order, ships it and hears that it is shipped there, all by
// a stick.
func TestAnOutboxGoesByStick(t *testing.T) {
	w := newCarried(t)
	none := filepath.Join(w.folder, "none.talat")
	if _, err := w.ExportOutbox(t.Context(), none); !fault.Is(err, "carry_nothing") {
		t.Errorf("nothing is placed anywhere: %v", err)
	}
	if _, err := os.Stat(none); !os.IsNotExist(err) {
		t.Errorf("and a file: %v", err)
	}
	basket := w.goods("BASKET", 250_00, qty.Pieces(12))
	w.publish(basket)
	sent, answered := w.trip()
	if sent.Name != "ร้านชุมชน" || answered.Name != "ศูนย์จังหวัด" || sent.Answers || !answered.Answers || answered.Result.Sent != 1 {
		t.Errorf("%+v, %+v", sent, answered)
	}
	if word := w.word(basket); word != publishing.WordLive || w.double.Pictures() != 1 {
		t.Fatalf("%q, %d pictures there", word, w.double.Pictures())
	}
	w.agrees("BASKET", 12)

	sell(t, w.Shop, basket, qty.Pieces(2), "cash")
	w.double.Place(double.Order{ID: "P-1", Lines: []double.Line{{SKU: "BASKET", Pieces: 3, Price: 250_00}}, Post: 50_00})
	if sent, answered := w.trip(); answered.Result.New != 1 {
		t.Fatalf("%+v, %+v", sent, answered)
	}
	w.agrees("BASKET", 7)
	row := w.orders()["P-1"]
	if row.Name != "สมหญิง ใจดี" || row.Total != 800_00 {
		t.Fatalf("%+v", row)
	}

	w.shipAll(t.Context(), row.OrderID, "EF582621152TH")
	path, file := w.export()
	if file.Rows != 3 { // accepted, packed, the parcel
		t.Errorf("%+v", file)
	}
	done := w.imported(w.centre, path)
	if state := w.double.State("P-1"); state != publishing.Shipped || done.Result.Sent != 3 {
		t.Fatalf("there it is %q: %+v", state, done.Result)
	}
	w.imported(w.Shop, done.Path)
	w.agrees("BASKET", 7)
	if _, total, err := w.Outbox(t.Context(), store.OutboxQuery{Limit: 10}); err != nil || total != 0 {
		t.Errorf("%d rows are left, %v", total, err)
	}
	checks, err := w.Check(t.Context())
	for _, check := range checks {
		if err != nil || !check.OK {
			t.Errorf("%+v, %v", check, err)
		}
	}
}

// Any file again, at either side, changes nothing; and the stall's own net, should it come first, does nothing twice.
func TestACarriedFileAgainChangesNothing(t *testing.T) {
	w := newCarried(t)
	basket := w.goods("BASKET", 250_00, qty.Pieces(12))
	w.publish(basket)
	w.trip()
	sell(t, w.Shop, basket, qty.Pieces(2), "cash")
	w.double.Place(double.Order{ID: "P-1", Lines: []double.Line{{SKU: "BASKET", Pieces: 3, Price: 250_00}}})
	path, _ := w.export()
	first := w.imported(w.centre, path)
	copied := filepath.Join(w.folder, "copied.talat")
	data, err := os.ReadFile(first.Path)
	if err == nil {
		err = os.WriteFile(copied, data, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	w.imported(w.centre, path)
	if level := w.level("BASKET"); level != 7 {
		t.Errorf("sent twice: %d there", level)
	}
	w.imported(w.Shop, first.Path)
	w.agrees("BASKET", 7)
	sell(t, w.Shop, basket, qty.Pieces(1), "cash")
	for _, again := range []string{copied, first.Path, copied} {
		if done := w.imported(w.Shop, again); done.Settled != 0 || done.Result.New+done.Result.Updated != 0 {
			t.Errorf("answers again: %+v", done)
		}
	}
	w.agrees("BASKET", 7) // the sale is not told yet

	again, _ := w.export()
	w.sync() // a net comes before the stick is brought away
	w.agrees("BASKET", 6)
	w.imported(w.Shop, w.imported(w.centre, again).Path)
	w.agrees("BASKET", 6)
	w.sync()
	w.agrees("BASKET", 6)
}

// Orders that the platform took since the stall heard of it last are not sold again by a count that the stall sets.
func TestACountThatTheStallDoesNotKnow(t *testing.T) {
	w := newCarried(t)
	basket := w.goods("BASKET", 250_00, qty.Pieces(12))
	w.publish(basket)
	w.trip()
	w.double.Place(double.Order{ID: "KNOWN", Lines: []double.Line{{SKU: "BASKET", Pieces: 2, Price: 250_00}}})
	w.trip() // nothing waits: it brings the order alone
	if err := w.db.DoubtStock(t.Context(), w.channel.ID); err != nil {
		t.Fatal(err)
	}
	w.double.Place(double.Order{ID: "NEW", Lines: []double.Line{{SKU: "BASKET", Pieces: 4, Price: 250_00}}})
	sell(t, w.Shop, basket, qty.Pieces(1), "cash")
	w.trip()
	if w.orders()["NEW"].ChannelNo == "" {
		t.Error("the order did not come")
	}
	w.agrees("BASKET", 5)
}

// Whatever the net does to the centre, each thing is done once, and what was not done is in the next file.
func TestCarriedThroughABadNet(t *testing.T) {
	w := newCarried(t)
	basket, mat := w.goods("BASKET", 250_00, qty.Pieces(12)), w.goods("MAT", 90_00, qty.Pieces(5))
	w.publish(basket, mat)
	w.double.On("putListing", double.LoseReply())
	w.double.On("batchListings", double.LoseReply())
	w.double.On("adjustStock", double.LoseReply(), double.LoseReply())
	path, _ := w.export()
	done := w.imported(w.centre, path)
	w.imported(w.Shop, done.Path)
	for range 3 {
		path, file := w.export()
		if file.Rows+file.Counts == 0 {
			break
		}
		w.imported(w.Shop, w.imported(w.centre, path).Path)
	}
	w.agrees("BASKET", 12)
	w.agrees("MAT", 5)

	// The key of the centre is no more: nothing is sent, the file of answers is empty, and the rows wait for another.
	sell(t, w.Shop, mat, qty.One, "cash")
	path, _ = w.export()
	w.double.EndTokens()
	w.double.Always(func(operation string, _ int) *double.Fault {
		refused := double.Refuse(401, "unauthorized")
		if operation == "getToken" {
			return nil
		}
		return &refused
	})
	done = w.imported(w.centre, path)
	if len(done.Result.Problems) != 1 || done.Result.Sent != 0 || done.Result.Waiting != 1 {
		t.Errorf("%+v", done.Result)
	}
	w.double.Always(nil)
	w.imported(w.Shop, done.Path)
	w.trip()
	w.agrees("MAT", 4)
}

// What was discarded or taken back meanwhile is passed over when its answer comes.
func TestAnswersThatNobodyWaitsFor(t *testing.T) {
	w := newCarried(t)
	basket, mat := w.goods("BASKET", 250_00, qty.Pieces(2)), w.goods("MAT", 90_00, qty.Pieces(5))
	w.publish(basket, mat)
	path, _ := w.export()
	rows, _, err := w.Outbox(t.Context(), store.OutboxQuery{Limit: 10})
	if err != nil || len(rows) != 2 || rows[0].State != publishing.Carried {
		t.Fatalf("%+v %v", rows, err)
	}
	if result := w.sync(); result.Sent != 0 { // the sender leaves it alone
		t.Errorf("%+v", result)
	}
	if err := w.DiscardOutgoing(t.Context(), rows[0].ID, "ไม่ขายแล้ว"); err != nil {
		t.Fatal(err)
	}
	if count, err := w.RetryOutgoing(t.Context(), rows[1].ID); err != nil || count != 1 {
		t.Fatal(count, err)
	}
	done := w.imported(w.centre, path)
	answered := w.imported(w.Shop, done.Path)
	if len(answered.Passed) != 2 {
		t.Errorf("%+v", answered)
	}
	w.sync()
	if word := w.word(mat); word != publishing.WordLive {
		t.Errorf("taken back, and %q", word)
	}
	w.agrees("MAT", 5)
}

// A file that is foreign, forged, damaged, old or not vouched for is refused whole.
func TestACarriedFileIsNotBelieved(t *testing.T) {
	w := newCarried(t)
	w.publish(w.goods("BASKET", 250_00, qty.Pieces(12)))
	path, _ := w.export()
	ctx := t.Context()
	refused := func(by *Shop, file, code string) {
		t.Helper()
		if _, err := by.ImportCarried(ctx, file, false, nil); !fault.Is(err, code) {
			t.Errorf("%s: %v", code, err)
		}
	}
	_, err := w.centre.ImportCarried(ctx, path, false, nil)
	if about := fault.Of(err); !fault.Is(err, "carry_untrusted") || about.Values["name"] != "ร้านชุมชน" || len(about.Values["fingerprint"].(string)) != 39 {
		t.Errorf("nobody vouched for it: %v", err)
	}
	refused(w.Shop, path, "carry_own")
	if len(w.double.Journal()) != 0 {
		t.Error("something was sent")
	}
	w.imported(w.centre, path)
	if _, err := w.centre.ImportCarried(ctx, path, false, nil); err != nil {
		t.Errorf("it was vouched for before: %v", err)
	}
	w.at = w.at.Add(time.Hour)
	newer, _ := w.export()
	answers := w.imported(w.centre, newer).Path
	refused(w.centre, path, "carry_older")
	refused(w.centre, answers, "carry_foreign")
	refused(w.Shop, answers, "carry_untrusted")
	refused(newTestShop(t, Params{}), answers, "carry_foreign")

	calls := len(w.double.Journal())
	for name, c := range map[string]struct {
		change func(name string, data []byte) []byte
		code   string
	}{
		"a listing": {func(name string, data []byte) []byte { return swap(name, "outbox.json", data, "250", "999") }, "carry_forged"},
		"the manifest": {func(name string, data []byte) []byte {
			return swap(name, "manifest.json", data, "ร้านชุมชน", "ร้านอื่นๆๆ")
		}, "carry_forged"},
		"a version": {func(name string, data []byte) []byte {
			return swap(name, "manifest.json", data, `"version":1`, `"version":2`)
		}, "carry_version"},
		"one is gone": {func(name string, data []byte) []byte {
			if strings.HasPrefix(name, "pictures/") {
				return nil
			}
			return data
		}, "carry_damaged"},
	} {
		t.Run(name, func(t *testing.T) { refused(w.centre, rewritten(t, newer, c.change), c.code) })
	}
	data, err := os.ReadFile(newer)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string][]byte{"half": data[:len(data)/2], "empty": nil, "a text": []byte("hello"), "a flipped bit": flipped(data)} {
		file := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(file, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := w.centre.ImportCarried(ctx, file, true, nil); !fault.Is(err, "carry_damaged") && !fault.Is(err, "carry_forged") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(w.double.Journal()) != calls {
		t.Error("something of it was sent")
	}
	if bytes.Contains(data, []byte(double.Secret)) {
		t.Error("the key travels along")
	}
	closed, err := os.ReadFile(answers)
	if err != nil || bytes.Contains(closed, []byte("สมหญิง")) {
		t.Errorf("people's names lie open, %v", err)
	}

	other := newTestShop(t, Params{})
	if _, err := other.ImportCarried(ctx, newer, true, nil); !fault.Is(err, "carry_no_channel") {
		t.Errorf("without a channel: %v", err)
	}
}

func swap(name, wanted string, data []byte, from, to string) []byte {
	if name == wanted {
		return bytes.ReplaceAll(data, []byte(from), []byte(to))
	}
	return data
}

func flipped(data []byte) []byte {
	out := bytes.Clone(data)
	out[200] ^= 1
	return out
}

// rewritten packs a file anew with other contents; nil leaves an entry out.
func rewritten(t *testing.T, path string, change func(name string, data []byte) []byte) string {
	t.Helper()
	in, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	for _, entry := range in.File {
		from, err := entry.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(from)
		if err != nil {
			t.Fatal(err)
		}
		if data = change(entry.Name, data); data == nil {
			continue
		}
		into, err := archive.Create(entry.Name)
		if err == nil {
			_, err = into.Write(data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "rewritten.talat")
	if err := os.WriteFile(file, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// Whatever lies on a stick is read as a file whose signature holds, or refused.
func FuzzOpenCarried(f *testing.F) {
	var whole bytes.Buffer
	archive := zip.NewWriter(&whole)
	for name, content := range map[string]string{manifestEntry: `{"kind":"talat-outbox","version":1,"key":"AAAA","entries":[{"name":"outbox.json","size":2,"sha256":"x"}]}`, signatureEntry: "sig", outboxEntry: "{}"} {
		into, err := archive.Create(name)
		if err == nil {
			_, err = io.WriteString(into, content)
		}
		if err != nil {
			f.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		f.Fatal(err)
	}
	f.Add(whole.Bytes())
	f.Add([]byte("PK"))
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "f.talat")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		file, err := openCarried(path)
		if err == nil {
			file.close()
			t.Fatal("nobody signed it")
		}
		if fault.Of(err).Kind == fault.Internal {
			t.Fatalf("not a sentence: %v", err)
		}
	})
}
