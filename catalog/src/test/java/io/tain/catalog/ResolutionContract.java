package io.tain.catalog;

import static io.tain.catalog.TestVersions.id;
import static io.tain.catalog.TestVersions.image;
import static io.tain.catalog.TestVersions.imported;
import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.ErrorCode;
import io.tain.base.TenantId;
import io.tain.base.VersionId;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What references mean in every catalogue.
public abstract class ResolutionContract extends CatalogFixture {
  @Test
  void resolve_nameAlone_isTheNewest() {
    add(imported(WEB, "2", id(2)));
    add(imported(WEB, "1", id(1)));

    assertThat(resolve("web").id()).isEqualTo(id(1));
  }

  @Test
  void resolve_nameAlone_passesOverWhatIsNotUsable() {
    for (int number = 1; number <= 6; number++) {
      add(imported(WEB, "v" + number, id(number)));
    }
    changeState(id(6), VersionState.APPROVED, VersionState.DRAFT);
    changeState(id(5), VersionState.APPROVED, VersionState.DEPRECATED);
    changeState(id(4), VersionState.APPROVED, VersionState.REVOKED);
    hide(id(3));
    changeState(id(2), VersionState.APPROVED, VersionState.TESTING);

    assertThat(resolve("web").id()).isEqualTo(id(2));
  }

  @Test
  void resolve_nameAlone_withNothingUsable_saysSo() {
    add(imported(WEB, "1", id(1)));
    changeState(id(1), VersionState.APPROVED, VersionState.REVOKED);

    assertRefused(ErrorCode.VERSION_NONE_USABLE, () -> resolve("web"));
    assertThat(resolve("web@1").id()).isEqualTo(id(1));
  }

  @Test
  void resolve_nameAlone_withStable_isWhatStableNames() {
    add(imported(WEB, "1", id(1)));
    add(imported(WEB, "2", id(2)));
    move("stable", Optional.empty(), id(1));

    assertThat(resolve("web").id()).isEqualTo(id(1));
  }

  @Test
  void resolve_channel_isWhatItNames() {
    add(imported(WEB, "1", id(1)));
    add(imported(WEB, "2", id(2)));
    move("beta", Optional.empty(), id(1));

    assertThat(resolve("web:beta").id()).isEqualTo(id(1));
    assertRefused(ErrorCode.CHANNEL_NOT_FOUND, () -> resolve("web:edge"));
  }

  @Test
  void resolve_label_isThatVersion() {
    add(imported(WEB, "2026.11.21", id(1)));
    add(imported(WEB, "2026.11.22", id(2)));

    assertThat(resolve("web@2026.11.21").id()).isEqualTo(id(1));
    assertThat(resolve("default/web@2026.11.21").id()).isEqualTo(id(1));
    assertRefused(ErrorCode.VERSION_NOT_FOUND, () -> resolve("web@2026.11"));
  }

  @Test
  void resolve_beginningOfId_needsEightCharacters() {
    add(imported(WEB, "1", id(1)));
    String text = id(1).toString();

    assertThat(resolve("web@" + text.substring(0, 8)).id()).isEqualTo(id(1));
    assertThat(resolve("web@" + text).id()).isEqualTo(id(1));
    assertRefused(ErrorCode.VERSION_NOT_FOUND, () -> resolve("web@" + text.substring(0, 7)));
    assertRefused(ErrorCode.VERSION_NOT_FOUND, () -> resolve("web@" + text + "0"));
  }

  @Test
  void resolve_beginningOfTwoIds_isAmbiguous() {
    add(imported(WEB, "1", new VersionId(new UUID(0xabcdef12_00000000L, 1))));
    add(imported(WEB, "2", new VersionId(new UUID(0xabcdef12_00000000L, 2))));

    assertRefused(ErrorCode.REFERENCE_AMBIGUOUS, () -> resolve("web@abcdef12"));
  }

  @Test
  void resolve_textThatIsLabelAndBeginningOfId_isTheLabel() {
    add(imported(WEB, "1", new VersionId(new UUID(0xabcdef12_00000000L, 1))));
    add(imported(WEB, "abcdef12", id(2)));

    assertThat(resolve("web@abcdef12").id()).isEqualTo(id(2));
  }

  @Test
  void resolve_underscoreInVersion_isNoWildcard() {
    add(imported(WEB, "1", id(1)));

    assertRefused(
        ErrorCode.VERSION_NOT_FOUND,
        () -> resolve("web@" + id(1).toString().substring(0, 7) + "_"));
  }

  @Test
  void resolve_channelAndVersion_mustAgree() {
    add(imported(WEB, "1", id(1)));
    add(imported(WEB, "2", id(2)));
    move("beta", Optional.empty(), id(1));

    assertThat(resolve("web:beta@1").id()).isEqualTo(id(1));
    assertRefused(ErrorCode.REFERENCE_CONFLICT, () -> resolve("web:beta@2"));
    assertRefused(ErrorCode.CHANNEL_NOT_FOUND, () -> resolve("web:edge@2"));
  }

  @Test
  void resolve_hidden_isNotFound() {
    add(imported(WEB, "1", id(1)));
    add(imported(WEB, "2", id(2)));
    hide(id(2));

    assertRefused(ErrorCode.VERSION_NOT_FOUND, () -> resolve("web@2"));
    assertRefused(ErrorCode.VERSION_NOT_FOUND, () -> resolve("web@" + id(2)));
  }

  @Test
  void resolve_otherImageOrNamespace_isNotFound() {
    add(imported(WEB, "1", id(1)));
    add(imported(new ImageKey(new TenantId("acme"), image("db").name()), "1", id(2)));

    assertRefused(ErrorCode.IMAGE_NOT_FOUND, () -> resolve("app"));
    assertRefused(ErrorCode.IMAGE_NOT_FOUND, () -> resolve("db"));
    assertRefused(ErrorCode.IMAGE_NOT_FOUND, () -> resolve("acme/web"));
    assertThat(resolve("acme/db").id()).isEqualTo(id(2));
  }
}
