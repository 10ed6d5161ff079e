package io.glassline.app.command;

import io.glassline.audit.Actor;
import io.glassline.audit.AuditEntries;
import java.security.SecureRandom;
import java.util.Optional;

/// Who works on a city's own servers at the command line, and how the record learns of it.
public final class Shell {

    private Shell() {}

    /// As the record names them: the operating system's user.
    public static Actor actor() {
        return new Actor(
                "shell:" + System.getProperty("user.name", "unknown"),
                Actor.How.SYSTEM,
                Optional.empty(),
                Optional.empty());
    }

    /// Entries with salts by chance.
    public static AuditEntries entries() {
        var random = new SecureRandom();
        return new AuditEntries(() -> {
            var salt = new byte[AuditEntries.SALT_BYTES];
            random.nextBytes(salt);
            return salt;
        });
    }
}
