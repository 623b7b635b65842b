package store_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/testkit"
)

func addJob(t *testing.T, s *testkit.Shop, title string) id.Job {
	t.Helper()
	job := store.Job{ID: id.New[id.Job](), Form: "receipt", Paper: "A-1", Title: title, Printer: "tcp:127.0.0.1:9100", Format: "escpos"}
	for range 2 { // twice is once
		must(t, s.AddJob(t.Context(), job, []byte(title)))
	}
	return job.ID
}

func stateOf(t *testing.T, s *testkit.Shop, job id.Job) store.Job {
	t.Helper()
	found, err := s.Job(t.Context(), job)
	must(t, err)
	return found
}

func TestAJobIsPrintedOnce(t *testing.T) {
	s := testkit.New(t)
	job := addJob(t, s, "one")
	if queued, err := s.WaitingJobs(t.Context()); err != nil || len(queued) != 1 || queued[0].Copies != 1 || queued[0].MadeAt.IsZero() {
		t.Fatalf("%+v, %v", queued, err)
	}
	data, ok, err := s.TakeJob(t.Context(), job)
	if err != nil || !ok || string(data) != "one" {
		t.Fatalf("%q %v %v", data, ok, err)
	}
	if _, ok, err := s.TakeJob(t.Context(), job); err != nil || ok {
		t.Error("a job that prints is taken again")
	}
	for _, state := range []store.JobState{store.JobCancelled, store.JobDone} {
		moved, err := s.EndJob(t.Context(), job, state, nil)
		if err != nil || moved != (state == store.JobDone) {
			t.Errorf("to %s: %v, %v", state, moved, err)
		}
	}
	if got := stateOf(t, s, job); got.State != store.JobDone || got.Attempts != 1 || got.EndedAt.IsZero() {
		t.Errorf("%+v", got)
	}
	if err := s.RepeatJob(t.Context(), job, id.New[id.Job]()); !fault.Is(err, "job_gone") {
		t.Errorf("the bytes of a printed job are kept: %v", err)
	}
}

func TestAnUntouchedJobWaits(t *testing.T) {
	s := testkit.New(t)
	job := addJob(t, s, "one")
	_, _, err := s.TakeJob(t.Context(), job)
	must(t, err)
	next := stateOf(t, s, job).MadeAt.Add(5 * time.Second)
	must(t, s.RetryJob(t.Context(), job, next, fault.New("printer_unreachable", "printer", fault.Values{"printer": "tcp:127.0.0.1:9100"})))
	got := stateOf(t, s, job)
	if got.State != store.JobQueued || !got.NextAt.Equal(next) || got.Fault.Code != "printer_unreachable" ||
		got.Fault.Values["printer"] != "tcp:127.0.0.1:9100" {
		t.Errorf("%+v", got)
	}
	if waiting, stuck, err := s.OpenJobs(t.Context(), time.Time{}); err != nil || waiting != 1 || stuck != 0 {
		t.Errorf("%d wait, %d stuck, %v", waiting, stuck, err)
	}
}

func TestAJobLeftInTheMiddleIsForAPersonToJudge(t *testing.T) {
	s := testkit.New(t)
	left, queued := addJob(t, s, "left"), addJob(t, s, "queued")
	_, _, err := s.TakeJob(t.Context(), left)
	must(t, err)
	if err := s.RepeatJob(t.Context(), left, id.New[id.Job]()); !fault.Is(err, "job_state") {
		t.Errorf("a job that prints is printed again: %v", err)
	}
	must(t, s.AbandonJobs(t.Context()))
	if a, b := stateOf(t, s, left).State, stateOf(t, s, queued).State; a != store.JobUnknown || b != store.JobQueued {
		t.Errorf("%s, %s", a, b)
	}
	if _, stuck, err := s.OpenJobs(t.Context(), time.Time{}); err != nil || stuck != 1 {
		t.Errorf("%d stuck, %v", stuck, err)
	}
	again := id.New[id.Job]()
	must(t, s.RepeatJob(t.Context(), left, again))
	data, ok, err := s.TakeJob(t.Context(), again)
	if err != nil || !ok || !bytes.Equal(data, []byte("left")) || stateOf(t, s, again).Repeats != left {
		t.Errorf("%q %v %v", data, ok, err)
	}
	if moved, err := s.EndJob(t.Context(), left, store.JobDone, nil); err != nil || !moved {
		t.Errorf("a person saw the paper: %v, %v", moved, err)
	}
	if err := s.RepeatJob(t.Context(), id.New[id.Job](), id.New[id.Job]()); !fault.Is(err, "job_unknown") {
		t.Errorf("%v", err)
	}
}

func TestJobsAreForgottenInTime(t *testing.T) {
	s := testkit.New(t)
	for range 520 {
		job := addJob(t, s, "x")
		_, err := s.EndJob(t.Context(), job, store.JobCancelled, nil)
		must(t, err)
	}
	open := addJob(t, s, "open")
	jobs, err := s.Jobs(t.Context(), 1000)
	if err != nil || len(jobs) != 501 || jobs[0].ID != open {
		t.Errorf("%d jobs, %v", len(jobs), err)
	}
}
