package io.tain.architecture;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/// Finds the English phrases with which code fills the sentences of errors.
///
/// What is put in at run time stands as `{}`. Left out, as in [SentenceFinder], are programming
/// errors, log lines and SQL; also constants, which hold what is written for other programs.
final class PhraseFinder extends TreeScanner<@Nullable Void, @Nullable Void> {
  private static final Pattern PROSE =
      Pattern.compile("(?s).*[A-Za-z]{2,}[,:]? [a-z]{2,}.*|an? .*|the .*");
  private static final Pattern FORMAT = Pattern.compile("%[0-9.]*[dsxf]");
  private static final Set<String> UNSEEN =
      Set.of(
          // A log line.
          "Fault",
          "IllegalArgumentException",
          "IllegalStateException",
          "AssertionError",
          "ProtocolViolationException");

  private final Map<String, String> found;
  private final JavaSource source;

  PhraseFinder(JavaSource source, Map<String, String> found) {
    this.source = source;
    this.found = found;
  }

  @Override
  public @Nullable Void visitVariable(VariableTree variable, @Nullable Void ignored) {
    return variable.getModifiers().getFlags().contains(Modifier.STATIC)
        ? null
        : super.visitVariable(variable, null);
  }

  @Override
  public @Nullable Void visitLiteral(LiteralTree literal, @Nullable Void ignored) {
    keep(literal, template(literal));
    return null;
  }

  @Override
  public @Nullable Void visitBinary(BinaryTree binary, @Nullable Void ignored) {
    if (binary.getKind() != Tree.Kind.PLUS) {
      return super.visitBinary(binary, null);
    }
    keep(binary, template(binary));
    return null;
  }

  @Override
  public @Nullable Void visitNewClass(NewClassTree created, @Nullable Void ignored) {
    return UNSEEN.contains(created.getIdentifier().toString())
        ? null
        : super.visitNewClass(created, null);
  }

  @Override
  public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void ignored) {
    if (!(call.getMethodSelect() instanceof MemberSelectTree method)) {
      return super.visitMethodInvocation(call, null);
    }
    return switch (method.getIdentifier().toString()) {
      case "log", "sql", "contains", "startsWith", "executeHuman" -> null;
      case "formatted" -> {
        keep(call, FORMAT.matcher(template(method.getExpression())).replaceAll("{}"));
        yield null;
      }
      default -> super.visitMethodInvocation(call, null);
    };
  }

  private void keep(Tree place, String template) {
    found.put(template, source.place(place));
  }

  /// True when a text reads as English words.
  static boolean isProse(String template) {
    return PROSE.matcher(template).matches();
  }

  private static String template(ExpressionTree tree) {
    if (tree instanceof LiteralTree literal && literal.getValue() instanceof String text) {
      return text;
    }
    if (tree instanceof BinaryTree binary && binary.getKind() == Tree.Kind.PLUS) {
      return template(binary.getLeftOperand()) + template(binary.getRightOperand());
    }
    return "{}";
  }
}
