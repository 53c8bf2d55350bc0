package main

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/signal"
	"slices"
	"sync"
	"syscall"
	"time"

	"golem.example/go-demo/target/wire"
)

// stopTime is how long stopping may take: STOP-5.
const stopTime = 3 * time.Second

const lingerTime = time.Second

// session serves one supervisor. One goroutine reads, the main one answers, each command has its own.
type session struct {
	workdir string
	reader  *frameReader
	writer  *frameWriter
	usage   *usage

	inbox chan event

	lock     sync.Mutex
	running  map[uint64]*command
	lastPid  uint64
	watched  sync.Once
	watchdog *time.Timer
}

// event is what the main goroutine waits for: a request, or what ends the session without one.
type event struct {
	request *wire.Request
	end     string
	code    int
}

// newSession takes the descriptors 0 and 1 for itself: whatever else prints or reads, prints to standard
// error and reads nothing (FRAME-1, RUN-13).
func newSession(workdir string) (*session, error) {
	input, err := taken(0, os.DevNull)
	if err != nil {
		return nil, err
	}
	output, err := taken(1, "")
	if err != nil {
		return nil, err
	}
	s := &session{
		workdir: workdir,
		reader:  newFrameReader(input),
		writer:  &frameWriter{output: output},
		// Without room, the reader would not see the end while the answer to a request waits (OUT-9).
		inbox:   make(chan event, 4096),
		running: map[uint64]*command{},
	}
	s.usage = newUsage(workdir, counter, s.send)
	return s, nil
}

// taken duplicates a descriptor, and puts a file in its place, or standard error.
func taken(descriptor int, replacement string) (*os.File, error) {
	duplicate, err := syscall.Dup(descriptor)
	if err != nil {
		return nil, err
	}
	syscall.CloseOnExec(duplicate)
	other := 2
	if replacement != "" {
		file, err := os.Open(replacement)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		other = int(file.Fd())
	}
	if err := syscall.Dup3(other, descriptor, 0); err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(duplicate), "session"), nil
}

// serve serves until the session ends, and returns the exit code.
func (s *session) serve() int {
	go s.receiveSignals()
	go s.read()
	for event := range s.inbox {
		if event.request == nil {
			warn("%s; stopping", event.end)
			s.stop()
			return event.code
		}
		if event.request.GetShutdown() != nil {
			s.stop()
			s.send(&wire.Response{Id: event.request.Id, Command: &wire.Response_Shutdown_{Shutdown: &wire.Response_Shutdown{}}})
			s.linger()
			break
		}
		s.answer(event.request)
	}
	return 0
}

// linger gives the supervisor time to read the answer before it notices that we have gone: STOP-7, STOP-8.
func (s *session) linger() {
	s.watchdog.Stop() // however late the answer was read, what follows is an orderly end
	s.giveUpAfter(lingerTime+time.Second, 0)
	enough := time.After(lingerTime)
	for {
		select {
		case late := <-s.inbox:
			if late.request == nil {
				return
			}
			s.send(refusal(late.request.Id, wire.Response_BAD_REQUEST, "the runtime has stopped")) // STOP-9
		case <-enough:
			return
		}
	}
}

// receiveSignals makes a signal an orderly end, unless we were started with it ignored (END-3).
func (s *session) receiveSignals() {
	signals := make(chan os.Signal, 1)
	for _, each := range []os.Signal{syscall.SIGTERM, syscall.SIGINT} {
		if !signal.Ignored(each) {
			signal.Notify(signals, each)
		}
	}
	// A standard error that nobody reads must not end us, nor may programs inherit that it is ignored.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	s.end(fmt.Sprintf("signal %v", <-signals), 0)
}

// read reads even while an answer waits for the output (OUT-9).
func (s *session) read() {
	for {
		request, err := s.reader.read()
		switch {
		case err == nil:
			if request.GetShutdown() != nil {
				s.startWatchdog()
			}
			s.inbox <- event{request: request}
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF): // FRAME-12
			s.end("the input has ended", 0) // END-1
			return
		default:
			s.end(fmt.Sprintf("not a request: %v", err), 1) // FRAME-11
			return
		}
	}
}

// end comes after the requests that have arrived before, which are answered.
func (s *session) end(reason string, code int) {
	s.startWatchdog()
	ending := event{end: reason, code: code}
	select {
	case s.inbox <- ending:
	default: // the main goroutine must not wait for itself
		go func() { s.inbox <- ending }()
	}
}

// startWatchdog sees to it that a reader who does not read cannot keep us here (END-1).
func (s *session) startWatchdog() {
	s.watched.Do(func() {
		s.watchdog = s.giveUpAfter(stopTime+time.Second, 1)
	})
}

func (s *session) giveUpAfter(limit time.Duration, code int) *time.Timer {
	return time.AfterFunc(limit, func() {
		s.killAll(syscall.SIGKILL)
		os.Exit(code)
	})
}

func (s *session) send(response *wire.Response) {
	if err := s.writer.write(response); err != nil {
		s.end(fmt.Sprintf("the output cannot be written: %v", err), 0) // END-4
	}
}

// stop ends all commands, and waits for their ends: nothing is left to do (STOP-2, STOP-3, STOP-6).
func (s *session) stop() {
	s.startWatchdog()
	deadline := time.Now().Add(stopTime)
	for _, step := range []struct {
		signal   syscall.Signal
		patience time.Duration
	}{{syscall.SIGTERM, time.Second}, {syscall.SIGKILL, time.Second / 2}} {
		awaitEnds(s.killAll(step.signal), time.After(step.patience))
	}
	s.usage.sendNewest()            // USAGE-5
	s.usage.waitForReport(deadline) // USAGE-7
}

func (s *session) killAll(signal syscall.Signal) []*command {
	s.lock.Lock()
	commands := slices.Collect(maps.Values(s.running))
	s.lock.Unlock()
	for _, each := range commands {
		each.kill(signal)
	}
	return commands
}

func awaitEnds(commands []*command, patience <-chan time.Time) {
	for _, each := range commands {
		select {
		case <-each.ended:
		case <-patience:
			return
		}
	}
}
