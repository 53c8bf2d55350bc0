package main

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// commands are what this runtime sells. Each returns its exit code; an error is printed, and is a failure.
var commands = map[string]func(*command) (int, error){
	"echo":  echo,
	"fail":  failing,
	"sleep": sleep,
	"flood": flood,
	"count": count,
	"exec":  execute,
}

// echo WORDS: prints the words.
func echo(c *command) (int, error) {
	_, err := fmt.Fprintln(c.stdout, strings.Join(c.arguments, " "))
	return 0, err
}

// fail CODE [SENTENCE]: ends with that code.
func failing(c *command) (int, error) {
	code, err := strconv.ParseInt(argument(c, 0), 10, 32)
	if err != nil {
		return 1, err
	}
	if len(c.arguments) > 1 {
		fmt.Fprintln(c.stderr, strings.Join(c.arguments[1:], " "))
	}
	return int(code), nil
}

// sleep SECONDS.
func sleep(c *command) (int, error) {
	seconds, err := strconv.ParseFloat(argument(c, 0), 64)
	if err != nil {
		return 1, err
	}
	select {
	case <-c.killed:
	case <-time.After(time.Duration(seconds * float64(time.Second))):
	}
	return c.code(), nil
}

// flood BYTES: prints that many bytes.
func flood(c *command) (int, error) {
	left, err := strconv.Atoi(argument(c, 0))
	if err != nil {
		return 1, err
	}
	data := bytes.Repeat([]byte("x"), piece)
	for left > 0 {
		select {
		case <-c.killed:
			return c.code(), nil
		default:
		}
		size := min(left, piece)
		if _, err := c.stdout.Write(data[:size]); err != nil {
			return 1, err
		}
		left -= size
	}
	return 0, nil
}

// count N: counts N items, which the requestor pays for.
func count(c *command) (int, error) {
	number, err := strconv.ParseFloat(argument(c, 0), 64)
	if err != nil {
		return 1, err
	}
	if !(number >= 0) || math.IsInf(number, 0) {
		return 1, fmt.Errorf("cannot count %s items", argument(c, 0))
	}
	return 0, c.usage.add(number)
}

// exec PROGRAM ARGUMENTS: executes a program of this machine in the workdir.
func execute(c *command) (int, error) {
	if len(c.arguments) == 0 {
		return 1, errors.New("exec needs a program")
	}
	return c.execute(c.arguments)
}

func argument(c *command, index int) string {
	if index < len(c.arguments) {
		return c.arguments[index]
	}
	return ""
}
