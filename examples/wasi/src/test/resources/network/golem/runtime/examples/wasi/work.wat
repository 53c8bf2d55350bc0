  ;; work N [fault]: N rounds of a loop that calls nothing; with a second argument, it then divides by zero.
  (func (export "_start")
    (local $count i32) (local $left i32)
    (local.set $count (call $arguments))
    (local.set $left (call $number_at (i32.const 1)))
    (loop $next
      (local.set $left (i32.sub (local.get $left) (i32.const 1)))
      (br_if $next (local.get $left)))
    (drop (i32.div_u (i32.const 1) (i32.sub (i32.const 3) (local.get $count)))))
