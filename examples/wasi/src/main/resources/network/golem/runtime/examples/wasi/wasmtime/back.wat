;; What stands between a guest and WASI: standard streams, sleeping, yielding and exiting go to the host, and what a guest
;; has in a write-only mount can be neither read nor carried out of it. Everything else is WASI's own. WASI's
;; functions work on the memory that their caller exports, so this module exports the guest's.
(module
  (import "wasi_snapshot_preview1" "fd_close"
    (func $wasi.fd_close (param i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_pread"
    (func $wasi.fd_pread (param i32 i32 i32 i64 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_read"
    (func $wasi.fd_read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_readdir"
    (func $wasi.fd_readdir (param i32 i32 i32 i64 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_renumber"
    (func $wasi.fd_renumber (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write"
    (func $wasi.fd_write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_link"
    (func $wasi.path_link (param i32 i32 i32 i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_open"
    (func $wasi.path_open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_readlink"
    (func $wasi.path_readlink (param i32 i32 i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "path_rename"
    (func $wasi.path_rename (param i32 i32 i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "poll_oneoff"
    (func $wasi.poll_oneoff (param i32 i32 i32 i32) (result i32)))
  (import "host" "write" (func $host.write (param i32 i32 i32 i32) (result i32)))
  (import "host" "read" (func $host.read (param i32 i32 i32) (result i32)))
  (import "host" "poll" (func $host.poll (param i32 i32 i32 i32 i64) (result i32)))
  (import "host" "yield" (func $host.yield))
  (import "host" "exit" (func $host.exit (param i32)))
  (import "front" "now" (func $now (result i64)))
  (import "front" "table" (table 13 funcref))
  (import "guest" "memory" (memory 0))
  (export "memory" (memory 0))

  (elem (i32.const 0) func
    $fd_close $fd_pread $fd_read $fd_readdir $fd_renumber $fd_write $path_link $path_open $path_readlink
    $path_rename $poll_oneoff $sched_yield
    $host.exit)

  ;; A byte for each descriptor: 0, one of WASI's own; 1 and 2, standard output and error; 3, standard input;
  ;; 4, a directory or file of a write-only mount.
  (memory $kinds 1 1)
  ;; Not as data: wasmtime would copy a page of the machine's size, and count each byte as fuel.
  (func $standard_streams
    (i32.store $kinds (i32.const 0) (i32.const 0x020103)))
  (start $standard_streams)

  (func (export "mark") (param $fd i32)
    (i32.store8 $kinds (local.get $fd) (i32.const 4)))

  (func $kind (param $fd i32) (result i32)
    (if (result i32) (i32.lt_u (local.get $fd) (i32.const 65536))
      (then (i32.load8_u $kinds (local.get $fd)))
      (else (i32.const 0)))) ;; path_open lets no such descriptor exist

  (func $is_write_only (param $fd i32) (result i32)
    (i32.eq (call $kind (local.get $fd)) (i32.const 4)))

  (func $fd_close (param $fd i32) (result i32)
    (local $error i32)
    (local.set $error (call $wasi.fd_close (local.get $fd)))
    (if (i32.eqz (local.get $error))
      (then (i32.store8 $kinds (local.get $fd) (i32.const 0))))
    (local.get $error))

  (func $fd_renumber (param $fd i32) (param $to i32) (result i32)
    (local $error i32) (local $kind i32)
    (local.set $error (call $wasi.fd_renumber (local.get $fd) (local.get $to)))
    (if (i32.eqz (local.get $error))
      (then
        (local.set $kind (call $kind (local.get $fd)))
        (i32.store8 $kinds (local.get $fd) (i32.const 0))
        (i32.store8 $kinds (local.get $to) (local.get $kind))))
    (local.get $error))

  (func $fd_write (param $fd i32) (param $from i32) (param $count i32) (param $written i32) (result i32)
    (local $kind i32)
    (local.set $kind (call $kind (local.get $fd)))
    (if (i32.or (i32.eq (local.get $kind) (i32.const 1)) (i32.eq (local.get $kind) (i32.const 2)))
      (then
        (return
          (call $host.write (local.get $kind) (local.get $from) (local.get $count) (local.get $written)))))
    (call $wasi.fd_write (local.get $fd) (local.get $from) (local.get $count) (local.get $written)))

  (func $fd_read (param $fd i32) (param $to i32) (param $count i32) (param $read i32) (result i32)
    (local $kind i32)
    (local.set $kind (call $kind (local.get $fd)))
    (if (i32.eq (local.get $kind) (i32.const 3))
      (then (return (call $host.read (local.get $to) (local.get $count) (local.get $read)))))
    (if (i32.eq (local.get $kind) (i32.const 4))
      (then (return (i32.const 8)))) ;; badf, as for any file that is not open for reading
    (call $wasi.fd_read (local.get $fd) (local.get $to) (local.get $count) (local.get $read)))

  (func $fd_pread (param $fd i32) (param $to i32) (param $count i32) (param $at i64) (param $read i32)
    (result i32)
    (if (call $is_write_only (local.get $fd))
      (then (return (i32.const 8))))
    (call $wasi.fd_pread
      (local.get $fd) (local.get $to) (local.get $count) (local.get $at) (local.get $read)))

  (func $fd_readdir (param $fd i32) (param $to i32) (param $size i32) (param $cookie i64) (param $used i32)
    (result i32)
    (if (call $is_write_only (local.get $fd))
      (then (return (i32.const 2)))) ;; acces
    (call $wasi.fd_readdir
      (local.get $fd) (local.get $to) (local.get $size) (local.get $cookie) (local.get $used)))

  (func $path_readlink (param $fd i32) (param $path i32) (param $length i32) (param $to i32) (param $size i32)
    (param $used i32) (result i32)
    (if (call $is_write_only (local.get $fd))
      (then (return (i32.const 2)))) ;; acces
    (call $wasi.path_readlink
      (local.get $fd) (local.get $path) (local.get $length) (local.get $to) (local.get $size)
      (local.get $used)))

  ;; Whether one directory is in a write-only mount and the other is not. Nothing leaves such a mount, and nothing
  ;; enters it: a directory that was opened before it was moved in could still be read.
  (func $crosses (param $fd i32) (param $to i32) (result i32)
    (i32.ne
      (call $is_write_only (local.get $fd))
      (call $is_write_only (local.get $to))))

  (func $path_rename (param $fd i32) (param $path i32) (param $length i32) (param $to i32) (param $name i32)
    (param $size i32) (result i32)
    (if (call $crosses (local.get $fd) (local.get $to))
      (then (return (i32.const 2)))) ;; acces
    (call $wasi.path_rename
      (local.get $fd) (local.get $path) (local.get $length) (local.get $to) (local.get $name)
      (local.get $size)))

  (func $path_link (param $fd i32) (param $flags i32) (param $path i32) (param $length i32) (param $to i32)
    (param $name i32) (param $size i32) (result i32)
    (if (call $crosses (local.get $fd) (local.get $to))
      (then (return (i32.const 2)))) ;; acces
    (call $wasi.path_link
      (local.get $fd) (local.get $flags) (local.get $path) (local.get $length) (local.get $to)
      (local.get $name) (local.get $size)))

  (func $path_open (param $fd i32) (param $lookup i32) (param $path i32) (param $length i32) (param $flags i32)
    (param $rights i64) (param $inheriting i64) (param $mode i32) (param $opened i32) (result i32)
    (local $error i32) (local $new i32) (local $kind i32)
    (if (call $is_write_only (local.get $fd))
      (then
        (local.set $kind (i32.const 4))
        (if (i32.eqz (i32.and (local.get $flags) (i32.const 2))) ;; not only directories
          (then
            (if (i64.eqz (i64.and (local.get $rights) (i64.const 0x40))) ;; not for fd_write
              (then (return (i32.const 2)))) ;; acces
            ;; without fd_read and fd_readdir
            (local.set $rights (i64.and (local.get $rights) (i64.const -16387)))))))
    (local.set $error
      (call $wasi.path_open
        (local.get $fd) (local.get $lookup) (local.get $path) (local.get $length) (local.get $flags)
        (local.get $rights) (local.get $inheriting) (local.get $mode) (local.get $opened)))
    (if (local.get $error)
      (then (return (local.get $error))))
    (local.set $new (i32.load 0 (local.get $opened)))
    (if (i32.ge_u (local.get $new) (i32.const 65536))
      (then
        (drop (call $wasi.fd_close (local.get $new)))
        (return (i32.const 41)))) ;; nfile
    (i32.store8 $kinds (local.get $new) (local.get $kind))
    (i32.const 0))

  ;; The host waits if there are only clocks; files and streams are always ready, so WASI does not wait.
  (func $poll_oneoff (param $from i32) (param $to i32) (param $count i32) (param $events i32) (result i32)
    (local $error i32)
    (local.set $error
      (call $host.poll
        (local.get $from) (local.get $to) (local.get $count) (local.get $events) (call $now)))
    (if (i32.ne (local.get $error) (i32.const -1))
      (then (return (local.get $error))))
    (call $wasi.poll_oneoff (local.get $from) (local.get $to) (local.get $count) (local.get $events)))

  (func $sched_yield (result i32)
    (call $host.yield)
    (i32.const 0))
)
