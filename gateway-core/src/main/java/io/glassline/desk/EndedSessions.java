package io.glassline.desk;

import java.time.Instant;

/// Sessions of staff that were ended before their time. All nodes of a deployment see them, and so does one that starts
/// anew: whoever kept the cookie of a session that was signed out is not let in by another node.
public interface EndedSessions {

    /// @param session a name that only this session has.
    /// @param expiresAt when it would have ended by itself, and need not be remembered any more.
    void end(String session, Instant expiresAt);

    boolean isEnded(String session);
}
