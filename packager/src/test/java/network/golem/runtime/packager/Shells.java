package network.golem.runtime.packager;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The shells that are used as `sh`, as far as this machine has them.
final class Shells {
  private Shells() {}

  static Stream<List<String>> all() {
    return Stream.of(
            List.of("sh"),
            List.of("dash"),
            List.of("bash", "--posix"),
            List.of("busybox", "sh"),
            List.of("ksh"),
            List.of("mksh"))
        .filter(Shells::isHere);
  }

  private static boolean isHere(List<String> shell) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, shell.getFirst())));
  }
}
