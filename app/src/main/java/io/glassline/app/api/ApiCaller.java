package io.glassline.app.api;

import io.glassline.audit.Actor;
import io.glassline.desk.Agent;

/// The program that made this request: its token, and the address it came from.
record ApiCaller(ApiToken token, String address) {

    /// The caller as someone at the desk, under the token's name.
    Agent agent() {
        return new Agent(token.name(), token.name(), token.role().atTheDesk(), actor());
    }

    /// The caller as the record names it.
    Actor actor() {
        return Actor.byToken(token.name()).from(address);
    }
}
