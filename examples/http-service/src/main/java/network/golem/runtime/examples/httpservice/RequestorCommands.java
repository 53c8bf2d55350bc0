package network.golem.runtime.examples.httpservice;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import network.golem.runtime.examples.httpservice.users.User;
import network.golem.runtime.sdk.Command;

/// What a requestor can run. The results are JSON, in the shapes that requestors' scripts know. A
/// command that fails says why on standard error, and ends with 1.
final class RequestorCommands {
  private static final int FAILED = 1;
  private static final int LONGEST_NAME = 255;
  private static final String USAGE =
      "expected 'user add NAME PASSWORD', 'user remove NAME', 'user list', 'user stats NAME' or"
          + " 'service info'";

  private final RunningService service;
  private final Command command;

  RequestorCommands(RunningService service, Command command) {
    this.service = service;
    this.command = command;
  }

  int run() throws SQLException {
    List<String> words = command.arguments();
    String program = command.program().substring(command.program().lastIndexOf('/') + 1);
    if (words.isEmpty()) {
      return failed(USAGE);
    }
    Arguments arguments = Arguments.of(words.subList(1, words.size()));
    if (arguments.problem().isPresent()) {
      return failed(arguments.problem().get());
    }
    List<String> names = arguments.names();
    return switch (program + " " + words.getFirst() + " " + names.size()) {
      case "user add 2" -> add(names.get(0), names.get(1));
      case "user remove 1" -> remove(names.getFirst());
      case "user stats 1" -> stats(names.getFirst());
      case "user list 0" ->
          print(
              service.users().list().stream()
                  .sorted(Comparator.comparing(User::created))
                  .map(RequestorCommands::shown)
                  .toList());
      case "service info 0", "svc info 0" -> print(ServiceInfo.of(service));
      default -> failed(USAGE);
    };
  }

  private int add(String name, String password) {
    if (name.isEmpty()
        || name.length() > LONGEST_NAME
        || name.chars().anyMatch(c -> c == ':' || Character.isISOControl(c))) {
      return failed(
          "invalid user name: expected 1 to "
              + LONGEST_NAME
              + " characters, without colons and control characters");
    }
    Optional<User> user = service.users().add(name, password);
    return user.isPresent()
        ? print(shown(user.get()))
        : failed("user '" + name + "' already exists");
  }

  private int remove(String name) throws SQLException {
    Optional<User> user = service.users().remove(name);
    if (user.isEmpty()) {
      return unknown(name);
    }
    service.counter().forget(user.get().id());
    return 0;
  }

  private int stats(String name) throws SQLException {
    Optional<User> user = service.users().get(name);
    return user.isPresent() ? print(service.counter().of(user.get().id())) : unknown(name);
  }

  private int unknown(String name) {
    return failed("user '" + name + "' not found");
  }

  private static Map<String, String> shown(User user) {
    return new TreeMap<>(Map.of("createdAt", user.created().toString(), "username", user.name()));
  }

  private int print(Object result) {
    command.printJson(result);
    return 0;
  }

  private int failed(String sentence) {
    command.stderr().println(sentence);
    return FAILED;
  }

  /// The words after a sub-command: names, and the one option that there is. After `--`, everything
  /// is a name.
  private record Arguments(List<String> names, Optional<String> problem) {
    static Arguments of(List<String> words) {
      List<String> names = new ArrayList<>();
      boolean options = true;
      for (int i = 0; i < words.size(); i++) {
        String word = words.get(i);
        if (!options || !word.startsWith("-") || word.equals("-")) {
          names.add(word);
        } else if (word.equals("--")) {
          options = false;
        } else {
          String method =
              word.startsWith("--auth=")
                  ? word.substring("--auth=".length())
                  : (word.equals("-a") || word.equals("--auth")) && i + 1 < words.size()
                      ? words.get(++i)
                      : "";
          if (!method.equalsIgnoreCase("basic")) {
            return new Arguments(
                names,
                Optional.of(
                    method.isEmpty()
                        ? "unknown option '" + word + "'; put -- before a value like this"
                        : "unknown method '" + method + "'; the only one is Basic"));
          }
        }
      }
      return new Arguments(names, Optional.empty());
    }
  }
}
