package main

import (
	"errors"
	"io"
	"io/fs"
	"os/exec"
	"runtime"
	"sync"
	"syscall"
	"unicode/utf8"
	"unsafe"

	"golem.example/go-demo/target/wire"
)

// piece is the most output of one event: FRAME-8.
const piece = 32 << 10

// command is one run of the requestor, from the answer to its request until its end. Its methods may be
// called from any goroutine.
type command struct {
	pid            uint64
	arguments      []string
	directory      string
	usage          *usage
	stdout, stderr io.Writer
	killed         chan struct{} // closed by the first signal
	ended          chan struct{} // closed when the end has been sent

	send func(*wire.Response)

	lock    sync.Mutex
	signal  syscall.Signal
	program int // the program's pid and group, 0 if there is none
}

// newCommand takes the arguments of a request, whose first is the program's name: RUN-9.
func newCommand(pid uint64, arguments []string, directory string, usage *usage, send func(*wire.Response)) *command {
	c := &command{
		pid:       pid,
		arguments: arguments[min(1, len(arguments)):],
		directory: directory,
		usage:     usage,
		send:      send,
		killed:    make(chan struct{}),
		ended:     make(chan struct{}),
	}
	c.stdout = sink(func(data []byte) { c.report(&wire.Response_ProcessStatus{Running: true, Stdout: data}) })
	c.stderr = sink(func(data []byte) { c.report(&wire.Response_ProcessStatus{Running: true, Stderr: data}) })
	return c
}

// sink sends what is written to it, in pieces that end at the end of a character.
type sink func([]byte)

func (s sink) Write(data []byte) (int, error) {
	for rest := data; len(rest) > 0; {
		size := len(rest)
		if size > piece {
			size = whole(rest[:piece])
		}
		s(rest[:size])
		rest = rest[size:]
	}
	return len(data), nil
}

// characters passes on what is written to it, but for a character that is not complete yet: OUT-7.
type characters struct {
	to   io.Writer
	rest []byte
}

func (c *characters) Write(data []byte) (int, error) {
	all := append(c.rest, data...)
	end := whole(all)
	c.rest = append([]byte(nil), all[end:]...)
	if _, err := c.to.Write(all[:end]); err != nil {
		return 0, err
	}
	return len(data), nil
}

func (c *characters) flush() {
	_, _ = c.to.Write(c.rest) // the session notices if nothing can be written
}

// whole is the number of bytes of data that end at the end of a character, if data is UTF-8.
func whole(data []byte) int {
	for back := 1; back <= min(len(data), utf8.UTFMax); back++ {
		last := data[len(data)-back:]
		if utf8.RuneStart(last[0]) {
			if utf8.FullRune(last) {
				return len(data)
			}
			return len(data) - back
		}
	}
	return len(data) // not UTF-8
}

// report: MSG-3, RUN-5.
func (c *command) report(status *wire.Response_ProcessStatus) {
	status.Pid = c.pid
	c.send(&wire.Response{Event: true, Command: &wire.Response_Status{Status: status}})
}

// finish sends the last event of this pid: OUT-1, RUN-4.
func (c *command) finish(code int) {
	c.report(&wire.Response_ProcessStatus{ReturnCode: int32(code)})
	close(c.ended)
}

// kill: KILL-2, KILL-3.
func (c *command) kill(signal syscall.Signal) {
	c.lock.Lock()
	defer c.lock.Unlock()
	if c.signal == 0 {
		close(c.killed)
	}
	c.signal = signal
	if c.program != 0 {
		_ = syscall.Kill(-c.program, signal) // it may have ended just now
	}
}

// code is the exit code of a command that has no program: 0, or that of the signal.
func (c *command) code() int {
	c.lock.Lock()
	defer c.lock.Unlock()
	if c.signal == 0 {
		return 0
	}
	return 128 + int(c.signal)
}

// execute executes a program in this command's place, and returns its exit code: RUN-13, RUN-14.
func (c *command) execute(line []string) (int, error) {
	// The death signal is sent when the thread that started the program ends: END-5.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	program := exec.Command(line[0], line[1:]...)
	program.Dir = c.directory
	stdout, stderr := &characters{to: c.stdout}, &characters{to: c.stderr}
	program.Stdout, program.Stderr = stdout, stderr // its input is empty
	program.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	if err := c.start(program); err != nil {
		if errors.Is(err, exec.ErrNotFound) || errors.Is(err, fs.ErrNotExist) {
			return 127, err
		}
		return 126, err
	}
	awaitEnd(program.Process.Pid)
	c.lock.Lock()
	_ = syscall.Kill(-c.program, syscall.SIGKILL) // what it has left behind: STOP-3
	c.program = 0
	c.lock.Unlock()
	err := program.Wait() // until its output has been sent, too: OUT-1
	stdout.flush()
	stderr.flush()
	if program.ProcessState == nil {
		return 1, err
	}
	status := program.ProcessState.Sys().(syscall.WaitStatus)
	if status.Signaled() {
		return 128 + int(status.Signal()), nil
	}
	return status.ExitStatus(), nil
}

func (c *command) start(program *exec.Cmd) error {
	c.lock.Lock()
	defer c.lock.Unlock()
	if c.signal != 0 {
		return errors.New("killed before it started")
	}
	if err := program.Start(); err != nil {
		return err
	}
	c.program = program.Process.Pid
	return nil
}

// awaitEnd waits until a child has ended, and leaves its pid to it, so that nobody else can have it.
func awaitEnd(pid int) {
	const thePid = 1
	var info [128]byte
	for {
		_, _, fault := syscall.Syscall6(syscall.SYS_WAITID, thePid, uintptr(pid),
			uintptr(unsafe.Pointer(&info)), syscall.WEXITED|syscall.WNOWAIT, 0, 0)
		if fault != syscall.EINTR {
			return
		}
	}
}
