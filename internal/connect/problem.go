package connect

import (
	"encoding/json"
	"errors"
	"mime"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/thai"
)

// Bounds of what is taken from a problem.
const (
	maxSlug  = 60
	maxWords = 500
	maxNotes = 20
)

const problemKind = "application/problem+json"

// Problem is why a platform refused a call, as RFC 9457 has it; texts are cleaned and bounded. It is an error
// so that it can be the cause of a fault.
type Problem struct {
	Slug   string // the last part of its type
	Title  string
	Detail string
	Notes  []Note
	Raw    []byte // for what a platform adds
}

// Note is what is wrong with one field.
type Note struct{ Pointer, Detail string }

// Error gives it for logs.
func (p *Problem) Error() string { return p.Slug + ": " + p.Words() }

// Words is what the platform says to a person: the title, what it adds to it, and what it says of the fields.
func (p *Problem) Words() string {
	var all []string
	add := func(text string) {
		if text != "" && !strings.Contains(strings.Join(all, " "), text) {
			all = append(all, text)
		}
	}
	add(p.Title)
	add(p.Detail)
	for _, note := range p.Notes {
		add(note.Detail)
	}
	return thai.Clean(strings.Join(all, " · "), maxWords)
}

// ProblemOf gives the problem that a platform answered with, nil when there was none.
func ProblemOf(err error) *Problem {
	if problem := new(Problem); errors.As(err, &problem) {
		return problem
	}
	return nil
}

// withProblem makes the problem in an answer the cause of a fault.
func withProblem(err error, kind string, body []byte) error {
	var known *fault.Error
	media, _, unknown := mime.ParseMediaType(kind)
	if unknown != nil || media != problemKind || !errors.As(err, &known) {
		return err
	}
	var said struct {
		Type   string `json:"type"`
		Title  string `json:"title"`
		Detail string `json:"detail"`
		Errors []struct {
			Pointer string `json:"pointer"`
			Detail  string `json:"detail"`
		} `json:"errors"`
	}
	if json.Unmarshal(body, &said) != nil {
		return err
	}
	problem := &Problem{Slug: slugOf(said.Type), Title: thai.Clean(said.Title, maxWords), Detail: thai.Clean(said.Detail, maxWords), Raw: body}
	for _, each := range said.Errors[:min(len(said.Errors), maxNotes)] {
		problem.Notes = append(problem.Notes, Note{thai.Clean(each.Pointer, maxWords), thai.Clean(each.Detail, maxWords)})
	}
	whole := *known
	whole.Err = problem
	return &whole
}

func slugOf(kind string) string {
	kind = strings.TrimRight(kind, "/")
	return thai.Clean(kind[strings.LastIndex(kind, "/")+1:], maxSlug)
}
