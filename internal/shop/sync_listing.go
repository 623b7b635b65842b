package shop

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/store"
)

// sending is a listing on its way.
type sending struct {
	row      publishing.Outgoing
	standing publishing.Standing
	listing  publishing.Listing
	photos   []string // the files of its pictures, in its order
	hash     string
	withdraw bool
	fate     *store.Fate // nil = it is still to be sent
}

// stops are the reasons for which a listing is taken from sale by itself; others wait for a person.
var stops = []string{"archived", "certificate_expired", "alcohol", "variants"}

// view gives the goods as they stand, read once a round.
func (r *round) view(ctx context.Context) (*listings, error) {
	if r.goods != nil {
		return r.goods, nil
	}
	var err error
	r.goods, err = r.s.listingsOn(ctx, []Channel{*r.c}, nil)
	return r.goods, err
}

// sweep looks once a day for what has lapsed: certificates end without anybody writing anything.
func (r *round) sweep(ctx context.Context) error {
	state, err := r.s.db.ConnectionState(ctx, r.c.ID)
	if err != nil || state.SweptDay == r.day() {
		return err
	}
	goods, err := r.view(ctx)
	if err != nil {
		return err
	}
	var stale []string
	for _, list := range goods.placed[0] {
		for n := range list {
			standing := goods.standings[0][list[n].SKU]
			product := goods.index.ByID(list[n].ProductID)
			if product == nil || !list[n].Chosen || standing.Version == "" || standing.State == publishing.Withdrawn {
				continue
			}
			if r.stopped(publishing.Readiness(goods.offer(&list[n], product), &r.limits, goods.today)) {
				stale = append(stale, list[n].SKU)
			}
		}
	}
	if err := r.s.db.QueueListings(ctx, r.c.ID, stale); err != nil {
		return err
	}
	if err := r.s.db.PruneOutbox(ctx); err != nil {
		return err
	}
	return r.s.db.Stand(ctx, r.c.ID, func(state *publishing.ConnectionState) { state.SweptDay = r.day() })
}

func (r *round) stopped(reasons []publishing.Reason) bool {
	return slices.ContainsFunc(reasons, func(reason publishing.Reason) bool { return !reason.Advice && slices.Contains(stops, reason.What) })
}

// sendListings brings listings on the platform to what the shop says, several in one call where it takes that.
func (r *round) sendListings(ctx context.Context, rows []publishing.Outgoing) error {
	if len(rows) == 0 {
		return nil
	}
	var err error
	if r.offers, err = r.s.newOffering(ctx); err != nil { // as goods are now
		return errors.Join(err, r.putBack(ctx, rows))
	}
	lister, can := r.platform.(publishing.Lister)
	plans := make([]*sending, 0, len(rows))
	var halt error
	for _, row := range rows {
		plan := &sending{row: row}
		plans = append(plans, plan)
		if halt != nil || ctx.Err() != nil {
			continue
		}
		if !can {
			plan.fate = &store.Fate{Sent: true}
			continue
		}
		halt = r.prepare(ctx, lister, plan)
	}
	batcher, many := r.platform.(publishing.Batcher)
	for halt == nil && ctx.Err() == nil {
		part := r.part(plans, many)
		if len(part) == 0 {
			break
		}
		if len(part) == 1 {
			halt = r.putOne(ctx, lister, part[0])
		} else {
			halt = r.putMany(ctx, batcher, part)
		}
	}
	fates := make([]store.Fate, len(plans))
	for n, plan := range plans {
		if plan.fate == nil { // it was not come to
			plan.fate = &store.Fate{Free: true, Problem: publishing.ReadProblem(plan.row.Problem)}
		}
		plan.fate.ID = plan.row.ID
		r.count(&plan.row, plan.fate)
		fates[n] = *plan.fate
	}
	return errors.Join(r.settleAll(ctx, fates), halt)
}

// part gives what goes in the next call: one, or as many as the platform takes.
func (r *round) part(plans []*sending, many bool) (part []*sending) {
	for _, plan := range plans {
		if plan.fate != nil {
			continue
		}
		if part = append(part, plan); !many || r.batch < 2 || len(part) == r.batch || plan.withdraw {
			break
		}
	}
	if len(part) > 1 && part[len(part)-1].withdraw {
		part = part[:len(part)-1]
	}
	return part
}

// prepare works out what is to be said of a listing, looks at it where that is in doubt, and sends its pictures. Where
// nothing is to be said its fate is known. The error is about the platform, or the shop's own.
func (r *round) prepare(ctx context.Context, lister publishing.Lister, plan *sending) error {
	if err := r.plan(ctx, plan); err != nil || plan.fate != nil {
		return err
	}
	if doubtful(&plan.row) {
		if err := r.look(ctx, lister, plan); err != nil || plan.fate != nil {
			return err
		}
	}
	there := plan.standing.Version != "" && plan.standing.State != publishing.Withdrawn
	switch {
	case plan.withdraw && !there, !plan.withdraw && there && plan.standing.State != publishing.Rejected && plan.standing.SentHash == plan.hash && len(plan.standing.Differs()) == 0:
		plan.fate = &store.Fate{Sent: true} // it is as it should be
		return nil
	case plan.withdraw:
		return nil
	}
	return r.sendPictures(ctx, plan)
}

// plan works out what is to be said of a listing; where nothing is, its fate is known.
func (r *round) plan(ctx context.Context, plan *sending) (err error) {
	if r.carried != nil {
		r.carried.plan(plan)
		return nil
	}
	if plan.standing, err = r.s.db.Standing(ctx, r.c.ID, plan.row.SKU); err != nil {
		return err
	}
	placement, found, err := r.s.db.Placement(ctx, r.c.ID, plan.row.SKU)
	if err != nil {
		return err
	}
	product := r.offers.index.ByID(placement.ProductID)
	if !found || product == nil {
		plan.fate = &store.Fate{Sent: true}
		return nil
	}
	offer := r.offers.offer(&placement, product)
	reasons := publishing.Readiness(offer, &r.limits, r.offers.today)
	plan.withdraw = !placement.Chosen || r.stopped(reasons)
	if !plan.withdraw && !publishing.Ready(reasons) {
		plan.fate = &store.Fate{Stuck: true, Problem: publishing.NotReady(reasons)}
		if plan.standing.Version == "" && !doubtful(&plan.row) { // a draft: it is queued when its product is complete
			plan.fate = &store.Fate{Moot: true}
		}
		return nil
	}
	if !plan.withdraw {
		if err := r.write(plan, offer); err != nil {
			plan.fate = &store.Fate{Stuck: true, Problem: publishing.ProblemOf(err)}
		}
	}
	return nil
}

// write makes the listing, with its pictures by what they hold.
func (r *round) write(plan *sending, offer *publishing.Offer) error {
	var photos []publishing.Photo
	for _, photo := range offer.Photos {
		hash, err := r.s.photoHash(photo.Hash)
		if err != nil {
			return err
		}
		plan.photos = append(plan.photos, photo.Hash)
		photos = append(photos, publishing.Photo{Hash: hash, Kind: photo.Kind, Bytes: photo.Bytes})
	}
	if len(r.limits.PictureKinds) == 0 {
		photos = nil
	}
	offer.Photos = photos
	plan.listing = offer.Listing(&r.limits)
	plan.photos = plan.photos[:len(plan.listing.Pictures)]
	plan.hash = contentHash(&plan.listing)
	return nil
}

// photoHash gives the hash of a picture's content by its file's name, which never holds another one.
func (s *Shop) photoHash(name string) (string, error) {
	if known, ok := s.hashes.Load(name); ok {
		return known.(string), nil
	}
	picture, err := s.picture(name)
	if err != nil {
		return "", err
	}
	s.hashes.Store(name, picture.Hash)
	return picture.Hash, nil
}

// look finds out what stands on the platform, after something that nobody knows the end of. Where it is what the shop
// says already, nothing is sent again.
func (r *round) look(ctx context.Context, lister publishing.Lister, plan *sending) error {
	calling, done := call(ctx)
	defer done()
	remote, err := lister.Find(calling, plan.row.SKU)
	now := ledger.MillisOf(r.s.Clock())
	if publishing.Is(err, publishing.Absent) {
		plan.standing.Version, plan.standing.RemoteID, plan.standing.State, plan.standing.SentHash = "", "", "", ""
		return nil
	}
	if err != nil {
		return r.lost(plan, err)
	}
	plan.standing.Learn(&remote, now)
	gone := plan.standing.State == publishing.Withdrawn
	same := plan.withdraw == gone && (gone || remote.Listing != nil && len(publishing.Differences(&plan.listing, remote.Listing)) == 0)
	if same {
		if !gone {
			plan.standing.Tell(&plan.listing, plan.hash, &remote, now)
		}
		plan.fate = &store.Fate{Sent: true, Standing: &plan.standing}
	}
	return nil
}

// lost gives a listing the fate of a call that failed.
func (r *round) lost(plan *sending, err error) error {
	fate, halt := r.failed(&plan.row, err)
	plan.fate = &fate
	return halt
}

// sendPictures sends the pictures of a listing that the platform does not have.
func (r *round) sendPictures(ctx context.Context, plan *sending) error {
	picturer, can := r.platform.(publishing.Picturer)
	if !can {
		return nil
	}
	known := plan.standing.Known().Pictures
	for n, name := range plan.photos {
		hash := plan.listing.Pictures[n].Hash
		if known[hash] != "" {
			continue
		}
		picture, err := r.picture(name)
		if err != nil {
			plan.fate = &store.Fate{Stuck: true, Problem: publishing.ProblemOf(err)}
			return nil
		}
		calling, done := call(ctx)
		ref, err := picturer.PutPicture(calling, picture)
		done()
		if err != nil {
			return r.lost(plan, err)
		}
		known[hash] = ref
		plan.standing.Pictures = append(plan.standing.Pictures, publishing.PictureRef{Hash: hash, Ref: ref})
	}
	return nil
}

func (r *round) picture(name string) (publishing.Picture, error) {
	if r.carried != nil {
		return r.carried.picture(name)
	}
	return r.s.picture(name)
}

// putOne says one listing, or takes it from sale.
func (r *round) putOne(ctx context.Context, lister publishing.Lister, plan *sending) error {
	calling, done := call(ctx)
	defer done()
	now := ledger.MillisOf(r.s.Clock())
	if plan.withdraw {
		if err := lister.Withdraw(calling, plan.row.SKU, plan.standing.Known()); err != nil {
			return r.lost(plan, err)
		}
		plan.standing.State, plan.standing.SentHash, plan.standing.SeenAt = publishing.Withdrawn, "", now
		plan.fate = &store.Fate{Sent: true, Standing: &plan.standing}
		return nil
	}
	remote, err := lister.Put(calling, &plan.listing, plan.standing.Known())
	if publishing.Is(err, publishing.Absent) && plan.standing.Version != "" { // it was deleted there: it is made anew
		plan.standing.Version, plan.standing.RemoteID = "", ""
		remote, err = lister.Put(calling, &plan.listing, plan.standing.Known())
	}
	if err != nil {
		halt := r.lost(plan, err)
		plan.forgetPictures(err)
		return halt
	}
	r.taken(plan, &remote, now)
	return nil
}

// forgetPictures lets the pictures of a listing be sent anew where the platform does not have them any more: somebody
// deleted them there.
func (p *sending) forgetPictures(err error) {
	failure := publishing.FailureOf(err)
	if fault.Is(failure, "woo_picture_first") || strings.HasSuffix(failure.Slug, "_invalid_image_id") {
		p.standing.Pictures, p.fate.Stuck, p.fate.Standing = nil, p.row.Attempts >= 3, &p.standing
	}
}

func (r *round) taken(plan *sending, remote *publishing.Remote, now ledger.Millis) {
	before := plan.standing
	plan.standing.Tell(&plan.listing, plan.hash, remote, now)
	anew := before.Version == "" || before.RemoteID != plan.standing.RemoteID
	plan.fate = &store.Fate{Sent: true, Standing: &plan.standing, Anew: anew}
}

// putMany says several listings in one call.
func (r *round) putMany(ctx context.Context, batcher publishing.Batcher, part []*sending) error {
	list := make([]publishing.Listing, len(part))
	sum := sha256.New()
	for n, plan := range part {
		list[n] = plan.listing
		sum.Write([]byte(plan.row.Key + plan.hash))
	}
	calling, done := call(ctx)
	defer done()
	outcomes, err := batcher.PutAll(calling, list, hex.EncodeToString(sum.Sum(nil)[:16]))
	if publishing.Is(err, publishing.TooLarge) {
		r.batch = len(part) / 2
		return nil
	}
	now := ledger.MillisOf(r.s.Clock())
	var halt error
	for n, plan := range part {
		switch {
		case err != nil:
			halt = r.lost(plan, err)
		case outcomes[n].Err != nil:
			halt = errors.Join(halt, r.lost(plan, outcomes[n].Err))
		default:
			r.taken(plan, &outcomes[n].Remote, now)
		}
	}
	return halt
}
