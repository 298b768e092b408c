package io.tain.cli.context;

import picocli.CommandLine.ITypeConverter;

/// Reads a TCP port; 0 stands for any free one.
public final class PortNumber implements ITypeConverter<Integer> {
  private static final int MAX_PORT = 65535;

  @Override
  public Integer convert(String text) {
    int port = Integer.parseInt(text);
    if (port < 0 || port > MAX_PORT) {
      throw new IllegalArgumentException(text);
    }
    return port;
  }
}
