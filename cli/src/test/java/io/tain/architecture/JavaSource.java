package io.tain.architecture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/// One parsed Java file of the project.
///
/// @param path of the file
/// @param unit its syntax tree
/// @param positions of the tree's nodes
record JavaSource(Path path, CompilationUnitTree unit, SourcePositions positions) {
  /// Every Java file whose path matches.
  static List<JavaSource> parse(String pattern) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  null,
                  null,
                  files.getJavaFileObjectsFromPaths(Project.files(pattern)));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      var sources = new ArrayList<JavaSource>();
      for (CompilationUnitTree unit : task.parse()) {
        sources.add(new JavaSource(Path.of(unit.getSourceFile().toUri()), unit, positions));
      }
      return List.copyOf(sources);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text() {
    return Project.read(path);
  }

  /// The line that a node begins on, counted from 1.
  long line(Tree node) {
    return unit.getLineMap().getLineNumber(positions.getStartPosition(unit, node));
  }

  /// The number of lines that a node takes.
  long lines(Tree node) {
    return unit.getLineMap().getLineNumber(positions.getEndPosition(unit, node)) - line(node) + 1;
  }

  /// The node's place, as messages show it.
  String place(Tree node) {
    return Project.name(path) + ":" + line(node);
  }
}
