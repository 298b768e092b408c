package io.tain.catalog;

import static io.tain.catalog.TestVersions.id;
import static io.tain.catalog.TestVersions.image;
import static io.tain.catalog.TestVersions.imported;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ChannelName;
import io.tain.base.Digest;
import io.tain.base.ErrorCode;
import io.tain.base.TenantId;
import io.tain.base.VersionId;
import io.tain.db.LoggedEvent;
import io.tain.db.SqlTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every catalogue does: adding, listing, hiding and states.
public abstract class CatalogContract extends CatalogFixture {
  @Test
  void addVersion_first_makesItsImage() {
    add(imported(WEB, "1", id(1)));

    assertThat(findImage(WEB))
        .hasValueSatisfying(found -> assertThat(found.profile()).isEqualTo(TestVersions.PROFILE));
  }

  @Test
  void findVersion_ofAdded_isTheSameInEveryPart() {
    var origin =
        new Origin.Built(
            List.of(id(8), id(7)), digest(1), digest(2), "{\"builder\":\"tain\",\"名\":\"镜像\"}");
    var facts =
        TestVersions.facts(WEB, "1", id(1), origin, Map.of("cpu", "x86-64-v2", "标题", "服务器"));

    Version added = add(new NewVersion(facts, TestVersions.PROFILE));

    assertThat(added)
        .isEqualTo(new Version(facts, VersionState.APPROVED, Optional.empty()))
        .isEqualTo(find(id(1)).orElseThrow());
  }

  @Test
  void addVersion_second_keepsTheProfileOfItsImage() {
    add(imported(WEB, "1", id(1)));
    ImageProfile other = ImageProfile.of(Architecture.AARCH64);

    add(new NewVersion(imported(WEB, "2", id(2)).facts(), other));

    assertThat(summaries())
        .singleElement()
        .satisfies(
            summary -> {
              assertThat(summary.image().profile()).isEqualTo(TestVersions.PROFILE);
              assertThat(summary.versionCount()).isEqualTo(2);
              assertThat(summary.newest().id()).isEqualTo(id(2));
            });
  }

  @Test
  void addVersion_labelsAndTitles_areKept() {
    var profile =
        new ImageProfile(
            Category.OFFICIAL,
            Optional.empty(),
            Architecture.LOONGARCH64,
            Map.of("team", "web"),
            Map.of("en", "Web server", "zh", "网页服务器"),
            false);

    add(new NewVersion(imported(WEB, "1", id(1)).facts(), profile));

    assertThat(summaries())
        .singleElement()
        .extracting(summary -> summary.image().profile())
        .isEqualTo(profile);
  }

  @Test
  void addVersion_ofTakenLabel_isRefusedAndTheTransactionGoesOn() {
    add(imported(WEB, "1", id(1)));

    database.transact(
        tx -> {
          assertRefused(
              ErrorCode.VERSION_EXISTS, () -> catalog.addVersion(tx, imported(WEB, "1", id(2))));
          return recorded(catalog.addVersion(tx, imported(WEB, "2", id(2))));
        });

    assertThat(labels(WEB)).containsExactly("2", "1");
  }

  @Test
  void addVersion_ofTakenId_isRefusedInAnyImage() {
    add(imported(WEB, "1", id(1)));

    assertRefused(ErrorCode.VERSION_EXISTS, () -> add(imported(image("db"), "1", id(1))));
    assertThat(summaries()).hasSize(1);
  }

  @Test
  void addVersion_whereSomebodyApproves_isDraft() {
    ImageProfile approved = TestVersions.PROFILE.withApproval();

    Version version = add(new NewVersion(imported(WEB, "1", id(1)).facts(), approved));

    assertThat(version.state()).isEqualTo(VersionState.DRAFT);
  }

  @Test
  void addVersion_notRecorded_doesNotCommit() {
    assertThatThrownBy(
            () -> database.transact(tx -> catalog.addVersion(tx, imported(WEB, "1", id(1)))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no event was recorded for version.added");
    assertThat(find(id(1))).isEmpty();
  }

  @Test
  void addVersion_recorded_hasItsEvent() {
    add(imported(WEB, "1", id(1)));

    assertThat(events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.action()).isEqualTo("version.added");
              assertThat(event.object()).isEqualTo("version:" + id(1));
              assertThat(event.tenant()).isEqualTo(TenantId.DEFAULT);
              assertThat(event.json()).contains("\"label\":\"1\"", "\"image\":\"web\"");
            });
  }

  @Test
  void images_ofTwoTenants_areApart() {
    var acme = new TenantId("acme");
    add(imported(WEB, "1", id(1)));
    add(imported(new ImageKey(acme, WEB.name()), "1", id(2)));
    add(imported(image("app"), "1", id(3)));

    assertThat(summaries())
        .extracting(summary -> summary.image().key())
        .containsExactly(image("app"), WEB);
    assertThat(find(acme, id(1))).isEmpty();
    assertThat(images(acme)).extracting(summary -> summary.newest().id()).containsExactly(id(2));
  }

  @Test
  void versions_ofNoSuchImage_isNotFound() {
    assertRefused(ErrorCode.IMAGE_NOT_FOUND, () -> read(tx -> catalog.versions(tx, WEB)));
  }

  @Test
  void hideVersion_listed_isFoundByIdAlone() {
    add(imported(WEB, "1", id(1)));
    add(imported(WEB, "2", id(2)));

    hide(id(2));

    assertThat(labels(WEB)).containsExactly("1");
    assertThat(find(id(2)).orElseThrow().hiddenAt()).contains(SqlTime.stored(TestVersions.NOW));
    assertThat(events()).last().extracting(LoggedEvent::action).isEqualTo("version.hidden");
  }

  @Test
  void hideVersion_twice_isNotFound() {
    add(imported(WEB, "1", id(1)));
    hide(id(1));

    assertRefused(ErrorCode.VERSION_NOT_FOUND, () -> hide(id(1)));
  }

  @Test
  void hideVersion_theLast_hidesTheImageUntilItsNext() {
    ImageProfile titled = TestVersions.PROFILE.withOs("debian-13");
    add(new NewVersion(imported(WEB, "1", id(1)).facts(), titled));

    hide(id(1));

    assertThat(summaries()).isEmpty();
    assertThat(findImage(WEB)).isEmpty();
    add(imported(WEB, "1", id(2)));
    assertThat(summaries())
        .singleElement()
        .extracting(summary -> summary.image().profile())
        .isEqualTo(titled);
  }

  @Test
  void hideVersion_namedByChannel_isInUse() {
    add(imported(WEB, "1", id(1)));
    move("stable", Optional.empty(), id(1));

    assertRefused(ErrorCode.VERSION_IN_USE, () -> hide(id(1)));
    assertThat(labels(WEB)).containsExactly("1");
  }

  @Test
  void changeState_fromAnother_isChanged() {
    add(imported(WEB, "1", id(1)));

    assertRefused(
        ErrorCode.VERSION_CHANGED,
        () -> changeState(id(1), VersionState.TESTING, VersionState.APPROVED));
    assertThat(find(id(1)).orElseThrow().state()).isEqualTo(VersionState.APPROVED);
  }

  @Test
  void changeState_fromItsOwn_isKept() {
    add(imported(WEB, "1", id(1)));

    changeState(id(1), VersionState.APPROVED, VersionState.REVOKED);

    assertThat(find(id(1)).orElseThrow().state()).isEqualTo(VersionState.REVOKED);
    assertThat(events()).last().extracting(LoggedEvent::action).isEqualTo("version.state-changed");
  }

  @Test
  void moveChannel_expectingWhatItNames_keepsItsHistory() {
    add(imported(WEB, "1", id(1)));
    add(imported(WEB, "2", id(2)));

    move("stable", Optional.empty(), id(1));
    move("stable", Optional.of(id(1)), id(2));
    move("beta", Optional.empty(), id(1));

    assertThat(channels())
        .extracting(channel -> channel.name() + " " + channel.version() + " " + channel.revision())
        .containsExactly("beta " + id(1) + " 1", "stable " + id(2) + " 2");
    assertThat(history(ChannelName.STABLE))
        .extracting(Channel::version)
        .containsExactly(id(2), id(1));
    assertThat(events()).last().extracting(LoggedEvent::object).isEqualTo("channel:web:beta");
  }

  @Test
  void moveChannel_expectingAnother_isMoved() {
    add(imported(WEB, "1", id(1)));
    add(imported(WEB, "2", id(2)));
    move("stable", Optional.empty(), id(1));

    assertRefused(ErrorCode.CHANNEL_MOVED, () -> move("stable", Optional.empty(), id(2)));
    assertRefused(ErrorCode.CHANNEL_MOVED, () -> move("stable", Optional.of(id(2)), id(1)));
    assertRefused(ErrorCode.CHANNEL_MOVED, () -> move("beta", Optional.of(id(1)), id(1)));
  }

  @Test
  void moveChannel_toWhatIsNotItsImages_isNotFound() {
    add(imported(WEB, "1", id(1)));
    add(imported(image("db"), "1", id(2)));

    assertRefused(ErrorCode.VERSION_NOT_FOUND, () -> move("stable", Optional.empty(), id(2)));
    assertRefused(ErrorCode.VERSION_NOT_FOUND, () -> move("stable", Optional.empty(), id(3)));
  }

  private List<ImageSummary> summaries() {
    return images(TenantId.DEFAULT);
  }

  private List<String> labels(ImageKey image) {
    return read(tx -> catalog.versions(tx, image)).stream()
        .map(version -> version.label().text())
        .toList();
  }

  private List<ImageSummary> images(TenantId tenant) {
    return read(tx -> catalog.images(tx, tenant));
  }

  private Optional<Image> findImage(ImageKey image) {
    return read(tx -> catalog.findImage(tx, image));
  }

  private Optional<Version> find(VersionId version) {
    return find(TenantId.DEFAULT, version);
  }

  private Optional<Version> find(TenantId tenant, VersionId version) {
    return read(tx -> catalog.findVersion(tx, tenant, version));
  }

  private List<Channel> channels() {
    return read(tx -> catalog.channels(tx, WEB));
  }

  private List<Channel> history(ChannelName name) {
    return read(tx -> catalog.channelHistory(tx, WEB, name));
  }

  private static Digest digest(int number) {
    return TestVersions.digest(new VersionId(new UUID(number, number)));
  }
}
