package publishing

import "testing"

func TestWordsForHowAPlacementStands(t *testing.T) {
	on, off := &Placement{Chosen: true}, &Placement{}
	ahead := &Placement{Chosen: true, Availability: PreOrder}
	there := func(state string) *Standing { return &Standing{Version: "1", State: state} }
	waits, stuck := &Outgoing{State: Waiting}, &Outgoing{State: Stuck}
	differs := there(Live)
	differs.There = `{"here":{"title":"a"},"there":{"title":"b"}}`
	for name, c := range map[string]struct {
		p      *Placement
		s      *Standing
		row    *Outgoing
		ready  bool
		pieces int
		want   string
	}{
		"not placed":                    {nil, &Standing{}, nil, true, 1, WordNone},
		"placed, and something lacks":   {on, &Standing{}, waits, false, 1, WordDraft},
		"queued":                        {on, &Standing{}, waits, true, 1, WordQueued},
		"there, and queued again":       {on, there(Live), waits, false, 1, WordQueued},
		"never sent":                    {on, &Standing{}, nil, true, 1, WordDraft},
		"could not be sent":             {on, &Standing{}, stuck, true, 1, WordFailed},
		"only written down":             {off, &Standing{}, waits, true, 1, WordNone},
		"to be withdrawn":               {off, there(Live), waits, true, 1, WordQueued},
		"withdrawn":                     {off, there(Withdrawn), nil, true, 1, WordWithdrawn},
		"withdrawn by the platform":     {on, there(Withdrawn), nil, true, 1, WordWithdrawn},
		"looked at":                     {on, there(Pending), nil, true, 1, WordPending},
		"refused":                       {on, there(Rejected), nil, true, 1, WordRefused},
		"live":                          {on, there(Live), nil, true, 1, WordLive},
		"live, and nothing is left":     {on, there(Live), nil, true, 0, WordSoldOut},
		"live, to be ordered ahead":     {ahead, there(Live), nil, true, 0, WordLive},
		"shown otherwise than was told": {on, differs, nil, true, 0, WordDiffers},
	} {
		if got := Word(c.p, c.s, c.row, c.ready, c.pieces); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
