package network.golem.runtime.conformance.checks;

import java.util.List;
import network.golem.runtime.conformance.model.Ability;
import network.golem.runtime.conformance.trial.Session;
import network.golem.runtime.conformance.wire.Reply;
import network.golem.runtime.conformance.wire.RequestBytes;

/// `hello`.
final class HelloChecks {
  private HelloChecks() {}

  static Group group() {
    Group hello = new Group("hello", "start.stays");
    for (String version : List.of("0.0.0", "99.1.2", "not a version")) {
      hello
          .check(
              "version." + version.replace(' ', '-'),
              "Answers whatever version it names",
              "HELLO-1")
          .by(trial -> {
            trial.start().hello(version);
          });
    }
    hello
        .check("version.none", "Answers a hello without a version", "HELLO-1")
        .by(trial -> {
          Session session = trial.start();
          long id = session.newId();
          session.send(RequestBytes.of(id).message(2, new RequestBytes()).bytes());
          Reply answer = session.answer(id, "an answer to a hello without a version");
          trial.expect(answer.member() == Reply.HELLO, "hello", answer);
        });
    hello
        .check("form", "Answers with a version of the form 1.2.3", "HELLO-2")
        .by(trial -> {
          String version = trial.start().hello().version();
          trial.expect(
              version.matches("[0-9]+\\.[0-9]+\\.[0-9]+.*"),
              "a version such as 1.2.3",
              "'" + version + "'");
        });
    hello
        .check("repeated", "Answers hello again", "HELLO-3")
        .by(trial -> {
          Session session = trial.session();
          session.hello();
          session.hello();
        });
    hello
        .check("while-running", "Answers hello again while a command runs", "HELLO-3")
        .by(trial -> {
          Session session = trial.session();
          session.run(Ability.SLEEP, "seconds", 600).awaitEvent();
          session.hello();
        });
    return hello;
  }
}
