package network.golem.runtime.conformance.checks;

import static network.golem.runtime.conformance.checks.Words.plus;

import java.time.Duration;
import network.golem.runtime.conformance.trial.Trial;
import network.golem.runtime.conformance.trial.Violation;
import network.golem.runtime.provider.ParserMessage;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The properties that a provider publishes.
final class OfferChecks {
  private static final JsonMapper STRICT =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private OfferChecks() {}

  static Group group() {
    Group offer = new Group("offer", "cli.executable");
    offer
        .check("ends", "Ends by itself", "OFFER-3")
        .by(trial -> trial.phase("offer-template").code());
    offer.then("offer.ends");
    offer
        .check("workdir", "Works without a workdir", "OFFER-3")
        .by(trial -> {
          if (trial.phase("offer-template").code() != 0) {
            int code = trial.call(plus(trial.common(), "offer-template")).code();
            trial.expect(code != 0, "an offer without --workdir", "it succeeds only with it");
          }
        });
    offer.then("offer.workdir");
    offer
        .check("succeeds", "Exits with 0", "OFFER-1")
        .by(trial -> trial.phase("offer-template").succeeds());
    offer.then("offer.succeeds");
    offer
        .check("alone", "Prints nothing before the object and nothing after it", "OFFER-2")
        .by(trial -> {
          String printed = printed(trial).strip();
          if (printed.contains("{")) {
            trial.expect(
                printed.startsWith("{"),
                "the object to come first",
                "'" + printed.substring(0, printed.indexOf('{')) + "' before it");
            json(printed, "nothing but white space after the object");
          }
        });
    offer.then("offer.alone");
    offer
        .check("object", "Prints an object with properties and constraints", "OFFER-1")
        .by(trial -> {
          JsonNode template = json(printed(trial), "a JSON object");
          trial.expect(template.path("properties").isObject(), "'properties', an object", template);
          trial.expect(
              template.path("constraints").isString(), "'constraints', a string", template);
        });
    offer.then("offer.object");
    offer
        .check("capability", "Lists the capability of its network", "OFFER-4")
        .by(trial -> {
          JsonNode given =
              json(printed(trial), "a JSON object")
                  .path("properties")
                  .path("golem.runtime.capabilities");
          trial.expect(
              given.isArray() && given.toString().matches(".*\"(vpn|inet)\".*"),
              "'vpn' or 'inet' in the array golem.runtime.capabilities",
              given);
        });
    offer
        .check("dotted", "Uses full dotted names as keys", "OFFER-5")
        .by(trial -> {
          JsonNode properties = json(printed(trial), "a JSON object").path("properties");
          trial.expect(
              properties.propertyStream().noneMatch(each -> each.getValue().isObject()),
              "dotted keys, and no objects within objects",
              properties);
        });
    offer
        .check("line", "Prints the object on a single line", "OFFER-6")
        .by(trial -> {
          long lines = printed(trial).strip().lines().count();
          trial.expect(lines == 1, "one line", lines + " lines");
        });
    offer
        .check("stable", "Prints the same whenever nothing has changed", "OFFER-7")
        .by(trial -> {
          String first = printed(trial);
          for (int again = 1; again <= 2; again++) {
            String other = printed(trial);
            trial.expect(first.equals(other), "the same output each time", first + " and " + other);
          }
        });
    offer
        .check("leftovers", "Leaves no process behind", "OFFER-7")
        .by(trial -> {
          printed(trial);
          boolean gone = Trial.eventually(() -> trial.processes().isEmpty(), Duration.ofSeconds(3));
          trial.expect(gone, "no process 3 s later", TestChecks.commands(trial.processes()));
        });
    return offer;
  }

  private static String printed(Trial trial) throws Exception {
    return trial.phase("offer-template").succeeds().stdout();
  }

  static JsonNode json(String printed, String expected) {
    try {
      JsonNode node = STRICT.readTree(printed);
      if (node.isObject()) {
        return node;
      }
    } catch (JacksonException e) {
      throw new Violation(expected, "'" + printed.strip() + "' (" + ParserMessage.of(e) + ")");
    }
    throw new Violation(expected, "'" + printed.strip() + "'");
  }
}
