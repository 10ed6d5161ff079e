package io.glassline.app.api;

import io.glassline.audit.Actor;
import io.glassline.conversation.Lane;
import io.glassline.message.Address;
import io.glassline.message.ChannelKind;
import io.glassline.message.Message;
import io.glassline.privacy.Erasure;
import io.glassline.privacy.Erasures;
import io.glassline.privacy.Hold;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Erasures that are asked for and get no further, and holds. `+15550104477` is known by SMS, and no other address.
final class HeldAddresses implements Erasures {

    static final String KNOWN = "+15550104477";
    static final UUID ID = UUID.fromString("6a1f2a3e-0000-4000-8000-000000000009");

    private final Map<Address, Hold> holds = new HashMap<>();

    @Override
    public Asked ask(Address address, String because, Actor by, Instant now) {
        return holdOn(address).<Asked>map(Asked.Held::new).orElseGet(() -> new Asked.Begun(erasure(now)));
    }

    private static Erasure erasure(Instant now) {
        return new Erasure(
                ID, new ChannelKind("sms"), Set.of(KNOWN), "erased-1", Erasure.Stage.ASKED, now, Optional.empty(), 0);
    }

    @Override
    public Optional<Erasure> find(UUID id) {
        return id.equals(ID) ? Optional.of(erasure(Instant.EPOCH)) : Optional.empty();
    }

    @Override
    public Set<Address> known(String address) {
        return address.equals(KNOWN) ? Set.of(new Address(new ChannelKind("sms"), KNOWN)) : Set.of();
    }

    @Override
    public Optional<Hold> holdOn(Address address) {
        return Optional.ofNullable(holds.get(address));
    }

    @Override
    public Hold hold(Address address, String because, Actor by, Instant now) {
        return holds.computeIfAbsent(address, of -> new Hold(ID, of, by.who(), because, now));
    }

    @Override
    public boolean lift(Address address, String because, Actor by, Instant now) {
        return holds.remove(address) != null;
    }

    @Override
    public List<Erasure> due(Instant now, int countMax) {
        return List.of();
    }

    @Override
    public void later(Erasure erasure, Instant at) {}

    @Override
    public Set<Lane> lanes(Erasure erasure) {
        return Set.of();
    }

    @Override
    public boolean isUnderWay(Erasure erasure) {
        return true;
    }

    @Override
    public Erasure replace(Erasure erasure, Instant now) {
        return erasure;
    }

    @Override
    public Erasure cleanCalls(Erasure erasure) {
        return erasure;
    }

    @Override
    public List<Message.Id> withFiles(Erasure erasure) {
        return List.of();
    }

    @Override
    public Erasure filesAreGone(Erasure erasure) {
        return erasure;
    }

    @Override
    public Erasure sweep(Erasure erasure, Instant now) {
        return erasure;
    }

    @Override
    public Erasure freeDeadRows(Erasure erasure, Instant now) {
        return erasure;
    }
}
