  ;; flood BYTES PIECE: prints this many bytes, a letter each, in writes of at most PIECE bytes.
  (func (export "_start")
    (local $left i32) (local $piece i32)
    (drop (call $arguments))
    (local.set $left (call $number_at (i32.const 1)))
    (local.set $piece (i32.const 65536))
    (if (i32.eq (i32.load (i32.const 0)) (i32.const 3))
      (then (local.set $piece (call $number_at (i32.const 2)))))
    (memory.fill (i32.const 65536) (i32.const 120) (i32.const 65536))
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $left)))
        (if (i32.gt_u (local.get $piece) (local.get $left))
          (then (local.set $piece (local.get $left))))
        (call $print (i32.const 65536) (local.get $piece))
        (local.set $left (i32.sub (local.get $left) (local.get $piece)))
        (br $next))))
