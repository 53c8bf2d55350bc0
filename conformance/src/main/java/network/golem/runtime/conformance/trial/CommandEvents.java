package network.golem.runtime.conformance.trial;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.golem.runtime.conformance.wire.Reply;

/// Which command each event belongs to. Not thread-safe.
final class CommandEvents {
  /// By the id of the command's request.
  private final Map<Long, List<Reply>> events = new HashMap<>();

  /// Which command a pid belongs to, by the id of its request.
  private final Map<Long, Long> owners = new HashMap<>();

  /// Commands of which nothing has arrived yet, by the id of their requests.
  private final List<Long> silent = new ArrayList<>();

  private final List<Reply> strays = new ArrayList<>();

  /// A run request with this id is about to be sent.
  void expect(long id) {
    silent.add(id);
    events.put(id, new ArrayList<>());
  }

  void arrived(Reply reply) {
    if (reply.isStatus()) {
      bind(reply);
    } else if (reply.member() == Reply.RUN && events.containsKey(reply.id())) {
      // events of this pid may have come before: then they have found their command already
      Long owner = owners.get(reply.pid());
      if (owner == null || hasEnded(owner)) {
        owners.put(reply.pid(), reply.id());
      }
    } else if (reply.member() == Reply.ERROR) {
      silent.remove(reply.id());
    }
  }

  /// As a supervisor does it: an unknown pid belongs to the command that was requested and has not
  /// been heard of yet.
  private void bind(Reply reply) {
    Long owner = owners.get(reply.pid());
    if (owner == null && !silent.isEmpty()) {
      owner = silent.getFirst();
      owners.put(reply.pid(), owner);
    }
    if (owner == null) {
      strays.add(reply);
    } else {
      silent.remove(owner);
      events.computeIfAbsent(owner, _ -> new ArrayList<>()).add(reply);
    }
  }

  private boolean hasEnded(long owner) {
    return of(owner).stream().anyMatch(event -> !event.running());
  }

  /// Those of the command whose request had this id.
  List<Reply> of(long id) {
    return List.copyOf(events.getOrDefault(id, List.of()));
  }

  /// Events of pids that belong to no command.
  List<Reply> strays() {
    return List.copyOf(strays);
  }
}
