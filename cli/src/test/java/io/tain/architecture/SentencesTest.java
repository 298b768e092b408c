package io.tain.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import io.tain.base.ErrorCode;
import io.tain.base.Messages;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Every sentence for users stands in the bundle, every key is used, every placeholder is filled.
final class SentencesTest {
  private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9-]*(\\.[a-z0-9-]+)+\\.?");
  private static final Pattern SHELL_KEY =
      Pattern.compile("\\b(?:say|lack|message) ([a-z][a-z0-9-]*(?:\\.[a-z0-9-]+)+)");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+)}");

  /// Looked up by the command-line parser, by command and argument.
  private static final Pattern PARSER_KEY = Pattern.compile("(tain|usage)\\..*|help");

  private static final List<JavaSource> SOURCES = JavaSource.parse("[a-z]+/src/main/java/.*");
  private static final Messages ENGLISH = Messages.of(Locale.ENGLISH);

  @Test
  void literals_areNoSentences() {
    var found = new ArrayList<String>();
    for (JavaSource source : SOURCES) {
      if (!Project.name(source.path()).startsWith("benchmarks/")) {
        new SentenceFinder(source, found).scan(source.unit(), null);
      }
    }

    assertThat(found).isEmpty();
  }

  @Test
  void keys_thatTheCodeNames_areInTheBundle() {
    Set<String> named = new TreeSet<>(shellKeys());
    forEachCall(
        (_, call) -> {
          if (method(call).equals("text") && !call.getArguments().isEmpty()) {
            literal(call.getArguments().getFirst())
                .filter(text -> KEY.matcher(text).matches() && isOfKnownFamily(text))
                .ifPresent(named::add);
          }
        });
    named.removeAll(ENGLISH.keys());

    assertThat(named).isEmpty();
  }

  @Test
  void keys_ofTheBundle_areUsed() {
    Set<String> literals = literals();
    List<String> prefixes = literals.stream().filter(text -> text.endsWith(".")).toList();
    Set<String> unused = new TreeSet<>(ENGLISH.keys());
    unused.removeAll(literals);
    unused.removeAll(shellKeys());
    for (ErrorCode code : ErrorCode.values()) {
      unused.remove("error." + code.text());
    }
    unused.removeIf(
        key ->
            PARSER_KEY.matcher(key).matches()
                || (prefixes.stream().anyMatch(key::startsWith) && !key.startsWith("error.")));

    assertThat(unused).isEmpty();
  }

  @Test
  void calls_fillEveryPlaceholder() {
    var found = new ArrayList<String>();
    forEachCall(
        (source, call) -> {
          if (!call.getArguments().isEmpty()) {
            String key = key(call);
            if (ENGLISH.keys().contains(key) && namesAreLiterals(call)) {
              Set<String> missing = placeholders(key);
              missing.removeAll(names(call));
              if (!missing.isEmpty()) {
                found.add(source.place(call) + " " + key + " lacks " + missing);
              }
            }
          }
        });

    assertThat(found).isEmpty();
  }

  /// The key that a call of `text(key, ...)` or `TainException.of(code, ...)` names, or nothing.
  private static String key(MethodInvocationTree call) {
    ExpressionTree first = call.getArguments().getFirst();
    if (method(call).equals("of")
        && first instanceof MemberSelectTree code
        && code.getExpression().toString().equals("ErrorCode")) {
      return "error." + ErrorCode.valueOf(code.getIdentifier().toString()).text();
    }
    return method(call).equals("text") ? literal(first).orElse("") : "";
  }

  /// Other things have a method `text` as well: a key shares its first word with others.
  private static boolean isOfKnownFamily(String key) {
    String family = key.substring(0, key.indexOf('.') + 1);
    return ENGLISH.keys().stream().anyMatch(known -> known.startsWith(family));
  }

  private static boolean namesAreLiterals(MethodInvocationTree call) {
    return call.getArguments().size() % 2 == 1
        && names(call).size() == call.getArguments().size() / 2;
  }

  private static Set<String> names(MethodInvocationTree call) {
    var names = new HashSet<String>();
    for (int i = 1; i < call.getArguments().size(); i += 2) {
      literal(call.getArguments().get(i)).ifPresent(names::add);
    }
    return names;
  }

  private static Set<String> placeholders(String key) {
    var names = new TreeSet<String>();
    PLACEHOLDER
        .matcher(ENGLISH.text(key, Map.of()))
        .results()
        .forEach(match -> names.add(match.group(1)));
    return names;
  }

  private static Set<String> shellKeys() {
    var keys = new TreeSet<String>();
    Project.files("(tain|check|bench|prove|launch/.*\\.sh|benchmarks/.*\\.sh|proofs/.*\\.sh)")
        .forEach(
            script ->
                SHELL_KEY
                    .matcher(Project.read(script))
                    .results()
                    .forEach(match -> keys.add(match.group(1))));
    return keys;
  }

  private static Set<String> literals() {
    var texts = new HashSet<String>();
    for (JavaSource source : SOURCES) {
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitLiteral(LiteralTree literal, Void ignored) {
          if (literal.getValue() instanceof String text) {
            texts.add(text);
          }
          return super.visitLiteral(literal, null);
        }
      }.scan(source.unit(), null);
    }
    return texts;
  }

  private static void forEachCall(CallCheck check) {
    for (JavaSource source : SOURCES) {
      new TreeScanner<Void, Void>() {
        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void ignored) {
          check.look(source, call);
          return super.visitMethodInvocation(call, null);
        }
      }.scan(source.unit(), null);
    }
  }

  private static String method(MethodInvocationTree call) {
    return call.getMethodSelect() instanceof MemberSelectTree selected
        ? selected.getIdentifier().toString()
        : call.getMethodSelect().toString();
  }

  private static Optional<String> literal(Tree tree) {
    return tree instanceof LiteralTree literal && literal.getValue() instanceof String text
        ? Optional.of(text)
        : Optional.empty();
  }

  /// Looks at one call.
  private interface CallCheck {
    void look(JavaSource source, MethodInvocationTree call);
  }
}
