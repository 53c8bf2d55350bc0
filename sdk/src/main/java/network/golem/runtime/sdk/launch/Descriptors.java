package network.golem.runtime.sdk.launch;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import network.golem.runtime.sdk.posix.NativeInput;
import network.golem.runtime.sdk.posix.NativeOutput;

/// Streams over descriptors that this process was started with.
///
/// A pipe or a terminal is opened again under its name, so that the JDK's own streams can be used.
/// Some descriptors cannot be opened again (another user's pipe, a socket), and a file must not be:
/// it would get a position of its own, and overwrite what a script writes to it before or after.
/// Those are read and written with system calls.
final class Descriptors {
  private Descriptors() {}

  static InputStream input(int descriptor) {
    if (!isFile(descriptor)) {
      try {
        return new FileInputStream(name(descriptor));
      } catch (FileNotFoundException e) {
        // cannot be opened: use system calls
      }
    }
    return new NativeInput(descriptor);
  }

  static OutputStream output(int descriptor) {
    if (!isFile(descriptor)) {
      try {
        // append, so that it is not truncated if it is a file after all
        return PipeOutput.isPipe(name(descriptor))
            ? new PipeOutput(name(descriptor))
            : new FileOutputStream(name(descriptor), true);
      } catch (IOException e) {
        // cannot be opened: use system calls
      }
    }
    return new NativeOutput(descriptor);
  }

  private static boolean isFile(int descriptor) {
    return Files.isRegularFile(Path.of(name(descriptor)));
  }

  private static String name(int descriptor) {
    return "/dev/fd/" + descriptor;
  }
}
