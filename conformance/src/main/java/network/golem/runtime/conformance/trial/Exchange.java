package network.golem.runtime.conformance.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import network.golem.runtime.conformance.wire.MessageText;
import network.golem.runtime.conformance.wire.Reply;

/// Everything that has crossed between the check and a runtime, for people. Not thread-safe.
final class Exchange {
  private static final int SHOWN_FIRST = 12;
  private static final int SHOWN_LAST = 28;
  private static final double MILLI = 1e6;

  private final long began;
  private final List<Crossing> crossings = new ArrayList<>();

  /// @param began when the runtime was started, as `System.nanoTime` counts
  Exchange(long began) {
    this.began = began;
  }

  /// Something that has crossed, or happened. Its text is made only if somebody wants to read it.
  private record Crossing(
      String direction, long nanos, Supplier<String> said, Supplier<String> hex) {
    String shown(long began) {
      return String.format(
              Locale.ROOT,
              "%s %8.1f ms  %s\n              %s",
              direction,
              (nanos - began) / MILLI,
              said.get(),
              hex.get())
          .stripTrailing();
    }
  }

  /// @param direction `→` to the runtime, `←` from it
  void note(String direction, byte[] bytes, String meaning) {
    crossings.add(
        new Crossing(direction, System.nanoTime(), () -> meaning, () -> MessageText.hex(bytes)));
  }

  void arrived(Reply reply) {
    crossings.add(new Crossing("←", reply.nanos(), reply::toString, reply::hex));
  }

  /// Its beginning and its end.
  List<String> shown() {
    List<String> shown = new ArrayList<>();
    int size = crossings.size();
    if (size <= SHOWN_FIRST + SHOWN_LAST) {
      crossings.forEach(each -> shown.add(each.shown(began)));
    } else {
      crossings.subList(0, SHOWN_FIRST).forEach(each -> shown.add(each.shown(began)));
      shown.add("  … " + (size - SHOWN_FIRST - SHOWN_LAST) + " more");
      crossings.subList(size - SHOWN_LAST, size).forEach(each -> shown.add(each.shown(began)));
    }
    return shown;
  }
}
