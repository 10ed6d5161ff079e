package io.glassline.console;

import java.util.Optional;
import java.util.function.Supplier;

/// What surrounds every page of the console.
///
/// `mentions` is how many notes ask them to look and were not seen. `undelivered` is how many messages
/// were not delivered, in words; empty when there are none. `bot` is what staff must know of a bot that
/// answers less than usual. `attending` is there for those who may be offered conversations, and is worked
/// out by the page that shows it.
record PageFrame(
        String title,
        String section,
        String cityName,
        Optional<StaffSession> session,
        int mentions,
        String undelivered,
        Optional<String> bot,
        Supplier<Optional<AvailabilityView>> attending,
        Assets assets) {

    String asset(String name) {
        return assets.path(name);
    }

    /// The token for the page's forms; nothing where nobody is signed in.
    String csrf() {
        return session.map(StaffSession::csrf).orElse("");
    }

    boolean mends() {
        return session.filter(StaffSession::mends).isPresent();
    }

    boolean seesRules() {
        return session.filter(StaffSession::seesRules).isPresent();
    }

    boolean mayRead() {
        return session.filter(StaffSession::mayRead).isPresent();
    }

    boolean supervises() {
        return session.filter(StaffSession::supervises).isPresent();
    }
}
