package network.golem.runtime.conformance.checks;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.golem.runtime.conformance.trial.Run;
import network.golem.runtime.conformance.trial.Session;
import network.golem.runtime.conformance.trial.Unmet;

/// Programs that commands execute.
final class ProgramChecks {
  private static final Path OWN_DESCRIPTORS = Path.of("/proc/self/fd");

  private static final Pattern LINK = Pattern.compile("(\\d+) -> (\\S+)$");

  private ProgramChecks() {}

  static void addTo(Group run) {
    run.check("directory", "Executes commands in the workdir", "RUN-19")
        .by(trial -> {
          Session session = trial.session();
          Run asked = session.shell("pwd -P");
          asked.succeeds();
          Path here = Path.of(asked.stdout().strip());
          trial.expect(here.startsWith(trial.workdir()), "the workdir, or a volume in it", here);
        });
    run.check(
            "code.complaint",
            "Reports another code than 0 if a failing program complains",
            "RUN-10")
        .by(trial -> RunChecks.fails(trial, trial.session().shell("echo failed >&2; exit 3")));
    run.check("code.output", "Reports 0 if a program that succeeds complains", "RUN-10")
        .by(trial -> trial.session().shell("echo well >&2").succeeds());
    run.check("code.signal", "Reports another code than 0 if a signal ends a program", "RUN-10")
        .by(trial -> RunChecks.fails(trial, trial.session().shell("kill -9 $$")));
    run.check("programs.input", "Gives programs an empty input", "RUN-13")
        .by(trial -> {
          Run reading = trial.session().shell("wc -c");
          reading.succeeds();
          trial.expect(reading.stdout().strip().equals("0"), "no bytes", reading.stdout());
        });
    run.check("programs.descriptors", "Gives programs no descriptor of the session", "RUN-13")
        .by(trial -> {
          Session session = trial.session();
          Run listing = session.shell("ls -l /proc/self/fd");
          listing.end();
          List<String> inherited = links(listing.stdout());
          // both ends of a pipe have the same name
          inherited.retainAll(ownPipes());
          trial.expect(
              inherited.isEmpty(), "no pipe of the session in a program", inherited.size());
        });
    run.check("programs.code", "Reports the true exit code of a program", "RUN-14")
        .by(trial -> {
          Session session = trial.session();
          for (int code : new int[] {1, 3, 42, 255}) {
            int reported = session.shell("exit " + code).code();
            trial.expect(reported == code, "exit code " + code, reported);
          }
        });
    run.check("programs.signal", "Reports 128 plus the number of the signal", "RUN-14", "RUN-10")
        .by(trial -> {
          int code = trial.session().shell("kill -9 $$").code();
          trial.expect(code == 137, "exit code 137", code);
        });
  }

  /// What the descriptors from 3 on lead to, as `ls` shows them.
  ///
  /// @throws Unmet if the system has no such directory
  private static List<String> links(String listed) {
    List<String> links = new ArrayList<>();
    boolean any = false;
    for (String line : listed.lines().toList()) {
      Matcher link = LINK.matcher(line);
      if (link.find()) {
        any = true;
        if (Integer.parseInt(link.group(1)) > 2) {
          links.add(link.group(2));
        }
      }
    }
    if (!any) {
      throw new Unmet("the system does not tell the descriptors of a process");
    }
    return links;
  }

  /// The pipes that this process has, among them its ends of those of the session.
  private static Set<String> ownPipes() throws IOException {
    Set<String> pipes = new HashSet<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(OWN_DESCRIPTORS)) {
      for (Path each : all) {
        try {
          pipes.add(Files.readSymbolicLink(each).toString());
        } catch (IOException _) {
          // closed in the meantime
        }
      }
    }
    pipes.removeIf(name -> !name.startsWith("pipe:"));
    return pipes;
  }
}
