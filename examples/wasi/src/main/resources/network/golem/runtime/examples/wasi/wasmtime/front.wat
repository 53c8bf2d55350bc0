;; The functions that a guest imports in place of WASI's own: each calls an entry of a table, because what
;; stands behind it (back.wat) needs the guest's memory, and can exist only after the guest.
(module
  (import "wasi_snapshot_preview1" "clock_time_get"
    (func $clock_time_get (param i32 i64 i32) (result i32)))
  (memory (export "memory") 1 1)
  (table (export "table") 13 13 funcref)

  ;; The monotonic clock, in nanoseconds: only WASI knows where it begins.
  (func (export "now") (result i64)
    (drop (call $clock_time_get (i32.const 1) (i64.const 1) (i32.const 0)))
    (i64.load (i32.const 0)))

  (func (export "fd_close") (param i32) (result i32)
    (call_indirect (param i32) (result i32) (local.get 0) (i32.const 0)))

  (func (export "fd_pread") (param i32 i32 i32 i64 i32) (result i32)
    (call_indirect (param i32 i32 i32 i64 i32) (result i32) (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4) (i32.const 1)))

  (func (export "fd_read") (param i32 i32 i32 i32) (result i32)
    (call_indirect (param i32 i32 i32 i32) (result i32) (local.get 0) (local.get 1) (local.get 2) (local.get 3) (i32.const 2)))

  (func (export "fd_readdir") (param i32 i32 i32 i64 i32) (result i32)
    (call_indirect (param i32 i32 i32 i64 i32) (result i32) (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4) (i32.const 3)))

  (func (export "fd_renumber") (param i32 i32) (result i32)
    (call_indirect (param i32 i32) (result i32) (local.get 0) (local.get 1) (i32.const 4)))

  (func (export "fd_write") (param i32 i32 i32 i32) (result i32)
    (call_indirect (param i32 i32 i32 i32) (result i32) (local.get 0) (local.get 1) (local.get 2) (local.get 3) (i32.const 5)))

  (func (export "path_link") (param i32 i32 i32 i32 i32 i32 i32) (result i32)
    (call_indirect (param i32 i32 i32 i32 i32 i32 i32) (result i32) (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4) (local.get 5) (local.get 6) (i32.const 6)))

  (func (export "path_open") (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)
    (call_indirect (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32) (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4) (local.get 5) (local.get 6) (local.get 7) (local.get 8) (i32.const 7)))

  (func (export "path_readlink") (param i32 i32 i32 i32 i32 i32) (result i32)
    (call_indirect (param i32 i32 i32 i32 i32 i32) (result i32) (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4) (local.get 5) (i32.const 8)))

  (func (export "path_rename") (param i32 i32 i32 i32 i32 i32) (result i32)
    (call_indirect (param i32 i32 i32 i32 i32 i32) (result i32) (local.get 0) (local.get 1) (local.get 2) (local.get 3) (local.get 4) (local.get 5) (i32.const 9)))

  (func (export "poll_oneoff") (param i32 i32 i32 i32) (result i32)
    (call_indirect (param i32 i32 i32 i32) (result i32) (local.get 0) (local.get 1) (local.get 2) (local.get 3) (i32.const 10)))

  (func (export "sched_yield") (result i32)
    (call_indirect (result i32) (i32.const 11)))

  (func (export "proc_exit") (param i32)
    (call_indirect (param i32) (local.get 0) (i32.const 12)))
)
