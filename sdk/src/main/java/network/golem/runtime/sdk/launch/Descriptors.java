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
/// A pipe or a terminal is opened anew under its name, which the JDK's own streams can do. That is
/// no way for what cannot be opened so (another user's pipe, a socket), nor for a file: opened
/// anew, it would have a position of its own, and what a script writes before or after would be
/// overwritten. Those are read and written through the system's own functions.
final class Descriptors {
  private Descriptors() {}

  static InputStream input(int descriptor) {
    if (!isFile(descriptor)) {
      try {
        return new FileInputStream(name(descriptor));
      } catch (FileNotFoundException e) {
        // not to be opened: the other way remains
      }
    }
    return new NativeInput(descriptor);
  }

  static OutputStream output(int descriptor) {
    if (!isFile(descriptor)) {
      try {
        // append: should it be a file after all, it is not truncated
        return PipeOutput.isPipe(name(descriptor))
            ? new PipeOutput(name(descriptor))
            : new FileOutputStream(name(descriptor), true);
      } catch (IOException e) {
        // not to be opened: the other way remains
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
