package thailandpost

import (
	"context"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/fault"
)

// margin is how long before its end a short token is no longer begun with.
const margin = 5 * time.Minute

// access sees to a short token: the one there is, or a new one. One whose end is not known is used until the
// post refuses it.
func (c *Client) access(ctx context.Context) error {
	until := c.session.Until
	if !c.session.Token.IsZero() && (until.IsZero() || c.now().Add(margin).Before(until)) {
		return nil
	}
	return refused(c.renew(ctx))
}

// renew exchanges the long token for a short one.
func (c *Client) renew(ctx context.Context) error {
	c.session.Token, c.session.Until = connect.Secret{}, time.Time{}
	var answer tokenAnswer
	if err := c.send(ctx, tokenPath, c.long, nil, &answer); err != nil {
		return err
	}
	token, err := CheckToken(connect.NewSecret(string(answer.Token)))
	if err != nil {
		return fault.New("net_answer_unreadable", "", fault.Values{"host": c.http.Host()})
	}
	c.session.Token, c.session.Until = token, moment(string(answer.Expire))
	return nil
}

// refused says of a token what is the platform's refusal of it, and leaves every other error.
func refused(err error) error {
	if fault.Is(err, "net_auth") {
		return fault.New("post_token_refused", "token", nil)
	}
	return err
}

// count takes the post's own count of the day, or counts along when it gives none.
func (c *Client) count(said trackCount, asked int) {
	today := clock.DayOf(c.now())
	quota := &c.session.Quota
	if quota.Day != today {
		*quota = Quota{Day: today, Limit: quota.Limit}
	}
	if said.Limit <= 0 {
		quota.Used += asked
		return
	}
	quota.Used, quota.Limit = max(int(said.Used), 0), int(said.Limit)
	if day, known := day(string(said.Day)); known {
		quota.Day = day
	}
}

// suppose counts a question along whose answer was lost: the post may have counted it.
func (c *Client) suppose(asked int, err error) {
	for _, code := range []string{"net_slow", "net_cut", "net_answer_large", "net_answer_unreadable"} {
		if fault.Is(err, code) {
			c.count(trackCount{}, asked)
		}
	}
}
