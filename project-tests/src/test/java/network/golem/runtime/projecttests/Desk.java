package network.golem.runtime.projecttests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A developer's machine: `mvn`, `golem-runtime` and a JDK 25 are on the `PATH`, and the local
/// Maven repository has the SDK that this build has built. All else in it is that of whoever runs
/// this test; no build here needs a network.
record Desk(Path home, Path repository) implements AutoCloseable {
  private static final Path SDK = Path.of("network", "golem", "runtime");
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  private static final String VERSION = System.getProperty("golem.test.version");

  /// What `golem-runtime new` of a checkout installs. The empty name: the parent's pom.
  private static final List<String> MODULES =
      List.of(
          "",
          "bom",
          "conformance",
          "maven-plugin",
          "packager",
          "protocol",
          "provider",
          "sdk",
          "supervisor",
          "testkit");

  private static final long PATIENCE_SECONDS = 300;

  /// How a command ended.
  ///
  /// @param said on both of its outputs
  record Ended(int code, String said) {}

  static Desk in(Path home) throws IOException {
    Desk desk = new Desk(home, home.resolve("repository"));
    link(Path.of(System.getProperty("golem.test.repository")), desk.repository, SDK);
    for (String module : MODULES) {
      desk.install(module);
    }
    Path bin = Files.createDirectory(home.resolve("bin"));
    script(
        bin.resolve("mvn"),
        "export JAVA_HOME='%s'; exec '%s/bin/mvn' -o -B -Dstyle.color=never '-Dmaven.repo.local=%s' '-Druntime.java=%s' \"$@\""
            .formatted(
                System.getProperty("golem.test.maven.java"),
                System.getProperty("golem.test.maven"),
                desk.repository,
                System.getProperty("golem.test.java")));
    for (String program : List.of("javac", "jar")) { // and not java: Maven's may be an older one
      Files.createSymbolicLink(
          bin.resolve(program), Path.of(System.getProperty("java.home"), "bin", program));
    }
    Files.createSymbolicLink(
        bin.resolve("golem-runtime"),
        CHECKOUT.resolve("cli/target/golem-runtime/bin/golem-runtime"));
    return desk;
  }

  /// Makes `to` a directory whose entries are those of `from`, but for the one at the path.
  private static void link(Path from, Path to, Path without) throws IOException {
    Files.createDirectories(to);
    if (without.toString().isEmpty() || !Files.isDirectory(from)) {
      return;
    }
    Path first = without.getName(0);
    try (Stream<Path> entries = Files.list(from)) {
      for (Path entry : entries.filter(entry -> !entry.endsWith(first)).toList()) {
        Files.createSymbolicLink(to.resolve(entry.getFileName()), entry);
      }
    }
    int names = without.getNameCount();
    Path rest = names == 1 ? Path.of("") : without.subpath(1, names);
    link(from.resolve(first), to.resolve(first), rest);
  }

  private void install(String module) throws IOException {
    Path directory = CHECKOUT.resolve(module);
    String artifact = module.isEmpty() ? "golem-runtime" : "golem-runtime-" + module;
    String file = artifact + "-" + VERSION;
    Path installed =
        Files.createDirectories(repository.resolve(SDK).resolve(artifact).resolve(VERSION));
    Files.copy(directory.resolve("pom.xml"), installed.resolve(file + ".pom"));
    if (!module.isEmpty() && !module.equals("bom")) {
      Files.copy(directory.resolve("target/" + file + ".jar"), installed.resolve(file + ".jar"));
    }
  }

  /// Removes the links, which JUnit warns about when it removes the directory.
  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      for (Path link : all.filter(Files::isSymbolicLink).toList()) {
        Files.delete(link);
      }
    }
  }

  private static void script(Path file, String line) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /// Runs a shell's command line to its end.
  Ended call(Path directory, String line) throws IOException, InterruptedException {
    Path said = Files.createTempFile(home, "said", "");
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", line)
            .directory(directory.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("PATH", home.resolve("bin") + ":" + environment.get("PATH"));
    environment.put("LC_ALL", "C.UTF-8"); // the signs that are looked for
    Process process = builder.start();
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as(line).isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
    return new Ended(process.exitValue(), Files.readString(said));
  }

  /// Runs one that must succeed.
  ///
  /// @return what it said
  String does(Path directory, String line) throws IOException, InterruptedException {
    Ended ended = call(directory, line);
    assertThat(ended.code()).as(line + "\n" + ended.said()).isZero();
    return ended.said();
  }
}
