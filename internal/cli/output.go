package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
)

// problem is a refusal or warning as JSON gives it.
type problem struct {
	Code    string    `json:"code"`
	Message string    `json:"message"`
	Field   string    `json:"field"`
	Allowed *[]string `json:"allowed,omitempty"` // of a refused step: the steps that may be taken
}

func (p *program) problem(err error) problem {
	out := problem{Code: fault.Code(err), Message: oneLine(p.sentence(err))}
	var known *fault.Error
	if errors.As(err, &known) {
		out.Field = known.Field
		if words, listed := known.Values["allowed"].(i18n.Words); listed {
			out.Allowed = &[]string{}
			for _, key := range words {
				if word := key[strings.LastIndexByte(key, '.')+1:]; word != "none" {
					*out.Allowed = append(*out.Allowed, word)
				}
			}
		}
	}
	return out
}

// sentence says what is wrong, with the flags that help where the command has words of its own beside the window's.
func (p *program) sentence(err error) string {
	if known := fault.Of(err); known != nil && i18n.Has(p.lang, "cli.fault."+known.Code) {
		return i18n.T(p.lang, "cli.fault."+known.Code, known.Values)
	}
	return i18n.Message(p.lang, err)
}

// oneLine keeps a sentence on its line, whatever a person typed into it.
func oneLine(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, text)
}

// fieldless are the faults of any text that a person typed: their sentence does not say which, so that the field is said.
var fieldless = []string{"name_too_long", "text_too_long", "text_control", "name_picture"}

// fail says what is wrong and gives the exit status.
func (p *program) fail(err error) int {
	if p.json {
		p.writeJSON(document{"error": p.problem(err)})
	} else {
		said := p.problem(err)
		if slices.Contains(fieldless, said.Code) && said.Field != "" {
			said.Message = i18n.T(p.lang, "cli.at_field", fault.Values{"field": said.Field, "message": said.Message})
		}
		fmt.Fprintln(p.stderr, said.Message)
	}
	var known *fault.Error
	if errors.As(err, &known) && known.Kind == fault.Usage {
		return misused
	}
	return refused
}

// print writes an answer and gives the exit status. Output that cannot be written is a failure.
func (p *program) print(a *answer) int {
	if !p.json {
		for _, warning := range a.warnings {
			fmt.Fprintln(p.stderr, i18n.T(p.lang, "cli.warning", fault.Values{"message": p.problem(warning).Message}))
		}
		out := &page{lang: p.lang}
		if a.text != nil {
			a.text(out)
		}
		if _, err := io.WriteString(p.stdout, out.String()); err != nil {
			return refused
		}
		return a.status
	}
	doc := a.doc
	if len(a.warnings) > 0 {
		warnings := make([]problem, len(a.warnings))
		for n, warning := range a.warnings {
			warnings[n] = p.problem(warning)
		}
		doc["warnings"] = warnings
	}
	if !p.writeJSON(doc) {
		return refused
	}
	return a.status
}

func (p *program) writeJSON(doc document) bool {
	encoder := json.NewEncoder(p.stdout)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(doc) == nil
}
