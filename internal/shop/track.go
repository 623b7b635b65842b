package shop

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/connect/thailandpost"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/store"
)

// PostQuota is how much of a day's questions to the post is used.
type PostQuota = store.PostQuota

// How often and about how many parcels the post is asked.
const (
	trackPause = time.Hour // about one parcel
	trackMost  = 1000      // in one go
	trackStep  = 100       // after so many what was answered is kept
)

// postSession names the secret that holds the post's short token between starts.
const postSession = "post.session"

// Tracking is what came of asking the post.
type Tracking struct {
	Asked     int
	Known     int         // of which the post knew something
	Delivered []id.Parcel // that arrived by its word, and are noted so
	Look      int         // parcels whose stage asks for somebody to look: see ParcelsAsked
	Failed    []ParcelFault
	Quota     PostQuota
}

// RefreshTracking asks the post about parcels on their way, by the hundred, each at most once an hour, and keeps what
// it says. A parcel that arrived is noted as delivered; one that turned back or was not taken only asks for somebody
// to look, because what comes back is noted by who holds it. What was answered before a fault is kept. Faults:
// "post_token_missing", "tracking_busy" when another program of the shop asks, those of thailandpost.Client.
func (s *Shop) RefreshTracking(ctx context.Context, lang i18n.Lang) (sum Tracking, err error) {
	lock := flock.New(filepath.Join(s.Dir, "tracking.lock"))
	held, err := lock.TryLock()
	switch {
	case err != nil:
		return sum, fault.Wrap(err, "folder_unwritable")
	case !held:
		return sum, fault.New("tracking_busy", "", nil)
	}
	defer func() { _ = lock.Unlock() }()
	session, err := s.postSession(ctx)
	if err != nil {
		return sum, err
	}
	client, err := s.Post(ctx, session)
	if err != nil {
		return sum, err
	}
	wanted, err := s.db.ToTrack(ctx, ledger.MillisOf(s.Clock().Add(-trackPause)), trackMost)
	if err != nil {
		return sum, err
	}
	var ours []store.Tracked
	for _, one := range wanted {
		if _, err := shipping.ParseTracking(one.Tracking); err == nil { // others are no business of the post's
			ours = append(ours, one)
		}
	}
	var failed error
	for from := 0; from < len(ours) && failed == nil; from += trackStep {
		failed = s.trackSome(ctx, client, lang, ours[from:min(from+trackStep, len(ours))], &sum)
	}
	err = s.keepSession(context.WithoutCancel(ctx), client.Session())
	counts, counted := s.ParcelCounts(context.WithoutCancel(ctx))
	sum.Look, sum.Quota = counts.ByList[ParcelsAsked], quotaOf(client.Session())
	return sum, errors.Join(failed, err, counted)
}

// trackSome asks about some parcels and keeps what is answered.
func (s *Shop) trackSome(ctx context.Context, client *thailandpost.Client, lang i18n.Lang, some []store.Tracked, sum *Tracking) error {
	numbers := make([]shipping.Tracking, len(some))
	for n := range some {
		numbers[n] = shipping.Tracking(some[n].Tracking)
	}
	found, _, failed := client.Track(ctx, lang, numbers)
	ctx = context.WithoutCancel(ctx) // what was answered is not lost
	var tracks []store.Track
	for n := range some {
		events, answered := found[numbers[n]]
		if !answered {
			continue
		}
		stage, _ := shipping.Progress(events)
		sum.Asked++
		if len(events) > 0 {
			sum.Known++
		}
		tracks = append(tracks, store.Track{ParcelID: some[n].ParcelID, Tracking: some[n].Tracking, Stage: stage, Events: events})
	}
	if err := s.db.SaveTracks(ctx, tracks); err != nil {
		return errors.Join(failed, err)
	}
	for n := range some {
		if stage, _ := shipping.Progress(found[numbers[n]]); stage != shipping.StageDelivered {
			continue
		}
		err := s.EndParcel(ctx, some[n].OrderID, some[n].ParcelID, ordering.StepDelivered, i18n.T(lang, "track.by_post"), "")
		switch why := fault.Of(err); {
		case err == nil:
			sum.Delivered = append(sum.Delivered, some[n].ParcelID)
		case why.Kind == fault.Internal:
			return errors.Join(failed, err)
		default: // somebody noted another end meanwhile
			sum.Failed = append(sum.Failed, ParcelFault{ParcelID: some[n].ParcelID, Number: some[n].Number, Why: why})
		}
	}
	return failed
}

// postSession gives what was learnt of the post before: its quota, and the short token where one is kept.
func (s *Shop) postSession(ctx context.Context) (session thailandpost.Session, err error) {
	quota, err := s.db.PostQuota(ctx)
	if err != nil {
		return session, err
	}
	session.Quota = thailandpost.Quota{Day: quota.Day, Used: quota.Used, Limit: quota.Most}
	session.Rested = quota.Rested
	kept, err := s.Secret(ctx, postSession)
	if err != nil || kept.IsZero() {
		return session, nil // a new one is asked for
	}
	token, until, _ := strings.Cut(kept.Reveal(), "\n")
	session.Token = connect.NewSecret(token)
	session.Until, _ = time.Parse(time.RFC3339, until) // zero when the post did not say
	return session, nil
}

func (s *Shop) keepSession(ctx context.Context, session thailandpost.Session) error {
	if !session.Token.IsZero() {
		until := ""
		if !session.Until.IsZero() {
			until = session.Until.Format(time.RFC3339)
		}
		// One that cannot be kept is asked for again.
		_ = s.SetSecret(ctx, postSession, connect.NewSecret(session.Token.Reveal()+"\n"+until))
	}
	return s.db.SavePostQuota(ctx, quotaOf(session))
}

func quotaOf(session thailandpost.Session) PostQuota {
	return PostQuota{Day: session.Quota.Day, Used: session.Quota.Used, Most: session.Quota.Limit, Rested: session.Rested}
}

// PostQuota gives how much of the day's questions to the post is used, as far as is known.
func (s *Shop) PostQuota(ctx context.Context) (PostQuota, error) { return s.db.PostQuota(ctx) }

// TrackEvents lists what the post said of a parcel, oldest first.
func (s *Shop) TrackEvents(ctx context.Context, parcel id.Parcel) ([]shipping.TrackEvent, error) {
	return s.db.TrackEvents(ctx, parcel)
}

// TrackSeen notes that somebody looked at what the post says of a parcel: it asks no more until that changes.
func (s *Shop) TrackSeen(ctx context.Context, parcel id.Parcel) error {
	return s.db.TrackSeen(ctx, parcel)
}
