  (data (i32.const 512) "hello\n")
  (func (export "_start") (call $print (i32.const 512) (i32.const 6)))
