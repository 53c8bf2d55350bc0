module network.golem/runtime/examples/wasi/programs

go 1.24

require (
	github.com/klauspost/compress v1.18.0
	github.com/yuin/goldmark v1.8.0
)
