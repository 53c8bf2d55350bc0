package network.golem.runtime.sdk.config;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.events.StreamStartEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/// Reads YAML with the parser below Jackson's, for the same reason as [PlainJson]. Only scalars of
/// which Jackson and every version of YAML make the same are read here.
final class PlainYaml {
  /// Words and paths, and addresses such as `0.0.0.0:80` and `10.0.0.1`.
  private static final Pattern STRING =
      Pattern.compile("[A-Za-z/].*|:[0-9]+|[0-9]+\\.[0-9]+\\.[0-9.]+(?::[0-9]+)?");

  /// Some of them have a meaning in some version of YAML.
  private static final Pattern WORD_WITH_A_MEANING =
      Pattern.compile("(?i)true|false|null|yes|no|on|off|y|n|nan|inf");

  private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?");

  private final Iterator<Event> events;
  private int depth;

  private PlainYaml(Iterator<Event> events) {
    this.events = events;
  }

  /// Reads a mapping into maps, lists, strings, booleans, and `Integer`, `Long` or `Double`, which
  /// is what Jackson makes of it.
  ///
  /// @throws NotPlainException if it is none, or needs more than this
  static Map<String, @Nullable Object> read(String text) throws NotPlainException {
    LoadSettings settings = LoadSettings.builder().build();
    try {
      return new PlainYaml(new ParserImpl(settings, new StreamReader(settings, text))).document();
    } catch (YamlEngineException e) {
      throw new NotPlainException(e);
    }
  }

  private Map<String, @Nullable Object> document() throws NotPlainException {
    take(StreamStartEvent.class);
    take(DocumentStartEvent.class);
    MappingStartEvent _ = take(MappingStartEvent.class);
    Map<String, @Nullable Object> mapping = mapping();
    take(DocumentEndEvent.class);
    take(StreamEndEvent.class);
    return mapping;
  }

  private <T extends Event> T take(Class<T> type) throws NotPlainException {
    Event event = events.next();
    if (!type.isInstance(event)) {
      throw new NotPlainException();
    }
    return type.cast(event);
  }

  private Map<String, @Nullable Object> mapping() throws NotPlainException {
    enter();
    Map<String, @Nullable Object> mapping = new LinkedHashMap<>();
    for (Event event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
      if (!(value(event) instanceof String key) || mapping.containsKey(key)) {
        throw new NotPlainException();
      }
      mapping.put(key, value(events.next()));
    }
    depth--;
    return mapping;
  }

  private List<@Nullable Object> sequence() throws NotPlainException {
    enter();
    List<@Nullable Object> sequence = new ArrayList<>();
    for (Event event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
      sequence.add(value(event));
    }
    depth--;
    return sequence;
  }

  private void enter() throws NotPlainException {
    depth++;
    if (depth > PlainJson.DEEPEST) {
      throw new NotPlainException();
    }
  }

  private @Nullable Object value(Event event) throws NotPlainException {
    if (event instanceof MappingStartEvent start && start.getTag().isEmpty()) {
      return mapping();
    }
    if (event instanceof SequenceStartEvent start && start.getTag().isEmpty()) {
      return sequence();
    }
    if (event instanceof ScalarEvent scalar && scalar.getTag().isEmpty()) {
      return scalar.getScalarStyle() == ScalarStyle.PLAIN
          ? plain(scalar.getValue())
          : scalar.getValue();
    }
    throw new NotPlainException(); // an alias, or something with a type of its own
  }

  private static @Nullable Object plain(String value) throws NotPlainException {
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      case "", "null" -> null;
      default -> {
        if (STRING.matcher(value).matches() && !WORD_WITH_A_MEANING.matcher(value).matches()) {
          yield value;
        }
        if (NUMBER.matcher(value).matches()) {
          yield PlainJson.number(value);
        }
        throw new NotPlainException();
      }
    };
  }
}
