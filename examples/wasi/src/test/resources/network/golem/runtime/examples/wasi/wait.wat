  ;; wait HOW MILLIS: says that it waits; then spins, yields or writes for ever, or sleeps.
  (data (i32.const 512) "waiting\n")
  (func (export "_start")
    (local $how i32)
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
    (if (i32.eq (local.get $how) (i32.const 0x66)) ;; fill
      (then
        (drop (memory.grow (i32.const 3000)))
        (loop $on
          (memory.fill (i32.const 131072) (i32.const 1) (i32.const 196608000))
          (br $on)))))
