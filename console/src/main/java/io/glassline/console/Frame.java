package io.glassline.console;

import java.util.Optional;

/// What surrounds every page of the console.
record Frame(String title, String section, String cityName, Optional<StaffSession> session, Assets assets) {

    String asset(String name) {
        return assets.path(name);
    }

    /// The token for the page's forms; nothing where nobody is signed in.
    String csrf() {
        return session.map(StaffSession::csrf).orElse("");
    }

    boolean mayRead() {
        return session.filter(StaffSession::mayRead).isPresent();
    }
}
