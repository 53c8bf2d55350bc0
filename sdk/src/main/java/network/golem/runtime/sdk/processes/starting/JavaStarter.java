package network.golem.runtime.sdk.processes.starting;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import network.golem.runtime.sdk.messages.ErrorWords;
import network.golem.runtime.sdk.processes.accounting.Offspring;
import network.golem.runtime.sdk.processes.ending.JavaWarden;
import network.golem.runtime.sdk.processes.ending.Warden;
import network.golem.runtime.sdk.processes.running.JavaProgram;
import network.golem.runtime.sdk.processes.running.StartedProgram;
import network.golem.runtime.sdk.processes.table.Mark;

/// Starts programs through the JDK, if native access is not enabled (as in an IDE), and on other
/// systems than Linux. A program's processor time is then unknown, and without `/proc` only the
/// descendants of living processes are found.
public final class JavaStarter implements ProgramStarter {
  private static final Pattern ERROR = Pattern.compile("error(?:=|: )(\\d+)");

  private final Offspring offspring;

  /// @param offspring notified when a program starts
  public JavaStarter(Offspring offspring) {
    this.offspring = offspring;
  }

  @Override
  public StartedProgram start(ProgramCall call, boolean fed) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(call.command())
            .directory(call.directory().toFile())
            .redirectErrorStream(call.oneOutput());
    call.out().ifPresent(file -> builder.redirectOutput(Redirect.appendTo(file.toFile())));
    call.err().ifPresent(file -> builder.redirectError(Redirect.appendTo(file.toFile())));
    builder.environment().clear();
    builder.environment().putAll(call.environment().withMark());
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw failure(call, String.valueOf(e.getMessage()));
    }
    offspring.started(process.pid(), call.owner());
    if (!fed) {
      process.getOutputStream().close();
    }
    return new JavaProgram(process);
  }

  private static CannotStart failure(ProgramCall call, String message) {
    Matcher number = ERROR.matcher(message);
    int error = number.find() ? Integer.parseInt(number.group(1)) : 0;
    if (!Files.isDirectory(call.directory())) {
      return CannotStart.noDirectory(call);
    }
    if (call.program().isEmpty()) {
      return CannotStart.notFound("no program to execute: its name is empty", "");
    }
    if (error == ErrorWords.ENOENT) {
      return CannotStart.notFound("program '" + call.program() + "' not found", message);
    }
    return CannotStart.notExecutable(
        "cannot execute '" + call.program() + "': " + reason(call, error), message);
  }

  private static String reason(ProgramCall call, int error) {
    if (error == 0) {
      return "the system did not start it";
    }
    return error == ErrorWords.EACCES && call.program().contains("/")
        ? DeniedFile.reason(call.directory().resolve(call.program()))
        : ErrorWords.of(error);
  }

  @Override
  public void warmUp() {
    // all of it is in the start-up cache
  }

  @Override
  public Warden startWarden(Mark mark) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(Warden.command(mark))
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD);
    builder.environment().clear();
    builder.environment().putAll(Warden.environment());
    Process process = builder.start();
    return new Warden(new JavaWarden(process), mark);
  }
}
