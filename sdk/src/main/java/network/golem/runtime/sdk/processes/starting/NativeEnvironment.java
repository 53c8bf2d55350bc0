package network.golem.runtime.sdk.processes.starting;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.golem.runtime.protocol.Bytes;
import network.golem.runtime.protocol.environment.OperatorEnvironment;
import network.golem.runtime.sdk.posix.CStrings;
import network.golem.runtime.sdk.posix.MemoryScope;
import network.golem.runtime.sdk.posix.NativeMemory;
import network.golem.runtime.sdk.processes.table.Proc;

/// An environment in native memory. Inherited variables, and those that the launcher has saved,
/// keep their bytes, even if a Java string cannot represent them. Everything else is UTF-8 whatever
/// the locale, because a provider that runs as a service often has none.
final class NativeEnvironment {
  private static final byte[] KEPT = OperatorEnvironment.KEPT.getBytes(UTF_8);
  private static final Map<String, Inherited> INHERITED = inherited();

  private NativeEnvironment() {}

  /// @param value the value as a Java string
  /// @param entry the original bytes: `NAME=value`
  private record Inherited(String value, Bytes entry) {}

  /// An array of pointers to `NAME=value`, terminated by a null pointer.
  static NativeMemory of(MemoryScope scope, Map<String, String> variables) {
    return CStrings.array(scope, entries(variables));
  }

  /// The same.
  static NativeMemory of(MemoryScope scope, ProgramEnvironment environment) {
    return environment.isInherited()
        ? Unchanged.with(scope, entry(environment.mark(), environment.owner()))
        : of(scope, environment.withMark());
  }

  private static List<byte[]> entries(Map<String, String> variables) {
    List<byte[]> entries = new ArrayList<>(variables.size());
    for (Map.Entry<String, String> variable : variables.entrySet()) { // no lambda to be linked
      entries.add(entry(variable.getKey(), variable.getValue()));
    }
    return entries;
  }

  private static byte[] entry(String name, String value) {
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

  /// What programs inherit if the author changes nothing: encoded once, in memory that is never
  /// freed. It has dozens of variables, and to encode them for each program took longer than
  /// everything else that is done for it in Java.
  private static final class Unchanged {
    private static final NativeMemory ALL =
        CStrings.array(new MemoryScope(), entries(ProgramEnvironment.inherited()));

    private static final byte[] POINTERS =
        new byte[Long.BYTES * ProgramEnvironment.inherited().size()];

    static {
      ALL.get(0, POINTERS, 0, POINTERS.length);
    }

    private Unchanged() {}

    /// @param mark one more entry
    static NativeMemory with(MemoryScope scope, byte[] mark) {
      int strings = POINTERS.length + 2 * Long.BYTES;
      NativeMemory array = scope.allocate(strings + mark.length + 1); // it is filled with zeros
      return array
          .put(0, POINTERS, 0, POINTERS.length)
          .putLong(POINTERS.length, array.address() + strings)
          .put(strings, mark, 0, mark.length);
    }
  }
}
