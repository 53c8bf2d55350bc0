package network.golem.runtime.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import network.golem.runtime.conformance.CheckListener;
import network.golem.runtime.conformance.CheckOptions;
import network.golem.runtime.conformance.CheckReport;
import network.golem.runtime.conformance.CheckRun;
import network.golem.runtime.conformance.KnownFailures;
import network.golem.runtime.conformance.model.CheckDescription;
import network.golem.runtime.conformance.model.CheckProfile;
import network.golem.runtime.conformance.model.CheckResult;
import network.golem.runtime.conformance.model.Severity;
import network.golem.runtime.supervisor.model.RuntimeBinary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The checks, against runtimes that have nothing in common but the protocol: one on the published
/// SDK, those in other languages, and the packaged examples.
///
/// What the published SDK does otherwise is listed in `bench-runtime/known-failures.txt`, which
/// `golem-runtime check --fix` writes anew. Of the checks of a "must" that need no long time, it is
/// checked with all, the others with a third of them or fewer, as a packaged runtime without a
/// start-up cache takes half a second for each call, unless `-Dgolem.conformance.checks` is `all`.
@Timeout(900)
class ConformanceTest {
  private static final Path PUBLISHED = Path.of("bench-runtime");
  private static final boolean ALL = "all".equals(System.getProperty("golem.conformance.checks"));
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// What the published SDK never sends is not worth a longer time.
  private static final Duration SHORT_PATIENCE = Duration.ofSeconds(4);

  /// Each check waits for processes most of the time.
  private static final int JOBS = 3;

  private static final int SHARE = 3;

  @TempDir Path directory;

  /// The first call may have to build the runtime.
  @Test
  void thePublishedSdkFailsWhereItIsKnownToFail() throws Exception {
    Path runtime = Files.createFile(directory.resolve("bench-runtime"), executable());
    Files.writeString(
        runtime,
        """
        #!/bin/sh
        # The runtime itself takes the name of the program for an argument, unless it is told otherwise.
        BENCH_STRIP_ARG0=1 exec '%s' "$@"
        """
            .formatted(RustPeers.benchRuntime()));
    KnownFailures known = KnownFailures.read(PUBLISHED.resolve("known-failures.txt"));

    CheckReport report =
        check(
            runtime,
            CheckOptions.of(CheckProfile.read(PUBLISHED.resolve(CheckProfile.FILE_NAME)))
                .withJobs(JOBS),
            withPrerequisites(quickMusts()),
            SHORT_PATIENCE);

    assertThat(known.complaints(report)).isEmpty();
    assertThat(report.failures()).allMatch(known::expects);
  }

  @ParameterizedTest
  @EnumSource
  void aRuntimeInAnotherLanguagePasses(OtherLanguage language) throws Exception {
    Path binary = language.binary();
    CheckProfile profile = CheckProfile.read(language.directory().resolve(CheckProfile.FILE_NAME));

    assertThat(
            check(binary, CheckOptions.of(profile).withJobs(JOBS), share(SHARE), PATIENCE)
                .failures())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "command-mode, 6",
    "environment, 12",
    "greeter, 3",
    "http-service, 12",
    "ping, 12",
    "service, 12",
    "shell, 3",
    "wasi, 12",
  })
  void anExamplePasses(String example, int each) throws Exception {
    Path project = Examples.directory().resolve(example);
    Path image = project.resolve("target/sample.zip");
    if (example.equals("wasi")) {
      assumeTrue(
          Files.exists(image) || "required".equals(System.getProperty("golem.wasmtime")),
          "SKIPPED: the example wasi lacks its engine, which examples/wasi/fetch gets");
    }
    CheckOptions options =
        CheckOptions.of(CheckProfile.read(project.resolve(CheckProfile.FILE_NAME)))
            .withJobs(example.equals("http-service") ? 1 : JOBS) // it has one port
            .withRuntimeArgs(arguments(example, project))
            .withTaskPackage(Optional.of(image).filter(Files::exists));

    CheckReport report = check(Examples.runtime(example), options, share(each), PATIENCE);
    assertThat(report.failures()).isEmpty();
    assertThat(report.results()).anyMatch(CheckResult::passed);
  }

  /// What a descriptor's `--runtime-arg` says, for the examples that need it.
  private static List<String> arguments(String example, Path project) {
    return switch (example) {
      case "environment" ->
          List.of("--configurations", project.resolve("configurations").toString(), "numbers");
      case "http-service" ->
          List.of("--services", project.resolve("service-files").toString(), "acme");
      default -> List.of();
    };
  }

  private static FileAttribute<?> executable() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Set<String> quickMusts() {
    return CheckRun.all().stream()
        .filter(check -> check.severity() == Severity.MUST && !check.alone())
        .map(CheckDescription::id)
        .collect(Collectors.toSet());
  }

  /// Checks that are expected to pass can be executed without what they take for granted.
  ///
  /// @param each one check of so many
  private static Set<String> share(int each) {
    List<String> all =
        CheckRun.all().stream().map(CheckDescription::id).filter(quickMusts()::contains).toList();
    return IntStream.range(0, all.size())
        .filter(i -> i % each == 0)
        .mapToObj(all::get)
        .collect(Collectors.toSet());
  }

  private static Set<String> withPrerequisites(Set<String> ids) {
    Set<String> closed = new HashSet<>(ids);
    // what a check takes for granted comes before it
    for (CheckDescription check : CheckRun.all().reversed()) {
      if (closed.contains(check.id())) {
        closed.addAll(check.after());
      }
    }
    return closed;
  }

  private static CheckReport check(
      Path runtime, CheckOptions usual, Set<String> selected, Duration patience) throws Exception {
    CheckOptions options =
        usual.withPatience(patience).select(check -> ALL || selected.contains(check.id()));
    return new CheckRun(RuntimeBinary.at(runtime), options, new Silent()).run();
  }

  private static final class Silent implements CheckListener {
    @Override
    public void began(CheckProfile profile, int checks) {}

    @Override
    public void ended(CheckResult result) {}
  }
}
