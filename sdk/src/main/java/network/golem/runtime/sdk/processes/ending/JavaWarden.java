package network.golem.runtime.sdk.processes.ending;

import java.io.IOException;

/// The way to a script that the JDK has started.
public record JavaWarden(Process process) implements Warden.Line {
  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public void write(byte[] bytes) throws IOException {
    process.getOutputStream().write(bytes);
    process.getOutputStream().flush();
  }

  @Override
  public void hangUp() throws IOException, InterruptedException {
    process.getOutputStream().close();
    int _ = process.waitFor();
  }
}
