package connect

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/publishing"
)

// Classify says what whoever sends must do after an error of Client, nil for nil. Where a platform said why it
// refused, the fault is "channel_says" with its words. A context that ended may have ended midway.
func Classify(host string, err error) *publishing.Failure {
	if err == nil {
		return nil
	}
	if known := new(publishing.Failure); errors.As(err, &known) {
		return known
	}
	if errors.Is(err, context.Canceled) {
		return &publishing.Failure{Class: publishing.OutcomeOpen, Err: err}
	}
	known := fault.Of(err)
	status, _ := known.Values["status"].(string)
	failure := &publishing.Failure{Class: classOf(known.Code, status), Err: known}
	failure.Until, _ = Until(err)
	problem := ProblemOf(err)
	if problem == nil {
		return failure
	}
	failure.Slug, failure.Words = problem.Slug, problem.Words()
	for _, note := range problem.Notes {
		failure.Fields = append(failure.Fields, publishing.FieldNote{Pointer: note.Pointer, Words: note.Detail})
	}
	if failure.Words != "" && known.Code != "net_busy" {
		says := fault.New("channel_says", "", fault.Values{"host": host, "text": failure.Words})
		says.Err = known
		failure.Err = says
	}
	return failure
}

// Refusal is Classify for a status and a problem that stand in the body of an answer, as for one of a batch.
func Refusal(host string, status int, problem []byte) *publishing.Failure {
	code := "net_refused"
	switch {
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		code = "net_auth"
	case status >= http.StatusInternalServerError:
		code = "net_server"
	}
	err := fault.New(code, "", fault.Values{"host": host, "status": strconv.Itoa(status)})
	failure := Classify(host, withProblem(err, problemKind, problem))
	if status == http.StatusTooManyRequests {
		failure.Class = publishing.Later
	}
	return failure
}

// classOf judges a fault by its code and, where there was an answer, its status.
func classOf(code, status string) publishing.Class {
	switch code {
	case "net_none":
		return publishing.Offline
	case "net_slow", "net_cut", "net_server":
		return publishing.OutcomeOpen
	case "net_tls", "net_self_signed", "net_pin_changed", "net_moved":
		return publishing.Elsewhere
	case "net_busy":
		return publishing.Later
	case "net_auth":
		return publishing.KeyRefused
	case "net_answer_large", "net_answer_unreadable":
		return publishing.WrongAnswer
	case "net_refused":
		return refusalOf(status)
	}
	return publishing.Failed
}

func refusalOf(status string) publishing.Class {
	switch status {
	case "404":
		return publishing.Absent
	case "408", "425":
		return publishing.Later
	case "410":
		return publishing.CursorGone
	case "412":
		return publishing.Stale
	case "413":
		return publishing.TooLarge
	}
	return publishing.Refused
}
