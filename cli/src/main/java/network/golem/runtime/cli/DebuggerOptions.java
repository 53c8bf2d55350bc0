package network.golem.runtime.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Stack;
import network.golem.runtime.supervisor.model.Debugger;
import network.golem.runtime.supervisor.model.RuntimeBinary;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The options of `run` for a Java debugger.
final class DebuggerOptions {
  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--jdwp",
      paramLabel = "PORT",
      arity = "0..1",
      parameterConsumer = PortConsumer.class,
      description =
          "Let a process of the runtime wait for a Java debugger, on this port of 127.0.0.1 or, by"
              + " default, on a free one, which is printed. There are no time limits then.")
  @Nullable Integer jdwp;

  @Option(
      names = "--phase",
      paramLabel = "PHASE",
      converter = PhaseConverter.class,
      description =
          "The process for --jdwp: start (the default; in server mode it also executes every run),"
              + " deploy, run (in one-shot mode), offer-template, or test, which is then called"
              + " before the script is played, as a provider does.")
  Debugger.@Nullable Phase phase;

  /// The debugger that is wanted.
  ///
  /// @param limited whether the play has a time limit
  Optional<Debugger> debugger(RuntimeBinary played, boolean limited) throws IOException {
    Integer wanted = jdwp;
    if (wanted == null) {
      if (phase != null) {
        throw new InvalidArgument(spec.commandLine(), "--phase requires --jdwp");
      }
      return Optional.empty();
    }
    if (limited) {
      throw new InvalidArgument(
          spec.commandLine(), "--jdwp and --timeout cannot be combined: a debugger takes its time");
    }
    if (WaitingDebuggee.isOpen(wanted)) {
      throw new InvalidArgument(
          spec.commandLine(),
          "--jdwp " + wanted + ": another program listens on this port; name another, or none");
    }
    Path java = played.path().resolveSibling("../java/lib").normalize();
    if (Files.isDirectory(java) && !Files.exists(java.resolve("libjdwp.so"))) {
      throw new InvalidArgument(
          spec.commandLine(),
          "the Java of this runtime has no debugger agent; package the runtime with"
              + " -Druntime.java=build, or with -Druntime.modules=jdk.jdwp.agent");
    }
    Debugger.Phase process = Objects.requireNonNullElse(phase, Debugger.Phase.START);
    return Optional.of(wanted == 0 ? Debugger.onAnyPort(process) : new Debugger(process, wanted));
  }

  /// Reads `--jdwp`, whose port may be missing: then a script's name follows.
  static final class PortConsumer implements CommandLine.IParameterConsumer {
    private static final int LAST_PORT = 65_535;

    @Override
    public void consumeParameters(
        Stack<String> words, CommandLine.Model.ArgSpec option, CommandSpec command) {
      boolean named = !words.isEmpty() && words.peek().matches("[0-9]{1,9}");
      int port = named ? Integer.parseInt(words.pop()) : 0;
      if (port > LAST_PORT) {
        throw new InvalidArgument(
            command.commandLine(), "--jdwp " + port + " is not a port: expected 1 to " + LAST_PORT);
      }
      option.setValue(port);
    }
  }

  /// Reads `--phase`.
  static final class PhaseConverter implements CommandLine.ITypeConverter<Debugger.Phase> {
    @Override
    public Debugger.Phase convert(String text) {
      return Debugger.Phase.named(text)
          .orElseThrow(() ->
              new CommandLine.TypeConversionException(
                  "expected one of test, offer-template, deploy, start, run, not '" + text + "'"));
    }
  }
}
