package io.tain.architecture;

import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.util.TreeScanner;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds string literals that read like sentences for people.
///
/// Left out: messages of programming errors, which no user is meant to see; log lines, which are
/// for whoever runs a server and are fixed phrases; SQL.
final class SentenceFinder extends TreeScanner<@Nullable Void, @Nullable Void> {
  private static final Pattern SENTENCE =
      Pattern.compile("(?s)[A-Z][a-z]+(,? [a-z0-9'%]+)+.*|(?s).*[a-z] [a-z]+[.!?]\\s*");
  private static final Pattern CHINESE = Pattern.compile("(?s).*\\p{IsHan}.*");
  private static final Pattern SQL =
      Pattern.compile(
          "(?is)\\s*(select|insert|update|delete|create|alter|drop|with|pragma|begin|lock|set|on"
              + " conflict|where|and|order by|values|returning)\\s.*");
  private static final Set<String> PROGRAMMING_ERRORS =
      Set.of("IllegalArgumentException", "IllegalStateException", "AssertionError");

  /// What reads like a sentence and is not ours, with the reason.
  private static final Map<String, String> ALLOWED =
      Map.of(
          "No space left on device", "the operating system's words, compared with",
          "Disk quota exceeded", "the operating system's words, compared with");

  private final JavaSource source;
  private final List<String> found;

  SentenceFinder(JavaSource source, List<String> found) {
    this.source = source;
    this.found = found;
  }

  @Override
  public @Nullable Void visitLiteral(LiteralTree literal, @Nullable Void ignored) {
    if (literal.getValue() instanceof String text
        && isSentence(text)
        && !ALLOWED.containsKey(text)) {
      found.add(source.place(literal) + " " + text);
    }
    return super.visitLiteral(literal, null);
  }

  @Override
  public @Nullable Void visitNewClass(NewClassTree created, @Nullable Void ignored) {
    return PROGRAMMING_ERRORS.contains(created.getIdentifier().toString())
        ? null
        : super.visitNewClass(created, null);
  }

  @Override
  public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void ignored) {
    return call.getMethodSelect() instanceof MemberSelectTree method
            && method.getIdentifier().contentEquals("log")
        ? null
        : super.visitMethodInvocation(call, null);
  }

  private static boolean isSentence(String text) {
    return CHINESE.matcher(text).matches()
        || (SENTENCE.matcher(text).matches() && !SQL.matcher(text).matches());
  }
}
