package network.golem.runtime.sdk.processes.starting;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.protocol.environment.OperatorEnvironment;
import network.golem.runtime.sdk.processes.table.Proc;

/// The bytes of an environment. Inherited variables, and those that the launcher has saved, keep
/// their bytes, even if a Java string cannot represent them. Everything else is UTF-8 whatever the
/// locale, because a provider that runs as a service often has none.
final class NativeEnvironment {
  private static final byte[] KEPT = OperatorEnvironment.KEPT.getBytes(UTF_8);
  private static final Map<String, Inherited> INHERITED = inherited();

  private NativeEnvironment() {}

  /// @param value the value as a Java string
  /// @param entry the original bytes: `NAME=value`
  private record Inherited(String value, Bytes entry) {}

  static byte[] entry(String name, String value) {
    Inherited inherited = INHERITED.get(name);
    return inherited != null && inherited.value().equals(value)
        ? inherited.entry().toByteArray()
        : (name + "=" + value).getBytes(UTF_8);
  }

  private static Map<String, Inherited> inherited() {
    Charset charset = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"), UTF_8);
    Map<String, Inherited> entries = new HashMap<>();
    try {
      byte[] all = Files.readAllBytes(Proc.file(Proc.SELF, "environ"));
      int from = 0;
      for (int i = 0; i < all.length; i++) {
        if (all[i] == 0) {
          int prefix = keptPrefix(all, from, i);
          byte[] entry = Arrays.copyOfRange(all, from + prefix, i);
          String text = new String(entry, charset);
          int equals = text.indexOf('=', 1);
          if (equals > 0) {
            String name = text.substring(0, equals);
            Inherited inherited = new Inherited(text.substring(equals + 1), Bytes.copyOf(entry));
            if (prefix > 0) {
              entries.put(name, inherited);
            } else {
              var _ = entries.putIfAbsent(name, inherited);
            }
          }
          from = i + 1;
        }
      }
    } catch (IOException e) {
      return Map.of(); // no such file on this system: everything is UTF-8
    }
    return entries;
  }

  /// The length of the prefix with which the launcher marks a saved variable; 0 if there is none.
  private static int keptPrefix(byte[] all, int from, int to) {
    int length = KEPT.length;
    return to - from > length && Arrays.equals(all, from, from + length, KEPT, 0, length)
        ? length
        : 0;
  }
}
