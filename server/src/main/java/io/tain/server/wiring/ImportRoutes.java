package io.tain.server.wiring;

import io.tain.api.Accepted;
import io.tain.api.Endpoints;
import io.tain.api.ImportRequest;
import io.tain.api.ImportSessionView;
import io.tain.api.SealRequest;
import io.tain.api.Stored;
import io.tain.app.BeginImport;
import io.tain.app.ImportWish;
import io.tain.app.OpenImport;
import io.tain.app.SealImport;
import io.tain.base.Actor;
import io.tain.base.Digest;
import io.tain.base.ErrorCode;
import io.tain.base.ImageName;
import io.tain.base.Reference;
import io.tain.base.TainException;
import io.tain.base.VersionLabel;
import io.tain.server.http.Call;
import io.tain.server.http.Routes;
import io.tain.store.ChunkStore;
import io.tain.store.SentCut;
import io.tain.store.SessionId;
import io.tain.store.wire.CutReader;
import io.tain.store.wire.HashList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The routes of an import: begin, ask what is missing, send it, seal.
final class ImportRoutes {
  private static final int ACCEPTED_AT_ONCE = 128;
  private static final int MAX_SOURCE_CHARACTERS = 128;

  private final BeginImport begin;
  private final SealImport seal;
  private final ChunkStore store;
  private final Map<SessionId, OpenImport> open = new ConcurrentHashMap<>();

  ImportRoutes(BeginImport begin, SealImport seal, ChunkStore store) {
    this.begin = begin;
    this.seal = seal;
    this.store = store;
  }

  void add(Routes routes) {
    routes.add(Endpoints.BEGIN_IMPORT, (_, request) -> begin(request));
    routes.addStream(Endpoints.HAVE, this::have);
    routes.add(Endpoints.CHUNKS, (call, _) -> accept(call));
    routes.add(Endpoints.SEAL, this::seal);
  }

  private ImportSessionView begin(ImportRequest request) throws IOException {
    OpenImport opened =
        begin.run(
            Actor.OWNER,
            new ImportWish(
                new ImageName(request.image()),
                Given.text(request.version()).map(VersionLabel::new),
                Given.text(request.base()).map(Reference::parse),
                source(request),
                request.virtualSizeBytes(),
                request.gridOrigins()));
    open.put(opened.session(), opened);
    return new ImportSessionView(
        opened.session().toString(),
        opened.image().name().text(),
        request.version(),
        opened.hasBase());
  }

  private void have(Call call) throws IOException {
    byte[] question = call.body().readNBytes(HashList.MAX_BYTES + 1);
    byte[] present = store.have(session(call), HashList.decode(question)).toByteArray();
    call.answer().write(present);
  }

  private Accepted accept(Call call) throws IOException {
    SessionId session = session(call);
    var cuts = new CutReader(call.body());
    var batch = new ArrayList<SentCut>(ACCEPTED_AT_ONCE);
    long count = 0;
    Optional<SentCut> cut = cuts.read();
    while (cut.isPresent()) {
      batch.add(cut.get());
      count++;
      if (batch.size() == ACCEPTED_AT_ONCE) {
        store.accept(session, List.copyOf(batch));
        batch.clear();
      }
      cut = cuts.read();
    }
    store.accept(session, List.copyOf(batch));
    return new Accepted(count);
  }

  private Stored seal(Call call, SealRequest request) throws IOException {
    SessionId session = session(call);
    OpenImport opened = open.get(session);
    if (opened == null) {
      throw TainException.of(ErrorCode.IMPORT_SESSION_LOST, "session", session);
    }
    Stored stored =
        Views.stored(
            seal.run(
                Actor.OWNER,
                opened,
                SealImport.Source.imported(opened),
                Given.text(request.contentDigest()).map(Digest::parse)));
    open.remove(session);
    return stored;
  }

  private static String source(ImportRequest request) {
    if (request.source().length() > MAX_SOURCE_CHARACTERS) {
      throw TainException.of(
          ErrorCode.REQUEST_TOO_LARGE,
          "limit",
          MAX_SOURCE_CHARACTERS,
          "found",
          request.source().length());
    }
    return request.source();
  }

  private static SessionId session(Call call) {
    return SessionId.parse(call.path("id"));
  }
}
