package shop

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// Whatever is exported, sent, sent again, sent late, answered twice, answered in another order or lost, with a bad net at
// the centre and sometimes one at the stall: at the end shop and platform agree, and nothing was done twice.
func TestShopAndPlatformAgreeByStick(t *testing.T) {
	operations := 250
	if testing.Short() {
		operations = 60
	}
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			c := newCarried(t)
			w := &wildCarried{carried: c, wild: &wild{stall: c.stall, random: rand.New(rand.NewPCG(seed, 11))}}
			for n := range 5 {
				w.products = append(w.products, w.wild.goods(fmt.Sprintf("W-%d", n), money.Satang(100_00+n), qty.Pieces(20+n)))
			}
			w.wild.publish(w.products...)
			w.misbehave()
			for range operations {
				w.carriedStep(seed%2 == 0)
			}
			w.wild.double.Always(nil)
			for range 3 { // what is in files is answered by files
				w.wild.at = w.wild.at.Add(time.Hour)
				path, _ := w.export()
				w.imported(w.wild.Shop, w.imported(w.centre, path).Path)
			}
			w.settle()
			w.agree()
		})
	}
}

type wildCarried struct {
	*carried
	*wild
	outboxes, answers []string
}

// carriedStep does something at random; online lets the stall have a net of its own now and then.
func (w *wildCarried) carriedStep(online bool) {
	t := w.wild.t
	t.Helper()
	random := w.wild.random
	switch random.IntN(8) {
	case 0, 1:
		path, err := filepath.Join(w.folder, fmt.Sprintf("w%d.talat", len(w.outboxes))), error(nil)
		w.wild.at = w.wild.at.Add(time.Second)
		if _, err = w.wild.ExportOutbox(t.Context(), path); err != nil {
			t.Fatal(err)
		}
		w.outboxes = append(w.outboxes, path)
	case 2, 3:
		w.bring(w.centre, w.outboxes)
	case 4, 5:
		w.bring(w.wild.Shop, w.answers)
	default:
		what := random.IntN(11)
		if !online && what > 8 {
			what = 4
		}
		w.stepOf(what)
	}
}

// bring imports one of the last files at one side.
func (w *wildCarried) bring(to *Shop, files []string) {
	t := w.wild.t
	t.Helper()
	if len(files) == 0 {
		return
	}
	file := files[max(len(files)-1-w.wild.random.IntN(3), 0)]
	done, err := to.ImportCarried(t.Context(), file, true, nil)
	if fault.Is(err, "carry_older") {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	if done.Answers {
		return
	}
	data, err := os.ReadFile(done.Path)
	if err != nil {
		t.Fatal(err)
	}
	kept := filepath.Join(w.folder, fmt.Sprintf("a%d.talat", len(w.answers)))
	if err := os.WriteFile(kept, data, 0o600); err != nil {
		t.Fatal(err)
	}
	w.answers = append(w.answers, kept)
}
