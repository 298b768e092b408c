package io.tain.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tain.base.DurableFiles;
import io.tain.base.Home;
import io.tain.base.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.HexFormat;

/// The token of a home: 256 random bits in `keys/`, made once.
final class ServerToken {
  private static final int SIZE_BYTES = 32;

  private ServerToken() {}

  static Secret of(Home home, DurableFiles files) throws IOException {
    if (!Files.exists(home.tokenFile())) {
      byte[] bytes = new byte[SIZE_BYTES];
      new SecureRandom().nextBytes(bytes);
      files.write(home.tokenFile(), (HexFormat.of().formatHex(bytes) + "\n").getBytes(UTF_8));
    }
    return new Secret(Files.readString(home.tokenFile()).strip());
  }
}
