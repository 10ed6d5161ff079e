package io.glassline.app.chat;

import java.time.Instant;

/// A visitor's browser. `visitor` is drawn at chance, is the address on the record and says nothing of
/// anybody; `token` proves it until `expiresAt`.
record VisitorSession(String visitor, Instant expiresAt, String token) {

    @Override
    public String toString() {
        return "session until " + expiresAt;
    }
}
