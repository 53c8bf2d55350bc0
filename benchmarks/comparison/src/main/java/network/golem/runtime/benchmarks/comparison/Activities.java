package network.golem.runtime.benchmarks.comparison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import network.golem.runtime.protocol.Connection;
import network.golem.runtime.protocol.Request;
import network.golem.runtime.protocol.Response;
import network.golem.runtime.protocol.RuntimeMessage;

/// Processes that a provider with as many activities has: all started at once, each greeted, all
/// there at the same time.
///
/// @param millis from the first start until the last has answered
/// @param pssMib what each has in memory, on average: a share of a page that several have
record Activities(double millis, double pssMib) {
  private static final int COUNT = 20;

  /// The first answer of a process.
  private interface Greeting {
    void await(Process process) throws IOException;
  }

  static Activities of(Subject subject) {
    return of(
        subject.line(List.of(subject.binary().toString(), "--workdir", "@", "start")),
        subject.workdir(),
        Activities::hello);
  }

  static Activities of(BareJava bare) {
    return of(
        bare.staying(),
        bare.runner().workdir(),
        process -> {
          int _ = process.getInputStream().read();
        });
  }

  @SuppressWarnings("resource") // the process has the streams, and is ended
  private static void hello(Process process) throws IOException {
    Connection<Request, RuntimeMessage> connection =
        Connection.ofSupervisor(process.getInputStream(), process.getOutputStream());
    connection.send(new Request.Hello(1, "0.1.0"));
    while (!(connection.receive() instanceof Response.Hello)) {}
  }

  private static Activities of(List<String> line, Path directory, Greeting greeting) {
    List<Process> all = new ArrayList<>();
    try {
      List<Path> workdirs = new ArrayList<>();
      for (int i = 0; i < COUNT; i++) {
        workdirs.add(Files.createTempDirectory(directory, "activity-"));
      }
      long began = System.nanoTime();
      for (Path workdir : workdirs) {
        List<String> own =
            line.stream().map(word -> word.equals("@") ? workdir.toString() : word).toList();
        all.add(new ProcessBuilder(own).redirectError(ProcessBuilder.Redirect.DISCARD).start());
      }
      for (Process process : all) {
        greeting.await(process);
      }
      double millis = (System.nanoTime() - began) / 1e6;
      double kib = 0;
      for (Process process : all) {
        String smaps = Files.readString(Path.of("/proc/" + process.pid() + "/smaps_rollup"));
        kib += Double.parseDouble(smaps.replaceAll("(?s).*\\bPss:\\s+([0-9]+) kB.*", "$1"));
      }
      return new Activities(millis, kib / 1024 / COUNT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      all.forEach(Process::destroyForcibly);
    }
  }
}
