  ;; files OPERATION FD PATH [...]: prints WASI's error number, or what it has read.
  (data (i32.const 512) "to the file\n")
  ;; Follows links.
  (func $open (param $fd i32) (param $path i32) (param $flags i32) (param $rights i64) (result i32)
    (call $path_open
      (local.get $fd) (i32.const 1) (local.get $path) (call $length (local.get $path)) (local.get $flags)
      (local.get $rights) (local.get $rights) (i32.const 0) (i32.const 300)))
  ;; Ends with the error, if it is one.
  (func $check (param $error i32)
    (if (local.get $error)
      (then (call $print_number (local.get $error)) (call $proc_exit (i32.const 1)))))
  (func $show (param $fd i32)
    (i32.store (i32.const 0) (i32.const 65536))
    (i32.store (i32.const 4) (i32.const 4096))
    (call $check (call $fd_read (local.get $fd) (i32.const 0) (i32.const 1) (i32.const 8)))
    (call $print (i32.const 65536) (i32.load (i32.const 8))))
  (func (export "_start")
    (local $operation i32) (local $fd i32) (local $path i32) (local $new i32)
    (drop (call $arguments))
    (local.set $operation (i32.load8_u (call $arg (i32.const 1))))
    (local.set $fd (call $number_at (i32.const 2)))
    (local.set $path (call $arg (i32.const 3)))
    (if (i32.eq (local.get $operation) (i32.const 0x72)) ;; read FD PATH
      (then
        (call $check (call $open (local.get $fd) (local.get $path) (i32.const 0) (i64.const 2)))
        (call $show (i32.load (i32.const 300)))))
    (if (i32.eq (local.get $operation) (i32.const 0x62)) ;; both FD PATH: opens for reading and writing, and reads
      (then
        (call $check (call $open (local.get $fd) (local.get $path) (i32.const 1) (i64.const 0x42)))
        (call $show (i32.load (i32.const 300)))))
    (if (i32.eq (local.get $operation) (i32.const 0x70)) ;; pread FD PATH
      (then
        (call $check (call $open (local.get $fd) (local.get $path) (i32.const 1) (i64.const 0x42)))
        (i32.store (i32.const 0) (i32.const 65536))
        (i32.store (i32.const 4) (i32.const 4096))
        (call $check
          (call $fd_pread
            (i32.load (i32.const 300)) (i32.const 0) (i32.const 1) (i64.const 0) (i32.const 8)))
        (call $print (i32.const 65536) (i32.load (i32.const 8)))))
    (if (i32.eq (local.get $operation) (i32.const 0x77)) ;; write FD PATH CONTENT
      (then
        (call $check (call $open (local.get $fd) (local.get $path) (i32.const 9) (i64.const 0x40)))
        (call $check
          (call $write
            (i32.load (i32.const 300)) (call $arg (i32.const 4)) (call $length (call $arg (i32.const 4)))))))
    (if (i32.eq (local.get $operation) (i32.const 0x69)) ;; inside FD DIRECTORY PATH: reads through a directory's descriptor
      (then
        (call $check (call $open (local.get $fd) (local.get $path) (i32.const 2) (i64.const 0x6002)))
        (call $check
          (call $open (i32.load (i32.const 300)) (call $arg (i32.const 4)) (i32.const 1) (i64.const 0x42)))
        (call $show (i32.load (i32.const 300)))))
    (if (i32.eq (local.get $operation) (i32.const 0x64)) ;; directory FD PATH: lists
      (then
        (call $check (call $open (local.get $fd) (local.get $path) (i32.const 2) (i64.const 0x4000)))
        (call $check
          (call $fd_readdir
            (i32.load (i32.const 300)) (i32.const 65536) (i32.const 4096) (i64.const 0) (i32.const 8)))))
    (if (i32.eq (local.get $operation) (i32.const 0x6d)) ;; move FD PATH FD PATH
      (then
        (call $check
          (call $rename
            (local.get $fd) (local.get $path) (call $length (local.get $path)) (call $number_at (i32.const 4))
            (call $arg (i32.const 5)) (call $length (call $arg (i32.const 5)))))))
    (if (i32.eq (local.get $operation) (i32.const 0x6c)) ;; link FD PATH FD PATH
      (then
        (call $check
          (call $link
            (local.get $fd) (i32.const 0) (local.get $path) (call $length (local.get $path))
            (call $number_at (i32.const 4)) (call $arg (i32.const 5)) (call $length (call $arg (i32.const 5)))))))
    (if (i32.eq (local.get $operation) (i32.const 0x73)) ;; symlink FD PATH TARGET
      (then
        (call $check
          (call $symlink
            (call $arg (i32.const 4)) (call $length (call $arg (i32.const 4))) (local.get $fd) (local.get $path)
            (call $length (local.get $path))))))
    (if (i32.eq (local.get $operation) (i32.const 0x6b)) ;; k FD PATH: reads a link
      (then
        (call $check
          (call $readlink
            (local.get $fd) (local.get $path) (call $length (local.get $path)) (i32.const 65536)
            (i32.const 4096) (i32.const 8)))
        (call $print (i32.const 65536) (i32.load (i32.const 8)))))
    (if (i32.eq (local.get $operation) (i32.const 0x75)) ;; unlink FD PATH
      (then (call $check (call $unlink (local.get $fd) (local.get $path) (call $length (local.get $path))))))
    (if (i32.eq (local.get $operation) (i32.const 0x6e)) ;; new FD PATH: makes a directory
      (then (call $check (call $mkdir (local.get $fd) (local.get $path) (call $length (local.get $path))))))
    (if (i32.eq (local.get $operation) (i32.const 0x78)) ;; x FD PATH: makes a file its standard output, and prints
      (then
        (call $check (call $open (local.get $fd) (local.get $path) (i32.const 9) (i64.const 0x40)))
        (call $check (call $fd_renumber (i32.load (i32.const 300)) (i32.const 1)))
        (call $print (i32.const 512) (i32.const 12))
        (call $proc_exit (i32.const 0))))
    (if (i32.eq (local.get $operation) (i32.const 0x76)) ;; v FD PATH: moves a write-only file's descriptor, and reads
      (then
        (call $check (call $open (local.get $fd) (local.get $path) (i32.const 1) (i64.const 0x42)))
        (local.set $new (i32.load (i32.const 300)))
        (call $check (call $fd_renumber (local.get $new) (i32.const 0)))
        (call $show (i32.const 0)))))
