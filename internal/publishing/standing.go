package publishing

import (
	"encoding/json"

	"github.com/talat-pos/talat/internal/ledger"
)

// Words for how a placement stands, as lists show it. The text is "publishing.word." + the word.
const (
	WordNone      = ""          // not placed
	WordDraft     = "draft"     // placed, and something is missing before it can go
	WordQueued    = "queued"    // it waits to be sent
	WordPending   = "sent"      // the channel looks at it
	WordLive      = "live"      // buyers see it
	WordDiffers   = "differs"   // buyers see something else than the shop says
	WordSoldOut   = "sold_out"  // buyers see it and cannot order
	WordRefused   = "refused"   // by the channel, with its words
	WordFailed    = "failed"    // it could not be sent, and a person must look
	WordWithdrawn = "withdrawn" // it was there
)

// Words lists them.
var Words = []string{WordDraft, WordQueued, WordPending, WordLive, WordDiffers, WordSoldOut, WordRefused, WordFailed, WordWithdrawn}

// Word says how a placement stands: p is nil for a product that is not placed, row is what waits in the outbox of it,
// nil for nothing, ready whether nothing is missing, pieces what can be ordered of it.
func Word(p *Placement, s *Standing, row *Outgoing, ready bool, pieces int) string {
	switch {
	case p == nil:
		return WordNone
	case row != nil && row.State == Stuck:
		return WordFailed
	case !p.Chosen && s.Version == "": // only written down, or never got there
		return WordNone
	case row != nil:
		if !ready && s.Version == "" {
			return WordDraft
		}
		return WordQueued
	case !p.Chosen || s.State == Withdrawn:
		return WordWithdrawn
	case s.Version == "":
		return WordDraft
	case s.State == Rejected:
		return WordRefused
	case s.State == Pending:
		return WordPending
	case len(s.Differs()) > 0:
		return WordDiffers
	case pieces <= 0 && p.Availability != PreOrder && p.Availability != MadeToOrder:
		return WordSoldOut
	}
	return WordLive
}

// Compared is what stands on a channel beside what the shop said last, for Differs.
type Compared struct {
	Here  *Listing `json:"here"`
	There *Listing `json:"there"`
}

// Differs compares what the channel shows with what the shop told it last, none where it does not show its listings.
func (s *Standing) Differs() []Difference {
	if s.There == "" {
		return nil
	}
	var both Compared
	if json.Unmarshal([]byte(s.There), &both) != nil || both.Here == nil || both.There == nil {
		return nil
	}
	return Differences(both.Here, both.There)
}

// Learn notes what a channel tells of a listing. What the shop said of it last is kept beside, to compare.
func (s *Standing) Learn(remote *Remote, at ledger.Millis) {
	s.RemoteID, s.State, s.Said, s.Words, s.SeenAt = remote.ID, remote.State, remote.Said, remote.Words, at
	if remote.Version != "" {
		s.Version = remote.Version
	}
	if remote.Deleted {
		s.State = Withdrawn
	}
	if remote.Listing != nil {
		s.compare(nil, remote.Listing)
	}
}

// Tell notes what the shop said of a listing and how the channel took it.
func (s *Standing) Tell(listing *Listing, hash string, remote *Remote, at ledger.Millis) {
	s.SentHash, s.SentAt = hash, at
	s.compare(listing, remote.Listing)
	there := remote.Listing
	remote.Listing = nil
	s.Learn(remote, at)
	remote.Listing = there
}

func (s *Standing) compare(here, there *Listing) {
	var both Compared
	_ = json.Unmarshal([]byte(s.There), &both) // "" = nothing yet
	if here != nil {
		both.Here, both.There = here, nil
	}
	if there != nil {
		both.There = there
	}
	data, err := json.Marshal(both)
	if err != nil {
		panic(err) // plain structs of strings and numbers always encode
	}
	s.There = string(data)
}
