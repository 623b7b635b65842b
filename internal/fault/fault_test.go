package fault_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
)

func TestCodeSurvivesWrapping(t *testing.T) {
	refused := fault.New("stock_short", "qty", fault.Values{"have": 2})
	wrapped := fmt.Errorf("checkout: %w", refused)
	if !fault.Is(wrapped, "stock_short") {
		t.Errorf("Code = %s", fault.Code(wrapped))
	}
	if got := fault.Wrap(wrapped, "store_failed"); got != wrapped {
		t.Errorf("a known fault was covered: %v", got)
	}
	if fault.Code(nil) != "" || fault.Code(io.EOF) != "internal" {
		t.Error("nil or a foreign error has the wrong code")
	}
}

func TestWrapKeepsTheCauseForTheLog(t *testing.T) {
	err := fault.Wrap(io.ErrUnexpectedEOF, "file_broken")
	var known *fault.Error
	if !errors.As(err, &known) || known.Kind != fault.Internal || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("Wrap = %#v", err)
	}
	if !strings.Contains(err.Error(), "file_broken") || !strings.Contains(err.Error(), io.ErrUnexpectedEOF.Error()) {
		t.Errorf("the log reads %q", err)
	}
	if fault.Wrap(nil, "file_broken") != nil {
		t.Error("no error became one")
	}
}

func TestAtBuildsThePath(t *testing.T) {
	inner := fault.Unreadable("qty_unreadable", "qty", nil)
	outer := fault.At(inner, "line[1]")
	var known *fault.Error
	if !errors.As(outer, &known) || known.Field != "line[1].qty" || known.Kind != fault.Usage {
		t.Errorf("At = %#v", outer)
	}
	if inner.Field != "qty" {
		t.Error("At changed the error it was given")
	}
	if !errors.As(fault.At(fault.New("empty", "", nil), "line"), &known) || known.Field != "line" {
		t.Errorf("At on no field = %#v", known)
	}
	if fault.At(io.EOF, "x") != io.EOF || fault.At(nil, "x") != nil {
		t.Error("At changed an error that is no fault")
	}
}
