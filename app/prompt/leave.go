package prompt

import (
	"slices"
	"strings"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/widget"
)

// Leave closes the dialog as Esc does: where something was typed it asks first whether to lose it.
func (d *Dialog) Leave() { d.leave(nil) }

func (d *Dialog) leave(then func()) {
	d.host.Lose(d.Typed != nil && d.Typed(), d.Lose, func() {
		d.Close()
		if then != nil {
			then()
		}
	})
}

// Lose does something that loses what was typed: at once where nothing was, else only after asking. What q
// leaves empty is the usual question.
func (h *Host) Lose(typed bool, q Question, then func()) {
	if !typed {
		then()
		return
	}
	if q.Title == "" {
		q.Title, q.Text = h.t("prompt.lose"), h.t("prompt.lose_text")
	}
	if q.Yes == "" {
		q.Yes = h.t("prompt.lose_yes")
	}
	if q.No == "" {
		q.No = h.t("prompt.lose_no")
	}
	h.Ask(q, func(yes bool) {
		if yes {
			then()
		}
	})
}

// TypedIn is a Dialog's Typed for fields: one of them holds something else than it does now. An emptied
// field has nothing to lose.
func TypedIn(fields ...keys.Field) func() bool {
	was := map[keys.Field]string{}
	for _, field := range fields {
		was[field] = textOf(field)
	}
	return func() bool {
		return slices.ContainsFunc(fields, func(field keys.Field) bool {
			now := textOf(field)
			return now != was[field] && strings.TrimSpace(now) != ""
		})
	}
}

func textOf(field keys.Field) string {
	switch field := field.(type) {
	case *widget.Entry:
		return field.Text
	case interface{ Text() string }:
		return field.Text()
	}
	return ""
}
