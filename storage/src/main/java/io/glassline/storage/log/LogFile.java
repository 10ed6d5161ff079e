package io.glassline.storage.log;

/// One file of the public log, ready to be sent.
///
/// @param immutable whether these are its bytes for ever, so that anyone may keep them
public record LogFile(byte[] bytes, String contentType, boolean immutable) {}
