package io.tain.build.debian;

import io.tain.build.HostRequirement;
import io.tain.build.sandbox.Sandbox;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The versions of the packages whose programs make the bytes of a disk.
final class Tools {
  private Tools() {}

  static Map<String, String> versions(Sandbox sandbox) throws IOException {
    var command =
        new ArrayList<String>(List.of("dpkg-query", "-W", "-f", "@ ${Package} ${Version}\\n"));
    HostRequirement.BUILD.stream()
        .map(HostRequirement::debianPackage)
        .distinct()
        .forEach(command::add);
    Map<String, String> versions = new TreeMap<>();
    sandbox.run(
        command,
        Map.of(),
        line -> {
          String[] parts = line.split(" ", -1);
          if (parts.length == 3 && parts[0].equals("@")) {
            versions.put(parts[1], parts[2]);
          }
        });
    return versions;
  }
}
