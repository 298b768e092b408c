package io.tain.server;

import io.tain.base.Home;
import java.time.InstantSource;

/// How a server runs.
///
/// @param port 0 for any free one
/// @param portOption the option that chooses the port, as an error names it
/// @param version of this program
/// @param state `running`, or `hosted` while a command hosts it
public record ServerOptions(
    Home home, int port, String portOption, String version, String state, InstantSource clock) {}
