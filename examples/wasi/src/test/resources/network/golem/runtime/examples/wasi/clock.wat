  ;; clock MILLIS: sleeps until an absolute time of the monotonic clock; prints the number of events, the user's data of the
  ;; first, and how long that was, in milliseconds.
  (func (export "_start")
    (local $begin i64)
    (drop (call $arguments))
    (drop (call $clock_time_get (i32.const 1) (i64.const 1) (i32.const 16)))
    (local.set $begin (i64.load (i32.const 16)))
    (i64.store (i32.const 128) (i64.const 42))
    (i32.store (i32.const 144) (i32.const 1))
    (i64.store (i32.const 152)
      (i64.add
        (local.get $begin)
        (i64.mul (i64.extend_i32_u (call $number_at (i32.const 1))) (i64.const 1000000))))
    (i32.store16 (i32.const 168) (i32.const 1))
    (drop (call $poll_oneoff (i32.const 128) (i32.const 192) (i32.const 1) (i32.const 240)))
    (call $print_number (i32.load (i32.const 240)))
    (call $print_number (i32.load (i32.const 192)))
    (drop (call $clock_time_get (i32.const 1) (i64.const 1) (i32.const 16)))
    (call $print_number
      (i32.wrap_i64 (i64.div_u (i64.sub (i64.load (i32.const 16)) (local.get $begin)) (i64.const 1000000)))))
