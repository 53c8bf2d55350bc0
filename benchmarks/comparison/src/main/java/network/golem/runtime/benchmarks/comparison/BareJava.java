package network.golem.runtime.benchmarks.comparison;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/// A Java with a start-up cache that only says hello: no runtime can start faster, or be smaller.
///
/// @param runner starts its processes in the same way as those of the other contestants
/// @param java the packaged runtime's own Java
record BareJava(Subject runner, Path java, Path jar, Path cache) {

  /// Creates the program and its cache in this directory.
  static BareJava make(Subject runner, Path directory) throws IOException {
    Path java = runner.binary().resolve("../../java/bin/java").normalize();
    Path jar = directory.resolve("hello.jar");
    String name = Hello.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        InputStream in = Hello.class.getResourceAsStream("Hello.class")) {
      out.putNextEntry(new JarEntry(name));
      in.transferTo(out);
      out.closeEntry();
    }
    BareJava bare = new BareJava(runner, java, jar, directory.resolve("hello.aot"));
    String _ = runner.call(bare.line("-XX:AOTCacheOutput=" + bare.cache));
    return bare;
  }

  private List<String> line(String option) {
    return new ArrayList<>(
        List.of(
            java.toString(),
            "-XX:+UseSerialGC",
            option,
            "-cp",
            jar.toString(),
            Hello.class.getName()));
  }

  /// One that stays after its hello.
  List<String> staying() {
    List<String> line = line("-XX:AOTCache=" + cache);
    line.add("stay");
    return line;
  }

  /// The duration of the whole process, in milliseconds.
  double time() {
    return runner.timeOf(line("-XX:AOTCache=" + cache));
  }

  /// Its memory after it has said hello, in MiB.
  double memory() {
    try {
      Process process = new ProcessBuilder(staying()).start();
      try {
        byte[] hello = process.getInputStream().readNBytes("hello\n".length());
        String status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
        return hello.length == 0
            ? Double.NaN
            : Double.parseDouble(status.replaceAll("(?s).*VmRSS:\\s+([0-9]+) kB.*", "$1")) / 1024;
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
