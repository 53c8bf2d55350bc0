// A runtime of the Golem network in Go: the command line, and each phase.
//
// IDs such as RUN-2 in comments are those of docs/protocol/requirements.md.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
)

const (
	name    = "go-demo"
	version = "1.0.0"
	counter = "golem.usage.items"

	failed = 1
	misuse = 2
)

var (
	logging sync.Mutex // guards the following
	logFile *os.File
	earlier []string // what has been said before there is a log
)

// The supervisor's options, each with a value: CLI-3 to CLI-9.
var supervisors = map[string]bool{
	"--workdir":         true,
	"--task-package":    true,
	"--cpu-cores":       true,
	"--mem-gib":         true,
	"--storage-gib":     true,
	"--volume-override": true,
	"--hostname":        true,
	"--vpn-endpoint":    true,
	"--inet-endpoint":   true,
}

func main() {
	options, phase := split(os.Args[1:])
	switch {
	case has(options, "--help", "-h"):
		fmt.Printf("usage: %s [--workdir DIRECTORY] [OPTIONS] PHASE [ARGUMENTS]\n\nphases: test, offer-template, deploy, start\n", name)
	case has(options, "--version", "-V"):
		fmt.Println(name, version)
	case phase == "test":
		// TEST-1: a binary that starts has all that it needs.
	case phase == "offer-template":
		offer()
	case phase == "deploy":
		deploy(workdir(options), options["--volume-override"])
	case phase == "start":
		directory := workdir(options)
		openLog(directory)
		session, err := newSession(directory)
		if err != nil {
			fail(failed, "cannot start: %v", err)
		}
		os.Exit(session.serve())
	case phase == "":
		fail(misuse, "no phase; expected test, offer-template, deploy or start")
	default:
		fail(misuse, "unknown phase %s; expected test, offer-template, deploy or start", phase)
	}
}

// split finds the options and the phase (CLI-2). What follows the phase is the requestor's, and this
// runtime has no use for it (CLI-7, CLI-8).
func split(arguments []string) (options map[string]string, phase string) {
	options = map[string]string{}
	for i := 0; i < len(arguments); i++ {
		word := arguments[i]
		if !strings.HasPrefix(word, "-") {
			return options, word
		}
		option, value, hasValue := strings.Cut(word, "=")
		switch option {
		case "--help", "-h", "--version", "-V":
		default:
			if !supervisors[option] {
				warn("ignoring the unknown option %s", option) // CLI-10
			}
			if !hasValue && i+1 < len(arguments) {
				i++
				value = arguments[i]
			}
		}
		options[option] = value
	}
	return options, ""
}

func has(options map[string]string, names ...string) bool {
	for _, each := range names {
		if _, found := options[each]; found {
			return true
		}
	}
	return false
}

// workdir is the activity's directory, absolute (CLI-11).
func workdir(options map[string]string) string {
	directory := options["--workdir"]
	if directory == "" {
		fail(misuse, "--workdir is missing")
	}
	if info, err := os.Stat(directory); err != nil || !info.IsDir() {
		fail(misuse, "--workdir %s is not a directory", directory)
	}
	absolute, err := filepath.Abs(directory)
	if err != nil {
		fail(failed, "--workdir %s: %v", directory, err)
	}
	return absolute
}

// offer prints the offer template: OFFER-1, OFFER-5, OFFER-6.
func offer() {
	printJSON(map[string]any{
		"properties":  map[string]any{"golem.runtime.go-demo.go": runtime.Version()},
		"constraints": "",
	})
}

type volume struct {
	Name string `json:"name"`
	Path string `json:"path"`
}

// deploy prepares the workdir: DEPLOY-1 to DEPLOY-9.
func deploy(directory, override string) {
	volumes := []volume{{"data", "/golem/data"}}
	wanted := map[string]map[string]any{}
	if override != "" {
		if err := json.Unmarshal([]byte(override), &wanted); err != nil {
			fail(failed, "--volume-override is not a JSON object of volumes: %v", err)
		}
	}
	for path, kind := range wanted {
		if path == volumes[0].Path {
			continue
		}
		if _, host := kind["host"]; !host {
			fail(failed, "volume %s: only host volumes are supported", path)
		}
		// The directory's name is our own, whatever characters the path has.
		volumes = append(volumes, volume{fmt.Sprintf("volume-%d", len(volumes)), path})
	}
	for _, each := range volumes {
		if err := os.MkdirAll(filepath.Join(directory, each.Name), 0o755); err != nil {
			fail(failed, "the workdir cannot be prepared: %v", err)
		}
	}
	printJSON(map[string]any{
		"startMode": "blocking",
		"valid":     map[string]string{"Ok": ""},
		"vols":      volumes,
	})
}

func printJSON(value any) {
	text, err := json.Marshal(value)
	if err == nil {
		_, err = fmt.Println(string(text))
	}
	if err != nil {
		fail(failed, "cannot print: %v", err)
	}
}

// warn tells the provider something: on standard error, and in a file, because a node discards the former (START-6).
func warn(format string, values ...any) {
	sentence := fmt.Sprintf(format, values...)
	fmt.Fprintf(os.Stderr, "%s: %s\n", name, sentence)
	logging.Lock()
	defer logging.Unlock()
	if logFile == nil {
		earlier = append(earlier, sentence)
	} else {
		fmt.Fprintln(logFile, sentence)
	}
}

// openLog opens the file, and writes what has been said before.
func openLog(directory string) {
	logs := filepath.Join(directory, "logs")
	file, err := (*os.File)(nil), os.MkdirAll(logs, 0o755)
	if err == nil {
		file, err = os.OpenFile(filepath.Join(logs, name+".log"), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	}
	if err != nil {
		warn("cannot log to a file: %v", err)
		return
	}
	logging.Lock()
	defer logging.Unlock()
	logFile = file
	for _, sentence := range earlier {
		fmt.Fprintln(logFile, sentence)
	}
}

func fail(code int, format string, values ...any) {
	warn(format, values...)
	os.Exit(code)
}
