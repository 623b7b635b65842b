package shop

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/publishing"
)

// CarriedIn says what the import of a carried file did.
type CarriedIn struct {
	Answers     bool   // the file held answers for this shop, else what another shop wants sent
	Name        string // of who signed it
	Fingerprint string
	Path        string // of an outbox: where the answers for its shop are
	Result      SyncResult
	Settled     int     // of answers: rows and counts that are done with
	Passed      []int64 // of answers: rows that wait for none any more
}

// ImportCarried does what a carried file asks for: sends the outbox of another shop, and writes a file of answers beside
// it; or takes the answers to the shop's own. trusted says that a person compared the signer's fingerprint. The same
// file again changes nothing. Faults: "carry_damaged", "carry_version", "carry_forged", "carry_untrusted" with the
// signer's name and fingerprint, "carry_foreign" for what is meant for another shop, "carry_own", "carry_older",
// "carry_no_channel" where the shop is not connected to a platform that it is for.
func (s *Shop) ImportCarried(ctx context.Context, path string, trusted bool, progress func(SyncProgress)) (done CarriedIn, err error) {
	file, err := openCarried(path)
	if err != nil {
		return done, err
	}
	defer file.close()
	signer, err := s.carrySigner(ctx)
	if err != nil {
		return done, err
	}
	switch {
	case file.Kind == carriesAnswers && file.For != signer.shop:
		return done, fault.New("carry_foreign", "file", nil)
	case file.Kind == carriesOutbox && file.Shop == signer.shop:
		return done, fault.New("carry_own", "file", nil)
	}
	done.Name, done.Fingerprint, done.Answers = file.Name, carryFingerprint(file.Key), file.Kind == carriesAnswers
	known, err := s.trusts(ctx, &file.carryManifest)
	if err != nil {
		return done, err
	}
	switch {
	case known:
	case !trusted:
		return done, fault.New("carry_untrusted", "file", fault.Values{"name": done.Name, "fingerprint": done.Fingerprint})
	default:
		if err := s.trust(ctx, &file.carryManifest); err != nil {
			return done, err
		}
	}
	release, err := s.holdSync(ctx)
	if err != nil {
		return done, err
	}
	defer release()
	if done.Answers {
		return done, s.takeAnswers(ctx, file, signer, &done)
	}
	return done, s.sendCarried(ctx, file, signer, path, &done, progress)
}

// sendCarried sends what another shop's file holds and writes the answers.
func (s *Shop) sendCarried(ctx context.Context, file *carryReader, signer *carrySigner, path string, done *CarriedIn, progress func(SyncProgress)) error {
	var outbox carryOutbox
	if err := file.json(outboxEntry, &outbox); err != nil {
		return err
	}
	if err := outbox.validate(); err != nil {
		return err
	}
	if err := s.newest(file); err != nil {
		return err
	}
	channels, err := s.Channels(ctx)
	if err != nil {
		return err
	}
	ours := make([]*Channel, len(outbox.Channels))
	for n := range outbox.Channels {
		if ours[n] = sameChannel(channels, &outbox.Channels[n]); ours[n] == nil {
			return fault.New("carry_no_channel", "channel", fault.Values{"url": outbox.Channels[n].URL})
		}
	}
	answers := carryAnswers{}
	for n := range outbox.Channels {
		r := &round{s: s, c: ours[n], result: &done.Result, progress: progress, carried: newCarriage(file, &outbox.Channels[n])}
		if err := r.carryOut(ctx); err != nil {
			return err
		}
		answers.Channels = append(answers.Channels, r.carried.answers())
	}
	for _, channel := range answers.Channels {
		done.Result.Waiting += channel.waiting
	}
	done.Path = answersPath(path)
	w := &carryWriter{signer: signer, kind: carriesAnswers, id: uuid.NewString(), forShop: file.Shop, of: file.ID, at: s.Clock()}
	return w.write(done.Path, func() error { return w.closed(answersEntry, answers, file.Recipient) }, func() error { return nil })
}

// answersPath is where the answers to a file lie: beside it.
func answersPath(path string) string {
	return strings.TrimSuffix(path, filepath.Ext(path)) + "-answers" + filepath.Ext(path)
}

// sameChannel finds the connection that leads to the platform of a carried one: the same account where both know it.
func sameChannel(channels []Channel, to *carryChannel) (found *Channel) {
	for n := range channels {
		c := &channels[n]
		if c.Kind != to.Kind || c.URL != to.URL {
			continue
		}
		if to.Account != "" && c.Account.ID == to.Account {
			return c
		}
		if found == nil {
			found = c
		}
	}
	return found
}

// newest refuses a file that is older than one of the same shop that was sent already: its listings would undo the newer
// ones. The newest is remembered in the folder "carried".
func (s *Shop) newest(file *carryReader) error {
	shop, err := id.Parse[id.Shop](file.Shop)
	if err != nil {
		return fault.New("carry_damaged", "file", nil)
	}
	path := filepath.Join(s.Dir, "carried", shop.String()+".json")
	var last struct {
		At time.Time `json:"at"`
	}
	if data, err := os.ReadFile(path); err == nil && json.Unmarshal(data, &last) == nil && last.At.After(file.At) {
		return fault.New("carry_older", "file", fault.Values{"at": last.At})
	}
	last.At = file.At
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fault.Wrap(err, "folder_unwritable")
	}
	return fault.Wrap(writeWhole(path, []byte(mustJSON(last))), "folder_unwritable")
}

// validate refuses what no shop writes.
func (o *carryOutbox) validate() error {
	ok := len(o.Channels) <= publishing.MaxConnections
	for n := range o.Channels {
		c := &o.Channels[n]
		listings := map[string]bool{}
		for k := range c.Listings {
			l := &c.Listings[k]
			ok = ok && catalog.ValidSKU(l.SKU) && (l.Withdraw || l.Listing.SKU == l.SKU) && len(l.Kinds) == len(l.Listing.Pictures)
			listings[l.SKU] = true
		}
		for k := range c.Rows {
			row := &c.Rows[k]
			switch ok = ok && publishing.ValidKey(row.Key); row.Kind {
			case publishing.Listed:
				ok = ok && listings[row.SKU] && row.Thing == publishing.ThingListing+row.SKU
			case publishing.Stepped, publishing.Parcelled:
				ok = ok && row.Told != nil && row.Told.OrderID == row.OrderID
			default:
				ok = false
			}
		}
		for k := range c.Counts {
			count := &c.Counts[k]
			ok = ok && catalog.ValidSKU(count.SKU) && publishing.ValidKey(count.Key) && count.Want >= 0 && count.Want <= publishing.MaxPieces
			ok = ok && (count.Change == nil || count.Change.Validate() == nil && count.Change.SKU == count.SKU && count.Change.Key == count.Key)
		}
	}
	if !ok {
		return fault.New("carry_damaged", "file", nil)
	}
	return nil
}
