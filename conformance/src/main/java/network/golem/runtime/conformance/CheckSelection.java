package network.golem.runtime.conformance;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import network.golem.runtime.conformance.model.CheckDescription;
import network.golem.runtime.conformance.model.ProfileException;

/// Which checks a user wants.
///
/// @param only if there are some, no others
/// @param skip not these
public record CheckSelection(List<String> only, List<String> skip)
    implements Predicate<CheckDescription> {
  public CheckSelection {
    only = List.copyOf(only);
    skip = List.copyOf(skip);
  }

  /// Each of these is a check's ID, a group, a requirement's ID, or a pattern of a check's ID with
  /// `*` for any characters.
  ///
  /// @throws ProfileException if one of them selects nothing
  public static CheckSelection of(List<String> only, List<String> skip) throws ProfileException {
    CheckSelection selection = new CheckSelection(only, skip);
    for (List<String> given : List.of(only, skip)) {
      for (String each : given) {
        if (CheckRun.all().stream().noneMatch(check -> matches(each, check))) {
          throw new ProfileException(
              "'"
                  + each
                  + "' selects no check: expected a check, a group or a requirement;"
                  + " --list prints all");
        }
      }
    }
    return selection;
  }

  @Override
  public boolean test(CheckDescription check) {
    return (only.isEmpty() || only.stream().anyMatch(each -> matches(each, check)))
        && skip.stream().noneMatch(each -> matches(each, check));
  }

  private static boolean matches(String wanted, CheckDescription check) {
    return check.group().equals(wanted)
        || check.requirementIds().contains(wanted)
        || Pattern.matches(Pattern.quote(wanted).replace("*", "\\E.*\\Q"), check.id());
  }
}
