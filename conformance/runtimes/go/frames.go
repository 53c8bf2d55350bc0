package main

import (
	"bufio"
	"os"
	"sync"

	"golem.example/go-demo/target/wire"
	"google.golang.org/protobuf/encoding/protodelim"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"
)

// largest is no limit of the protocol: a longer request is taken for garbage (FRAME-9, FRAME-11).
const largest = 256 << 20

// frameReader reads requests. For one goroutine.
type frameReader struct {
	input *bufio.Reader
}

func newFrameReader(input *os.File) *frameReader {
	return &frameReader{bufio.NewReader(input)}
}

// read returns the next request; io.EOF at the end of input, io.ErrUnexpectedEOF if that is inside a frame.
func (r *frameReader) read() (*wire.Request, error) {
	request := &wire.Request{}
	err := protodelim.UnmarshalOptions{MaxSize: largest}.UnmarshalFrom(r.input, request)
	return request, err
}

// frameWriter writes responses and events. For any number of goroutines.
type frameWriter struct {
	lock   sync.Mutex
	output *os.File
}

// write returns when the frame is in the pipe: there is no buffer of our own (FRAME-3, FRAME-4, OUT-4).
func (w *frameWriter) write(response *wire.Response) error {
	frame := protowire.AppendVarint(nil, uint64(proto.Size(response)))
	frame, err := proto.MarshalOptions{UseCachedSize: true}.MarshalAppend(frame, response)
	if err != nil {
		return err
	}
	w.lock.Lock()
	defer w.lock.Unlock()
	_, err = w.output.Write(frame)
	return err
}
