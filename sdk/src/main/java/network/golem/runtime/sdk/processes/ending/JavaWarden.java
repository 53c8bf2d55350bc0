package network.golem.runtime.sdk.processes.ending;

import java.io.IOException;

/// The connection to a script that was started through the JDK.
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
