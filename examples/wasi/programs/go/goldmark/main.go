// Converts Markdown, the file that is named, to HTML on standard output.
package main

import (
	"fmt"
	"os"

	"github.com/yuin/goldmark"
)

func main() {
	source, err := os.ReadFile(os.Args[1])
	if err == nil {
		err = goldmark.Convert(source, os.Stdout)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
