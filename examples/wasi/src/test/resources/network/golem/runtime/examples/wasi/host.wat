  ;; Prints the number of its arguments, of its environment variables, and of the bytes in its standard input.
  (func (export "_start")
    (call $print_number (call $arguments))
    (drop (call $environ_sizes_get (i32.const 16) (i32.const 20)))
    (call $print_number (i32.load (i32.const 16)))
    (i32.store (i32.const 0) (i32.const 65536))
    (i32.store (i32.const 4) (i32.const 65536))
    (drop (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
    (call $print_number (i32.load (i32.const 8))))
