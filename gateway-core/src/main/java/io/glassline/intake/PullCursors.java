package io.glassline.intake;

/// How far each mailbox was read. Durable when a call returns.
public interface PullCursors {

    /// What was last kept for the account; empty at first.
    String read(String accountId);

    void keep(String accountId, String cursor);
}
