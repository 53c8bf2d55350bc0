# If the loader is missing, the kernel would report that Java itself was not found.
[ -e @loader@ ] ||
  complain "its Java, $golem_java, is for another kind of system: it needs "@loader@", which does not exist here; package the runtime on a system with this processor and C library"
