package shop

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/store"
)

// carryAnswers is what became of an outbox, as a file of kind carriesAnswers holds it.
type carryAnswers struct {
	Channels []carryAnswer `json:"channels"`
}

// carryAnswer is what one platform said.
type carryAnswer struct {
	Connection id.Connection             `json:"connection"` // the stall's
	Account    publishing.Account        `json:"account"`
	Rows       []store.CarriedFate       `json:"rows"`
	Counts     []carryFate               `json:"counts"`
	Orders     []publishing.ChannelOrder `json:"orders"`
	Cursor     string                    `json:"cursor"`
	Since      ledger.Millis             `json:"since"`
	Remotes    []publishing.Remote       `json:"remotes"`
	FeedFrom   string                    `json:"feed_from"`
	FeedNext   string                    `json:"feed_next"`

	waiting int // of the file, without an answer
}

// carryFate is what became of a count.
type carryFate struct {
	Key  string          `json:"key"`
	Fate store.StockFate `json:"fate"`
}

// takeAnswers settles what a file took along, and takes the orders that came into the list.
func (s *Shop) takeAnswers(ctx context.Context, file *carryReader, signer *carrySigner, done *CarriedIn) error {
	var answers carryAnswers
	if err := file.opened(answersEntry, &answers, signer); err != nil {
		return err
	}
	channels, err := s.Channels(ctx)
	if err != nil {
		return err
	}
	for n := range answers.Channels {
		answer := &answers.Channels[n]
		at := slices.IndexFunc(channels, func(c Channel) bool { return c.ID == answer.Connection })
		if at < 0 { // closed meanwhile
			for _, row := range answer.Rows {
				done.Passed = append(done.Passed, row.ID)
			}
			continue
		}
		r := &round{s: s, c: &channels[at], limits: LimitsOf(channels[at].Kind), result: &done.Result}
		if err := r.answered(ctx, answer, done); err != nil {
			return err
		}
	}
	net, err := s.Net(ctx)
	done.Result.Waiting = net.Waiting
	return err
}

// answered takes the answers of one platform: what became of rows first, for a listing must be there before its count;
// then the orders, which move what the platform is believed to have; then the counts.
func (r *round) answered(ctx context.Context, answer *carryAnswer, done *CarriedIn) error {
	for n := range answer.Rows {
		if standing := answer.Rows[n].Standing; standing != nil {
			standing.ConnectionID = r.c.ID
		}
	}
	passed, err := r.s.db.SettleCarried(ctx, r.c.ID, answer.Rows)
	if err != nil {
		return err
	}
	done.Passed = append(done.Passed, passed...)
	fresh := map[string]bool{}
	for n := range answer.Rows {
		row := &answer.Rows[n]
		if slices.Contains(passed, row.ID) {
			continue
		}
		done.Settled++
		outgoing := publishing.Outgoing{Kind: publishing.Listed}
		if row.Standing != nil {
			outgoing.SKU, fresh[row.Standing.SKU] = row.Standing.SKU, true
		}
		if row.Sent {
			r.result.Sent++
		} else {
			r.result.Failed++
			r.problem(outgoing.SKU, row.Problem)
		}
	}
	if err := r.answeredOrders(ctx, answer); err != nil {
		return err
	}
	return r.answeredCounts(ctx, answer, fresh, done)
}

func (r *round) answeredOrders(ctx context.Context, answer *carryAnswer) error {
	for some := range slices.Chunk(answer.Orders, heardAtOnce) {
		if err := r.take(ctx, some, func(*publishing.ConnectionState) {}); err != nil {
			return err
		}
	}
	same := r.c.Account.ID == "" || r.c.Account.ID == answer.Account.ID
	err := r.s.db.Stand(ctx, r.c.ID, func(state *publishing.ConnectionState) {
		state.HeardAt = max(state.HeardAt, ledger.MillisOf(r.s.Clock()))
		if same && answer.Since >= state.Since && answer.Cursor != "" {
			state.Cursor, state.Since = answer.Cursor, answer.Since
		}
	})
	if err != nil {
		return err
	}
	return r.answeredFeed(ctx, answer, same)
}

// answeredFeed takes over what became of listings, where it is news.
func (r *round) answeredFeed(ctx context.Context, answer *carryAnswer, same bool) error {
	standings, err := r.s.db.Standings(ctx, r.c.ID)
	if err != nil {
		return err
	}
	state, err := r.s.db.ConnectionState(ctx, r.c.ID)
	if err != nil {
		return err
	}
	page := publishing.RemotePage{Next: state.FeedCursor}
	if same && answer.FeedNext != "" && state.FeedCursor == answer.FeedFrom {
		page.Next = answer.FeedNext
	}
	for _, remote := range answer.Remotes {
		if standing, ours := standings[remote.SKU]; ours && remote.UpdatedAt.After(standing.SeenAt.Time()) {
			page.Remotes = append(page.Remotes, remote)
		}
	}
	return r.learn(ctx, &page)
}

// answeredCounts settles counts: each only while it is the change that was written down, or of a listing that this file
// brings the first news of.
func (r *round) answeredCounts(ctx context.Context, answer *carryAnswer, fresh map[string]bool, done *CarriedIn) error {
	var fates []store.StockFate
	for _, count := range answer.Counts {
		standing, err := r.s.db.Standing(ctx, r.c.ID, count.Fate.SKU)
		if err != nil {
			return err
		}
		asked := askOf(standing.Ask)
		if asked != nil && asked.Key == count.Key || asked == nil && fresh[count.Fate.SKU] && count.Fate.Known {
			fates = append(fates, count.Fate)
		}
	}
	done.Settled += len(fates)
	return r.s.db.SettleStock(ctx, r.c.ID, fates)
}
