package io.glassline.privacy;

import io.glassline.audit.Actor;
import io.glassline.message.Address;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Wishes to be erased that get no further, and holds.
public final class InMemoryErasureRequests implements ErasureRequests {

    private final InstantSource clock;
    private final Map<Address, Hold> holds = new HashMap<>();
    public final List<Address> begun = new ArrayList<>();

    public InMemoryErasureRequests(InstantSource clock) {
        this.clock = clock;
    }

    public void hold(Address address, String because) {
        holds.put(address, new Hold(new UUID(0, 7), address, "ada", because, clock.instant()));
    }

    @Override
    public Asked ask(Address address, String because, Actor by, Instant now) {
        if (holds.containsKey(address)) {
            return new Asked.Held(holds.get(address));
        }
        if (!begun.contains(address)) {
            begun.add(address);
        }
        return new Asked.Begun(new Erasure(
                new UUID(0, 8),
                address.channel(),
                Set.of(address.shown()),
                Erasure.PSEUDONYM + "1",
                Erasure.Stage.ASKED,
                now,
                Optional.empty(),
                0));
    }
}
