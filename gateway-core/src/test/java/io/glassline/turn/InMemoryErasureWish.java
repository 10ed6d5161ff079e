package io.glassline.turn;

import io.glassline.audit.Actor;
import io.glassline.message.Address;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Wishes to be erased that get no further, and holds.
final class InMemoryErasureWish implements ErasureWish {

    private final Set<Address> holds = new HashSet<>();
    final List<Address> begun = new ArrayList<>();

    void hold(Address address) {
        holds.add(address);
    }

    @Override
    public boolean begin(Address address, String because, Actor by, Instant now) {
        if (holds.contains(address)) {
            return false;
        }
        if (!begun.contains(address)) {
            begun.add(address);
        }
        return true;
    }
}
