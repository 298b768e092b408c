package io.tain.build.yaml;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// A mapping of a YAML file, of which every key must be asked for.
///
/// Every failure has the error code that the file is read with, such as `recipe.malformed`, and
/// says the file and `line:column key`. For one thread.
public final class YamlSection {
  /// What a file may have at most, in characters.
  public static final int MAX_CHARACTERS = 4 << 20;

  private static final int MAX_ENTRIES = 20_000;
  private static final int MAX_DEPTH = 10;

  private final Source source;
  private final String path;
  private final Node node;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Node> unasked = new LinkedHashMap<>();

  private YamlSection(Source source, String path, Node node) {
    this.source = source;
    this.path = path;
    this.node = node;
    if (!(node instanceof MappingNode mapping)) {
      throw malformed(node, path, "key: value", kind(node));
    }
    for (NodeTuple tuple : mapping.getValue()) {
      put(tuple);
    }
  }

  /// The mapping that a recipe, or what belongs to one, consists of.
  public static YamlSection read(String file, String text) {
    return read(ErrorCode.RECIPE_MALFORMED, file, text);
  }

  /// The mapping that a file consists of.
  ///
  /// @param malformed takes `file`, `place`, `expected` and `found`
  public static YamlSection read(ErrorCode malformed, String file, String text) {
    var source = new Source(malformed, file);
    try {
      Node root = new Yaml(new SafeConstructor(options())).compose(new StringReader(text));
      if (root == null) {
        throw source.malformed(null, "", "key: value", "nothing");
      }
      return new YamlSection(source, "", root);
    } catch (MarkedYAMLException e) {
      throw source.malformed(e.getProblemMark(), "", "YAML", String.valueOf(e.getProblem()));
    } catch (YAMLException | StackOverflowError e) {
      throw source.malformed(null, "", "YAML", String.valueOf(e.getMessage()));
    }
  }

  /// The text of a key that may be absent.
  public Optional<String> text(String key) {
    return take(key).map(value -> scalar(value, at(key)));
  }

  /// The text of a key, in a form that `valid` accepts.
  ///
  /// @param expected what to say of another one
  public Optional<String> text(String key, Predicate<String> valid, String expected) {
    Optional<Node> value = take(key);
    return value.map(found -> checked(found, at(key), valid, expected));
  }

  /// The text of a key that must be there, in a form that `valid` accepts.
  public String requiredText(String key, Predicate<String> valid, String expected) {
    return text(key, valid, expected).orElseThrow(() -> missing(key, expected));
  }

  /// A list of texts in a form that `valid` accepts; empty when the key is absent.
  public List<String> texts(String key, Predicate<String> valid, String expected) {
    var texts = new ArrayList<String>();
    for (Node item : items(key)) {
      texts.add(checked(item, at(key), valid, expected));
    }
    return List.copyOf(texts);
  }

  /// The mapping of a key that may be absent.
  public Optional<YamlSection> section(String key) {
    return take(key).map(value -> new YamlSection(source, at(key), value));
  }

  /// A list of mappings; empty when the key is absent.
  public List<YamlSection> sections(String key) {
    var sections = new ArrayList<YamlSection>();
    for (Node item : items(key)) {
      sections.add(new YamlSection(source, at(key), item));
    }
    return List.copyOf(sections);
  }

  /// Refuses the keys that are not among these, before any is asked for: a misspelt key is named,
  /// and not the one that is then missing.
  ///
  /// @param known separated by ` | `
  public void allow(String known) {
    Set<String> keys = Set.of(known.split(" \\| "));
    for (Map.Entry<String, Node> entry : unasked.entrySet()) {
      if (!keys.contains(entry.getKey())) {
        throw malformed(entry.getValue(), at(entry.getKey()), known, entry.getKey());
      }
    }
  }

  /// Refuses the keys that nobody asked for.
  ///
  /// @param known what to say that was expected
  public void end(String known) {
    for (Map.Entry<String, Node> entry : unasked.entrySet()) {
      throw malformed(entry.getValue(), at(entry.getKey()), known, entry.getKey());
    }
  }

  /// The error for a value that contradicts another one.
  public TainException wrong(String key, String expected, String found) {
    return malformed(values.getOrDefault(key, node), at(key), expected, found);
  }

  private TainException missing(String key, String expected) {
    return malformed(node, path, key + ": " + expected, "nothing");
  }

  private Optional<Node> take(String key) {
    unasked.remove(key);
    return Optional.ofNullable(values.get(key));
  }

  private void put(NodeTuple tuple) {
    String key = scalar(tuple.getKeyNode(), path);
    if (values.put(key, tuple.getValueNode()) != null) {
      throw malformed(tuple.getKeyNode(), at(key), key + " once", key + " twice");
    }
    unasked.put(key, tuple.getKeyNode());
  }

  private List<Node> items(String key) {
    Optional<Node> value = take(key);
    if (value.isEmpty()) {
      return List.of();
    }
    if (!(value.get() instanceof SequenceNode sequence)) {
      throw malformed(value.get(), at(key), "a list", kind(value.get()));
    }
    if (sequence.getValue().size() > MAX_ENTRIES) {
      throw wrong(key, "<= " + MAX_ENTRIES, String.valueOf(sequence.getValue().size()));
    }
    return sequence.getValue();
  }

  private String checked(Node value, String place, Predicate<String> valid, String expected) {
    String text = scalar(value, place);
    if (!valid.test(text)) {
      throw malformed(value, place, expected, text.substring(0, Math.min(200, text.length())));
    }
    return text;
  }

  private String scalar(Node value, String place) {
    if (value instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw malformed(value, place, "text", kind(value));
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  private TainException malformed(Node where, String place, String expected, String found) {
    return source.malformed(where.getStartMark(), place, expected, found);
  }

  private static String kind(Node node) {
    return switch (node.getNodeId()) {
      case scalar -> "text";
      case sequence -> "a list";
      case mapping -> "key: value";
      case anchor -> "an anchor";
    };
  }

  private static LoaderOptions options() {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setAllowRecursiveKeys(false);
    options.setMaxAliasesForCollections(0);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setCodePointLimit(MAX_CHARACTERS);
    return options;
  }

  /// A file, and what is said when it is not as it must be.
  private record Source(ErrorCode code, String file) {
    TainException malformed(@Nullable Mark mark, String place, String expected, String found) {
      String line =
          mark == null ? "1:1" : "%d:%d".formatted(mark.getLine() + 1, mark.getColumn() + 1);
      return TainException.of(
          code,
          "file",
          file,
          "place",
          place.isEmpty() ? line : line + " (" + place + ")",
          "expected",
          expected,
          "found",
          found);
    }
  }
}
