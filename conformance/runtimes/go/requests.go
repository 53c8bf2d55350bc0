package main

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"golem.example/go-demo/target/wire"
)

// answer: MSG-1, MSG-2.
func (s *session) answer(request *wire.Request) {
	switch asked := request.Command.(type) {
	case *wire.Request_Hello_:
		hello := &wire.Response_Hello{Version: version}
		s.send(&wire.Response{Id: request.Id, Command: &wire.Response_Hello_{Hello: hello}})
	case *wire.Request_Run:
		s.run(request.Id, asked.Run)
	case *wire.Request_Kill:
		s.send(s.kill(request.Id, asked.Kill))
	case *wire.Request_Network:
		s.send(refusal(request.Id, wire.Response_BAD_REQUEST, "this runtime joins no networks"))
	default:
		s.send(refusal(request.Id, wire.Response_BAD_REQUEST, "unknown command")) // MSG-6
	}
}

func refusal(id uint64, code wire.Response_ErrorCode, message string) *wire.Response {
	return &wire.Response{Id: id, Command: &wire.Response_Error_{
		Error: &wire.Response_Error{Code: code, Message: message},
	}}
}

func (s *session) run(id uint64, asked *wire.Request_RunProcess) {
	if asked.Bin == "" {
		s.send(refusal(id, wire.Response_BAD_REQUEST, "the command has no name")) // RUN-15
		return
	}
	execute, known := commands[asked.Bin[strings.LastIndex(asked.Bin, "/")+1:]]
	if !known {
		names := slices.Sorted(maps.Keys(commands))
		refused := refusal(id, wire.Response_NOT_FOUND, fmt.Sprintf("there is no command %q", asked.Bin))
		refused.GetError().Context = map[string]string{"known": strings.Join(names, ", ")}
		s.send(refused)
		return
	}
	directory := asked.WorkDir // RUN-19
	if !filepath.IsAbs(directory) {
		directory = filepath.Join(s.workdir, directory)
	}
	s.lock.Lock()
	s.lastPid++ // RUN-6: from 1
	c := newCommand(s.lastPid, asked.Args, directory, s.usage, s.send)
	s.running[c.pid] = c
	s.lock.Unlock()
	s.send(&wire.Response{Id: id, Command: &wire.Response_Run{Run: &wire.Response_RunProcess{Pid: c.pid}}}) // RUN-20
	go s.execute(c, execute)
}

func (s *session) execute(c *command, execute func(*command) (int, error)) {
	c.report(&wire.Response_ProcessStatus{Running: true}) // RUN-7
	code, err := guarded(c, execute)
	if err != nil {
		fmt.Fprintln(c.stderr, err)
		code = max(code, 1)
	}
	s.usage.sendNewest() // USAGE-8
	c.finish(code)
	// Last: a shutdown waits for all that are in there, and for their ends.
	s.lock.Lock()
	delete(s.running, c.pid)
	s.lock.Unlock()
}

// guarded: whatever goes wrong is this command's end, not the runtime's (RUN-2, RUN-11).
func guarded(c *command, execute func(*command) (int, error)) (code int, err error) {
	defer func() {
		if panicked := recover(); panicked != nil {
			code, err = 1, fmt.Errorf("%v", panicked)
		}
	}()
	return execute(c)
}

func (s *session) kill(id uint64, asked *wire.Request_KillProcess) *wire.Response {
	if asked.Signal < 1 || asked.Signal > 64 {
		return refusal(id, wire.Response_BAD_REQUEST, fmt.Sprintf("%d is not a signal", asked.Signal)) // KILL-4
	}
	s.lock.Lock()
	c, running := s.running[asked.Pid]
	s.lock.Unlock()
	if !running {
		return refusal(id, wire.Response_NOT_FOUND, fmt.Sprintf("no command %d is running", asked.Pid))
	}
	c.kill(syscall.Signal(asked.Signal))
	return &wire.Response{Id: id, Command: &wire.Response_Kill{Kill: &wire.Response_KillProcess{}}}
}
