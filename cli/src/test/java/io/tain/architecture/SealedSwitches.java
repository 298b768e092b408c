package io.tain.architecture;

import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.CaseLabelTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.DeconstructionPatternTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.PatternCaseLabelTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/// Finds switches that name a case of a sealed type and have a `default` all the same.
final class SealedSwitches extends TreeScanner<@Nullable Void, @Nullable Void> {
  private final JavaSource source;
  private final Set<String> cases;
  private final List<String> found;

  SealedSwitches(JavaSource source, Set<String> cases, List<String> found) {
    this.source = source;
    this.cases = Set.copyOf(cases);
    this.found = found;
  }

  /// The types nested in sealed ones, as `Outer.Case` and as `Case`.
  static Set<String> cases(List<JavaSource> sources) {
    var cases = new HashSet<String>();
    for (JavaSource source : sources) {
      source.unit().getTypeDecls().stream()
          .filter(ClassTree.class::isInstance)
          .map(ClassTree.class::cast)
          .filter(type -> type.getModifiers().getFlags().contains(Modifier.SEALED))
          .forEach(
              type ->
                  type.getMembers().stream()
                      .filter(ClassTree.class::isInstance)
                      .map(ClassTree.class::cast)
                      .forEach(one -> cases.add(type.getSimpleName() + "." + one.getSimpleName())));
    }
    return cases;
  }

  @Override
  public @Nullable Void visitSwitch(SwitchTree node, @Nullable Void ignored) {
    look(node, node.getCases());
    return super.visitSwitch(node, null);
  }

  @Override
  public @Nullable Void visitSwitchExpression(SwitchExpressionTree node, @Nullable Void ignored) {
    look(node, node.getCases());
    return super.visitSwitchExpression(node, null);
  }

  private void look(Tree node, List<? extends CaseTree> branches) {
    List<? extends CaseLabelTree> labels =
        branches.stream().flatMap(branch -> branch.getLabels().stream()).toList();
    boolean sealed = labels.stream().map(SealedSwitches::type).anyMatch(cases::contains);
    if (sealed && labels.stream().anyMatch(DefaultCaseLabelTree.class::isInstance)) {
      found.add(source.place(node));
    }
  }

  private static String type(CaseLabelTree label) {
    if (label instanceof PatternCaseLabelTree pattern) {
      if (pattern.getPattern() instanceof BindingPatternTree binding) {
        return binding.getVariable().getType().toString();
      }
      if (pattern.getPattern() instanceof DeconstructionPatternTree deconstruction) {
        return deconstruction.getDeconstructor().toString();
      }
    }
    return "";
  }
}
