package network.golem.runtime.sdk.commandline;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import network.golem.runtime.sdk.definition.EncodedFields;
import org.jspecify.annotations.Nullable;

/// An author's options and positionals if all of them are simple: fields of simple types with
/// constant defaults. Words that need no interpretation are assigned here, because picocli, which
/// could assign all of them, is expensive at start-up.
record PlainOptions(List<PlainField> fields) {
  private static final String FIELD = "field";
  private static final int VALUES = 5;

  PlainOptions {
    fields = List.copyOf(fields);
  }

  void addTo(EncodedFields encoded) {
    encoded.add("plain", true);
    for (PlainField field : fields) {
      encoded
          .add(FIELD, field.owner())
          .add(FIELD, field.name())
          .add(FIELD, String.join(" ", field.keys()))
          .add(FIELD, field.required())
          .add(FIELD, field.defaultValue() == null ? "" : "=" + field.defaultValue());
    }
  }

  /// What [#addTo(EncodedFields)] has added; `null` if it was not called.
  static @Nullable PlainOptions in(EncodedFields encoded) {
    if (encoded.values("plain").isEmpty()) {
      return null;
    }
    List<String> values = encoded.values(FIELD);
    List<PlainField> fields = new ArrayList<>();
    for (int i = 0; i < values.size(); i += VALUES) {
      String keys = values.get(i + 2);
      String value = values.get(i + 4);
      fields.add(
          new PlainField(
              values.get(i),
              values.get(i + 1),
              keys.isEmpty() ? Set.of() : Set.of(keys.split(" ")),
              Boolean.parseBoolean(values.get(i + 3)),
              value.isEmpty() ? null : value.substring(1)));
    }
    return new PlainOptions(fields);
  }

  /// Sets the fields of `definition` as picocli would, including defaults.
  ///
  /// @return whether it did; if not, nothing is set, and picocli knows what the words mean or what
  ///   is wrong with them
  boolean apply(Object definition, List<String> words) {
    @Nullable String[] values = new String[fields.size()];
    if (!assign(words, definition.getClass(), values)) {
      return false;
    }
    PlainOptions.class.getModule().addReads(definition.getClass().getModule());
    MethodHandles.Lookup own = MethodHandles.lookup();
    for (int i = 0; i < values.length; i++) {
      PlainField field = fields.get(i);
      String value = values[i] == null ? field.defaultValue() : values[i];
      if (value != null) {
        field.set(definition, value, own);
      }
    }
    return true;
  }

  /// Finds out what each field is given. (The fields are not the keys of a map: a record's hash
  /// code is expensive at start-up.)
  ///
  /// @return whether that is obvious
  private boolean assign(List<String> words, Class<?> type, @Nullable String[] values) {
    int positionals = 0;
    for (int next = 0; next < words.size(); next++) {
      String word = words.get(next);
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      String key;
      String value = word;
      if (!word.startsWith("-")) {
        key = String.valueOf(positionals++);
      } else if (equals >= 0) {
        key = word.substring(0, equals);
        value = word.substring(equals + 1);
      } else if (next + 1 < words.size()) {
        key = word;
        value = words.get(++next);
      } else {
        return false;
      }
      int field = field(key);
      if (field < 0 || values[field] != null || !fields.get(field).takes(value, type)) {
        return false;
      }
      values[field] = value;
    }
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null && fields.get(i).required()) {
        return false;
      }
    }
    return true;
  }

  private int field(String key) {
    for (int i = 0; i < fields.size(); i++) {
      if (fields.get(i).keys().contains(key)) {
        return i;
      }
    }
    return -1;
  }
}
