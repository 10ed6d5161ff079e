package io.glassline.console;

/// How far a resending of many has come.
record BulkProgressPage(
        PageFrame frame, String by, String at, int letters, int waiting, int sent, int failed, int later) {}
