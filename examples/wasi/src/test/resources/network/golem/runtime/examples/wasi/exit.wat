  ;; exit CODE: complains, and exits.
  (data (i32.const 512) "exiting\n")
  (func (export "_start")
    (drop (call $arguments))
    (drop (call $write (i32.const 2) (i32.const 512) (i32.const 8)))
    (call $proc_exit (call $number_at (i32.const 1))))
