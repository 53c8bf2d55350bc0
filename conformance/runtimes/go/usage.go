package main

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"sync"
	"time"

	"golem.example/go-demo/target/wire"
)

const (
	interval = 250 * time.Millisecond  // USAGE-9
	tick     = 1100 * time.Millisecond // USAGE-7
)

// usage is the counter of an activity: a total that only grows, across all processes of the activity.
type usage struct {
	file string
	name string
	send func(*wire.Response)

	lock      sync.Mutex
	total     float64
	sent      float64
	sentAt    time.Time
	changedAt time.Time
}

func newUsage(workdir, name string, send func(*wire.Response)) *usage {
	u := &usage{file: filepath.Join(workdir, "usage.json"), name: name, send: send}
	u.total = u.saved() // USAGE-6
	u.sent = u.total
	return u
}

func (u *usage) add(amount float64) error {
	u.lock.Lock()
	defer u.lock.Unlock()
	if math.IsInf(u.total+amount, 0) { // USAGE-4
		return fmt.Errorf("%g is too much to add", amount)
	}
	u.total += amount
	u.changedAt = time.Now()
	if u.changedAt.Sub(u.sentAt) >= interval {
		u.sendTotal()
	}
	return nil
}

// sendNewest: USAGE-5, USAGE-8.
func (u *usage) sendNewest() {
	u.lock.Lock()
	defer u.lock.Unlock()
	if u.total != u.sent {
		u.sendTotal()
	}
}

// sendTotal is called under the lock, so that no smaller value can follow: USAGE-2, USAGE-3.
func (u *usage) sendTotal() {
	u.send(&wire.Response{Event: true, Command: &wire.Response_RtStatus{RtStatus: &wire.Response_RuntimeStatus{
		Kind: &wire.Response_RuntimeStatus_Counter_{Counter: &wire.Response_RuntimeStatus_Counter{
			Name:  u.name,
			Value: u.total,
		}},
	}}})
	u.sent = u.total
	u.sentAt = time.Now()
	if err := u.save(); err != nil {
		// The command goes on: only a redeploy would count too little.
		warn("cannot save the usage: %v", err)
	}
}

// waitForReport waits until the supervisor has looked once more, unless a tool says that nobody is billed.
func (u *usage) waitForReport(deadline time.Time) {
	u.lock.Lock()
	changedAt := u.changedAt
	u.lock.Unlock()
	if changedAt.IsZero() || os.Getenv("GOLEM_RUNTIME_TICK_WAIT") == "off" {
		return
	}
	until := changedAt.Add(tick)
	if until.After(deadline) {
		until = deadline
	}
	time.Sleep(time.Until(until))
}

type savedUsage struct {
	Total float64 `json:"total"`
}

func (u *usage) saved() float64 {
	var saved savedUsage
	text, err := os.ReadFile(u.file)
	// A requestor's program may have damaged it; the activity goes on.
	if err != nil || json.Unmarshal(text, &saved) != nil || math.IsInf(saved.Total, 0) || !(saved.Total >= 0) {
		return 0
	}
	return saved.Total
}

// save replaces the file as a whole.
func (u *usage) save() error {
	text, err := json.Marshal(savedUsage{u.total})
	if err != nil {
		return err
	}
	if err := os.WriteFile(u.file+".new", text, 0o644); err != nil {
		return err
	}
	return os.Rename(u.file+".new", u.file)
}
