package network.golem.runtime.conformance;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import network.golem.runtime.conformance.model.Ability;
import network.golem.runtime.conformance.model.CheckProfile;
import network.golem.runtime.conformance.model.ProfileCommand;
import network.golem.runtime.conformance.model.SupervisorCounters;
import network.golem.runtime.conformance.trial.CheckedRuntime;
import network.golem.runtime.conformance.trial.Run;
import network.golem.runtime.conformance.trial.Session;
import network.golem.runtime.conformance.trial.Trial;
import network.golem.runtime.conformance.trial.Violation;
import network.golem.runtime.conformance.wire.Reply;
import network.golem.runtime.supervisor.process.RuntimeArguments.ExtraArgs;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Finds out what a profile does not say: which features a runtime has, by its descriptor and what
/// it prints, and which commands, by trying a few usual names.
final class Discovery {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final Duration GUESS_LIMIT = Duration.ofSeconds(5);

  private static final String SAID = "golem-check";
  private static final int FAILURE = 7;
  private static final List<String> FAIL = List.of("fail", "7");

  private final CheckedRuntime runtime;
  private final Trial trial;

  private Discovery(CheckedRuntime runtime, Trial trial) {
    this.runtime = runtime;
    this.trial = trial;
  }

  /// @param trials where a trial is entered as long as it lasts
  static CheckedRuntime of(CheckedRuntime runtime, OpenTrials trials)
      throws RuntimeNotStarted, InterruptedException {
    execute(runtime);
    CheckProfile profile = runtime.profile();
    if (profile.features().isPresent() && !profile.commands().isEmpty()) {
      return runtime;
    }
    try (Trial trial = new Trial(runtime, LIMIT)) {
      trials.add(trial);
      try {
        return runtime.with(new Discovery(runtime, trial).profile());
      } finally {
        trials.remove(trial);
      }
    } catch (IOException e) {
      throw new RuntimeNotStarted(
          "cannot start the runtime " + runtime.binary().path() + ": " + e.getMessage(), e);
    }
  }

  /// Whether the operating system can execute it: its standard output is of no interest yet.
  private static void execute(CheckedRuntime runtime)
      throws RuntimeNotStarted, InterruptedException {
    String path = runtime.binary().path().toString();
    try {
      Process process =
          new ProcessBuilder(path, "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      process.destroyForcibly().waitFor();
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage()).replaceAll(".*\\(([^()]+)\\)\\s*$", "$1");
      throw new RuntimeNotStarted("cannot start the runtime " + path + ": " + reason, e);
    }
  }

  private CheckProfile profile() throws IOException, InterruptedException {
    Set<String> features = new TreeSet<>();
    ExtraArgs extra = runtime.extraArgs();
    if (!extra.managedImage()) {
      features.add("image");
    }
    if (extra.managedHardware()) {
      features.add("hardware");
    }
    JsonNode deployed = json(trial.deploy().stdout());
    String mode = deployed.path("startMode").asString("empty");
    boolean server = !mode.equals("empty");
    features.add(server ? "server" : "one-shot");
    if (!deployed.path("vols").isEmpty()) {
      features.add("volumes");
    }
    JsonNode offer = json(trial.phase("offer-template").stdout());
    String capabilities = offer.path("properties").path("golem.runtime.capabilities").toString();
    if (server && (capabilities.contains("\"vpn\"") || capabilities.contains("\"inet\""))) {
      features.add("networks");
    }
    CheckProfile profile = runtime.profile();
    if (server && profile.commands().isEmpty()) {
      profile = profile.or(guesses());
    }
    if (profile.command(Ability.SLEEP).isPresent()) {
      features.add("kill");
    }
    if (profile.commands().containsKey(Ability.SHELL)) {
      features.add("programs");
    }
    if (hasCounters() && profile.commands().containsKey(Ability.COUNT)) {
      features.add("counters");
    }
    if (profile.commands().containsKey(Ability.STATE)) {
      features.add("states");
    }
    return runtime.profile().features().isPresent() ? profile : profile.withFeatures(features);
  }

  private boolean hasCounters() {
    return runtime
        .binary()
        .descriptor()
        .filter(descriptor -> !SupervisorCounters.NAMES.containsAll(descriptor.counters().keySet()))
        .isPresent();
  }

  /// As a supervisor reads it, but without complaint.
  private static JsonNode json(String printed) {
    try {
      return JsonMapper.shared().readTree(printed.substring(Math.max(0, printed.indexOf('{'))));
    } catch (JacksonException _) {
      return JsonMapper.shared().createObjectNode();
    }
  }

  /// All are requested at once: a runtime that knows none of them refuses them in no time.
  private Map<Ability, ProfileCommand> guesses() throws IOException, InterruptedException {
    Map<Ability, ProfileCommand> found = new EnumMap<>(Ability.class);
    Session session = trial.start();
    try {
      session.hello();
      Map<List<String>, Run> runs = new LinkedHashMap<>();
      for (List<String> words : candidates()) {
        runs.put(words, session.run(words));
      }
      session.await(
          "all of them to end",
          GUESS_LIMIT,
          () -> runs.values().stream().allMatch(run -> isOver(session, run)) ? "" : null);
      runs.forEach((words, run) -> evaluate(words, run, session, found));
    } catch (Violation _) {
      // what is known until now must do; the checks will tell what is wrong
    }
    return found;
  }

  private static List<List<String>> candidates() {
    String line = "printf " + SAID;
    return List.of(
        List.of("sh", "-c", line),
        List.of("/bin/sh", "-c", line),
        List.of("exec", "sh", "-c", line),
        List.of("echo", SAID),
        FAIL,
        List.of("no-such-command", SAID));
  }

  private static boolean isOver(Session session, Run run) {
    return run.events().stream().anyMatch(event -> !event.running())
        || session.answers(run.id()).stream().anyMatch(answer -> answer.member() == Reply.ERROR);
  }

  private static void evaluate(
      List<String> words, Run run, Session session, Map<Ability, ProfileCommand> found) {
    Optional<Reply> end = run.events().stream().filter(event -> !event.running()).findFirst();
    if (end.isEmpty()) {
      if (words.getFirst().equals("no-such-command") && isOver(session, run)) {
        found.putIfAbsent(Ability.REFUSE, ProfileCommand.of(words, 0));
      }
      return;
    }
    int code = end.get().returnCode();
    if (words.contains("-c") && code == 0 && run.stdout().equals(SAID)) {
      List<String> shell =
          words.stream().map(word -> word.startsWith("printf") ? "{line}" : word).toList();
      found.putIfAbsent(Ability.SHELL, ProfileCommand.of(shell, 0));
    } else if (code == 0 && run.stdout().contains(SAID)) {
      found.putIfAbsent(Ability.PRINT, ProfileCommand.of(words, 0).printing(run.stdout()));
    } else if (code == 0) {
      found.putIfAbsent(Ability.SUCCEED, ProfileCommand.of(words, 0));
    } else if (words.equals(FAIL) && code == FAILURE) { // any other code may be a late refusal
      found.putIfAbsent(Ability.FAIL, ProfileCommand.of(words, code));
    }
  }
}
