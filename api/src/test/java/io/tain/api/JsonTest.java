package io.tain.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

final class JsonTest {
  private static final String WHOLE =
      """
      {"reference": "web", "name": "", "memory_mib": 512, "publish": ["auto:80"],
       "wait_for": "", "wait_timeout_seconds": 60}
      """;

  @Test
  void readRequest_withEveryField_isTheRecord() {
    RunRequest request = Json.readRequest(WHOLE, RunRequest.class);

    assertThat(request).isEqualTo(new RunRequest("web", "", 512, List.of("auto:80"), "", 60));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"reference\": \"web\", |",
        "\"web\"|null",
        "[\"auto:80\"]|null",
        "\"auto:80\"|null",
        "512|null"
      })
  void readRequest_fieldThatIsAbsentOrNull_isRefused(String change) {
    String[] parts = change.split("\\|", -1);
    String json = WHOLE.replace(parts[0], parts[1]);

    assertThat(json).isNotEqualTo(WHOLE);
    assertThatThrownBy(() -> Json.readRequest(json, RunRequest.class))
        .isInstanceOf(JacksonException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\": null}", "null"})
  void readRequest_nullInAMap_isRefused(String recipes) {
    String json =
        """
        {"recipes": %s, "recipe": "a", "locks": {}, "image": "", "mode": "normal"}
        """
            .formatted(recipes);

    assertThatThrownBy(() -> Json.readRequest(json, BuildRequest.class))
        .isInstanceOf(JacksonException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "{}", "[]", "{\"file\": null, \"format\": \"raw\"}"})
  void readRequest_noRecord_isRefused(String json) {
    assertThatThrownBy(() -> Json.readRequest(json, LocalExportRequest.class))
        .isInstanceOf(JacksonException.class);
  }

  @Test
  void read_eventWithoutItsNullableFields_isTheRecord() {
    BuildEvent event =
        Json.read("{\"step\": \"root\", \"done_bytes\": 1, \"total_bytes\": 2}", BuildEvent.class);

    assertThat(event).isEqualTo(new BuildEvent("root", 1, 2, null, null));
  }
}
