// Package fault carries every error a shopkeeper may meet: a stable code, the field at fault and
// the values its sentence needs. The sentences live in package i18n, in Thai and English.
package fault

import (
	"errors"
	"fmt"
)

// Kind says how a caller should treat an error.
type Kind uint8

const (
	// Refused is a request that was understood and not done (exit status 1).
	Refused Kind = iota
	// Usage is a request that could not be read (exit status 2).
	Usage
	// Internal is a fault of the program or the machine (exit status 1).
	Internal
)

// Values holds what the sentence of an error mentions, by placeholder name. Values may be strings,
// ints, money.Satang, qty.Qty or clock.Day; i18n writes each in the user's language.
type Values map[string]any

// Error is one refusal or failure.
type Error struct {
	Code   string // stable, lower_snake_case; the sentence is the text "fault." + Code
	Field  string // what is at fault, e.g. "line[1].qty"; indexes start at 0; may be empty
	Kind   Kind
	Values Values
	Err    error // the cause, never shown to a shopkeeper
}

// New returns a refusal.
func New(code, field string, values Values) *Error {
	return &Error{Code: code, Field: field, Values: values}
}

// Unreadable returns a usage error: the input could not be read at all.
func Unreadable(code, field string, values Values) *Error {
	return &Error{Code: code, Field: field, Kind: Usage, Values: values}
}

// Wrap returns an internal error with a cause. A nil cause gives nil; an error that already is a
// fault keeps its code.
func Wrap(err error, code string) error {
	if err == nil {
		return nil
	}
	var known *Error
	if errors.As(err, &known) {
		return err
	}
	return &Error{Code: code, Kind: Internal, Err: err}
}

// At returns err with its field set, or with prefix put before the field it has. Errors that are
// not faults are returned as they are.
func At(err error, field string) error {
	var known *Error
	if !errors.As(err, &known) {
		return err
	}
	moved := *known
	if moved.Field == "" {
		moved.Field = field
	} else {
		moved.Field = field + "." + moved.Field
	}
	return &moved
}

// Error gives the code and cause for logs; people read i18n.Message.
func (e *Error) Error() string {
	text := e.Code
	if e.Field != "" {
		text += " at " + e.Field
	}
	if len(e.Values) > 0 {
		text += fmt.Sprintf(" %v", map[string]any(e.Values))
	}
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Of gives the fault that err is or wraps, one with the code "internal" for any other error, nil for nil.
func Of(err error) *Error {
	var known *Error
	if err == nil || errors.As(err, &known) {
		return known
	}
	return &Error{Code: "internal", Kind: Internal, Err: err}
}

// Code returns the code of err, "" for nil and "internal" for an error that is no fault.
func Code(err error) string {
	if err == nil {
		return ""
	}
	var known *Error
	if errors.As(err, &known) {
		return known.Code
	}
	return "internal"
}

// Is reports whether err carries code.
func Is(err error, code string) bool { return Code(err) == code }
