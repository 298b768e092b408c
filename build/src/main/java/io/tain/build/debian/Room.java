package io.tain.build.debian;

import io.tain.build.archive.Archive;
import io.tain.build.sandbox.Sandbox;

/// What a build works with.
record Room(Sandbox sandbox, Archive archive, StageCache stages, Workspace work) {}
