  ;; wait HOW MILLIS: says that it waits; then spins, yields, writes, fills or asks for very many clocks for ever, or sleeps.
  (data (i32.const 512) "waiting\n")
  (func (export "_start")
    (local $how i32) (local $at i32)
    (drop (call $arguments))
    (local.set $how (i32.load8_u (call $arg (i32.const 1))))
    (call $print (i32.const 512) (i32.const 8))
    (if (i32.eq (local.get $how) (i32.const 0x73)) ;; sleep
      (then (call $pause (call $number_at (i32.const 2)))))
    (if (i32.eq (local.get $how) (i32.const 0x6c)) ;; loop
      (then (loop $on (br $on))))
    (if (i32.eq (local.get $how) (i32.const 0x79)) ;; yield
      (then (loop $on (drop (call $sched_yield)) (br $on))))
    (if (i32.eq (local.get $how) (i32.const 0x77)) ;; write
      (then (loop $on (call $print (i32.const 65536) (i32.const 65536)) (br $on))))
    (if (i32.eq (local.get $how) (i32.const 0x63)) ;; clocks: 4097 of an hour
      (then
        (drop (memory.grow (i32.const 16)))
        (local.set $at (i32.const 131072))
        (loop $next
          (i32.store (i32.add (local.get $at) (i32.const 16)) (i32.const 1))
          (i64.store (i32.add (local.get $at) (i32.const 24)) (i64.const 3600000000000))
          (local.set $at (i32.add (local.get $at) (i32.const 48)))
          (br_if $next (i32.lt_u (local.get $at) (i32.const 327728))))
        (loop $on
          (drop (call $poll_oneoff (i32.const 131072) (i32.const 400000) (i32.const 4097) (i32.const 8)))
          (br $on))))
    (if (i32.eq (local.get $how) (i32.const 0x66)) ;; fill
      (then
        (drop (memory.grow (i32.const 3000)))
        (loop $on
          (memory.fill (i32.const 131072) (i32.const 1) (i32.const 196608000))
          (br $on)))))
