package thailandpost

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/thai"
)

// Bounds of what is taken from an answer.
const (
	maxEvents = 300
	maxText   = 300
	maxNumber = 1_000_000_000
)

type trackQuestion struct {
	Status   string              `json:"status"`
	Language string              `json:"language"`
	Barcode  []shipping.Tracking `json:"barcode"`
}

type tokenAnswer struct {
	Token  loose `json:"token"`
	Expire loose `json:"expire"`
}

type trackAnswer struct {
	Response struct {
		Items items      `json:"items"`
		Count trackCount `json:"track_count"`
	} `json:"response"`
	Message loose `json:"message"`
	Status  *bool `json:"status"`
}

type trackCount struct {
	Day   loose  `json:"track_date"`
	Used  number `json:"count_number"`
	Limit number `json:"track_count_limit"`
}

type trackItem struct {
	Status       loose `json:"status"`
	Description  loose `json:"status_description"`
	Date         loose `json:"status_date"`
	Location     loose `json:"location"`
	Postcode     loose `json:"postcode"`
	Delivery     loose `json:"delivery_status"`
	DeliveryText loose `json:"delivery_description"`
	Receiver     loose `json:"receiver_name"`
}

// refusal says why an answer is none, in the post's own words when it gives a reason.
func (a *trackAnswer) refusal(quota Quota, asked int) error {
	if a.Status == nil || *a.Status {
		return nil
	}
	if quota.Limit > 0 && quota.Used >= quota.Limit {
		return fault.New("post_limit", "", fault.Values{"limit": quota.Limit, "waiting": asked})
	}
	return fault.New("post_says", "", fault.Values{"text": text(a.Message)})
}

// items are the lines by number. Where there are none an empty list stands in place of the object.
type items map[string][]trackItem

func (i *items) UnmarshalJSON(data []byte) error {
	data = bytes.TrimSpace(data)
	if bytes.Equal(data, []byte("[]")) || bytes.Equal(data, []byte(`""`)) || bytes.Equal(data, []byte("null")) {
		*i = nil
		return nil
	}
	return json.Unmarshal(data, (*map[string][]trackItem)(i))
}

// events gives the lines of a number, the first 300.
func (i items) events(number shipping.Tracking) []shipping.TrackEvent {
	var events []shipping.TrackEvent
	for _, item := range i[string(number)] {
		if len(events) == maxEvents {
			break
		}
		events = append(events, shipping.TrackEvent{
			Code: text(item.Status), Text: text(item.Description), At: moment(string(item.Date)),
			Place: text(item.Location), Postcode: text(item.Postcode),
			Delivery: strings.ToUpper(text(item.Delivery)), Reason: text(item.DeliveryText), Receiver: text(item.Receiver),
		})
	}
	return events
}

func text(from loose) string { return thai.Clean(string(from), maxText) }

// loose is a text that may come as a number, or be missing; anything else is no text, and the rest of the
// answer still counts.
type loose string

func (l *loose) UnmarshalJSON(data []byte) error {
	switch c := data[0]; {
	case c == '"':
		return json.Unmarshal(data, (*string)(l))
	case c == '-' || c >= '0' && c <= '9':
		*l = loose(data)
	}
	return nil
}

// number is a whole number that may come as a text; what is none is 0.
type number int

func (n *number) UnmarshalJSON(data []byte) error {
	value, err := strconv.Atoi(strings.Trim(string(data), `" `))
	if err != nil || value < 0 || value > maxNumber {
		value = 0
	}
	*n = number(value)
	return nil
}
