  ;; Recurses, and calls the host at each level, until its stack is used up.
  (data (i32.const 512) "x")
  (func $deeper (param $level i32) (result i32)
    (call $print (i32.const 512) (i32.const 1))
    (i32.add (call $deeper (i32.add (local.get $level) (i32.const 1))) (i32.const 1)))
  (func (export "_start") (drop (call $deeper (i32.const 0))))
