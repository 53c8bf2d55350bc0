// Compresses pseudo-random words with zstd, the number of bytes that is named, expands them again, and prints both sizes
// and the digest of what has been compressed.
package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"math/rand"
	"os"
	"strconv"

	"github.com/klauspost/compress/zstd"
)

func main() {
	size, err := strconv.Atoi(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	random := rand.New(rand.NewSource(1))
	var words bytes.Buffer
	for words.Len() < size {
		fmt.Fprintf(&words, "%d ", random.Intn(1000))
	}
	encoder, _ := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	packed := encoder.EncodeAll(words.Bytes(), nil)
	decoder, _ := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	unpacked, err := decoder.DecodeAll(packed, nil)
	if err != nil || !bytes.Equal(unpacked, words.Bytes()) {
		fmt.Fprintln(os.Stderr, "not the same", err)
		os.Exit(1)
	}
	fmt.Printf("%d %d %x\n", words.Len(), len(packed), sha256.Sum256(packed))
}
