  ;; Prints its arguments like echo.
  (data (i32.const 512) " \n")
  (func (export "_start")
    (local $count i32) (local $index i32)
    (local.set $count (call $arguments))
    (local.set $index (i32.const 1))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $index) (local.get $count)))
        (if (i32.gt_u (local.get $index) (i32.const 1))
          (then (call $print (i32.const 512) (i32.const 1))))
        (call $print (call $arg (local.get $index)) (call $length (call $arg (local.get $index))))
        (local.set $index (i32.add (local.get $index) (i32.const 1)))
        (br $next)))
    (call $print (i32.const 513) (i32.const 1)))
