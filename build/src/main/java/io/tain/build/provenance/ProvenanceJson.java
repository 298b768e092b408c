package io.tain.build.provenance;

import io.tain.base.Digest;
import io.tain.build.Provenance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// A provenance record as the predicate of an in-toto statement, `https://slsa.dev/provenance/v1`.
public final class ProvenanceJson {
  private static final String BUILD_TYPE = "urn:tain:build:debian:1";
  private static final String BUILDER = "urn:tain:builder:local:1";

  private ProvenanceJson() {}

  /// The predicate; equal records give equal texts.
  public static String print(Provenance record) {
    var definition = new LinkedHashMap<String, Object>();
    definition.put("buildType", BUILD_TYPE);
    definition.put(
        "externalParameters",
        ordered("recipe", record.recipe().toString(), "lock", record.lock().toString()));
    definition.put(
        "internalParameters",
        ordered(
            "epoch", record.epoch().toString(),
            "stages", record.stages().stream().map(Digest::toString).toList(),
            "tools", new TreeMap<>(record.tools())));
    definition.put(
        "resolvedDependencies", record.materials().stream().map(ProvenanceJson::material).toList());
    var run =
        ordered(
            "builder", Map.of("id", BUILDER),
            "metadata",
                ordered(
                    "startedOn", record.startedAt().toString(),
                    "finishedOn", record.endedAt().toString()));
    return JsonMapper.shared()
        .writeValueAsString(ordered("buildDefinition", definition, "runDetails", run));
  }

  private static Map<String, Object> material(Provenance.Material material) {
    Digest digest = material.digest();
    return ordered("uri", material.uri(), "digest", Map.of("sha256", digest.hex()));
  }

  private static Map<String, Object> ordered(Object... keysAndValues) {
    var map = new LinkedHashMap<String, Object>();
    List<Object> pairs = List.of(keysAndValues);
    for (int i = 0; i < pairs.size(); i += 2) {
      map.put((String) pairs.get(i), pairs.get(i + 1));
    }
    return map;
  }
}
